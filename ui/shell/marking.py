"""What a user decides about conversations in this program alone: snoozed, muted, pinned; each can be taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject

from ui.models.beside import Beside
from ui.shell.context import Context
from ui.widgets.times import coming_time
from workspace.model.ids import ThreadId
from workspace.store import mark_rows
from workspace.store.mark_rows import MarkRow
from workspace.store.standing import DONE
from workspace.store.times import to_ms

Undo = Callable[[], bool]
FEW = 12
"""Conversations that are marked at once; more are marked beside the window."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be marked, in words, and how; ``refusal`` is said where nothing can be."""

    words: str
    thread_ids: Sequence[ThreadId]
    changes: Mapping[str, object]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked, and how it was before; nothing where ``before`` is None."""

    words: str
    before: Sequence[MarkRow] | None
    refusal: str = ""


class Marking(QObject):
    """``did`` is told what was done and how it is taken back, ``refuse`` why nothing was.

    Each deed says whether something was marked; of many conversations that comes to light a moment later.
    """

    def __init__(
        self,
        context: Context,
        did: Callable[[str, Undo], object],
        refuse: Callable[[str], object],
        beside: Beside,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._did, self._refuse, self._beside = context, did, refuse, beside

    def snooze(self, until: datetime, *thread_ids: ThreadId) -> bool:
        """Hide what is in the inbox until then, or until something new comes; also what is snoozed already."""
        words = self.tr("Snoozed until {time}").format(time=coming_time(until))
        return self._do(thread_ids, lambda: self._standing(Wish(words, thread_ids, {"snoozed_until": to_ms(until)})))

    def wake(self, *thread_ids: ThreadId) -> bool:
        """Bring back to the inbox what is snoozed."""
        return self._do(thread_ids, lambda: Wish(self.tr("Back in the inbox"), thread_ids, {"snoozed_until": None}))

    def finish(self, thread_id: ThreadId) -> bool:
        """A chat leaves the inbox until there is something new for me."""
        words = self.tr("Done: it returns with what is new for you")
        return self._do([thread_id], lambda: Wish(words, [thread_id], {"snoozed_until": DONE}))

    def toggle_mute(self, *thread_ids: ThreadId) -> bool:
        """Takes the mute off where every conversation has it."""

        def wish() -> Wish:
            is_muted = not all(self._rows(thread_ids, "is_muted"))
            words = self.tr("Muted: it does not count any more") if is_muted else self.tr("No longer muted")
            return Wish(words, thread_ids, {"is_muted": is_muted})

        return self._do(thread_ids, wish)

    def toggle_pin(self, *thread_ids: ThreadId) -> bool:
        """Takes the pins off where every conversation has one; one is pinned to the top of the inbox it is in."""

        def wish() -> Wish:
            if all(self._rows(thread_ids, "is_pinned")):
                return Wish(self.tr("Pin removed"), thread_ids, {"is_pinned": False})
            return self._standing(Wish(self.tr("Pinned to the top"), thread_ids, {"is_pinned": True}))

        return self._do(thread_ids, wish)

    def _do(self, thread_ids: Sequence[ThreadId], wish: Callable[[], Wish]) -> bool:
        if len(thread_ids) <= FEW:
            return self._tell_of(self._mark(wish()))
        self._beside.run(lambda: self._prepared(wish()), self._tell_of)
        return True

    # What may run beside the window

    def _rows(self, thread_ids: Iterable[ThreadId], name: str) -> list[bool]:
        marks = [self._context.reader.thread_marks(each)[0] for each in thread_ids]
        return [any(getattr(row.mark, name) for row in rows) for rows in marks]

    def _standing(self, wish: Wish) -> Wish:
        """Of those in the inbox; refused where none is."""
        views = {each: self._context.reader.views_of(each) for each in wish.thread_ids}
        found = [each for each in wish.thread_ids if views[each] & {"inbox", "snoozed"}]
        refusal = (
            self.tr("Only what is in the inbox can be snoozed or pinned.") if wish.thread_ids and not found else ""
        )
        return replace(wish, thread_ids=found, refusal=refusal)

    def _prepared(self, wish: Wish) -> Marked:
        marked = self._mark(wish)
        self._context.reader.prepare()
        return marked

    def _mark(self, wish: Wish) -> Marked:
        before: list[MarkRow] = []
        after: list[MarkRow] = []
        for thread_id in wish.thread_ids:
            rows, seen_at = self._context.reader.thread_marks(thread_id)
            before += rows
            is_in_inbox = "inbox" in self._context.reader.views_of(thread_id)
            after += mark_rows.changed(rows, seen_at, is_in_inbox=is_in_inbox, **wish.changes)
        if not after:
            return Marked("", None, wish.refusal)
        self._context.user.mark(after)
        number = self.tr("%n conversations", "", len(wish.thread_ids))
        return Marked(f"{wish.words} · {number}" if len(wish.thread_ids) > 1 else wish.words, before)

    def _tell_of(self, marked: Marked) -> bool:
        if marked.refusal:
            self._refuse(marked.refusal)
        before = marked.before
        if before is not None:
            self._did(marked.words, lambda: self._restore(before))
        return before is not None

    def _restore(self, rows: Iterable[MarkRow]) -> bool:
        self._context.user.mark(rows)
        self._context.ring()
        self._context.observer.tell("actions")
        return True
