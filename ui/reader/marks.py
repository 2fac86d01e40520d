"""Marks found words in texts: those that are seen, for of many thousands most never are."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextCursor, QTextLine
from PySide6.QtWidgets import QScrollArea, QTextEdit
from shiboken6 import isValid

from ui.reader.body import MailBody
from ui.theme.theme import theme
from ui.theme.tokens import LIGHT

MOST = 1_000
"""Marks in one text; only a single letter in small print has more of them on a screen."""
LONGEST = 200
"""Letters of a selection that is looked for."""
MOST_CHOSEN = 60
"""Selections in one paragraph: what Qt takes to paint them grows with the square of their number."""


def seen_of(body: QTextEdit, column: QScrollArea) -> QRect:
    """What of a text is seen in the column, in the text's own pixels; empty if nothing is."""
    corner = body.viewport().mapFrom(column.viewport(), QPoint(0, 0))
    return QRect(corner, column.viewport().size()).intersected(body.viewport().rect())


def scroll_to(body: QTextEdit, place: QRect, column: QScrollArea) -> None:
    """Bring a place of a text into sight, as far down as one looks, unless it is seen."""
    bar, high = column.verticalScrollBar(), column.viewport().height()
    top = body.viewport().mapTo(column.viewport(), place.topLeft()).y()
    if not 0 <= top <= high - 2 * place.height():
        bar.setValue(bar.value() + top - high // 3)


def chosen_words(body: QTextEdit) -> str:
    """What is selected in a text, if it is a few words."""
    words = body.textCursor().selectedText()
    return words if len(words) <= LONGEST and "\u2029" not in words else ""


def _is_paper(body: QTextEdit) -> bool:
    return isinstance(body, MailBody) and body.is_paper


class Marks:
    """In the texts of one column."""

    def __init__(self, column: QScrollArea) -> None:
        self._column = column
        self._said: WeakKeyDictionary[QTextEdit, object] = WeakKeyDictionary()
        self._boxes: WeakKeyDictionary[QTextEdit, _Boxes] = WeakKeyDictionary()

    def show(self, body: QTextEdit, places: Sequence[int], length: int, now: int) -> None:
        """Mark the places that are seen, so many letters long; that with the number ``now`` stands out."""
        first, last = self._range(body, places, length)
        meant = now if first <= now < last else -1
        said = (first, [*places[first:last]], length, meant, theme().is_dark, body.size())
        if self._said.get(body) == said:
            return
        self._said[body] = said
        others = [places[n] for n in range(first, last) if n != meant]
        chosen = [_chosen(body, place, length) for place in (_spread(body, others) if _is_paper(body) else ())]
        if meant >= 0:
            chosen.append(_chosen(body, places[meant], length, is_meant=True))
        body.setExtraSelections(chosen)
        if not _is_paper(body):
            self._boxes.setdefault(body, _Boxes(body)).show(_rects(body, others, length))

    def forget(self, body: QTextEdit) -> None:
        """Its text is another: what was marked in it no longer is."""
        if self._said.pop(body, None) is not None and body in self._boxes:
            self._boxes[body].show([])

    def clear(self, body: QTextEdit | None) -> None:
        if body is not None and isValid(body):
            self.forget(body)
            body.setExtraSelections([])

    def boxes(self, body: QTextEdit) -> Sequence[QRectF]:
        """What is drawn behind its words, in the text's own pixels."""
        return self._boxes[body].rects if body in self._boxes else ()

    def _range(self, body: QTextEdit, places: Sequence[int], length: int) -> tuple[int, int]:
        """From which place to before which; in steps of half of what is seen: few of those who scroll see new ones."""
        seen = seen_of(body, self._column)
        if seen.isEmpty() or not places:
            return 0, 0
        step = max(1, self._column.viewport().height() // 2)
        top, bottom = seen.top() // step * step, -(-seen.bottom() // step) * step
        # Of columns side by side the left one is read first.
        sides = (0, body.viewport().width() - 1)
        begin = min(body.cursorForPosition(QPoint(x, top)).position() for x in sides)
        end = max(body.cursorForPosition(QPoint(x, bottom)).position() for x in sides)
        first = bisect_left(places, begin - length)
        return first, min(bisect_right(places, end), first + MOST)


class _Boxes(QObject):
    """Behind the words of a text in the theme's own colours: painted by hand, for a thousand selections of Qt's take
    a second.
    """

    def __init__(self, body: QTextEdit) -> None:
        super().__init__(body)
        self._body = body
        self.rects: list[QRectF] = []
        body.viewport().installEventFilter(self)

    def show(self, rects: list[QRectF]) -> None:
        self.rects = rects
        self._body.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.rects:
            painter, colors = QPainter(self._body.viewport()), theme().colors
            painter.translate(-self._body.horizontalScrollBar().value(), 0)
            painter.setPen(QPen(QColor(colors.warn), 1))
            painter.setBrush(QColor(colors.found))
            painter.drawRects(self.rects)
            painter.end()
        return False


def selection(body: QTextEdit, place: int, length: int) -> QTextCursor:
    """What is found, selected."""
    made = QTextCursor(body.document())
    made.setPosition(place)
    made.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
    return made


def _chosen(body: QTextEdit, place: int, length: int, *, is_meant: bool = False) -> QTextEdit.ExtraSelection:
    """On white paper the author's colours lie between a box and its word."""
    colors = LIGHT if _is_paper(body) else theme().colors
    form = QTextCharFormat()
    form.setForeground(QColor(colors.on_accent if is_meant else colors.text))
    form.setBackground(QColor(colors.accent if is_meant else colors.found))
    made = QTextEdit.ExtraSelection()
    made.cursor, made.format = selection(body, place, length), form
    return made


def _spread(body: QTextEdit, places: Sequence[int]) -> Iterator[int]:
    """At most so many in one paragraph."""
    counted: Counter[int] = Counter()
    for place in places:
        paragraph = body.document().findBlock(place).position()
        counted[paragraph] += 1
        if counted[paragraph] <= MOST_CHOSEN:
            yield place


def _rects(body: QTextEdit, places: Sequence[int], length: int) -> list[QRectF]:
    document = body.document()
    found: list[QRectF] = []
    block, corner = document.begin(), document.documentLayout().blockBoundingRect(document.begin()).topLeft()
    for place in places:
        if not block.contains(place):
            block = document.findBlock(place)
            corner = document.documentLayout().blockBoundingRect(block).topLeft()
        at, end = place - block.position(), place - block.position() + length
        while at < end:
            line = block.layout().lineForTextPosition(at)
            if not line.isValid():
                break
            until = min(end, line.textStart() + line.textLength())
            left, right = _across(line, at), _across(line, until)
            box = QRectF(min(left, right), line.y(), abs(right - left), line.height())
            found.append(box.translated(corner).adjusted(-0.5, 0.5, 0.5, -0.5))
            at = max(until, at + 1)
    return found


def _across(line: QTextLine, at: int) -> float:
    found: Any = line.cursorToX(at)
    return float(found[0])
