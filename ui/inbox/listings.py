"""Which rows each place of the sidebar lists, and how each row is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ui.models.drafts import hidden_threads
from ui.models.lines import (
    attempt_line,
    draft_line,
    record_line,
    thread_line,
)
from ui.models.paged import Listing
from ui.shell.context import Context
from workspace.model.ids import CollectionId
from workspace.model.kinds import Kind
from workspace.store.reading.thread_rows import NEWEST
from workspace.store.rows import AttemptRow, HitRow, RecordRow, ThreadRow

RECORD_LIMIT = 200


class Place(StrEnum):
    """The places of the sidebar."""

    INBOX = "inbox"
    SNOOZED = "snoozed"
    CHATS = "chats"
    CALENDAR = "calendar"
    CUSTOMERS = "customers"
    FILED = "filed"
    UNFILED = "unfiled"
    DRAFTS = "drafts"
    SENT = "sent"
    ARCHIVE = "archive"
    TRASH = "trash"
    FOLDER = "folder"
    """A folder or label of one account; not one of the sidebar's own places."""


PLACES = tuple(place for place in Place if place is not Place.FOLDER)


@dataclass(frozen=True, slots=True)
class Where:
    """What the list is about: a place in a workplace or account, a tab of it, what is searched for, the filter, and the
    collection of mail where the place is a folder.
    """

    scope: str
    place: Place = Place.INBOX
    tab: str | None = None
    query: str = ""
    filter: str = ""
    folder: CollectionId | None = None


def listing(context: Context, where: Where) -> Listing:
    """The rows of a place. What a query finds there is looked for beside: :mod:`ui.search.results`."""
    if where.place is Place.CUSTOMERS:
        return _records(context, where)
    if where.place is Place.UNFILED:
        return _unfiled(context, where)
    if where.place is Place.DRAFTS:
        return _drafts(context, where)
    if where.folder is not None:
        return _folder(context, where.folder)
    return _threads(context, where)


def may_choose(place: Place, row: object) -> bool:
    """Whether a row can be one of several that something is done with: mail that was sent or received."""
    if place is Place.DRAFTS:
        return False
    if isinstance(row, HitRow):
        return row.key.kind is Kind.EMAIL and row.thread_id is not None and not row.is_draft
    return isinstance(row, ThreadRow) and row.kind is Kind.EMAIL


def _threads(context: Context, where: Where) -> Listing:
    names = context.names()

    def fetch(after: ThreadRow | None, limit: int) -> Sequence[ThreadRow]:
        before = None if after is None or _is_held(where, after) else after.order
        rows = context.reader.threads(
            scope=where.scope, view=where.place.value, tab=where.tab, before=before, limit=limit
        )
        if after is not None and before is None:
            rows = [row for row in rows if _place(where, row) < _place(where, after)]
        return rows[:limit]

    return Listing(fetch, lambda row, before: thread_line(row, names), place=lambda row: _place(where, row))


def _folder(context: Context, folder: CollectionId) -> Listing:
    names = context.names()

    def fetch(after: ThreadRow | None, limit: int) -> Sequence[ThreadRow]:
        return context.reader.folder_threads(folder, before=after.order if after else None, limit=limit)

    return Listing(fetch, lambda row, before: thread_line(row, names), place=lambda row: row.order)


def _is_held(where: Where, row: ThreadRow) -> bool:
    """Whether a pin holds it at the top of this list."""
    return row.is_pinned and where.place is Place.INBOX


def _place(where: Where, row: ThreadRow) -> int:
    """What the list is in descending order of."""
    return row.order + (NEWEST if _is_held(where, row) else 0)


def _records(context: Context, where: Where) -> Listing:
    names = context.names()

    def fetch(after: object, limit: int) -> Sequence[RecordRow]:
        return [] if after else context.reader.find_records("", RECORD_LIMIT, where.scope)

    return Listing(fetch, lambda row, before: record_line(row, names), is_paged=False)


def _unfiled(context: Context, where: Where) -> Listing:
    names = context.names()

    def fetch(after: object, limit: int) -> Sequence[AttemptRow]:
        return [] if after else context.reader.unfiled(where.scope)

    return Listing(fetch, lambda row, before: attempt_line(row, names), is_paged=False)


def _drafts(context: Context, where: Where) -> Listing:
    """What is being written here first, then the drafts that lie at the services."""
    names = context.names()
    here = {account.account_id for account in context.accounts_in(where.scope)}

    def fetch(after: Any, limit: int) -> Sequence[Any]:
        own = [] if after else [row for row in context.user.drafts() if row.account_id in here]
        before = after.order if isinstance(after, ThreadRow) else None
        hidden, room = hidden_threads(context), max(limit - len(own), 1)
        found = context.reader.threads(scope=where.scope, view="drafts", before=before, limit=room + len(hidden))
        return own + [row for row in found if row.thread_id not in hidden][:room]

    def say(row: Any, before: Any) -> Any:
        if isinstance(row, ThreadRow):
            return thread_line(row, names)
        fields = row.fields
        to = _names(", ".join(str(each) for each in fields.get("to", []) or []))
        text, subject = str(fields.get("text", "")), str(fields.get("subject", ""))
        return draft_line(row.draft_id, to, subject, text, row.updated_at)

    return Listing(fetch, say)


def _names(typed: str) -> str:
    """Who they are, as far as the addresses that were typed say it."""
    from workspace.mail.address import parse_text

    return ", ".join(each.name or each.email for each in parse_text(typed)) or typed
