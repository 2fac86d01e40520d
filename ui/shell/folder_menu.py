"""What can be done with the folders and labels of the sidebar: new ones, other names, and deleting them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from ui.models.navigation import NavRow
from ui.shell.commands import Commands
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.later import later
from ui.widgets.sheet import Sheet
from workspace.model.folders import plain_name
from workspace.model.ids import AccountId
from workspace.model.kinds import Role
from workspace.store.rows import CollectionRow

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

OPEN = (Role.INBOX, Role.ARCHIVE)
"""What every mailbox has and people keep folders in."""
KEEPS = ("F2", "Delete")
"""Keys that mean the folder while the sidebar has the focus, whatever they mean elsewhere."""


def add_folder_commands(window: "MainWindow") -> None:
    """Menu and keys of the sidebar's folders, and commands for the palette."""
    menu = FolderMenu(window)
    menu.add_commands(window.commands)


class FolderMenu(QObject):
    """Of one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._parent: CollectionRow | None = None
        view = window.sidebar.view
        view.setProperty("keeps", KEEPS)
        view.menu_asked.connect(self.open)
        view.rename_asked.connect(lambda row: self.rename(row.collection))
        view.delete_asked.connect(lambda row: self.delete(row.collection))
        view.rows.named.connect(self._on_named)
        view.rows.closeEditor.connect(self._on_closed)

    def add_commands(self, commands: Commands) -> None:
        group = self.tr("Folders and labels")
        commands.add("new_folder", self.tr("New folder or label…"), group, (), self._new_here)
        commands.add("rename_folder", self.tr("Rename folder or label…"), group, (), lambda: self.rename(self._shown))
        commands.add("delete_folder", self.tr("Delete folder or label…"), group, (), lambda: self.delete(self._shown))

    def open(self, row: NavRow, place: QPoint) -> None:
        menu = self.menu(row)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu(self, row: NavRow) -> QMenu:
        """For an account or a folder; what the account cannot do is off and says why."""
        folder = row.collection
        account_id = folder.account_id if folder is not None else AccountId(row.key)
        deeds = self._window.deeds.folders
        is_label = deeds.has_labels(account_id)
        why = deeds.unable_words(account_id)
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        menu.setAccessibleName(row.text)
        new = menu.addAction(self.tr("New label…") if is_label else self.tr("New folder…"))
        new.triggered.connect(lambda: self.create(account_id))
        made = [new]
        if folder is not None and (folder.role == Role.OTHER or (folder.role in OPEN and not is_label)):
            inside = menu.addAction(self.tr("New label in it…") if is_label else self.tr("New folder in it…"))
            inside.triggered.connect(lambda: self.create(account_id, folder))
            made.append(inside)
        if folder is not None and folder.role == Role.OTHER:
            rename = menu.addAction(self.tr("Rename\tF2"))
            rename.triggered.connect(lambda: self.rename(folder))
            delete = menu.addAction(self.tr("Delete…\tDel"))
            delete.triggered.connect(lambda: self.delete(folder))
            made += [rename, delete]
        for each in made:
            each.setEnabled(not why)
            each.setToolTip(why)
        if why:
            menu.addSection(why)
        return menu

    def create(self, account_id: AccountId, parent: CollectionRow | None = None) -> None:
        """Ask for the name where the folder will stand."""
        if why := self._window.deeds.folders.unable_words(account_id):
            self._window.toast.say(why)
            return
        self._after_naming(lambda: self._create(account_id, parent))

    def _create(self, account_id: AccountId, parent: CollectionRow | None) -> None:
        self._parent = parent
        self._window.folders.name_new(account_id)
        self._edit("folder", account_id)

    def rename(self, folder: CollectionRow | None) -> None:
        if folder is not None and self._may_change(folder):
            self._after_naming(lambda: self._edit("folder", str(folder.collection_id)))

    def _after_naming(self, then: Callable[[], object]) -> None:
        """A name that is being written is kept first: a view has one editor."""
        view = self._window.sidebar.view
        if view.state() is not QAbstractItemView.State.EditingState:
            then()
            return
        view.setFocus()
        later(self, 0, then).start()

    def delete(self, folder: CollectionRow | None) -> None:
        """Ask, saying what becomes of what lies there."""
        if folder is None or not self._may_change(folder):
            return
        window = self._window
        inside = window.deeds.folders.inside(folder)
        number = sum(window.context.reader.number_in(each) for each in (folder, *inside))
        is_label = window.deeds.folders.has_labels(folder.account_id)
        sheet = DeleteFolderSheet(folder, number, len(inside), is_label=is_label, window=window)
        sheet.agreed.connect(lambda: self._delete(folder))
        sheet.open()

    def _delete(self, folder: CollectionRow) -> None:
        if self._window.deeds.folders.delete(folder):
            self._window.folders.reload()
            self._window.overview.count()

    def _may_change(self, folder: CollectionRow) -> bool:
        why = self._window.deeds.folders.unable_words(folder.account_id)
        if not why and folder.role != Role.OTHER:
            why = self.tr("{name} belongs to the account and stays as it is.").format(name=folder.name)
        if why:
            self._window.toast.say(why)
        return not why

    @property
    def _shown(self) -> CollectionRow | None:
        """The folder that is on screen."""
        if self._window.folder is None:
            self._window.toast.say(self.tr("Open a folder or label first."))
        return self._window.folder

    def _new_here(self) -> None:
        """In the account that is on screen, else the first of the workplace that can."""
        window = self._window
        able = [each.account_id for each in window.context.accounts_in(window.scope)]
        able = [each for each in able if window.deeds.folders.is_able(each)]
        if window.account_id is not None:
            self.create(window.account_id)
        elif able:
            self.create(able[0])
        else:
            window.toast.say(self.tr("No account here can make folders."))

    def _edit(self, kind: str, key: str) -> None:
        view, nav = self._window.sidebar.view, self._window.sidebar.nav
        index = nav.index_of(kind, key)
        if index.isValid():
            view.scrollTo(index)
            view.setCurrentIndex(index)
            view.edit(index)

    def _on_named(self, row: NavRow, typed: str) -> None:
        deeds, parent = self._window.deeds.folders, self._parent
        if row.is_new:
            done = bool(plain_name(typed)) and deeds.create(AccountId(row.key), typed, parent)
        else:
            done = row.collection is not None and deeds.rename(row.collection, typed)
        if done:
            # The editor still stands on a row that is about to change.
            later(self, 0, self._window.folders.reload).start()

    def _on_closed(self, editor: QWidget) -> None:
        self._parent = None
        later(self, 0, self._end_naming).start()

    def _end_naming(self) -> None:
        self._window.folders.name_new(None)
        self._window.overview.count()


class DeleteFolderSheet(Sheet):
    """``agreed``: it is to be deleted."""

    agreed = Signal()

    def __init__(self, folder: CollectionRow, number: int, inside: int, *, is_label: bool, window: QWidget) -> None:
        super().__init__(window, "", width=420)
        self.call(self.tr("Delete {name}?").format(name=folder.name))
        if is_label:
            words = self.tr("%n mails lose this label. They stay where they are.", "", number)
            inner = self.tr("%n labels in it are deleted too.", "", inside)
        else:
            words = self.tr("%n mails in it go to the trash.", "", number)
            inner = self.tr("%n folders in it are deleted too.", "", inside)
        said = words if number else self.tr("Nothing lies in it.")
        self.words = label(f"{said} {inner}" if inside else said, self.body, wrap=True)
        self.layout_.addWidget(self.words)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self.go = Button(self.tr("Delete"), self.body, kind="danger", on_click=self._on_agreed)
        self.foot.addWidget(self.go)

    def _on_agreed(self) -> None:
        self.done()
        self.agreed.emit()
