"""What the lock adds to the window's commands; it watches from the window's first moment on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.lock.lock import Lock
from ui.notify.choices import KIND

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def add_commands(window: "MainWindow") -> None:
    lock = Lock(window)
    # What stands on the desktop shows no words any more.
    lock.changed.connect(lambda _: window.context.observer.tell(KIND))
    words = QCoreApplication.translate("lock", "Lock now")
    window.commands.add("lock", words, QCoreApplication.translate("commands", "Window"), ("Ctrl+L",), lock.lock)
