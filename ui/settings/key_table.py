"""The list of commands with their keys: what is shown of it, and how it is painted."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.settings.bindings import shown
from ui.shell.commands import Commands, WindowCommand
from ui.shell.shortcuts import matches
from ui.theme import tokens as t
from ui.theme.theme import theme

Index = QModelIndex | QPersistentModelIndex
WORDS, KEYS = range(2)
ROW_HEIGHT = 34


class KeyTable(QAbstractTableModel):
    """One row a command, in the order of the groups; ``show`` filters them."""

    def __init__(self, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._commands = commands
        self._filter = ""
        self._rows: list[WindowCommand] = []
        self.show("")

    def show(self, words: str) -> None:
        """Only what is called so, or has such a key."""
        self.beginResetModel()
        self._filter = words
        self._rows = [each for each in self._commands if matches(each, words)]
        groups = list(dict.fromkeys(each.group for each in self._commands))
        self._rows.sort(key=lambda each: groups.index(each.group))
        self.endResetModel()

    def reload(self) -> None:
        """The keys have changed, the commands have not."""
        self._rows = [self._commands[each.name] for each in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0, WORDS), self.index(len(self._rows) - 1, KEYS))

    def command(self, row: int) -> WindowCommand | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, name: str) -> int:
        return next((row for row, each in enumerate(self._rows) if each.name == name), -1)

    def is_changed(self, command: WindowCommand) -> bool:
        return command.keys != self._commands.own_keys(command.name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        command = self.command(index.row()) if index.isValid() else None
        if command is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return command
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        keys = ", ".join(shown(key) for key in command.keys) or self.tr("no key")
        if index.column() == KEYS:
            return keys
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{command.text}. {command.group}. {keys}"
        return command.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return [self.tr("What it does"), self.tr("Keys")][section]
        return None


class KeyDelegate(QStyledItemDelegate):
    """Words with the group behind them; keys in boxes, those that the user chose in the accent's colour."""

    def __init__(self, table: KeyTable, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme().px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command = self._table.command(index.row())
        if command is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme().colors.accent_soft))
        box.adjust(theme().px(10), 0, -theme().px(10), 0)
        if index.column() == WORDS:
            self._paint_words(painter, box, command)
        else:
            self._paint_keys(painter, box, command)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, command: WindowCommand) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme().font(t.TEXT))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(theme().colors.text))
        words = metrics.elidedText(command.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, words)
        box.setLeft(box.left() + metrics.horizontalAdvance(words) + theme().px(8))
        painter.setFont(theme().font(t.CAPTION))
        painter.setPen(QColor(theme().colors.muted))
        group = QFontMetricsF(painter.font()).elidedText(command.group, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, group)

    def _paint_keys(self, painter: QPainter, box: QRectF, command: WindowCommand) -> None:
        colors, px = theme().colors, theme().px
        color = QColor(colors.accent if self._table.is_changed(command) else colors.muted)
        painter.setFont(theme().font(t.CAPTION, 500))
        metrics, left, high = QFontMetricsF(painter.font()), box.left(), px(20)
        if not command.keys:
            painter.setPen(color)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._table.tr("no key"))
        for key in command.keys:
            wide = max(high, metrics.horizontalAdvance(shown(key)) + px(12))
            spot = QRectF(left, box.center().y() - high / 2, wide, high)
            painter.setPen(QPen(color, 1))
            painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), px(t.RADIUS_CHIP), px(t.RADIUS_CHIP))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, shown(key))
            left += wide + px(4)
