"""The rows of a timeline: the model that holds them and what paints them, an icon, a title and a time each."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.widgets.labels import short
from ui.widgets.painted import paint_words, words_width
from ui.widgets.pictures import Pictures
from ui.widgets.times import short_time
from workspace.store.rows import TimelineRow

Index = QModelIndex | QPersistentModelIndex
ICONS = {"email": "mail", "chat": "chat", "event": "calendar", "filing": "check", "record": "deal"}
ROW = 27
PICTURES = 60
"""So many rows are kept as they were painted."""
LEAST = 24
"""Pixels of a title that are worth painting beside its time."""


class TimelineModel(QAbstractListModel):
    """All rows that were asked for so far, the newest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[TimelineRow] = []

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def put(self, at: int, rows: Sequence[TimelineRow]) -> None:
        """More of them, before that one."""
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self.rows[at:at] = rows
            self.endInsertRows()

    def row(self, index: Index) -> TimelineRow | None:
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return short(title_of(row))
        return f"{short(title_of(row))}. {short_time(row.at)}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class Look(NamedTuple):
    """What of a row is seen."""

    icon: str
    title: str
    when: str
    has_keys: bool


class TimelineDelegate(QStyledItemDelegate):
    """The row that has the keys is marked while the list has them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = Pictures(self._draw, lambda: theme().colors.surface, PICTURES)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(80), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, TimelineModel) else None
        if row is not None:
            has_keys = bool(option.state & QStyle.StateFlag.State_HasFocus)
            look = Look(ICONS.get(row.kind, "mail"), title_of(row), short_time(row.at), has_keys)
            self._pictures.paint_row(painter, option, look)

    def _draw(self, painter: QPainter, box: QRectF, look: Look) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, colors = theme().px, theme().colors
        if look.has_keys:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(box, px(t.RADIUS_CHIP), px(t.RADIUS_CHIP))
        icon = px(t.ICON)
        draw_icon(painter, look.icon, colors.muted, QRectF(box.left(), box.center().y() - icon / 2, icon, icon))
        wide = words_width(look.when, t.SECONDARY)
        paint_words(painter, look.when, box.adjusted(box.width() - wide - 1, 0, 0, 0), colors.muted, t.SECONDARY)
        room = box.adjusted(icon + px(2 * t.STEP), 0, -wide - px(2 * t.STEP), 0)
        if room.width() > px(LEAST):
            paint_words(painter, look.title, room, colors.text)
        painter.restore()


def title_of(row: TimelineRow) -> str:
    title = row.title or QCoreApplication.translate("TimelineLine", "No subject")
    if row.kind == "filing":
        return QCoreApplication.translate("TimelineLine", "Filed: {title}").format(title=title)
    return title


def leads_somewhere(row: TimelineRow) -> bool:
    return row.thread_id is not None or row.item_id is not None
