"""What a user decides about conversations in this program alone: snoozed, muted, pinned; each can be taken back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from ui.shell.context import Context
from ui.widgets.times import coming_time
from workspace.model.ids import ThreadId
from workspace.store import mark_rows
from workspace.store.mark_rows import MarkRow
from workspace.store.standing import DONE
from workspace.store.times import to_ms

Undo = Callable[[], bool]


class Marking(QObject):
    """``did`` is told what was done and how it is taken back, ``refuse`` why nothing was."""

    def __init__(
        self,
        context: Context,
        did: Callable[[str, Undo], object],
        refuse: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._did, self._refuse = context, did, refuse

    def snooze(self, until: datetime, *thread_ids: ThreadId) -> bool:
        """Hide what is in the inbox until then, or until something new comes; also what is snoozed already."""
        words = self.tr("Snoozed until {time}").format(time=coming_time(until))
        return self._mark(words, self._standing(thread_ids), snoozed_until=to_ms(until))

    def wake(self, *thread_ids: ThreadId) -> bool:
        """Bring back to the inbox what is snoozed."""
        return self._mark(self.tr("Back in the inbox"), thread_ids, snoozed_until=None)

    def finish(self, thread_id: ThreadId) -> bool:
        """A chat leaves the inbox until there is something new for me."""
        return self._mark(self.tr("Done: it returns with what is new for you"), [thread_id], snoozed_until=DONE)

    def toggle_mute(self, *thread_ids: ThreadId) -> bool:
        """Takes the mute off where every conversation has it."""
        is_muted = not all(self._rows(thread_ids, "is_muted"))
        words = self.tr("Muted: it does not count any more") if is_muted else self.tr("No longer muted")
        return self._mark(words, thread_ids, is_muted=is_muted)

    def toggle_pin(self, *thread_ids: ThreadId) -> bool:
        """Takes the pins off where every conversation has one; one is pinned to the top of the inbox it is in."""
        if all(self._rows(thread_ids, "is_pinned")):
            return self._mark(self.tr("Pin removed"), thread_ids, is_pinned=False)
        return self._mark(self.tr("Pinned to the top"), self._standing(thread_ids), is_pinned=True)

    def _rows(self, thread_ids: Iterable[ThreadId], name: str) -> list[bool]:
        marks = [self._context.reader.thread_marks(each)[0] for each in thread_ids]
        return [any(getattr(row.mark, name) for row in rows) for rows in marks]

    def _standing(self, thread_ids: Sequence[ThreadId]) -> list[ThreadId]:
        """Those in the inbox; refuses where none is."""
        views = {each: self._context.reader.views_of(each) for each in thread_ids}
        found = [each for each in thread_ids if views[each] & {"inbox", "snoozed"}]
        if thread_ids and not found:
            self._refuse(self.tr("Only what is in the inbox can be snoozed or pinned."))
        return found

    def _mark(self, words: str, thread_ids: Sequence[ThreadId], **changes: object) -> bool:
        """True when something was marked."""
        before: list[MarkRow] = []
        after: list[MarkRow] = []
        for thread_id in thread_ids:
            rows, seen_at = self._context.reader.thread_marks(thread_id)
            before += rows
            is_in_inbox = "inbox" in self._context.reader.views_of(thread_id)
            after += mark_rows.changed(rows, seen_at, is_in_inbox=is_in_inbox, **changes)
        if not after:
            return False
        self._context.user.mark(after)
        number = self.tr("%n conversations", "", len(thread_ids))
        self._did(f"{words} · {number}" if len(thread_ids) > 1 else words, lambda: self._restore(before))
        return True

    def _restore(self, rows: Iterable[MarkRow]) -> bool:
        self._context.user.mark(rows)
        self._context.ring()
        self._context.observer.tell("actions")
        return True
