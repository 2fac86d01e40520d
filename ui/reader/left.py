"""Which mailing lists can be left, and which were: kept by the address they write from."""

from datetime import UTC, datetime

from ui.shell.context import Context
from workspace.mail.address import normalise
from workspace.mail.unsubscribing import WaysOut, ways_out
from workspace.store.rows import ItemRow

LEFT = "reader.left_lists"
KEPT = 500
"""Senders of lists that were left; the oldest is forgotten first."""


def ways_of(item: ItemRow) -> WaysOut:
    """What a message offers; nothing for what was written here."""
    if item.is_sent or item.is_draft:
        return WaysOut()
    detail = item.detail
    return ways_out(str(detail.get("list_unsubscribe") or ""), str(detail.get("list_unsubscribe_post") or ""))


def left_at(context: Context, item: ItemRow) -> datetime | None:
    """When the user last asked this sender to stop."""
    at = (context.user.setting(LEFT) or {}).get(normalise(item.from_.email))
    return datetime.fromisoformat(at) if at else None


def remember(context: Context, item: ItemRow) -> None:
    """The user asked this sender to stop."""
    kept = dict(context.user.setting(LEFT) or {})
    kept.pop(normalise(item.from_.email), None)
    kept[normalise(item.from_.email)] = datetime.now(UTC).isoformat()
    context.user.set_setting(LEFT, dict(list(kept.items())[-KEPT:]))


def forget(context: Context, item: ItemRow) -> None:
    """That was taken back in time."""
    kept = dict(context.user.setting(LEFT) or {})
    kept.pop(normalise(item.from_.email), None)
    context.user.set_setting(LEFT, kept)
