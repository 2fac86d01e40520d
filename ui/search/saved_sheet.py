"""The sheet of saved searches: run, rename, put in order, and remove with Undo."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem
from shiboken6 import isValid

from ui.search.commands import search_for
from ui.shell.deeds import Deed
from ui.shell.keys import key_name
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.store.user.searches import SavedSearch

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

WIDTH, HEIGHT, ROW = 520, 240, 34
SAVED = Qt.ItemDataRole.UserRole


class SavedList(QListWidget):
    """The names; the keys that do something with one go to the sheet."""

    def __init__(self, sheet: "SavedSheet") -> None:
        super().__init__(sheet.body)
        self._sheet = sheet
        self.setProperty("keeps_return", True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFixedHeight(theme().px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the editor of a name does not want comes here too.
        is_renaming = self.state() == QAbstractItemView.State.EditingState
        if is_renaming or not self._sheet.take(event):
            super().keyPressEvent(event)


class SavedSheet(Sheet):
    """Those of the workplace and those of everywhere, in their order."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, "", width=WIDTH)
        self._main = window
        self._user = window.context.user
        self.call(self.tr("Saved searches"))
        self.said = label("", self.body, kind="secondary", wrap=True)
        self.names = SavedList(self)
        self.names.setAccessibleName(self.tr("Saved searches"))
        self.query = label("", self.body, kind="secondary", tone="muted", wrap=True)
        for each in (self.said, self.names, self.query):
            self.layout_.addWidget(each)
        self._add_buttons()
        self.names.itemDoubleClicked.connect(lambda item: self.run())
        self.names.itemChanged.connect(self._on_renamed)
        self.names.currentRowChanged.connect(lambda row: self._show_query())
        self._show("")

    def _add_buttons(self) -> None:
        self._buttons = [
            Button(words, self.body, kind="ghost", small=True, on_click=deed)
            for words, deed in (
                (self.tr("Rename"), self.rename),
                (self.tr("Up"), lambda: self.move_by(-1)),
                (self.tr("Down"), lambda: self.move_by(1)),
                (self.tr("Remove"), self.remove),
            )
        ]
        for button in self._buttons:
            self.foot.addWidget(button)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self._buttons.append(Button(self.tr("Search"), self.body, kind="primary", on_click=self.run))
        self.foot.addWidget(self._buttons[-1])

    def open(self) -> None:
        super().open()
        self.names.setFocus()

    @property
    def saved(self) -> SavedSearch | None:
        """The one that is current."""
        item = self.names.item(self.names.currentRow())
        found = item.data(SAVED) if self.names.count() else None
        return found if isinstance(found, SavedSearch) else None

    def take(self, event: QKeyEvent) -> bool:
        """A key that was pressed in the list; whether it was for the sheet."""
        deeds: dict[str, Callable[[], object]] = {
            "Return": self.run,
            "Enter": self.run,
            "F2": self.rename,
            "Delete": self.remove,
            "Alt+Up": lambda: self.move_by(-1),
            "Alt+Down": lambda: self.move_by(1),
            "Ctrl+Z": self._main.undo,
        }
        deed = deeds.get(key_name(event))
        if deed is not None:
            deed()
        return deed is not None

    def run(self) -> None:
        """Close, and list what it finds."""
        if saved := self.saved:
            self.done()
            search_for(self._main, saved.query)

    def rename(self) -> None:
        """Write another name in its place."""
        if self.saved is not None:
            self.names.editItem(self.names.item(self.names.currentRow()))

    def move_by(self, by: int) -> None:
        ids, at = [each.search_id for each in self._rows()], self.names.currentRow()
        if at >= 0 and 0 <= at + by < len(ids):
            ids[at], ids[at + by] = ids[at + by], ids[at]
            self._user.order_searches(ids)
            self._show(ids[at + by])

    def remove(self) -> None:
        saved = self.saved
        if saved is not None:
            self._user.remove_search(saved.search_id)
            words = self.tr("Saved search removed")
            self._main.deeds.performed.emit(Deed(words, lambda: self._restore(saved)))
            self._show("")

    def _restore(self, saved: SavedSearch) -> bool:
        """Undo comes while the sheet is open, or later."""
        is_back = self._user.restore_search(saved)
        if isValid(self):
            self._show(saved.search_id)
        return is_back

    def _rows(self) -> list[SavedSearch]:
        return self._user.saved_searches(self._main.scope)

    def _show(self, search_id: str) -> None:
        at, rows = max(0, self.names.currentRow()), self._rows()
        self.names.blockSignals(True)
        self.names.clear()
        for saved in rows:
            item = QListWidgetItem(saved.name, self.names)
            item.setData(SAVED, saved)
            item.setSizeHint(QSize(0, theme().px(ROW)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        named = next((n for n, saved in enumerate(rows) if saved.search_id == search_id), at)
        self.names.setCurrentRow(min(named, len(rows) - 1))
        self.names.blockSignals(False)
        for button in self._buttons:
            button.setEnabled(bool(rows))
        self.said.setText(
            self.tr("Enter searches, F2 renames, Delete removes, Alt with the arrows puts in order.")
            if rows
            else self.tr("None yet. Search for something, then press the star in the search field.")
        )
        self._show_query()

    def _show_query(self) -> None:
        saved = self.saved
        everywhere = saved is not None and saved.workplace_id == "*"
        words = self.tr("{query}, in every workplace") if everywhere else "{query}"
        self.query.setText(words.format(query=saved.query) if saved else "")

    def _on_renamed(self, item: QListWidgetItem) -> None:
        saved, name = item.data(SAVED), " ".join(item.text().split())
        if not isinstance(saved, SavedSearch) or name == saved.name:
            return
        is_renamed = bool(name) and self._user.rename_search(saved.search_id, name)
        # The list is not made anew while its editor is open.
        self.names.blockSignals(True)
        item.setText(name if is_renamed else saved.name)
        item.setData(SAVED, replace(saved, name=item.text()))
        self.names.blockSignals(False)
        if name and not is_renamed:
            self.said.setText(self.tr("Another saved search is called “{name}”.").format(name=name))
