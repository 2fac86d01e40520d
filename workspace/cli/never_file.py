"""``workspace never-file``: whose mail never goes to a CRM."""

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit
from workspace.filing.rules import is_pattern
from workspace.profiles.current import shared


@click.group("never-file")
def never_file() -> None:
    """Addresses and domains whose items are never filed."""


@never_file.command("list")
@as_json
@command
def list_patterns(context: Context, as_json: bool) -> None:
    """List them; the administrator's come first and cannot be removed here."""
    rows = [(pattern, "administrator") for pattern in shared().found().filing.never_file]
    rows += [(pattern, "you") for pattern in context.user.never_file()]
    emit(rows, as_json, lambda row: {"pattern": row[0], "by": row[1]}, lambda row: row)


@never_file.command("add")
@click.argument("patterns", metavar="ADDRESS|DOMAIN...", nargs=-1, required=True)
@command
def add(context: Context, patterns: tuple[str, ...]) -> None:
    """Never file items on which this address, or one of this domain, stands."""
    for pattern in patterns:
        if not is_pattern(pattern):
            raise click.UsageError(f"expected an address or a domain, not {pattern!r}")
    for pattern in patterns:
        context.user.add_never_file(pattern)


@never_file.command("remove")
@click.argument("pattern", metavar="ADDRESS|DOMAIN")
@command
def remove(context: Context, pattern: str) -> None:
    """Allow filing again."""
    if context.user.remove_never_file(pattern):
        return
    if pattern in shared().found().filing.never_file:
        raise Failed(f"{pattern} is on your administrator's list.")
    raise Failed(f"{pattern} is not on your list. `workspace never-file list` shows it.")
