"""``workspace workplace``: the user's groups of accounts."""

import re
from typing import BinaryIO, TextIO

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


@workplace.command("edit")
@click.argument("workplace_id", metavar="ID")
@click.option("--name", help="What to call it.")
@click.option("--color", help="#RRGGBB of its tile.")
@click.option("--letters", help="One or two letters on its tile.")
@click.option("--icon", help="A picture in place of the letters; empty for the letters.")
@click.option("--for", "linked", metavar="ACCOUNT", help="The account it is for; empty where it stands alone.")
@command
def edit(context: Context, workplace_id: str, linked: str | None, **look: str | None) -> None:
    """Change the name, the look or the account of a workplace."""
    found = find(context, workplace_id)
    changes: dict[str, object] = {key: value for key, value in look.items() if value is not None}
    if look["color"] is not None and not re.fullmatch("#[0-9A-Fa-f]{6}", look["color"]):
        raise click.UsageError("--color takes #RRGGBB")
    if any(not str(changes[key]).strip() for key in ("name", "letters") if key in changes):
        raise click.UsageError("A name and letters are not empty.")
    if linked is not None:
        changes["linked_account_id"] = context.account(linked).account_id if linked else None
    name = changes.pop("name", None)
    if isinstance(name, str):
        context.user.rename_workplace(found.workplace_id, name.strip())
    context.user.update_workplace(found.workplace_id, **changes)
    context.link.ring()


@workplace.command("order")
@click.argument("workplace_ids", metavar="ID...", nargs=-1, required=True)
@command
def order(context: Context, workplace_ids: tuple[str, ...]) -> None:
    """Put workplaces in this order; those not named follow."""
    context.user.order_workplaces([find(context, each).workplace_id for each in workplace_ids])


@workplace.command("move")
@click.argument("account_id", metavar="ACCOUNT")
@click.argument("workplace_id", metavar="WORKPLACE")
@click.option("--keep", is_flag=True, help="It stays in the workplaces it is in, too.")
@command
def move(context: Context, account_id: str, workplace_id: str, keep: bool) -> None:
    """Move an account, with what was read of it, to a workplace that becomes its home."""
    account, target = context.account(account_id), find(context, workplace_id)
    if keep:
        context.user.set_home(account.account_id, target.workplace_id)
    else:
        context.user.move_account(account.account_id, target.workplace_id)
    context.link.ring()


@workplace.command("export")
@click.argument("workplace_id", metavar="ID")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True), default="-")
@click.option("--with-people", is_flag=True, help="Also user names and addresses.")
@command
def export(context: Context, workplace_id: str, file: TextIO, with_people: bool) -> None:
    """Write a workplace as a template, TOML without secrets, to FILE or the standard output."""
    from workspace.profiles.template import export_template

    file.write(export_template(context.user, find(context, workplace_id), with_people=with_people))


@workplace.command("import")
@click.argument("file", type=click.File("rb"))
@command
def import_(context: Context, file: BinaryIO) -> None:
    """Make a workplace of a template and print its id; its accounts wait for their sign-in."""
    from workspace.profiles.template import LARGEST, TemplateWrong, import_template, read_template

    try:
        made = import_template(context.user, read_template(file.read(LARGEST + 1)))
    except TemplateWrong as wrong:
        raise Failed(str(wrong)) from wrong
    for name in made.left_out:
        click.echo(f"{name} was left out: its connector is not in this program.", err=True)
    context.link.ring()
    click.echo(made.workplace.workplace_id)


def find(context: Context, name_or_id: str) -> Workplace:
    """The workplace of that id, or of that exact name where only one has it."""
    every = context.user.workplaces()
    found = [w for w in every if w.workplace_id == name_or_id] or [w for w in every if w.name == name_or_id]
    if len(found) != 1:
        raise Failed(f"There is no workplace {name_or_id}. `workspace workplace list` shows them.")
    return found[0]
