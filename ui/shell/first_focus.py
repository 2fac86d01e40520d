"""Where the keyboard is when the window opens: on the list, as soon as it has a line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.inbox.listings import Place

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


class FirstFocus(QObject):
    """Waits on the sidebar for the first conversations, and stays out of it once the user went elsewhere."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._list = window.mail.inbox.view
        self._is_over = bool(self._list.count)
        (self._list if self._is_over else window.sidebar.view).setFocus()
        window.mail.inbox.filled.connect(self._on_filled)

    def _on_filled(self, has_lines: bool) -> None:
        if has_lines and not self._is_over:
            self._is_over = True
            if self._is_where_it_began():
                self._list.setFocus()

    def _is_where_it_began(self) -> bool:
        window, view = self._window, self._window.sidebar.view
        is_inbox = view.currentIndex() == window.sidebar.nav.index_of("place", Place.INBOX.value)
        return window.place is Place.INBOX and is_inbox and window.focusWidget() is view
