"""Finds words in the messages of a conversation: those that are folded too, and texts that are still being put in."""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from weakref import WeakSet

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.reader.body import MailBody
from ui.reader.content import made_content
from ui.reader.marks import Marks, seen_of, selection
from ui.reader.message import MessageText
from ui.reader.places import places, searchable, searchable_html
from ui.reader.view import ReaderView
from ui.theme.theme import theme
from ui.widgets.later import later
from workspace.model.ids import ItemId
from workspace.store.rows import ItemRow

TURN_SECONDS = 0.006
NEWS_MS = 30
LONGEST = 200
"""Letters of a selection that is looked for."""

Key = tuple[ItemId, bool]
"""A message, and whether its quoted history is meant."""


@dataclass(eq=False, slots=True)
class Part:
    """A text that is searched; without a ``body`` it is folded, and its places can only be counted."""

    key: Key
    body: MailBody | None = None
    text: str | None = None
    places: list[int] = field(default_factory=list)
    is_searched: bool = False

    def is_open(self, view: ReaderView) -> bool:
        return self.body is not None and isValid(self.body) and self.body.isVisibleTo(view)


class Finder(QObject):
    """Of one reader; between :meth:`start` and :meth:`stop` it follows what is put in, unfolded and scrolled.

    ``changed`` says that :meth:`counted` gives other numbers.
    """

    changed = Signal()

    def __init__(self, view: ReaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._is_on = False
        self._parts: list[Part] = []
        self._folded: dict[Key, str] = {}
        self._asked: set[ItemId] = set()
        self._heard: WeakSet[MailBody] = WeakSet()
        self._words = ""
        self._current: tuple[Part, int] | None = None
        self._from: tuple[Part, int] | None = None
        self._is_to_show = False
        self._shown_at = -1
        self._work: Iterator[None] = iter(())
        self.is_under_way = False
        self.marks = Marks(view.column)
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

    def stop(self) -> None:
        """Nothing is marked any more; what was found last is selected."""
        self._is_on = False
        for timer in (self._turn, self._news, self._mark):
            timer.stop()
        for part in self._parts:
            self.marks.clear(part.body)
        if (cursor := self._cursor()) is not None and self._current and self._current[0].body:
            self._current[0].body.setTextCursor(cursor)
        self._parts, self._current, self._from = [], None, None
        self._folded.clear()
        self._asked.clear()

    def look_for(self, words: str) -> None:
        """Find these from where the one before was found, or from what is seen."""
        if not self._is_on:
            return
        self._words = searchable(words) if words.strip() else ""
        self._from = self._place_of_current() or self._from or self._top()
        self._current = None
        for part in self._parts:
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
        found = [each for each in self._parts if each.places or each is part]
        other = found[(found.index(part) + by) % len(found)]
        if other.places:
            self._go(other, 0 if by > 0 else len(other.places) - 1)

    def counted(self) -> tuple[int, int]:
        """Which one is shown, from 1 (0 for none), and how many there are as far as they were counted."""
        total = sum(len(part.places) for part in self._parts)
        if self._current is None or self._current[0] not in self._parts:
            return 0, total
        part, n = self._current
        before = self._parts[: self._parts.index(part)]
        return sum(len(each.places) for each in before) + n + 1, total

    def selected(self) -> str:
        """What is selected in the message that has the focus, if it is a few words."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, MailBody) or not self._view.isAncestorOf(focus):
            return ""
        words = focus.textCursor().selectedText()
        return words if len(words) <= LONGEST and "\u2029" not in words else ""

    # Which texts there are

    def _collect(self) -> None:
        """Know again what is in the cards now, in the order it is read."""
        known = {part.key: part for part in self._parts}
        cards = {card.item.item_id: card for card in self._view.message_cards()}
        made: list[Part] = []
        for item in self._view.items:
            text = cards[item.item_id].text if item.item_id in cards else None
            bodies = {False: text.body, True: text.quoted} if text is not None else {}
            self._ask_for(item, text)
            for is_quoted in (False, True):
                key, body = (item.item_id, is_quoted), bodies.get(is_quoted)
                if body is not None or key in self._folded:
                    made.append(self._part(known.get(key) or Part(key), body))
        self._parts = made
        if self._current is not None and self._current[0] not in made:
            self._current = None

    def _ask_for(self, item: ItemRow, text: MessageText | None) -> None:
        """What a message says that no text shows yet."""
        if text is not None:
            wanted = {True: text.content.quoted} if text.quoted is None and text.content.quoted else {}
            work: Callable[[], dict[bool, str]] = partial(_texts_of, wanted)
        elif item.html or item.text:
            work = partial(_texts_in, item)
        else:
            return
        if item.item_id not in self._asked and (text is None or wanted):
            self._asked.add(item.item_id)
            self._view.beside.run(work, partial(self._on_texts, item.item_id))

    def _part(self, part: Part, body: MailBody | None) -> Part:
        if part.body is not body:
            part.body, part.text, part.is_searched = body, None, False
        if body is None and part.text is None:
            part.text = self._folded[part.key]
        if body is not None and body not in self._heard:
            self._heard.add(body)
            body.document().contentsChanged.connect(self._on_contents)
            body.filled.connect(self._on_grown)
        return part

    def _on_texts(self, item_id: ItemId, texts: dict[bool, str]) -> None:
        if not self._is_on:
            return
        for is_quoted, text in texts.items():
            self._folded[item_id, is_quoted] = text
        self._news.start()

    def _on_contents(self) -> None:
        """A piece came, or all was put in anew."""
        document = self.sender()
        for part in self._parts:
            if part.body is not None and isValid(part.body) and part.body.document() is document:
                part.text, part.is_searched = None, False
                self.marks.forget(part.body)
                self._news.start()

    def _on_grown(self) -> None:
        if self._is_on:
            self._news.start()

    def _on_scrolled(self) -> None:
        if self._is_on:
            self._mark.start()

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
        is_open = {part: part.is_open(self._view) for part in self._parts}
        opened = [part for part in self._parts if is_open[part]]
        for some in (opened, [part for part in self._parts if not is_open[part]]):
            for part in some:
                yield from self._searching_in(part)
            if self._current is None:
                self._choose(some)
            elif self._is_to_show and some is opened:
                self._show()

    def _searching_in(self, part: Part) -> Iterator[None]:
        if part.is_searched:
            return
        if part.text is None and part.body is not None and isValid(part.body):
            part.text = searchable(part.body.document().toRawText())
            yield
        found: list[int] = []
        for some in places(part.text or "", self._words) if self._words else ():
            found += some
            yield
        part.places, part.is_searched = found, True

    def _choose(self, parts: list[Part]) -> None:
        """The first one from where it is looked for, else the first of all."""
        if not any(part.places for part in parts):
            return
        first, at = self._from if self._from is not None and self._from[0] in self._parts else (self._parts[0], 0)
        start = self._parts.index(first)
        for part in parts:
            where = self._parts.index(part)
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
        across, column = body.horizontalScrollBar(), self._view.column
        if not 0 <= place.left() < body.viewport().width():
            across.setValue(across.value() + place.left() - body.viewport().width() // 3)
        bar, high = column.verticalScrollBar(), column.viewport().height()
        top = body.viewport().mapTo(column.viewport(), place.topLeft()).y()
        if not 0 <= top <= high - 2 * place.height():
            bar.setValue(bar.value() + top - high // 3)
        self._shown_at = bar.value()

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
        for part in self._parts:
            if part.is_open(self._view) and part.body is not None:
                seen = seen_of(part.body, self._view.column)
                if not seen.isEmpty():
                    return part, part.body.cursorForPosition(QPoint(0, seen.top())).position()
        return None

    def _mark_all(self) -> None:
        for part in self._parts:
            if part.is_open(self._view) and part.body is not None:
                now = self._current[1] if self._current is not None and self._current[0] is part else -1
                self.marks.show(part.body, part.places if part.is_searched else [], len(self._words), now)


def _texts_in(item: ItemRow) -> dict[bool, str]:
    """What a message says, and its quoted history, before either is laid out; in any thread."""
    content = made_content(item)
    return _texts_of({False: content.new, True: content.quoted} if content.quoted else {False: content.new})


def _texts_of(parts: dict[bool, str]) -> dict[bool, str]:
    return {is_quoted: searchable_html(html) for is_quoted, html in parts.items()}
