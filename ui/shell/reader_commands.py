"""What the keyboard and the palette can do with what is read: print, original layout, files, lists."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def has_web() -> bool:
    """Whether the browser engine is installed: the original layout needs it, nothing else does."""
    return find_spec("PySide6.QtWebEngineWidgets") is not None


def add_reader_commands(window: "MainWindow") -> None:
    """Register what the reader adds; each does nothing where nothing is open."""
    add, group = window.commands.add, tr("Conversation")
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


def _show_trusted(window: "MainWindow") -> None:
    from ui.reader.trusted import TrustedSheet

    sheet = TrustedSheet(window.context, window)
    sheet.performed.connect(window.deeds.performed)
    sheet.open()
