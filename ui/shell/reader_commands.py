"""What the keyboard and the palette can do with what is read: print, original layout, files, lists."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

FIND_BAR = "finding"
"""The name of the bar in which words to be found are typed."""


def tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def has_web() -> bool:
    """Whether the browser engine is installed: the original layout needs it, nothing else does."""
    return find_spec("PySide6.QtWebEngineWidgets") is not None


def add_reader_commands(window: "MainWindow") -> None:
    """Register what the reader adds; each does nothing where nothing is open."""
    add, group = window.commands.add, tr("Conversation")
    add("find", tr("Find in this conversation"), group, ("Ctrl+F",), lambda: _find(window))
    add("find_next", tr("Next place found"), group, ("F3",), _on_reader(window, "find_next"))
    add("find_previous", tr("Previous place found"), group, ("Shift+F3",), _on_reader(window, "find_previous"))
    add("print", tr("Print…"), group, ("Ctrl+P",), _on_reader(window, "print"))
    if has_web():
        add("original", tr("Original layout"), group, ("o",), _on_reader(window, "original"))
    add("preview", tr("Preview attachments"), group, ("w",), _on_reader(window, "preview"))
    add("save_files", tr("Save all attachments…"), group, ("Ctrl+Shift+S",), _on_reader(window, "save_files"))
    add("unsubscribe", tr("Unsubscribe…"), group, ("Ctrl+Shift+U",), _on_reader(window, "unsubscribe"))
    add("trusted_senders", tr("Senders whose images are shown…"), tr("Window"), (), lambda: _show_trusted(window))


def _on_reader(window: "MainWindow", name: str) -> Callable[[], None]:
    def run() -> None:
        if window.pages.currentWidget() is window.mail and not window.mail.is_chat:
            window.mail.reader.run(name)

    return run


def _find(window: "MainWindow") -> None:
    """In the mails that are read; where there are none, in the list."""
    mail = window.mail
    if window.pages.currentWidget() is not mail:
        return
    if not mail.is_chat and mail.thread_id is not None and mail.reader.isVisible():
        mail.reader.run("find")
    else:
        window.commands.run("search")


def end_find(window: "MainWindow") -> bool:
    """Whether words were being found in what is read; no longer."""
    bar = window.mail.findChild(QWidget, FIND_BAR)
    return bar is not None and bar.isVisible() and bar.close()


def _show_trusted(window: "MainWindow") -> None:
    from ui.reader.trusted import TrustedSheet

    sheet = TrustedSheet(window.context, window)
    sheet.performed.connect(window.deeds.performed)
    sheet.open()
