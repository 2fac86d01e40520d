"""What waits or is stuck in the outbox, as one painted list: Return tries a stuck one again, Delete drops it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.chips import Chip, chip_width, paint_chip
from ui.widgets.painted import paint_words, words_width
from workspace.model.ids import ActionId
from workspace.store.rows import AttemptRow

Index = QModelIndex | QPersistentModelIndex
CARD, GAP, EDGE, BUTTON_PAD = 54, 8, 12, 10
RETRY, DROP = "retry", "drop"
STUCK = ("failed", "unsure")


def tr(text: str) -> str:
    return QCoreApplication.translate("OutboxSheet", text)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One action: what it does to what, where and why it waits."""

    attempt: AttemptRow
    what: str
    why: str
    chip: Chip

    @property
    def deeds(self) -> tuple[str, ...]:
        return (RETRY, DROP) if self.attempt.state in STUCK else (DROP,)


def deed_words(deed: str) -> str:
    return tr("Retry") if deed == RETRY else tr("Drop")


class WaitingModel(QAbstractListModel):
    """One row an action."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Waiting] = []

    def show_rows(self, rows: Sequence[Waiting]) -> None:
        if [row.attempt.action_id for row in rows] != [row.attempt.action_id for row in self.rows]:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
        elif list(rows) != self.rows:
            self.rows = list(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row_at(self, index: Index) -> Waiting | None:
        return self.rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.what
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.what}. {row.why}. {row.chip.text}"
        return None


class WaitingDelegate(QStyledItemDelegate):
    """A card: words, state and buttons."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme().px(CARD + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, Waiting):
            return
        px, colors = theme().px, theme().colors
        card = card_of(QRectF(option.rect))
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.accent if is_current else colors.line), 1))
        painter.setBrush(QColor(colors.accent_soft if is_current else colors.surface))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), px(t.RADIUS_CARD), px(t.RADIUS_CARD))
        spots = spots_of(row, card)
        for deed, spot in spots.items():
            _paint_button(painter, deed_words(deed), spot, colors.bad if deed == DROP else colors.text)
        right = min(spot.left() for spot in spots.values()) - px(GAP)
        wide = min(chip_width(row.chip), card.width() / 3)
        paint_chip(painter, row.chip, right - wide, card.center().y() - px(t.LINE_CHIP) / 2, wide)
        room = QRectF(card.left() + px(EDGE), card.top() + px(7), right - wide - px(GAP + EDGE) - card.left(), px(20))
        paint_words(painter, row.what, room, colors.text, weight=600)
        paint_words(painter, row.why, room.translated(0, px(20)), colors.muted, t.SECONDARY)
        painter.restore()


def card_of(box: QRectF) -> QRectF:
    return box.adjusted(0, 0, 0, -theme().px(GAP))


def spots_of(row: Waiting, card: QRectF) -> dict[str, QRectF]:
    """Where the buttons of a row stand."""
    px, right = theme().px, card.right() - theme().px(EDGE)
    spots: dict[str, QRectF] = {}
    for deed in reversed(row.deeds):
        wide, high = words_width(deed_words(deed), weight=500) + px(2 * BUTTON_PAD), px(t.SMALL_BUTTON)
        spots[deed] = QRectF(right - wide, card.center().y() - high / 2, wide, high)
        right -= wide + px(GAP)
    return spots


def _paint_button(painter: QPainter, words: str, spot: QRectF, ink: str) -> None:
    px, colors = theme().px, theme().colors
    painter.setPen(QPen(QColor(colors.line), 1))
    painter.setBrush(QColor(colors.raised))
    painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), px(t.RADIUS_FIELD), px(t.RADIUS_FIELD))
    paint_words(painter, words, spot.adjusted(px(BUTTON_PAD), 0, 0, 0), ink, weight=500)


class WaitingList(QListView):
    """``retried`` and ``dropped`` carry an action id. As high as its rows, up to a limit."""

    retried = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "palette")
        self.setProperty("keeps_return", True)
        self.setAccessibleName(tr("Outbox"))
        self.setAccessibleDescription(tr("Delete drops what is current, Return tries what is stuck again"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(WaitingDelegate(self))
        self.waiting = WaitingModel(self)
        self.setModel(self.waiting)

    def fit(self, rows: int, most: int) -> None:
        """High enough for so many rows, up to ``most`` pixels."""
        self.setFixedHeight(min(rows * theme().px(CARD + GAP), most))

    def show_rows(self, rows: Sequence[Waiting]) -> None:
        """What was current stays so; where it is gone, what took its place is."""
        before, place = self.waiting.row_at(self.currentIndex()), self.currentIndex().row()
        self.waiting.show_rows(rows)
        if before is None or not rows:
            return
        ids = [row.attempt.action_id for row in rows]
        own = before.attempt.action_id
        self.setCurrentIndex(self.waiting.index(ids.index(own) if own in ids else min(place, len(ids) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.waiting.row_at(self.currentIndex())
        if row is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit(row.attempt.action_id)
        elif row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(row, RETRY)
        else:
            super().keyPressEvent(event)

    def spot(self, action_id: ActionId, deed: str) -> QRectF:
        """Where a button is; empty where it is not seen."""
        for n, row in enumerate(self.waiting.rows):
            if row.attempt.action_id == action_id:
                return spots_of(row, card_of(QRectF(self.visualRect(self.waiting.index(n))))).get(deed, QRectF())
        return QRectF()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.waiting.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            deeds = [deed for deed in row.deeds if self.spot(row.attempt.action_id, deed).contains(event.position())]
            for deed in deeds:
                self._do(row, deed)

    def _do(self, row: Waiting, deed: str) -> None:
        if deed in row.deeds:
            (self.retried if deed == RETRY else self.dropped).emit(row.attempt.action_id)
