"""Marks found words in the texts of a conversation: those that are seen, for of many thousands most never are."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QScrollArea, QTextEdit
from shiboken6 import isValid

from ui.reader.body import MailBody
from ui.theme.theme import theme
from ui.theme.tokens import LIGHT

MOST = 1_000
"""Marks in one text; only a single letter in small print has more of them on a screen."""


def seen_of(body: MailBody, column: QScrollArea) -> QRect:
    """What of a text is seen in the column, in the text's own pixels; empty if nothing is."""
    corner = body.viewport().mapFrom(column.viewport(), QPoint(0, 0))
    return QRect(corner, column.viewport().size()).intersected(body.viewport().rect())


class Marks:
    """In the texts of one column."""

    def __init__(self, column: QScrollArea) -> None:
        self._column = column
        self._said: WeakKeyDictionary[MailBody, object] = WeakKeyDictionary()

    def show(self, body: MailBody, places: Sequence[int], length: int, now: int) -> None:
        """Mark the places that are seen, so many letters long; that with the number ``now`` stands out."""
        first, last = self._range(body, places, length)
        said = (first, last, [*places[first:last]], length, now if first <= now < last else -1, theme().is_dark)
        if self._said.get(body) == said:
            return
        self._said[body] = said
        colors = LIGHT if body.is_paper else theme().colors
        plain, meant = _format(colors.on_found, colors.found), _format(colors.on_accent, colors.accent)
        body.setExtraSelections([
            _selection(self.cursor(body, places[n], length), meant if n == now else plain) for n in range(first, last)
        ])  # fmt: skip

    def forget(self, body: MailBody) -> None:
        """Its text is another: what was marked in it no longer is."""
        self._said.pop(body, None)

    def clear(self, body: MailBody | None) -> None:
        if body is not None and isValid(body) and self._said.pop(body, None) is not None:
            body.setExtraSelections([])

    def cursor(self, body: MailBody, place: int, length: int) -> QTextCursor:
        """What is found, selected."""
        made = QTextCursor(body.document())
        made.setPosition(place)
        made.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        return made

    def _range(self, body: MailBody, places: Sequence[int], length: int) -> tuple[int, int]:
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


def _format(ink: str, ground: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(ink))
    made.setBackground(QColor(ground))
    return made


def _selection(cursor: QTextCursor, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format = form
    return made
