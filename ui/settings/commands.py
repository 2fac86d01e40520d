"""What the settings add to the window's commands: the user's own keys, from the first press on."""

from typing import TYPE_CHECKING

from ui.settings.bindings import stored_bindings

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def add_commands(window: "MainWindow") -> None:
    """Also for commands that are added after this."""
    if bindings := stored_bindings(window.context.user):
        window.commands.bind(bindings)
