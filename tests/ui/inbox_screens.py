"""Screens of the list column for the set of pictures."""

from collections.abc import Callable

from ui.shell.window import MainWindow


def only_unread(window: MainWindow) -> None:
    """The unread filter, with the first line open."""
    window.mail.inbox.show_filter("unread")
    window.mail.inbox.step(1)


screens: dict[str, Callable[[MainWindow], None]] = {"filter-unread": only_unread}
