"""The sidebar: the places of a workplace with their counts, and its accounts with a dot for their health."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.inbox.listings import Place
from ui.models.navigation import NavModel, NavRow
from ui.models.paged import LINE
from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.widgets.labels import CutLabel

HEADING, LINK = 38, 64
Index = QModelIndex | QPersistentModelIndex


class NavDelegate(QStyledItemDelegate):
    """Paints one row of the sidebar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(LINE)
        heading = isinstance(row, NavRow) and row.kind == "heading"
        return QSize(theme().px(100), theme().px(HEADING if heading else t.NAV) + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if not isinstance(row, NavRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 0, 0, -1)
        state = option.state
        if row.kind == "heading":
            self._heading(painter, row, box)
        else:
            self._ground(painter, box, state)
            self._row(painter, row, box, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _heading(self, painter: QPainter, row: NavRow, box: QRectF) -> None:
        painter.setPen(QColor(theme().colors.muted))
        painter.setFont(theme().font(t.CAPTION, 600))
        words = box.adjusted(theme().px(10), theme().px(12), 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, row.text)

    def _ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        colors, radius = theme().colors, theme().px(7)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(box, radius, radius)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colors.line))
            painter.drawRoundedRect(box, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)

    def _row(self, painter: QPainter, row: NavRow, box: QRectF, is_current: bool) -> None:
        colors, px = theme().colors, theme().px
        ink = colors.accent if is_current else colors.text
        quiet = colors.accent if is_current else colors.muted
        left = box.left() + px(10)
        if row.kind == "account":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(colors, row.token or "faint")))
            dot = px(t.DOT)
            painter.drawEllipse(QRectF(left, box.center().y() - dot / 2, dot, dot))
            left += px(17)
        else:
            icon = px(t.ICON)
            draw_icon(painter, row.icon, quiet, QRectF(left, box.center().y() - icon / 2, icon, icon))
            left += px(25)
        right = box.right() - px(10)
        right -= self._right(painter, row, box, right, quiet)
        font = theme().font(t.TEXT, 600 if is_current else 400)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(font).elidedText(row.text, Qt.TextElideMode.ElideRight, right - left)
        words = QRectF(left, box.top(), right - left, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    def _right(self, painter: QPainter, row: NavRow, box: QRectF, right: float, quiet: str) -> float:
        """The number or the link at the end of a row; returns the room it took."""
        words = row.link or row.number
        if not words:
            return 0
        font = theme().font(t.SECONDARY, 600 if row.link else 500)
        painter.setFont(font)
        painter.setPen(QColor(theme().colors.warn if row.link else quiet))
        width = QFontMetricsF(font).horizontalAdvance(words) + 1
        place = QRectF(right - width, box.top(), width, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        return width + theme().px(6)


class Sidebar(QFrame):
    """``place_picked`` carries a :class:`Place`, ``account_picked`` and ``signin_asked`` an account id."""

    place_picked = Signal(object)
    account_picked = Signal(object)
    signin_asked = Signal(object)
    page_picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        px = theme().px
        self.title = CutLabel("", self, kind="heading")
        self.nav = NavModel(self)
        self.view = _NavView(self)
        self.view.setModel(self.nav)
        self.view.setItemDelegate(NavDelegate(self.view))
        self.view.setAccessibleName(self.tr("Places and accounts"))
        self.view.chosen.connect(self._on_chosen)
        heading = QVBoxLayout()
        heading.setContentsMargins(px(10), px(2), px(10), px(10))
        heading.addWidget(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(10), px(14), px(10), px(6))
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addWidget(self.view, 1)
        theme().changed.connect(self.view.scheduleDelayedItemsLayout)

    def show_current(self, kind: str, key: str) -> None:
        """Mark where the window is, without a signal."""
        self.view.mark(self.nav.index_of(kind, key))

    def _on_chosen(self, index: QModelIndex, on_link: bool) -> None:
        row = self.nav.row_at(index)
        if row is None:
            return
        if row.kind == "place":
            self.place_picked.emit(Place(row.key))
        elif row.kind == "page":
            self.page_picked.emit(row.key)
        elif on_link and row.link:
            self.signin_asked.emit(row.key)
        elif row.kind == "account":
            self.account_picked.emit(row.key)


class _NavView(QListView):
    """Tells a click on a row's link from one on the row; Return chooses, as a click does."""

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self.setProperty("keeps_return", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda index: self.chosen.emit(index, True))

    def mark(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            on_link = point.x() > self.viewport().width() - theme().px(LINK)
            self.chosen.emit(index, on_link)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        return super().viewportEvent(event)
