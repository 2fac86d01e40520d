"""The commands of writing: for the palette, and for buttons elsewhere that run them by name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("compose", text)


def add_commands(window: "MainWindow") -> None:
    """Register them, and open what was cut off as soon as the window was seen."""
    group = QCoreApplication.translate("commands", "Conversation")
    window.commands.add("send_later", tr("Send the open letter later…"), group, (), lambda: _send_later(window))
    window.commands.add("writing", tr("Templates and signatures…"), group, (), lambda: _show_writing(window))
    window.painted.connect(lambda: _reopen(window))


def _send_later(window: "MainWindow") -> None:
    composer = window.desks.letters.composer
    if composer is not None:
        composer.open_later()
    else:
        window.toast.say(tr("No letter is open."))


def _show_writing(window: "MainWindow") -> None:
    from ui.compose.writing_sheet import WritingSheet

    WritingSheet(window.context, window).open()


def _reopen(window: "MainWindow") -> None:
    from ui.compose.reopening import reopen

    reopen(window)
