"""The user's marks of conversations, as ``user.db`` and the cache hold them, and how they find their conversation.

A mark's key is a name of ``message_ref``, or ``item:`` and the remote id of a mail that names nothing: it leads to the
same conversation when the cache was made anew.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workspace.store.standing import NO_MARK, Mark

Key = tuple[str, str, str]
"""``account_id kind thread_key``."""
Fetch = Callable[..., Iterable[Sequence[Any]]]
"""Runs SQL with these values on the cache."""
ALL = "SELECT account_id, kind, thread_key, snoozed_until, is_muted, is_pinned, changed_at FROM thread_mark"
OF_NAMES = f"{ALL} WHERE account_id = ? AND thread_key IN (SELECT value FROM json_each(?))"
OF_THREADS = """
SELECT r.thread_id, m.snoozed_until, m.is_muted, m.is_pinned, m.changed_at
FROM message_ref r CROSS JOIN thread_mark m
    ON m.account_id = r.account_id AND m.kind IN ('email', 'chat') AND m.thread_key = r.message_id
WHERE r.thread_id IN (SELECT value FROM json_each(?))
"""
OF_NAMELESS = """
SELECT i.thread_id, m.snoozed_until, m.is_muted, m.is_pinned, m.changed_at
FROM item i CROSS JOIN thread_mark m
    ON m.account_id = i.account_id AND m.kind = 'email' AND m.thread_key = 'item:' || i.remote_id
WHERE i.thread_id IN (SELECT value FROM json_each(?)) AND i.message_id IS NULL
"""
_NAMED = "SELECT thread_id FROM message_ref WHERE account_id = ? AND message_id = ?"
_NAMELESS = "SELECT thread_id FROM item WHERE account_id = ? AND kind = ? AND remote_id = ? AND message_id IS NULL"


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark and the conversation it is about."""

    account_id: str
    kind: str
    thread_key: str
    mark: Mark = NO_MARK

    @property
    def key(self) -> Key:
        return self.account_id, self.kind, self.thread_key

    @property
    def values(self) -> tuple[object, ...]:
        """As a row of ``thread_mark``."""
        mark = self.mark
        return *self.key, mark.snoozed_until, int(mark.is_muted), int(mark.is_pinned), mark.seen_at


def row_of(values: Sequence[Any]) -> MarkRow:
    """From a row of ``thread_mark``."""
    return MarkRow(values[0], values[1], values[2], _mark(values[3:]))


def _mark(values: Sequence[Any]) -> Mark:
    snoozed_until, is_muted, is_pinned, seen_at = values
    return Mark(snoozed_until, bool(is_muted), bool(is_pinned), seen_at)


def changed(rows: Iterable[MarkRow], seen_at: int, *, is_in_inbox: bool, **changes: Any) -> list[MarkRow]:
    """The marks of a conversation with some fields changed, by who has seen it up to ``seen_at``.

    A snooze that a new message ended is over: another change must not bring it back.
    """
    found = list(rows)
    is_over = is_in_inbox and any(row.mark.seen_at < seen_at for row in found)
    fields = {"seen_at": seen_at, **({"snoozed_until": None} if is_over else {}), **changes}
    return [replace(row, mark=replace(row.mark, **fields)) for row in found]


def of_threads(fetch: Fetch, mails: Iterable[int], chats: Iterable[int]) -> dict[int, Mark]:
    """The cache's marks of these conversations; of several the newest counts, those without are left out."""
    mail_ids = json.dumps(list(mails))
    rows = [*fetch(OF_THREADS, mail_ids), *fetch(OF_THREADS, json.dumps(list(chats))), *fetch(OF_NAMELESS, mail_ids)]
    return {row[0]: _mark(row[1:]) for row in sorted(rows, key=lambda row: int(row[4]))}


def threads_of(fetch: Fetch, key: Key) -> list[int]:
    """The conversations that a mark is about: one, or none while it is not here."""
    if key[2].startswith("item:"):
        rows = fetch(_NAMELESS, key[0], key[1], key[2].removeprefix("item:"))
    else:
        rows = fetch(_NAMED, key[0], key[2])
    return [row[0] for row in rows if row[0] is not None]
