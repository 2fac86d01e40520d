"""``workspace crm``: what a CRM demands in new records; records in and out of the built-in one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from workspace.cli.context import Context, command
from workspace.cli.demanded import ask_demands
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit
from workspace.connector.manifest import manifest
from workspace.model.kinds import RecordType


@click.group()
def crm() -> None:
    """What a CRM demands in new records; import and export the built-in CRM's (.csv or .vcf)."""


@crm.command()
@click.argument("account_id", metavar="ACCOUNT")
@click.argument("record_type", metavar="TYPE", type=click.Choice([t.value for t in RecordType]))
@as_json
@command
def fields(context: Context, account_id: str, record_type: str, as_json: bool) -> None:
    """What the organisation demands in a new record of TYPE beside its name, for `workspace file --set`.

    TYPE is contact, company, lead, deal or case. Without a network it is what the CRM last said.
    """
    account = context.account(account_id)
    if not manifest(account.connector_id).is_crm:
        raise Failed(f"{account.name} is not a CRM.")
    answer = ask_demands(context, account.account_id, record_type)
    rows: list[dict[str, Any]] = answer["fields"]
    if answer["is_old"]:
        click.echo(f"{account.name} is away: this is what it said at {answer['asked_at']}.", err=True)
    emit(rows, as_json, dict, _columns)


def _columns(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (row["name"], row["label"], *([f"one of: {', '.join(row['choices'])}"] if row["choices"] else []))


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
