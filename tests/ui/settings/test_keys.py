"""Keys can be given to any command, say who had them, hold at once and after a restart, and go back."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.patience import until_unfolded
from tests.ui.sample_home import SampleHome
from ui.settings.bindings import SETTING, shown, stored_bindings
from ui.settings.key_table import KeyTable
from ui.settings.keys import KeysSection
from ui.settings.sheet import SettingsSheet
from ui.shell.commands import Commands
from ui.shell.keys import key_name
from ui.shell.shortcuts import ShortcutsSheet
from ui.shell.window import MainWindow

Mod = Qt.KeyboardModifier


def keys_of(window: MainWindow) -> KeysSection:
    window.sheets.show_settings("keys")
    sheet = window.findChild(SettingsSheet)
    assert isinstance(sheet, SettingsSheet)
    until_unfolded(sheet)
    section = sheet.made["keys"]
    assert isinstance(section, KeysSection)
    return section


def meaning(commands: Commands, key: str, page: str = "") -> str:
    command = commands.for_key(key, page)
    return command.name if command else ""


def press(section: KeysSection, key: Qt.Key, text: str = "", modifiers: Mod = Mod.NoModifier) -> None:
    section.begin()
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    section.field.keyPressEvent(event)


def test_a_free_key_holds_at_once_and_after_a_restart(open_window: OpenWindow, home_with_mail: SampleHome) -> None:
    window = open_window(home_with_mail)
    section = keys_of(window)
    section.pick("archive")
    press(section, Qt.Key.Key_Q, "q")
    assert window.commands["archive"].keys == ("q",)
    assert window.commands.for_key("e") is None
    assert meaning(open_window(home_with_mail).commands, "q") == "archive"


def test_a_key_that_means_something_else_is_asked_for_first(window: MainWindow) -> None:
    section = keys_of(window)
    section.pick("archive")
    press(section, Qt.Key.Key_S, "s")
    assert "Star or remove star" in section.said.text()
    assert meaning(window.commands, "s") == "star"
    assert section.confirm.isVisible()
    section.confirm.click()
    assert meaning(window.commands, "s") == "archive"
    assert window.commands["star"].keys == ()


def test_giving_up_changes_nothing(window: MainWindow) -> None:
    section = keys_of(window)
    section.pick("archive")
    press(section, Qt.Key.Key_S, "s")
    press(section, Qt.Key.Key_Escape)
    section.confirm_key()
    assert window.commands["archive"].keys == ("e",)
    assert stored_bindings(window.context.user) == {}


@pytest.mark.parametrize(
    ("key", "text", "modifiers"),
    [(Qt.Key.Key_C, "\x03", Mod.ControlModifier), (Qt.Key.Key_Return, "\r", Mod.NoModifier)],
)
def test_keys_that_everybody_needs_are_refused(
    window: MainWindow, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier
) -> None:
    section = keys_of(window)
    section.pick("archive")
    press(section, key, text, modifiers)
    assert section.said.text()
    assert not section.confirm.isVisible()
    assert window.commands["archive"].keys == ("e",)


def test_a_pages_own_key_stays_and_is_said(window: MainWindow) -> None:
    section = keys_of(window)
    section.pick("archive")
    press(section, Qt.Key.Key_T, "t")
    assert "Calendar" in section.said.text()
    assert meaning(window.commands, "t") == "archive"
    assert meaning(window.commands, "t", "calendar") == "calendar_today"


def test_down_goes_from_the_search_into_what_it_found(window: MainWindow, qtbot: QtBot) -> None:
    section = keys_of(window)
    section.filter.setFocus()
    qtbot.keyClicks(section.filter, "trash")
    qtbot.keyClick(section.filter, Qt.Key.Key_Down)
    assert section.view.hasFocus()
    assert section.command is not None
    assert section.command.name == "trash"


def test_one_command_and_then_all_go_back(window: MainWindow) -> None:
    section = keys_of(window)
    section.pick("archive")
    press(section, Qt.Key.Key_S, "s")
    section.confirm_key()
    section.restore()
    assert (window.commands["archive"].keys, window.commands["star"].keys) == (("e",), ())
    section.pick("star")
    press(section, Qt.Key.Key_E, "e")
    section.confirm_key()
    section.pick("archive")
    section.restore()
    assert (window.commands["archive"].keys, window.commands["star"].keys) == (("e",), ())
    assert section.said.text() == f"E does not mean “{window.commands['star'].text}” any more."
    section.restore_all()
    assert window.commands["star"].keys == ("s",)
    assert window.context.user.setting(SETTING, None) == {}
    assert section.all_own.isHidden()


def test_a_command_can_be_without_a_key(window: MainWindow) -> None:
    section = keys_of(window)
    section.pick("trash")
    QTest.keyClick(section.view, Qt.Key.Key_Delete)
    assert window.commands["trash"].keys == ()
    assert window.commands.for_key("#") is None


def test_kept_nonsense_counts_as_not_chosen(open_window: OpenWindow, home_with_mail: SampleHome) -> None:
    home_with_mail.user.set_setting(SETTING, {"archive": "q", "star": [7, "q"], "gone": ["w"]})
    commands = open_window(home_with_mail).commands
    assert (commands["archive"].keys, commands["star"].keys) == (("e",), ("q",))


def test_a_command_added_later_gets_the_users_key() -> None:
    commands = Commands()
    commands.bind({"late": ("x",)})
    commands.add("early", "Early", "Group", ("x",), lambda: None)
    commands.add("late", "Late", "Group", ("l",), lambda: None)
    assert meaning(commands, "x") == "late"
    assert commands["early"].keys == ()
    assert commands.own_keys("late") == ("l",)


def test_the_lists_of_shortcuts_end_with_their_last_row(window: MainWindow, qtbot: QtBot) -> None:
    window.sheets.show_shortcuts()
    parts = window.findChild(ShortcutsSheet)._lists

    def ends() -> list[int]:
        rows = ((part, part.shortcuts.index(len(part.shortcuts.rows) - 1)) for part in parts)
        return [part.visualRect(index).bottom() + 1 for part, index in rows]

    qtbot.waitUntil(lambda: [part.height() for part in parts] == ends(), timeout=2_000)


def test_the_table_keeps_to_the_rules_of_models(window: MainWindow) -> None:
    table = KeyTable(window.commands, window)
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show("archive conversation")
    assert [each.name for each in map(table.command, range(table.rowCount())) if each] == ["archive"]
    table.show("e")
    table.reload()
    table.show("nothing is called so")
    assert table.rowCount() == 0
    tester.deleteLater()


def test_shift_with_ctrl_is_a_key_of_its_own() -> None:
    both = Mod.ControlModifier | Mod.ShiftModifier
    assert key_name(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, both, "\x0b")) == "Ctrl+Shift+K"
    assert key_name(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F5, Mod.NoModifier, "")) == "F5"
    assert [shown("Ctrl+Shift+K"), shown("+"), shown("Ctrl++")] == ["Ctrl Shift K", "+", "Ctrl +"]


def test_the_sheet_of_shortcuts_finds_by_words_and_by_key(window: MainWindow) -> None:
    window.sheets.show_shortcuts()
    sheet = window.findChild(ShortcutsSheet)
    assert isinstance(sheet, ShortcutsSheet)
    field = sheet.field
    field.setText("to trash")
    assert sheet.words == ["Move to trash"]
    field.setText("Ctrl 1")
    assert len(sheet.words) == 1
    field.setText("no such thing")
    assert sheet.words == ["No command is called so."]


def test_the_sheet_of_shortcuts_shows_the_keys_that_hold(window: MainWindow) -> None:
    window.commands.bind({"archive": ("F9",)})
    window.sheets.show_shortcuts()
    sheet = window.findChild(ShortcutsSheet)
    assert isinstance(sheet, ShortcutsSheet)
    sheet.field.setText("F9")
    assert sheet.words == ["Archive"]
