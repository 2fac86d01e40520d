"""``workspace crm``: move records in and out of the built-in CRM."""

from pathlib import Path

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed


@click.group()
def crm() -> None:
    """Import and export the built-in CRM's records (.csv or .vcf)."""


@crm.command("import")
@click.argument("account_id", metavar="ACCOUNT")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@command
def import_file(context: Context, account_id: str, path: str) -> None:
    """Bring records in; duplicates by address are merged, bad rows named and left out."""
    _exchange(context, "crm_import", account_id, path, "imported")


@crm.command("export")
@click.argument("account_id", metavar="ACCOUNT")
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False))
@command
def export_file(context: Context, account_id: str, path: str) -> None:
    """Write all records to a file."""
    _exchange(context, "crm_export", account_id, path, "exported")


def _exchange(context: Context, verb: str, account_id: str, path: str, done: str) -> None:
    account = context.account(account_id)
    payload = {"account_id": account.account_id, "path": str(Path(path).absolute())}
    answer = context.ask(verb, payload, timeout=600).payload
    click.echo(f"{answer['count']} {done}")
    problems = answer.get("problems", [])
    for problem in problems if isinstance(problems, list) else []:
        click.echo(str(problem), err=True)
    if problems and not answer["count"]:
        raise Failed("Nothing could be imported.")
