"""What the window and the engine ask about marks; a part of :class:`workspace.store.reader.Reader`."""

import json
from abc import abstractmethod

from workspace.model.ids import ThreadId
from workspace.store import mark_rows
from workspace.store.mark_rows import MarkRow
from workspace.store.reading.connections import Files
from workspace.store.reading.overlay import Overlay

THREAD = "SELECT account_id, kind, last_item_id FROM thread WHERE thread_id = ?"
NAMES = "SELECT message_id FROM message_ref INDEXED BY message_ref_by_thread WHERE thread_id = ?"
FIRST = "SELECT message_id, remote_id FROM item WHERE thread_id = ? ORDER BY message_id IS NULL, item_id LIMIT 1"
VIEWS = "SELECT DISTINCT view FROM thread_place INDEXED BY thread_place_by_thread WHERE thread_id = ?"
NEXT = "SELECT min(snoozed_until) FROM thread WHERE snoozed_until IS NOT NULL"


class MarkReader:
    """Snoozed, muted and pinned conversations."""

    _files: Files

    @abstractmethod
    def _pending(self) -> Overlay: ...

    @abstractmethod
    def _living(self, thread_id: int) -> int: ...

    def thread_marks(self, thread_id: ThreadId) -> tuple[list[MarkRow], int]:
        """The user's marks of a conversation, an empty one where there is none yet, and the moment of its newest
        message in milliseconds since 1970. Conversations that were joined may have several; none is there for one that
        is gone.
        """
        living = self._living(thread_id)
        rows = self._files.cache(THREAD, living)
        if not rows:
            return [], 0
        account_id, kind, last_item_id = rows[0]
        names = [row[0] for row in self._files.cache(NAMES, living)]
        message_id, remote_id = self._first(living, kind)
        known = json.dumps([*names, f"item:{remote_id}"])
        found = [mark_rows.row_of(row) for row in self._files.user(mark_rows.OF_NAMES, account_id, known)]
        key = _lasting(names, message_id) or f"item:{remote_id}"
        return found or [MarkRow(account_id, kind, key)], last_item_id >> 20

    def _first(self, thread_id: int, kind: str) -> tuple[str | None, str]:
        rows = self._files.cache(FIRST, thread_id) if kind != "chat" else []
        return rows[0] if rows else (None, "")

    def views_of(self, thread_id: ThreadId) -> frozenset[str]:
        """The views a conversation stands in, what is pending applied."""
        living = self._living(thread_id)
        if preview := self._pending().threads.get(living):
            return frozenset(preview.views)
        return frozenset(row[0] for row in self._files.cache(VIEWS, living))

    def marked_thread(self, row: MarkRow) -> ThreadId | None:
        """The conversation that a mark is about; None while it is not here."""
        found = mark_rows.threads_of(self._files.cache, row.key)
        return ThreadId(self._living(found[0])) if found else None

    def next_waking(self) -> int | None:
        """When the next snoozed conversation returns, in milliseconds since 1970; None if none is snoozed."""
        at: int | None = self._files.cache(NEXT)[0][0]
        return at


def _lasting(names: list[str], message_id: str | None) -> str:
    """The service's own name of the conversation, else its first mail's."""
    own = [name for name in names if name.startswith(("thread:", "chat:"))]
    return min(own, default="") or message_id or min(names, default="")
