"""The menu of a conversation in the list: what its keys do, and a tab of mails like it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu

from workspace.model.kinds import Kind
from workspace.store.rows import ThreadRow

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

DEEDS = ("archive", "trash", "move", "label", "star", "unread", "snooze", "file")
TABS = ("tab_like_this", "tab_of_sender")


def tr(text: str) -> str:
    return QCoreApplication.translate("line_menu", text)


def add_commands(window: "MainWindow") -> None:
    """The right mouse button and the menu key open it; the line under the pointer is the one that is meant."""
    view = window.mail.inbox.view
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(lambda place: _open(window, place))


def _open(window: "MainWindow", place: QPoint) -> None:
    view = window.mail.inbox.view
    index = view.indexAt(place)
    if not index.isValid():
        index = view.currentIndex()
    if not index.isValid():
        return
    if not window.bulk.is_on:
        view.setCurrentIndex(index)
    menu = line_menu(window)
    if menu.isEmpty():
        menu.deleteLater()
        return
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(view.viewport().mapToGlobal(place))


def line_menu(window: "MainWindow") -> QMenu:
    """For the current line, or the chosen ones; only of mail."""
    menu = QMenu(window)
    menu.setAccessibleName(tr("Conversation"))
    row = window.mail.inbox.row
    if not isinstance(row, ThreadRow) or row.kind is not Kind.EMAIL:
        return menu
    for name in DEEDS:
        _add(window, menu, name)
    if not window.bulk.is_on:
        menu.addSeparator()
        for name in TABS:
            _add(window, menu, name)
    return menu


def _add(window: "MainWindow", menu: QMenu, name: str) -> None:
    command = window.commands[name]
    key = command.keys[0] if command.keys else ""
    shown = f"\t{key.upper() if len(key) == 1 else key}" if key else ""
    menu.addAction(command.text + shown).triggered.connect(lambda: window.commands.run(name))
