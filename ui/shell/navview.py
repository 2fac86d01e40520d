"""The list of the sidebar: clicks and keys on its rows, and what is dragged over them."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.models.navigation import NavRow
from ui.models.paged import LINE
from ui.shell.nav_delegate import CHEVRON, NavDelegate
from ui.theme.theme import theme

LINK = 64


class NavView(QListView):
    """Tells a click on a row's link from one on the row; Return chooses, as a click does.

    ``chosen`` carries an index and whether its link was meant, ``toggled`` the account id whose folders are to be
    shown or hidden; Right and Left ask for that too.
    """

    chosen = Signal(object, bool)
    toggled = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self.setProperty("keeps_return", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.rows = NavDelegate(self)
        self.setItemDelegate(self.rows)
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
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        row = index.data(LINE)
        if row.is_open is not None and point.x() - self.visualRect(index).left() < theme().px(CHEVRON):
            self.toggled.emit(row.key)
        else:
            self.chosen.emit(index, point.x() > self.viewport().width() - theme().px(LINK))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(LINE)
        opens = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if not isinstance(row, NavRow) or opens is None:
            super().keyPressEvent(event)
        elif row.is_open is not None and row.is_open is not opens:
            self.toggled.emit(row.key)
        elif row.kind == "folder" and not opens:
            self._go_to_account(self.currentIndex())

    def _go_to_account(self, index: QModelIndex) -> None:
        while index.isValid() and index.data(LINE).kind == "folder":
            index = self.model().index(index.row() - 1, 0)
        self.setCurrentIndex(index)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        return super().viewportEvent(event)
