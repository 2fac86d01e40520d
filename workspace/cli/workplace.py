"""``workspace workplace``: the user's groups of accounts."""

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, plain
from workspace.model.accounts import Workplace


@click.group()
def workplace() -> None:
    """Workplaces: named groups of accounts."""


@workplace.command("list")
@as_json
@command
def list_workplaces(context: Context, as_json: bool) -> None:
    """List the workplaces with their accounts."""
    members = context.user.workplace_accounts()
    emit(
        context.user.workplaces(),
        as_json,
        lambda w: {**plain(w), "account_ids": list(members.get(w.workplace_id, ()))},
        lambda w: (w.workplace_id, w.name, f"{len(members.get(w.workplace_id, ()))} accounts"),
    )


@workplace.command("add")
@click.argument("name")
@click.option("--color", help="#RRGGBB of its tile.")
@command
def add(context: Context, name: str, color: str | None) -> None:
    """Add a workplace and print its id."""
    if not name.strip():
        raise Failed("A workplace needs a name.")
    click.echo(context.user.add_workplace(name.strip(), color=color).workplace_id)


@workplace.command("remove")
@click.argument("workplace_id", metavar="ID")
@command
def remove(context: Context, workplace_id: str) -> None:
    """Remove a workplace; its accounts stay."""
    context.user.remove_workplace(find(context, workplace_id).workplace_id)


@workplace.command("assign")
@click.argument("workplace_id", metavar="WORKPLACE")
@click.argument("account_ids", metavar="ACCOUNT...", nargs=-1, required=True)
@command
def assign(context: Context, workplace_id: str, account_ids: tuple[str, ...]) -> None:
    """Put accounts into a workplace, beside the ones they are in already."""
    accounts = [context.account(a).account_id for a in account_ids]
    context.user.assign(find(context, workplace_id).workplace_id, accounts)


def find(context: Context, name_or_id: str) -> Workplace:
    """The workplace of that id, or of that exact name where only one has it."""
    every = context.user.workplaces()
    found = [w for w in every if w.workplace_id == name_or_id] or [w for w in every if w.name == name_or_id]
    if len(found) != 1:
        raise Failed(f"There is no workplace {name_or_id}. `workspace workplace list` shows them.")
    return found[0]
