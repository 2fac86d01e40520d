"""A column of the sheet of shortcuts: groups of commands with their keys, painted, for one label a word takes long."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.settings.bindings import shown
from ui.shell.commands import WindowCommand
from ui.theme import tokens as t
from ui.theme.theme import font_of, theme
from ui.widgets.painted import paint_words, words_width
from ui.widgets.pictures import Pictures

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD, KEY_HIGH, KEY_PAD, GAP = 26, 30, 20, 6, 4
PICTURES = 120
WRAP = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


def key_words(command: WindowCommand) -> tuple[str, ...]:
    """Its keys as they stand on a keyboard; the first workplace's speaks for all nine."""
    return tuple(f"{shown(key)}…9" if command.name == "workplace_1" else shown(key) for key in command.keys)


class Shortcuts(QAbstractListModel):
    """Rows are commands, and the names of their groups."""

    def __init__(self, groups: Sequence[Sequence[WindowCommand]], parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[WindowCommand | str] = []
        for group in groups:
            self.rows += [group[0].group, *group]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_group = index.isValid() and not isinstance(self.rows[index.row()], WindowCommand)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren if is_group else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()] if index.isValid() else None
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text if isinstance(row, WindowCommand) else row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text}. {', '.join(key_words(row))}" if isinstance(row, WindowCommand) else row
        return None


@lru_cache(1_000)
def _keys_width(keys: tuple[str, ...], scale: float) -> float:
    px = theme().px
    return sum(words_width(words, t.CAPTION) + px(2 * KEY_PAD) + px(GAP) for words in keys) + px(2 * GAP)


@lru_cache(1_000)
def _height(words: str, keys: tuple[str, ...], wide: int, scale: float) -> int:
    """Measured once for a width: a view asks for each row several times."""
    px, room = theme().px, max(1, round(wide - _keys_width(keys, scale)))
    metrics = QFontMetrics(font_of(px(t.TEXT), 400))
    return max(px(ROW), metrics.boundingRect(QRect(0, 0, room, 1_000), WRAP, words).height() + px(6))


def height_of(row: WindowCommand | str, wide: int) -> int:
    """Pixels of a command, or of a group's name, in a list so wide."""
    if not isinstance(row, WindowCommand):
        return theme().px(HEAD)
    return _height(row.text, key_words(row), wide, theme().scale)


class Look(NamedTuple):
    """What is seen of a row; a group has no keys."""

    words: str
    keys: tuple[str, ...] | None
    is_current: bool


class ShortcutDelegate(QStyledItemDelegate):
    """What it does at the left, in several lines where it has to be, and its keys in boxes at the right."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = Pictures(_draw, lambda: theme().colors.surface, PICTURES)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, height_of(index.data(Qt.ItemDataRole.UserRole), option.rect.width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_command = isinstance(row, WindowCommand)
        look = Look(row.text, key_words(row), is_current) if is_command else Look(str(row), None, is_current)
        self._pictures.paint_row(painter, option, look)


def _draw(painter: QPainter, box: QRectF, look: Look) -> None:
    colors = theme().colors
    if look.keys is None:
        paint_words(painter, look.words, box.adjusted(0, theme().px(6), 0, 0), colors.muted, t.CAPTION, 600)
        return
    if look.is_current:
        painter.fillRect(box, QColor(colors.accent_soft))
    room = box.adjusted(0, 0, -_keys_width(look.keys, theme().scale), 0)
    if words_width(look.words) <= room.width():
        paint_words(painter, look.words, room, colors.text)
    else:
        painter.setFont(theme().font(t.TEXT))
        painter.setPen(QColor(colors.text))
        painter.drawText(room, WRAP, look.words)
    _paint_keys(painter, look.keys, box)


def _paint_keys(painter: QPainter, keys: Sequence[str], box: QRectF) -> None:
    px, colors, right = theme().px, theme().colors, box.right()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for words in reversed(keys):
        inside = words_width(words, t.CAPTION)
        wide = inside + px(2 * KEY_PAD)
        place = QRectF(right - wide, box.top() + (px(ROW) - px(KEY_HIGH)) / 2, wide, px(KEY_HIGH))
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.background))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), px(t.RADIUS_CHIP), px(t.RADIUS_CHIP))
        paint_words(painter, words, place.adjusted(px(KEY_PAD), 0, 0, 0), colors.muted, t.CAPTION)
        right -= wide + px(GAP)


class ShortcutList(QListView):
    """As high as its rows: what is around it scrolls. ``shown_at`` carries where the row is that one came to."""

    shown_at = Signal(object)

    def __init__(self, name: str, groups: Sequence[Sequence[WindowCommand]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "shortcuts")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(ShortcutDelegate(self))
        self.shortcuts = Shortcuts(groups, self)
        self.setModel(self.shortcuts)
        self._heights: dict[int, int] = {}
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Added up once a width: layouts ask dozens of times."""
        if width not in self._heights:
            self._heights[width] = sum(height_of(row, width) for row in self.shortcuts.rows)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words may need another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()  # at once: put off, it would have all painted twice

    def focusInEvent(self, event: QFocusEvent) -> None:
        """One comes to a command, so that it is seen where one is."""
        super().focusInEvent(event)
        if not isinstance(self.currentIndex().data(Qt.ItemDataRole.UserRole), WindowCommand):
            self.setCurrentIndex(self.shortcuts.index(1))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.shown_at.emit(self.visualRect(current))
