"""Paints the rows of the palette: an icon, what it is, something about it, and a mark in a frame at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.search.entries import ENTRY, HEADING, Entry
from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.widgets.painted import paint_words

EDGE, ROW, HEAD, GAP, MARK_HIGH, MARK_PAD = 18, 38, 30, 12, 20, 6
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class EntryDelegate(QStyledItemDelegate):
    """One line a row; the first row of a section carries its heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(200), theme().px(ROW + (HEAD if index.data(HEADING) else 0)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if heading := index.data(HEADING):
            box = self._heading(painter, str(heading), box)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(theme().colors.accent_soft if is_current else theme().colors.background))
        self._words(painter, entry, box, is_current=is_current)
        painter.restore()

    def _heading(self, painter: QPainter, words: str, box: QRectF) -> QRectF:
        px = theme().px
        head = QRectF(box.left() + px(EDGE), box.top() + px(6), box.width() - px(2 * EDGE), px(HEAD - 6))
        paint_words(painter, words, head, theme().colors.muted, t.CAPTION, 600)
        return box.adjusted(0, px(HEAD), 0, 0)

    def _words(self, painter: QPainter, entry: Entry, box: QRectF, *, is_current: bool) -> None:
        px, colors = theme().px, theme().colors
        icon = px(t.ICON)
        left, right = box.left() + px(EDGE), box.right() - px(EDGE)
        draw_icon(painter, entry.icon, colors.muted, QRectF(left, box.center().y() - icon / 2, icon, icon))
        left += icon + px(GAP)
        mark = entry.mark or ("⏎" if is_current else "")
        if mark:
            right = _mark(painter, mark, right, box) - px(GAP)
        room = QRectF(left, box.top(), right - left, box.height())
        left += paint_words(painter, entry.title, room, colors.text, weight=600 if is_current else 400)
        left += px(8)
        if entry.about and right - left > px(24):
            room.setLeft(left)
            paint_words(painter, entry.about, room, colors.muted, t.SECONDARY)


def _mark(painter: QPainter, words: str, right: float, box: QRectF) -> float:
    """Returns where it begins."""
    px, colors = theme().px, theme().colors
    font = theme().font(t.CAPTION)
    width = QFontMetricsF(font).horizontalAdvance(words) + px(2 * MARK_PAD)
    place = QRectF(right - width, box.center().y() - px(MARK_HIGH) / 2, width, px(MARK_HIGH))
    painter.setPen(QPen(QColor(colors.line), 1))
    painter.setBrush(QColor(colors.surface))
    painter.drawRoundedRect(place, px(t.RADIUS_CHIP), px(t.RADIUS_CHIP))
    painter.setFont(font)
    painter.setPen(QColor(colors.muted))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
    return right - width
