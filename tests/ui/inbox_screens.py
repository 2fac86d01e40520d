"""Screens of the list column for the set of pictures."""

from collections.abc import Callable

from tests.ui.sample_home import SUPPORT
from ui.inbox.first_sync import Progress
from ui.shell.window import MainWindow


def only_unread(window: MainWindow) -> None:
    """The unread filter, with the first line open."""
    window.mail.inbox.show_filter("unread")
    window.mail.inbox.step(1)


def first_sync(window: MainWindow) -> None:
    """One can work already while the rest of a mailbox comes."""
    inbox = window.mail.inbox
    inbox.first_sync.show_progress(Progress(inbox.where.scope, (SUPPORT,), 12_400, 200_000))
    inbox.step(1)


screens: dict[str, Callable[[MainWindow], None]] = {"filter-unread": only_unread, "first-sync": first_sync}
