"""Which mailing lists can be left, and which were."""

from datetime import datetime

from ui.shell.context import Context
from workspace.mail.unsubscribing import WaysOut, ways_out
from workspace.store.rows import ItemRow
from workspace.store.user import left_lists


def ways_of(item: ItemRow) -> WaysOut:
    """What a message offers; nothing for what was written here."""
    if item.is_sent or item.is_draft:
        return WaysOut()
    detail = item.detail
    return ways_out(str(detail.get("list_unsubscribe") or ""), str(detail.get("list_unsubscribe_post") or ""))


def left_at(context: Context, item: ItemRow) -> datetime | None:
    """When the user last asked this sender to stop."""
    return left_lists.left_at(context.user, item.from_.email)


def remember(context: Context, item: ItemRow) -> None:
    """The user asked this sender to stop."""
    left_lists.remember_left(context.user, item.from_.email)


def forget(context: Context, item: ItemRow) -> None:
    """That was taken back in time."""
    left_lists.forget_left(context.user, item.from_.email)
