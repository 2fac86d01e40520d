"""What stands around the pages: the sidebar, the rail and the title, with true counts, read beside the window."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.models.beside import Asking, Beside
from ui.models.navigation import NavRow
from ui.shell.places import folder_name, place_name, sidebar_rows
from ui.widgets.labels import short
from ui.widgets.later import later

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

NEWS_MS = 10
"""The list shows news first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a scope's sidebar, and what is unread by scope and view."""

    scope: str
    rows: Sequence[NavRow]
    unread: Mapping[str, Mapping[str, int]]

    def numbers(self, scope: str) -> tuple[int, int]:
        """Of a workplace or account: in the inbox, and chats with something for the user."""
        views = self.unread.get(scope, {})
        return views.get("inbox", 0), views.get("chats", 0)


class Overview(QObject):
    """Counts when there is news or another scope is shown; who only goes elsewhere in it waits for nothing."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._beside = Beside(self)
        self._counted: Counted | None = None
        self._asking = Asking(self._beside, self._begin, self._on_read)
        self._soon = later(self, NEWS_MS, self.count)

    @property
    def is_counting(self) -> bool:
        """Whether there may be other numbers in a moment."""
        return self._asking.is_under_way or self._soon.isActive()

    def count_soon(self) -> None:
        """There is news."""
        self._soon.start()

    def count(self) -> None:
        """Ask again; the first time at once, so that the first paint has everything."""
        if self._counted is None:
            self._show(self._begin()())
        else:
            self._asking.ask()

    def show_where(self) -> None:
        """The window shows something else: mark it, and count where the scope is another."""
        if self._counted is None or self._counted.scope != self._window.scope:
            self.count()
        self._mark()

    def stop(self) -> None:
        """The stores are about to be closed."""
        self._soon.blockSignals(True)  # news may come until then
        self._beside.finish()

    def _begin(self) -> Callable[[], Counted]:
        context, scope, folders = self._window.context, self._window.scope, self._window.folders

        def count() -> Counted:
            unread = context.reader.unread_counts()
            return Counted(scope, sidebar_rows(context, scope, unread, folders.is_open), unread)

        return count

    def _on_read(self, counted: Counted) -> None:
        if counted.scope == self._window.scope:
            self._show(counted)

    def _show(self, counted: Counted) -> None:
        self._counted = counted
        self._window.renew_folder()
        self._window.sidebar.show_rows(counted.rows)
        self._mark()
        self._window.status.reload_soon()

    def _mark(self) -> None:
        window, sidebar, counted = self._window, self._window.sidebar, self._counted
        if counted is not None:
            window.rail.show_unread(counted.numbers)
        if window.pages.shows("accounts"):
            sidebar.show_current("page", "accounts")
        elif window.folder is not None:
            sidebar.show_current("folder", str(window.folder.collection_id), window.folder.account_id)
        elif window.account_id is not None:
            sidebar.show_current("account", window.account_id)
        else:
            sidebar.show_current("place", window.place.value)
        self._show_title()

    def _show_title(self) -> None:
        window = self._window
        unread = self._counted.numbers(window.scope)[0] if self._counted else 0
        number = f" ({unread})" if unread else ""
        name = place_name(window.place) if window.folder is None else folder_name(window.folder)
        window.setWindowTitle(short(f"{name}{number} · {window.workplace_name}"))
