"""Connects notifications and the tray with the shell and its window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.lock.lock import Lock
from ui.lock.opened import is_shut
from ui.models.observer import Observer
from ui.notify.acting import act
from ui.notify.choices import KIND, NotifyChoices
from ui.notify.desk import Outcome
from ui.notify.until import focus_words
from ui.notify.watcher import Watcher
from ui.shell.keys import is_locked
from workspace.model.ids import ThreadId
from workspace.model.items import ItemKey
from workspace.store.reader import Reader
from workspace.store.user import UserStore

if TYPE_CHECKING:
    from ui.shell.app import Shell


def start_notices(shell: "Shell", user: UserStore, reader: Reader, observer: Observer) -> Watcher:
    """Begin to watch, for as long as the shell lives."""
    link = _Link(shell, user)
    watcher = Watcher(user, reader, observer, shown=link.shown, can=link.can, is_locked=link.is_locked, parent=shell)
    link.watcher = watcher
    watcher.asked.connect(link.act)
    watcher.looked.connect(link.show_focus)
    watcher.tray.opened.connect(link.open)
    watcher.tray.ran.connect(link.run)
    watcher.tray.quit_asked.connect(QApplication.quit)
    observer.changed.connect(lambda news: link.keep_open() if news.touches(KIND) else None)
    watcher.start()
    link.keep_open()
    return watcher


class _Link:
    """What the watcher asks of whatever window there is."""

    watcher: Watcher

    def __init__(self, shell: "Shell", user: UserStore) -> None:
        self._shell, self._user, self._choices = shell, user, NotifyChoices(user)
        self._held = (0, "")

    def shown(self) -> ThreadId | None:
        """The conversation in front of the user."""
        window = self._shell.window
        if window is None or not window.isActiveWindow() or window.pages.currentWidget() is not window.mail:
            return None
        return None if window.mail.is_covered else window.mail.thread_id

    def can(self, name: str) -> bool:
        return self._shell.window is None or name in self._shell.window.commands

    def is_locked(self) -> bool:
        """Whether nothing may be told in words; also where the window is closed to the tray."""
        window = self._shell.window
        return is_locked(window) if window is not None else is_shut(self._user)

    def act(self, item: ItemKey | None, action: str) -> None:
        """What is asked for while the window is locked is done once it is open."""
        self._shell.come_forward()
        window = self._shell.window
        if window is None:
            return
        lock = window.findChild(Lock)
        if lock is not None and lock.is_on:
            lock.changed.connect(lambda _: act(window, item, action), Qt.ConnectionType.SingleShotConnection)
        else:
            act(window, item, action)

    def open(self, workplace_id: object) -> None:
        self._shell.come_forward()
        window = self._shell.window
        ids = {each.workplace_id: each.workplace_id for each in window.context.user.workplaces()} if window else {}
        if window is not None and workplace_id in ids and not self.is_locked():
            window.show_workplace(ids[workplace_id])  # type: ignore[index]

    def run(self, name: str) -> None:
        self._shell.come_forward()
        if self._shell.window is not None and not self.is_locked():
            self._shell.window.commands.run(name)

    def keep_open(self) -> None:
        """Whether the program ends with its window, as chosen; always where there is no tray to come back from."""
        QApplication.setQuitOnLastWindowClosed(not (self._choices.stays and self.watcher.tray.is_there))

    def show_focus(self, outcome: Outcome) -> None:
        """In the tray's menu, and in the status line when what is held changed."""
        until = self._choices.focus_until()
        words = focus_words(until) if until else ""
        self.watcher.tray.show_focus(words)
        before, self._held = self._held, (outcome.held, words)
        if self._held != before and self._shell.window is not None:
            self._shell.window.status.reload()
