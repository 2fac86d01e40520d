"""The settings' screens for the contact sheets."""

from collections.abc import Callable
from functools import partial

from ui.shell.window import MainWindow


def at(section: str, window: MainWindow) -> None:
    window.sheets.show_settings(section)


screens: dict[str, Callable[[MainWindow], None]] = {
    f"settings-{name}": partial(at, name) for name in ("look", "keys", "privacy", "about")
}
