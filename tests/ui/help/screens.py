"""Pictures of help: a topic, and a search in all of them."""

from collections.abc import Callable

from ui.help.sheet import HelpSheet
from ui.shell.window import MainWindow


def searching(window: MainWindow) -> None:
    window.commands.run("help")
    window.findChildren(HelpSheet)[-1].field.setText("Undo" if window.locale().language().name == "English" else "CRM")


screens: dict[str, Callable[[MainWindow], None]] = {
    "help": lambda window: window.commands.run("help"),
    "help-search": searching,
    "settings-notices": lambda window: window.sheets.show_settings("notices"),
}
