"""Finds words in the messages of a conversation: those that are folded too, and texts that are still being put in."""

import time
from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from ui.reader.body import MailBody
from ui.reader.marks import Marks, chosen_words, scroll_to, seen_of, selection
from ui.reader.places import places, searchable
from ui.reader.texts import Key, Part, Texts
from ui.reader.view import ReaderView
from ui.theme.theme import theme
from ui.widgets.later import later

TURN_SECONDS = 0.006
NEWS_MS = 30


class Finder(QObject):
    """Of one reader; between :meth:`start` and :meth:`stop` it follows what is put in, unfolded and scrolled.

    ``changed`` says that :meth:`counted` gives other numbers.
    """

    changed = Signal()

    def __init__(self, view: ReaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._is_on = False
        self._texts = Texts(view, self)
        self._texts.news.connect(self._on_grown)
        self._words = ""
        self._current: tuple[Part, int] | None = None
        self._from: tuple[Part, int] | None = None
        self._is_to_show = False
        self._shown_at = -1
        self._work: Iterator[None] = iter(())
        self.is_under_way = False
        self.marks = Marks(view.column)
        self._texts.emptied.connect(self.marks.forget)
        self._turn = later(self, 0, self._go_on)
        self._news = later(self, NEWS_MS, self._on_news)
        self._mark = later(self, 0, self._mark_all)
        bar = view.column.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._on_grown)
        theme().changed.connect(self._on_grown)

    def start(self) -> None:
        self._is_on = True
        self._collect()

    def stop(self) -> QWidget | None:
        """Nothing is marked any more; what was found last is selected. Returns who is to have the focus, if not who had
        it before.
        """
        self._is_on = False
        for timer in (self._turn, self._news, self._mark):
            timer.stop()
        for part in self._texts.parts:
            self.marks.clear(part.body)
        if (cursor := self._cursor()) is not None and self._current and self._current[0].body:
            self._current[0].body.setTextCursor(cursor)
        self._current = self._from = None
        self._texts.forget()
        return None

    def look_for(self, words: str) -> None:
        """Find these from where the one before was found, or from what is seen."""
        if not self._is_on:
            return
        self._words = searchable(words) if words.strip() else ""
        self._from = self._place_of_current() or self._from or self._top()
        self._current = None
        for part in self._texts.parts:
            part.places, part.is_searched = [], False
        self._is_to_show = True
        self._search()

    def step(self, by: int) -> None:
        """To the next place, or with -1 to the one before; after the last comes the first."""
        if not self._is_on or self._current is None:
            return
        part, n = self._current
        if 0 <= n + by < len(part.places):
            self._go(part, n + by)
            return
        found = [each for each in self._texts.parts if each.places or each is part]
        other = found[(found.index(part) + by) % len(found)]
        if other.places:
            self._go(other, 0 if by > 0 else len(other.places) - 1)

    def counted(self) -> tuple[int, int]:
        """Which one is shown, from 1 (0 for none), and how many there are as far as they were counted."""
        total = sum(len(part.places) for part in self._texts.parts)
        if self._current is None or self._current[0] not in self._texts.parts:
            return 0, total
        part, n = self._current
        before = self._texts.parts[: self._texts.parts.index(part)]
        return sum(len(each.places) for each in before) + n + 1, total

    def selected(self) -> str:
        """What is selected in the message that has the focus, if it is a few words."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, MailBody) or not self._view.isAncestorOf(focus):
            return ""
        return chosen_words(focus)

    def _on_grown(self) -> None:
        if self._is_on:
            self._news.start()

    def _on_scrolled(self) -> None:
        if self._is_on:
            self._mark.start()

    def _collect(self) -> None:
        self._texts.collect()
        if self._current is not None and self._current[0] not in self._texts.parts:
            self._current = None

    def _on_news(self) -> None:
        self._collect()
        self._is_to_show |= self._is_where_it_was()
        self._search()

    # Searching, some milliseconds a turn

    def _search(self) -> None:
        self._work, self.is_under_way = self._searching(), True
        self._turn.start()

    def _go_on(self) -> None:
        work, end = self._work, time.perf_counter() + TURN_SECONDS
        for _ in work:
            if time.perf_counter() > end:
                self._turn.start()
                break
        else:
            self.is_under_way = work is not self._work
        self.changed.emit()
        self._mark.start()

    def _searching(self) -> Iterator[None]:
        """What is open comes first: typing unfolds nothing while there is something to be seen."""
        is_open = {part: part.is_open(self._view) for part in self._texts.parts}
        opened = [part for part in self._texts.parts if is_open[part]]
        for some in (opened, [part for part in self._texts.parts if not is_open[part]]):
            for part in some:
                yield from self._searching_in(part)
            if self._current is None:
                self._choose(some)
            elif self._is_to_show and some is opened:
                self._show()

    def _searching_in(self, part: Part) -> Iterator[None]:
        """What changes meanwhile is not searched by this: its news begins another search."""
        if part.is_searched:
            return
        part.read()
        text = part.text
        yield
        found: list[int] = []
        for some in places(text or "", self._words) if self._words else ():
            found += some
            yield
        if part.text is text:
            part.places, part.is_searched = found, True

    def _choose(self, parts: list[Part]) -> None:
        """The first one from where it is looked for, else the first of all."""
        if not any(part.places for part in parts):
            return
        all_parts = self._texts.parts
        first, at = self._from if self._from is not None and self._from[0] in all_parts else (all_parts[0], 0)
        start = all_parts.index(first)
        for part in parts:
            where = all_parts.index(part)
            n = bisect_left(part.places, at) if where == start else 0
            if where >= start and n < len(part.places):
                self._go(part, n)
                return
        self._go(next(part for part in parts if part.places), 0)

    # Showing the one that is meant

    def _go(self, part: Part, n: int) -> None:
        self._current, self._is_to_show = (part, n), True
        if part.is_open(self._view):
            self._show()
        else:
            self._unfold(part.key)
            self._collect()
            self._search()
        self.changed.emit()
        self._mark.start()

    def _unfold(self, key: Key) -> None:
        item_id, is_quoted = key
        card = next((each for each in self._view.message_cards() if each.item.item_id == item_id), None)
        if card is None:
            self._view.show_older()
            card = next(each for each in self._view.message_cards() if each.item.item_id == item_id)
        card.expand()
        if is_quoted and card.text is not None and (card.text.quoted is None or card.text.quoted.isHidden()):
            card.text.unfold()
        self._view.lay_out()

    def _show(self) -> None:
        """Scroll to it; one that is still being put in is shown when it is there."""
        part, n = self._current or (None, 0)
        body = part.body if part is not None else None
        if part is None or body is None or not part.is_searched:
            return
        if n >= len(part.places) and body.is_filled:
            self._current = (part, n := max(0, len(part.places) - 1))
            if not part.places:  # it only seemed to be there
                self._is_to_show = False
                self.step(1)
                return
        cursor = self._cursor()
        if cursor is not None:
            self._is_to_show = not body.is_filled
            self._scroll(body, body.cursorRect(cursor))

    def _scroll(self, body: MailBody, place: QRect) -> None:
        across = body.horizontalScrollBar()
        if not 0 <= place.left() < body.viewport().width():
            across.setValue(across.value() + place.left() - body.viewport().width() // 3)
        scroll_to(body, place, self._view.column)
        self._shown_at = self._view.column.verticalScrollBar().value()

    def _is_where_it_was(self) -> bool:
        """Nobody scrolled away from it: what grows above it does not push it out of sight."""
        return self._current is not None and self._view.column.verticalScrollBar().value() == self._shown_at

    def _cursor(self) -> QTextCursor | None:
        if self._current is None:
            return None
        part, n = self._current
        if not part.is_open(self._view) or part.body is None or n >= len(part.places) or not part.is_searched:
            return None
        return selection(part.body, part.places[n], len(self._words))

    def _place_of_current(self) -> tuple[Part, int] | None:
        if self._current is None:
            return None
        part, n = self._current
        return (part, part.places[n]) if n < len(part.places) else (part, 0)

    def _top(self) -> tuple[Part, int] | None:
        """Where reading begins in what is seen."""
        for part in self._texts.parts:
            if part.is_open(self._view) and part.body is not None:
                seen = seen_of(part.body, self._view.column)
                if not seen.isEmpty():
                    return part, part.body.cursorForPosition(QPoint(0, seen.top())).position()
        return None

    def _mark_all(self) -> None:
        for part in self._texts.parts:
            if part.is_open(self._view) and part.body is not None:
                now = self._current[1] if self._current is not None and self._current[0] is part else -1
                self.marks.show(part.body, part.places if part.is_searched else [], len(self._words), now)
