"""F1: help about the page that is shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ui.help.sheet import HelpSheet
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def add_commands(window: "MainWindow") -> None:
    """Register it."""
    window.commands.add("help", tr("Help"), tr("Window"), ("F1",), lambda: _show(window))


def _show(window: "MainWindow") -> None:
    from ui.help.sheet import HelpSheet

    sheet = HelpSheet(window, topic_of(window))
    sheet.keys.clicked.connect(lambda: _show_keys(window, sheet))
    sheet.open()


def _show_keys(window: "MainWindow", sheet: "HelpSheet") -> None:
    sheet.done()
    window.commands.run("shortcuts")


def topic_of(window: "MainWindow") -> str:
    """The topic that helps where the window is."""
    from ui.help.topics import OF_PAGE, OF_PLACE

    for page, name in OF_PAGE.items():
        if window.pages.shows(page):
            return name
    if window.mail.reader.composer is not None:
        return "writing"
    if window.mail.inbox.search.text():
        return "search"
    return OF_PLACE.get(window.place.value, "reading")
