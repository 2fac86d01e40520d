"""What the sheet of shortcuts says of writing is what the composer listens to."""

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from tests.ui.compose.test_composer import desk_of
from tests.ui.reader.sample import SampleHome
from ui.compose.keys import writing_keys
from ui.settings.bindings import shown
from ui.shell.commands import Commands
from ui.shell.shortcuts import ShortcutsSheet

OWN = {"Ctrl+Return", "Ctrl+Shift+Return", "Escape", "Ctrl+Shift+V", "Ctrl+F"}
"""Those that the composer hears in its key presses; the rest are shortcuts."""


def test_the_keys_of_writing_are_those_of_the_letter(home: SampleHome, window: QWidget) -> None:
    composer = desk_of(home, window)[0].write("a@b.example")
    assert composer is not None
    held = {each.key().toString() for each in composer.findChildren(QShortcut)}
    assert {key for row in writing_keys() for key in row.keys} - OWN == held


def test_the_sheet_lists_them(window: QWidget) -> None:
    sheet = ShortcutsSheet(Commands(), window)
    assert "Send later" in sheet.words
    sheet.field.setText(shown("Ctrl+Shift+Return"))
    assert sheet.words == ["Send later"]
    sheet.done()
