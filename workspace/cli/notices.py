"""``workspace notices`` and ``workspace focus``: what was told, and telling nothing for a while."""

from datetime import UTC, datetime

import click

from workspace.cli.context import Context, command
from workspace.cli.event import hour_of
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, plain
from workspace.model.ids import WorkplaceId
from workspace.store.user.focus import OPEN_END, focus_until, set_focus
from workspace.store.user.notices import NoticeRow


@click.group()
def notices() -> None:
    """The history of notifications."""


@notices.command("list")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1_000), help="At most so many.")
@as_json
@command
def list_notices(context: Context, limit: int, as_json: bool) -> None:
    """What was told or is held back, the newest first."""
    names = {each.workplace_id: each.name for each in context.user.workplaces()}
    emit(context.user.notices(limit), as_json, plain, lambda row: _columns(row, names))


@notices.command()
@command
def clear(context: Context) -> None:
    """Forget what was told; what is held back stays until it is told."""
    context.user.clear_notices()
    click.echo("The history is empty.")


@click.command()
@click.argument("what", metavar="[on|off|until]", required=False, type=click.Choice(["on", "off", "until"]))
@click.argument("time", required=False)
@command
def focus(context: Context, what: str | None, time: str | None) -> None:
    """Hold notifications: `on` until `off`, or `until TIME`, such as 2026-03-02T09:00; alone it says how it is."""
    if what in ("on", "off"):
        set_focus(context.user, OPEN_END if what == "on" else None)
    elif what == "until":
        set_focus(context.user, _coming(time))
    until, held = focus_until(context.user), len(context.user.held_notices())
    state = "Focus is off." if until is None else "Focus is on."
    if until is not None and until < OPEN_END:
        state = f"Focus until {until.astimezone():%Y-%m-%d %H:%M}."
    click.echo(f"{state} {held} held back." if held else state)


def _coming(text: str | None) -> datetime:
    if not text:
        raise Failed("Say until when, such as 2026-03-02T09:00.")
    found = hour_of(text, "TIME", None)
    if found <= datetime.now(UTC):
        raise Failed(f"{text} is past.")
    return found


def _columns(row: NoticeRow, names: dict[WorkplaceId, str]) -> tuple[str, ...]:
    state = "held back" if row.is_held else "" if row.read_at else "new"
    workplace = names.get(row.workplace_id, "") if row.workplace_id else ""
    return (f"{row.at.astimezone():%Y-%m-%d %H:%M}", workplace, row.title, row.text, state)
