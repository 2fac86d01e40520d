"""The sidebar: the places of a workplace with their counts, its accounts with a dot for their health, their folders."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.inbox.listings import Place
from ui.models.navigation import NavModel, NavRow
from ui.shell.folders import Folders
from ui.shell.navview import NavView
from ui.theme.theme import theme
from ui.widgets.labels import CutLabel


class Sidebar(QFrame):
    """``place_picked`` carries a :class:`Place`, ``account_picked`` and ``signin_asked`` an account id,
    ``folder_picked`` a collection id.
    """

    place_picked = Signal(object)
    account_picked = Signal(object)
    folder_picked = Signal(object)
    signin_asked = Signal(object)
    page_picked = Signal(object)

    def __init__(self, folders: Folders, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        px = theme().px
        self.folders = folders
        self.title = CutLabel("", self, kind="heading")
        self.nav = NavModel(self)
        self._rows: Sequence[NavRow] = ()
        self._current: tuple[str, ...] = ()
        self.view = NavView(self)
        self.view.setModel(self.nav)
        self.view.setAccessibleName(self.tr("Places and accounts"))
        self.view.chosen.connect(self._on_chosen)
        self.view.toggled.connect(folders.toggle)
        self.view.hovered.connect(folders.peek)
        self.view.drag_ended.connect(folders.end_peek)
        folders.changed.connect(self._on_folders_changed)
        heading = QVBoxLayout()
        heading.setContentsMargins(px(10), px(2), px(10), px(10))
        heading.addWidget(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(10), px(14), px(10), px(6))
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addWidget(self.view, 1)
        theme().changed.connect(self.view.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[NavRow]) -> None:
        """The places and accounts; open accounts get their folders, whose numbers follow."""
        self._rows = rows
        self.nav.show_rows(self.folders.with_folders(rows))
        self.folders.count()

    def show_current(self, kind: str, *keys: str) -> None:
        """Mark where the window is, without a signal; of a folder that is hidden its account, the second key."""
        self._current = (kind, *keys)
        index = self.nav.index_of(kind, keys[0])
        if not index.isValid() and kind == "folder":
            index = self.nav.index_of("account", keys[1])
        self.view.mark(index)

    def _on_folders_changed(self) -> None:
        before = self.nav.row_at(self.view.currentIndex())
        self._rows = [row.opened(self.folders.is_open(row.key)) for row in self._rows]
        self.nav.show_rows(self.folders.with_folders(self._rows))
        if before is not None and not self.nav.index_of(*before.place).isValid() and self._current:
            self.show_current(*self._current)

    def _on_chosen(self, index: QModelIndex, on_link: bool) -> None:
        row = self.nav.row_at(index)
        if row is None:
            return
        if row.kind == "place":
            self.place_picked.emit(Place(row.key))
        elif row.kind == "page":
            self.page_picked.emit(row.key)
        elif row.collection is not None:
            self.folder_picked.emit(row.collection.collection_id)
        elif on_link and row.link:
            self.signin_asked.emit(row.key)
        elif row.kind == "account":
            self.account_picked.emit(row.key)
