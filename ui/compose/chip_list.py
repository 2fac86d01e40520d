"""Chips that wrap like words, with a line to type in behind the last one: where they stand and how they look."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QListView, QSizePolicy, QWidget

from ui.compose.address_line import AddressLine
from ui.compose.addresses import Recipient
from ui.compose.chip_model import ChipModel
from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.widgets.painted import paint_words, words_width

Flag = QItemSelectionModel.SelectionFlag
HEIGHT, GAP = 24, 4
INSIDE, SIGN = 8, 12
"""Room at the ends of a chip, and the side of what is drawn in it."""
MOST_LINES = 5
"""More of them scroll."""
LINE_ROOM = 90
"""What is typed goes on in the next line where it has less room than this."""
AROUND, BESIDE = 4, 10
"""Pixels of border and padding above and below, and on either side of one that stands in a box."""


class ChipList(QListView):
    """A list for a screen reader; the keyboard is always in ``line``, so that what is typed is never lost."""

    def __init__(self, line: AddressLine, parent: QWidget, *, is_boxed: bool) -> None:
        self._boxes: list[QRect] = []  # Qt asks for places before the list is made
        self._flows: dict[int, tuple[list[QRect], int, int]] = {}
        self._lines = 1
        super().__init__(parent)
        self.setProperty("kind", "chips-box" if is_boxed else "chips")
        self._is_boxed = is_boxed
        self.line = line
        self.chips = ChipModel(self)
        self.setModel(self.chips)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(line)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        line.setParent(self.viewport())
        line.textChanged.connect(lambda _: self._place())
        theme().changed.connect(self._on_theme)
        for signal in (self.chips.rowsInserted, self.chips.rowsRemoved, self.chips.modelReset):
            signal.connect(self._on_chips)
        self.selectionModel().selectionChanged.connect(lambda *_: self.viewport().update())

    def chosen(self) -> list[int]:
        """The rows of the chips that are chosen."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def choose(self, row: int, *, adds: bool = False, ranges: bool = False) -> None:
        """Choose a chip: alone, with those that are chosen, or with all on the way to it."""
        model, index = self.selectionModel(), self.chips.index(row)
        if ranges and model.currentIndex().isValid():
            first, last = sorted((model.currentIndex().row(), row))
            model.select(QItemSelection(self.chips.index(first), self.chips.index(last)), Flag.Select)
            model.setCurrentIndex(index, Flag.NoUpdate)
        else:
            model.setCurrentIndex(index, Flag.Toggle if adds else Flag.ClearAndSelect)
        self.line.deselect()

    def unchoose(self) -> None:
        self.selectionModel().clear()

    def chip_at(self, at: QPoint) -> int:
        """The row of the chip at a point of the viewport; -1 beside them."""
        at = at + QPoint(0, self.verticalScrollBar().value())
        return next((n for n, box in enumerate(self._boxes) if box.contains(at)), -1)

    def is_on_cross(self, at: QPoint, row: int) -> bool:
        px = theme().px
        return at.x() >= self._boxes[row].right() - px(SIGN) - px(INSIDE) - px(2)

    def picture(self, row: int) -> QPixmap:
        """A chip by itself, for what is dragged."""
        box = self._boxes[row]
        picture = QPixmap(box.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._paint_chip(painter, self.chips.people[row], QRect(QPoint(), box.size()), is_chosen=False)
        painter.end()
        return picture

    # What Qt asks of a view and its layout

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        known = index.isValid() and index.row() < len(self._boxes)
        return self._boxes[index.row()].translated(0, -self.verticalScrollBar().value()) if known else QRect()

    def indexAt(self, at: QPoint) -> QModelIndex:
        row = self.chip_at(at)
        return self.chips.index(row) if row >= 0 else QModelIndex()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        self._show_box(self._boxes[index.row()] if index.isValid() and index.row() < len(self._boxes) else QRect())

    def doItemsLayout(self) -> None:
        """Never Qt's own, which asks a delegate how large each is."""
        self._on_chips()

    def updateGeometries(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(self._step())
        bar.setRange(0, max(0, self._height(self._lines) - page) if self._lines > MOST_LINES else 0)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)  # and the line in it

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractScrollArea.resizeEvent(self, event)
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _, _, lines = self._arranged(width - 2 * theme().px(BESIDE) * self._is_boxed)
        return self._height(min(lines, MOST_LINES)) + AROUND

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), self._height(min(self._lines, MOST_LINES)) + AROUND)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(48), self._height(1) + AROUND)

    # Where they stand

    def _on_chips(self, *_: object) -> None:
        self._flows.clear()
        self._place()

    def _place(self) -> None:
        width, lines = self.viewport().width(), self._lines
        self._boxes, line, self._lines = self._arranged(width)
        if lines != self._lines:
            self.updateGeometry()
        self.updateGeometries()
        self.line.setGeometry(line.translated(0, -self.verticalScrollBar().value()))
        if self.line.hasFocus() and not self.chosen():
            self._show_box(line)
        self.viewport().update()

    def _arranged(self, width: int) -> tuple[list[QRect], QRect, int]:
        """Where each chip and the line stand in so much room, and in how many lines."""
        px, step = theme().px, self._step()
        high, top = px(HEIGHT), (px(t.FIELD) - AROUND - px(HEIGHT)) // 2
        if width not in self._flows:
            self._flows[width] = self._flow(width, px(GAP), high, top, step)
        boxes, left, lines = self._flows[width]
        text = self.line.fontMetrics().horizontalAdvance(self.line.text()) + px(2 * INSIDE)
        if left and left + max(text, px(LINE_ROOM)) > width:
            left, lines = 0, lines + 1
        return boxes, QRect(left, top + (lines - 1) * step, max(1, width - left), high), lines

    def _flow(self, width: int, gap: int, high: int, top: int, step: int) -> tuple[list[QRect], int, int]:
        """Where each chip stands, where the last line ends, and its number."""
        boxes, left, lines = [], 0, 1
        for each in self.chips.people:
            wide = min(self._chip_width(each), width)
            if left and left + wide > width:
                left, lines = 0, lines + 1
            boxes.append(QRect(left, top + (lines - 1) * step, wide, high))
            left += wide + gap
        return boxes, left, lines

    def _chip_width(self, each: Recipient) -> int:
        px = theme().px
        signs = 1 if each.email else 2
        return round(words_width(each.shown)) + 2 * px(INSIDE) + signs * (px(SIGN) + px(GAP)) + 1

    def _step(self) -> int:
        return theme().px(HEIGHT) + theme().px(GAP)

    def _height(self, lines: int) -> int:
        return theme().px(t.FIELD) - AROUND + (lines - 1) * self._step()

    def _show_box(self, box: QRect) -> None:
        bar, edge = self.verticalScrollBar(), theme().px(GAP)
        if box.isValid():
            low = box.bottom() + edge - self.viewport().height()
            bar.setValue(max(low, min(bar.value(), box.top() - edge)))

    def _on_theme(self) -> None:
        self._on_chips()
        self.updateGeometry()

    # How they look

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, up = QPainter(self.viewport()), self.verticalScrollBar().value()
        chosen, first, last = set(self.chosen()), event.rect().top() + up, event.rect().bottom() + up
        for row, box in enumerate(self._boxes):
            if first <= box.bottom() and box.top() <= last:
                self._paint_chip(painter, self.chips.people[row], box.translated(0, -up), is_chosen=row in chosen)

    def _paint_chip(self, painter: QPainter, each: Recipient, box: QRect, *, is_chosen: bool) -> None:
        """One that is no address has another outline and a sign before its words."""
        c, px = theme().colors, theme().px
        right = bool(each.email)
        ink, ground, edge = (c.text, c.background, c.line) if right else (c.bad, c.bad_soft, c.bad)
        if is_chosen:
            ink, ground, edge = c.on_accent, c.accent, c.accent if right else c.bad
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), 1 if right else 2))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), px(HEIGHT) / 2, px(HEIGHT) / 2)
        words, side = QRectF(box).adjusted(px(INSIDE), 0, -px(INSIDE), 0), px(SIGN)
        if not right:
            draw_icon(painter, "alert", ink, QRectF(words.left(), box.center().y() - side / 2 + 1, side, side))
            words.setLeft(words.left() + side + px(GAP))
        cross = QRectF(words.right() - side, box.center().y() - side / 2 + 1, side, side)
        draw_icon(painter, "close", ink if is_chosen else c.muted, cross)
        words.setRight(cross.left() - px(GAP) + 1)
        paint_words(painter, each.shown, words, ink)
