"""What the keyboard does with search: the palette, and a search in the list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.inbox.listings import Place

if TYPE_CHECKING:
    from ui.search.finder import Finder
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("palette", text)


class PaletteOpener:
    """Keeps what finds for the palette from one opening to the next."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._finder: Finder | None = None

    def open(self) -> None:
        """With the words of the search field where one stands in it."""
        from ui.search.finder import Finder
        from ui.search.palette import Palette

        if self._finder is None:
            self._finder = Finder(self._window)
        field = self._window.mail.inbox.search
        Palette(self._window, self._finder, field.text().strip() if field.hasFocus() else "").open()


def search_for(window: "MainWindow", query: str) -> None:
    """List in the workplace what a query finds."""
    inbox = window.mail.inbox
    if window.pages.currentWidget() is not window.mail or inbox.where.place is Place.CUSTOMERS:
        window.show_place(Place.INBOX)
    window.mail.back()
    inbox.search.setText(query)


def search_server(window: "MainWindow") -> None:
    """Have the services look for what is searched for; where nothing is, one types it first."""
    inbox = window.mail.inbox
    if not inbox.where.query:
        inbox.search.begin()
    elif not inbox.search_server():
        window.toast.say(tr("No account here can be searched at its service."))


def show_saved(window: "MainWindow") -> None:
    from ui.search import saved_menu

    saved_menu.show_saved(window)


def show_menu(window: "MainWindow") -> None:
    from ui.search import saved_menu

    saved_menu.show_menu(window)


def add_commands(window: "MainWindow") -> None:
    opener = PaletteOpener(window)
    server = tr("Search on the server")
    window.commands.add("search_server", server, tr("Move"), ("Ctrl+Shift+F",), lambda: search_server(window))
    window.commands.add("saved_searches", tr("Saved searches…"), tr("Move"), (), lambda: show_saved(window))
    window.mail.inbox.search.menu_asked.connect(lambda: show_menu(window))
    window.commands.add("palette", tr("Search or do…"), tr("Move"), ("Ctrl+K",), opener.open)
