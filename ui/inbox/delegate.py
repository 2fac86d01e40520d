"""The one delegate: paints a line of any list as in the design, from the tokens, at any text size."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.lines import Line
from ui.models.paged import CHOSEN, SHOWN, PagedModel
from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.widgets.chips import paint_chip, row_widths
from ui.widgets.painted import paint_words, words_width
from ui.widgets.pictures import Pictures

LEFT, RIGHT, ABOVE, GUTTER, HEADING, TICK = 12, 14, 10, 22, 28, 16


PICTURES = 48
"""So many lines are kept as they were painted: about three screens."""
STATES = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
"""What of a style's state is seen in a line."""


class Look(NamedTuple):
    """What of a line and its place in the list is seen."""

    line: Line
    state: QStyle.StateFlag
    is_chosen: bool


class LineDelegate(QStyledItemDelegate):
    """A dot, who and when, what, a snippet, and chips.

    A line is painted once as long as it stays as it is: where one of a list changes, the others are only shown again.
    """

    def __init__(self, lines: PagedModel, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines
        self._pictures = Pictures(self._draw, lambda: theme().colors.surface, PICTURES)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Asked for every line there is whenever one is added: straight from the model."""
        line = self._lines.line_at(index)
        if line is None:
            return QSize()
        return _size(theme().scale, *line.shape)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(SHOWN)
        if not isinstance(line, Line):
            return
        look = Look(line, option.state & STATES, bool(index.data(CHOSEN)))
        self._pictures.paint_row(painter, option, look)

    def _draw(self, painter: QPainter, box: QRectF, look: Look) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.line.heading:
            box = self._heading(painter, look.line, box)
        self._ground(painter, box, look.state, is_chosen=look.is_chosen)
        self._marks(painter, look.line, box, is_chosen=look.is_chosen)
        self._words(painter, look.line, box)
        painter.restore()

    def _heading(self, painter: QPainter, line: Line, box: QRectF) -> QRectF:
        px = theme().px
        head = QRectF(box.left(), box.top(), box.width(), px(HEADING))
        painter.fillRect(head, QColor(theme().colors.background))
        words = head.adjusted(px(LEFT), 0, -px(RIGHT), 0)
        paint_words(painter, line.heading, words, theme().colors.muted, t.CAPTION, 600)
        return box.adjusted(0, px(HEADING), 0, 0)

    def _ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, *, is_chosen: bool) -> None:
        colors, px = theme().colors, theme().px
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = colors.accent_soft if selected or is_chosen else colors.background if hovered else colors.surface
        painter.fillRect(box, QColor(ground))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(colors.line))
        if selected:
            painter.fillRect(QRectF(box.left(), box.top(), px(3), box.height()), QColor(colors.accent))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colors.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -1.5))

    def _marks(self, painter: QPainter, line: Line, box: QRectF, *, is_chosen: bool) -> None:
        colors, px = theme().colors, theme().px
        left, middle = box.left() + px(LEFT), box.top() + px(ABOVE + t.LINE_TEXT / 2)
        if is_chosen:
            _tick(painter, QRectF(left - px(2), middle - px(TICK) / 2, px(TICK), px(TICK)))
        elif line.is_unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(QRectF(left, middle - px(t.DOT) / 2, px(t.DOT), px(t.DOT)))
        if line.is_flagged:
            star = QRectF(left - px(2), middle + px(t.LINE_TEXT) - px(6), px(12), px(12))
            draw_icon(painter, "star-filled", colors.warn, star)

    def _words(self, painter: QPainter, line: Line, box: QRectF) -> None:
        colors, px = theme().colors, theme().px
        left, right = box.left() + px(LEFT + GUTTER), box.right() - px(RIGHT)
        top, step = box.top() + px(ABOVE), px(t.LINE_TEXT)
        when = words_width(line.when, t.SECONDARY)
        paint_words(painter, line.when, QRectF(right - when, top, when + 1, step), colors.muted, t.SECONDARY)
        title = QRectF(left, top, right - left - when - px(8), step)
        paint_words(painter, line.title, title, colors.text, weight=600)
        below = QRectF(left, top + step, right - left, step)
        paint_words(painter, line.subject, below, colors.text, weight=500 if line.is_unread else 400)
        top += 2 * step
        if line.snippet:
            paint_words(painter, line.snippet, below.translated(0, step), colors.muted)
            top += step
        gap = px(5)
        for chip, width in zip(line.chips, row_widths(line.chips, right - left, gap), strict=True):
            if width:
                paint_chip(painter, chip, left, top + px(4), width)
                left += width + gap


def _tick(painter: QPainter, box: QRectF) -> None:
    """A ticked box, as the check boxes have it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().colors.accent))
    painter.drawRoundedRect(box, theme().px(4), theme().px(4))
    draw_icon(painter, "check", theme().colors.on_accent, box)


@lru_cache(32)
def _size(scale: float, has_snippet: bool, has_chips: bool, has_heading: bool) -> QSize:
    """At a text size; not to be changed."""
    px = theme().px
    texts = px(t.LINE_TEXT) * (3 if has_snippet else 2)
    chips = px(4 + t.LINE_CHIP) if has_chips else 0
    return QSize(px(200), px(ABOVE) + texts + chips + px(ABOVE) + 1 + (px(HEADING) if has_heading else 0))
