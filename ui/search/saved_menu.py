"""The drop-down of the search field: the saved searches of the workplace, and keeping what stands in the field."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu

from ui.search.commands import search_for
from ui.shell.deeds import Deed
from ui.theme.theme import theme

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("palette", text)


def saved_menu(window: "MainWindow") -> QMenu:
    """Made anew each time; :func:`show_menu` shows it below the field."""
    field, user = window.mail.inbox.search, window.context.user
    menu = QMenu(field)
    query = field.text().strip()
    saved = user.saved_searches(window.scope)
    for each in saved:
        menu.addAction(each.name.replace("&", "&&"), partial(search_for, window, each.query))
    if saved:
        menu.addSeparator()
    if query and query not in {each.query for each in saved}:
        menu.addAction(tr("Save this search"), partial(save_search, window, query))
    menu.addAction(tr("Saved searches…"), lambda: show_saved(window))
    return menu


def show_menu(window: "MainWindow") -> None:
    field = window.mail.inbox.search
    menu = saved_menu(window)
    menu.setMinimumWidth(field.width() - theme().px(40))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(field.mapToGlobal(QPoint(0, field.height() + 2)))


def save_search(window: "MainWindow", query: str) -> None:
    """Under its own words; the sheet renames it."""
    user = window.context.user
    saved = user.save_search(window.scope, query, query)
    window.deeds.performed.emit(Deed(tr("Search saved"), lambda: user.remove_search(saved.search_id)))


def show_saved(window: "MainWindow") -> None:
    from ui.search.saved_sheet import SavedSheet

    SavedSheet(window).open()
