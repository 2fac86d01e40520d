"""``workspace mark``: snooze, mute or pin a conversation, in this program alone."""

from datetime import UTC, datetime
from typing import Any

import click

from workspace.cli.context import Context, command
from workspace.cli.event import hour_of
from workspace.cli.failed import Failed
from workspace.model.ids import ThreadId
from workspace.model.kinds import Kind
from workspace.store import mark_rows
from workspace.store.standing import DONE
from workspace.store.times import to_ms

IN_INBOX = ("snooze", "pin")
MARKS: dict[str, dict[str, Any]] = {
    "snooze": {},
    "wake": {"snoozed_until": None},
    "done": {"snoozed_until": DONE},
    "mute": {"is_muted": True},
    "unmute": {"is_muted": False},
    "pin": {"is_pinned": True},
    "unpin": {"is_pinned": False},
}


@click.command()
@click.argument("item_id", metavar="ITEM")
@click.argument("what", metavar="WHAT", type=click.Choice(list(MARKS)))
@click.option("--until", metavar="TIME", help="When a snoozed one returns, such as 2026-03-02T09:00.")
@command
def mark(context: Context, item_id: str, what: str, until: str | None) -> None:
    """Do WHAT with the conversation of ITEM: snooze, wake, mute, unmute, pin, unpin; done with a chat.

    It is kept here alone: the service and other programs show the conversation as before.
    """
    row = context.item(item_id)
    if row.thread_id is None:
        raise Failed(f"Item {item_id} is in no conversation.")
    if what == "done" and row.key.kind is not Kind.CHAT:
        raise Failed("Only a chat can be done; a mail is archived: `workspace act ITEM archive`.")
    changes = {"snoozed_until": to_ms(_coming(until))} if what == "snooze" else MARKS[what]
    _mark(context, row.thread_id, what, changes)
    context.link.ring()
    click.echo(f"{what}: done")


def _mark(context: Context, thread_id: ThreadId, what: str, changes: dict[str, Any]) -> None:
    views = context.reader.views_of(thread_id)
    if what in IN_INBOX and not views & {"inbox", "snoozed"}:
        raise Failed("Only what is in the inbox can be snoozed or pinned.")
    rows, seen_at = context.reader.thread_marks(thread_id)
    context.user.mark(mark_rows.changed(rows, seen_at, is_in_inbox="inbox" in views, **changes))


def _coming(text: str | None) -> datetime:
    if not text:
        raise Failed("--until TIME says when it returns, such as 2026-03-02T09:00.")
    found = hour_of(text, "--until", None)
    if found <= datetime.now(UTC):
        raise Failed(f"{text} is past.")
    return found
