"""How a row of the sidebar is painted."""

from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.navigation import NavRow
from ui.models.paged import LINE
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.painted import paint_words, words_width
from ui.widgets.pictures import Pictures

HEADING, FOLDER = 38, 27
CHEVRON = 16
"""The room at the left of an account where its folders are shown and hidden."""
NAME, INDENT = 25, 17
"""From the left edge of a row's picture to its name; how far a folder stands in."""
PICTURES = 120
"""So many rows are kept as they were painted: those that are seen of some workplaces."""
STATES = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
"""What of a style's state is seen in a row."""
PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
Index = QModelIndex | QPersistentModelIndex


class Look(NamedTuple):
    """What of a row and its place in the sidebar is seen."""

    row: NavRow
    state: QStyle.StateFlag
    is_target: bool


class NavDelegate(QStyledItemDelegate):
    """Paints one row of the sidebar; the one in ``target`` as what something is about to be dropped on."""

    named = Signal(object, str)
    """A row of a folder, and what was typed."""
    target: tuple[str, str] | None = None

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sizes: dict[str, QSize] = {}
        self._pictures = Pictures(self._draw, lambda: theme().colors.background, PICTURES)
        theme().changed.connect(self._sizes.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Asked of every row, of more than a thousand accounts too, whenever one comes or goes."""
        row: NavRow = index.data(LINE)
        size = self._sizes.get(row.kind)
        if size is None:
            height = {"heading": HEADING, "folder": FOLDER}.get(row.kind, t.NAV)
            size = self._sizes[row.kind] = QSize(theme().px(100), theme().px(height) + 1)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if isinstance(row, NavRow):
            look = Look(row, option.state & STATES, row.place == self.target)
            self._pictures.paint_row(painter, option, look)

    def _draw(self, painter: QPainter, box: QRectF, look: Look) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = box.adjusted(0, 0, 0, -1)
        if look.row.kind == "heading":
            self._heading(painter, look.row, box)
        else:
            self._ground(painter, box, look.state, is_target=look.is_target)
            self._row(painter, look.row, box, bool(look.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    # Naming a folder where it stands

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QLineEdit:
        field = QLineEdit(parent)
        field.setProperty("kind", "name")
        row = index.data(LINE)
        field.setAccessibleName(self.tr("Name of {folder}").format(folder=row.text))
        return field

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Another window that comes to the front, or a menu, does not end the writing of a name."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in PASSING:
            return False
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Not again once something was typed: rows change with every news."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            super().setEditorData(editor, index)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        row = index.data(LINE)
        if isinstance(editor, QLineEdit) and isinstance(row, NavRow):
            self.named.emit(row, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        px = theme().px
        editor.setGeometry(option.rect.adjusted(px(10) + px(INDENT) + px(NAME) - px(6), 0, -px(4), -1))

    def _heading(self, painter: QPainter, row: NavRow, box: QRectF) -> None:
        words = box.adjusted(theme().px(10), theme().px(12), 0, 0)
        paint_words(painter, row.text, words, theme().colors.muted, t.CAPTION, 600)

    def _ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, *, is_target: bool) -> None:
        colors, radius = theme().colors, theme().px(7)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_target or state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(box, radius, radius)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colors.line))
            painter.drawRoundedRect(box, radius, radius)
        if is_target or state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)

    def _row(self, painter: QPainter, row: NavRow, box: QRectF, is_current: bool) -> None:
        colors, px = theme().colors, theme().px
        ink = colors.accent if is_current else colors.text
        quiet = colors.accent if is_current else colors.muted
        left = box.left() + px(10) + (px(INDENT) if row.kind == "folder" else 0)
        if row.kind == "account":
            self._account_marks(painter, row, box, quiet)
        else:
            self._icon(painter, row.icon, quiet, left, box, px(t.ICON))
        left += px(NAME)
        right = box.right() - px(10)
        right -= self._right(painter, row, box, right, quiet)
        words = QRectF(left, box.top(), right - left, box.height())
        paint_words(painter, row.text, words, ink, weight=600 if is_current else 400)

    def _account_marks(self, painter: QPainter, row: NavRow, box: QRectF, quiet: str) -> None:
        """The dot stands below the middle of the places' pictures, what shows its folders left of it."""
        px, colors = theme().px, theme().colors
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colors, row.token or "faint")))
        dot = px(t.DOT)
        middle = box.left() + px(10) + px(t.ICON) / 2
        painter.drawEllipse(QRectF(middle - dot / 2, box.center().y() - dot / 2, dot, dot))
        if row.is_open is not None:
            self._icon(
                painter, "chevron-down" if row.is_open else "chevron-right", quiet, box.left() + px(2), box, px(10)
            )

    def _icon(self, painter: QPainter, name: str, color: str, left: float, box: QRectF, size: int) -> None:
        """From the shelf: drawing it anew takes a millisecond a row."""
        place = QRect(round(left), round(box.center().y() - size / 2), size, size)
        theme().icons.icon(name, color, size).paint(painter, place)

    def _right(self, painter: QPainter, row: NavRow, box: QRectF, right: float, quiet: str) -> float:
        """The number, the note or the link at the end of a row; returns the room it took."""
        words = row.link or row.note or row.number
        if not words:
            return 0
        weight = 600 if row.link else 500
        width = words_width(words, t.SECONDARY, weight) + 1
        place = QRectF(right - width, box.top(), width, box.height())
        paint_words(painter, words, place, theme().colors.warn if row.link else quiet, t.SECONDARY, weight)
        return width + theme().px(6)
