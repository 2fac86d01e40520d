"""The list of the sidebar: clicks and keys on its rows, and conversations that are dragged over them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QListView, QWidget

from ui.inbox.dragging import Dragged, unpacked
from ui.models.navigation import NavRow
from ui.models.paged import LINE
from ui.shell.nav_delegate import CHEVRON, NavDelegate
from ui.theme.theme import theme
from ui.widgets.later import later
from ui.widgets.rows import RowView

LINK = 64
OPEN_MS = 600
"""Over an account for so long, what is dragged wants to go into one of its folders."""
SCROLL_MS, EDGE, STEP = 25, 28, 8
"""How often it scrolls while something is held near its edge; how near and how far, in pixels."""
Allows = Callable[[NavRow, Sequence[Dragged]], bool]


class NavView(RowView):
    """Tells a click on a row's link from one on the row; Return chooses, as a click does.

    ``chosen`` carries an index and whether its link was meant, ``toggled`` the account id whose folders are to be
    shown or hidden; Right and Left ask for that too. ``dropped`` carries a row and what was dropped on it,
    ``hovered`` an account id over which it is held, ``drag_ended`` says that it is dropped or gone. ``allows`` says of
    a row whether something may be dropped there. ``menu_asked`` carries a row of an account or folder and a place on
    the screen, ``rename_asked`` and ``delete_asked`` the row of a folder on which ``F2`` or ``Delete`` was pressed.
    """

    chosen = Signal(object, bool)
    toggled = Signal(object)
    dropped = Signal(object, object)
    hovered = Signal(object)
    drag_ended = Signal()
    menu_asked = Signal(object, object)
    rename_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self.setProperty("keeps_return", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QListView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self.allows: Allows = lambda row, conversations: False
        self._dragged: list[Dragged] = []
        self._at = QPoint()
        self._over: NavRow | None = None
        self.rows = NavDelegate(self)
        self.setItemDelegate(self.rows)
        self.activated.connect(lambda index: self.chosen.emit(index, True))
        self._hover = later(self, OPEN_MS, self._on_hovered)
        self._edge = QTimer(self)
        self._edge.setInterval(SCROLL_MS)
        self._edge.timeout.connect(self._scroll)

    def mark(self, index: QModelIndex) -> None:
        """Where the window is; not while a name is written, which that would end."""
        if self.state() is QListView.State.EditingState:
            return
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        row = index.data(LINE)
        if row.is_open is not None and point.x() - self.visualRect(index).left() < theme().px(CHEVRON):
            self.toggled.emit(row.key)
        else:
            self.chosen.emit(index, point.x() > self.viewport().width() - theme().px(LINK))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(LINE)
        if (asked := self._asks_of_folder(event)) is not None:
            asked.emit(row)
            return
        opens = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if not isinstance(row, NavRow) or opens is None:
            super().keyPressEvent(event)
        elif row.is_open is not None and row.is_open is not opens:
            self.toggled.emit(row.key)
        elif row.kind == "folder" and not opens:
            self._go_to_account(self.currentIndex())

    def _asks_of_folder(self, event: QKeyEvent) -> SignalInstance | None:
        row = self.currentIndex().data(LINE)
        if not isinstance(row, NavRow) or row.collection is None or event.modifiers():
            return None
        return {Qt.Key.Key_F2: self.rename_asked, Qt.Key.Key_Delete: self.delete_asked}.get(Qt.Key(event.key()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = index.data(LINE)
        if isinstance(row, NavRow) and row.kind in ("account", "folder"):
            spot = self.visualRect(index).bottomLeft() if by_key else event.pos()
            self.menu_asked.emit(row, self.viewport().mapToGlobal(spot))

    def _go_to_account(self, index: QModelIndex) -> None:
        while index.isValid() and index.data(LINE).kind == "folder":
            index = self.model().index(index.row() - 1, 0)
        self.setCurrentIndex(index)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        return super().viewportEvent(event)

    # What is dragged over it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._dragged = unpacked(event.mimeData())
        if self._dragged:
            self._edge.start()
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._at = event.position().toPoint()
        if self._aim():
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        self._at = event.position().toPoint()
        is_allowed, row, conversations = self._aim(), self._over, self._dragged
        self._end_drag()
        if is_allowed:
            event.accept()
            self.dropped.emit(row, conversations)
        else:
            event.ignore()

    def _aim(self) -> bool:
        """What is under the pointer, shown where something may be dropped there; whether it may."""
        row = self.indexAt(self._at).data(LINE)
        if row is not self._over:
            self._over = row
            self._hover.stop()
            if row is not None and row.is_open is False:
                self._hover.start()
            self.rows.target = row.place if row is not None and self.allows(row, self._dragged) else None
            self.viewport().update()
        return self.rows.target is not None

    def _end_drag(self) -> None:
        self._dragged, self._over, self.rows.target = [], None, None
        self._hover.stop()
        self._edge.stop()
        self.viewport().update()
        self.drag_ended.emit()

    def _on_hovered(self) -> None:
        if self._over is not None:
            self.hovered.emit(self._over.key)

    def _scroll(self) -> None:
        """While something is held near the upper or lower edge."""
        edge, bar = theme().px(EDGE), self.verticalScrollBar()
        above, below = self._at.y(), self.viewport().height() - self._at.y()
        step = -theme().px(STEP) if above < edge else theme().px(STEP) if below < edge else 0
        if step and not self._at.isNull():
            bar.setValue(bar.value() + step)
            self._aim()
