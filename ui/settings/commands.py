"""What the settings add to the window's commands: the private log, and the user's own keys from the first press on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.settings.bindings import stored_bindings

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)


def add_commands(window: "MainWindow") -> None:
    """The user's keys also hold for commands that are added after this."""
    words = tr("What left this computer…")
    window.commands.add(
        "privacy_log", words, QCoreApplication.translate("commands", "Window"), (), lambda: _show_log(window)
    )
    if bindings := stored_bindings(window.context.user):
        window.commands.bind(bindings)


def _show_log(window: "MainWindow") -> None:
    from ui.settings.log_sheet import LogSheet

    LogSheet(window).open()
