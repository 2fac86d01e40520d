"""A window that is made anew, in another language or text size, shows what the one before it showed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.patience import until_unfolded
from tests.ui.sample_home import SampleHome
from ui.inbox.listings import Place
from ui.settings.general import GeneralSection
from ui.settings.sheet import SettingsSheet
from ui.shell.app import Shell
from ui.shell.language import use_language
from ui.shell.window import MainWindow

DOWN = Qt.Key.Key_Down


@pytest.fixture
def shell(app: QApplication, home_with_mail: SampleHome, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(app, home_with_mail.home, home_with_mail.key, home_with_mail.vault)
    made.open()
    qtbot.waitUntil(lambda: made.notices is not None)
    yield made
    if made.window is not None:
        made.window.close()
    made.close()
    use_language(app, "en")


def window_of(shell: Shell) -> MainWindow:
    assert shell.window is not None
    return shell.window


def settings_of(window: MainWindow) -> SettingsSheet | None:
    return next((each for each in window.findChildren(SettingsSheet) if each.isVisible()), None)


def switch(shell: Shell, qtbot: QtBot, key: Qt.Key) -> MainWindow:
    """Another language by a key in its box, as who came to it with Tab picks it."""
    old = window_of(shell)
    sheet = settings_of(old)
    assert sheet is not None
    until_unfolded(sheet)
    section = sheet.made["general"]
    assert isinstance(section, GeneralSection)
    QTest.keyClick(section.language_box, key)
    qtbot.waitUntil(lambda: window_of(shell) is not old and settings_of(window_of(shell)) is not None)
    return window_of(shell)


def test_the_settings_stay_open_with_the_keyboard_in_the_box(shell: Shell, qtbot: QtBot) -> None:
    window_of(shell).sheets.show_settings("general")
    switch(shell, qtbot, DOWN)
    window = switch(shell, qtbot, DOWN)
    sheet = settings_of(window)
    assert sheet is not None
    until_unfolded(sheet)
    assert sheet.title.text() == "설정"
    section = sheet.made["general"]
    assert isinstance(section, GeneralSection)
    assert section.language_box.currentText() == "한국어"
    assert window.focusWidget() is section.language_box


def test_the_conversation_and_the_letter_are_there_again(shell: Shell, qtbot: QtBot) -> None:
    old = window_of(shell)
    old.mail.inbox.step(1)
    thread_id = old.mail.thread_id
    assert thread_id is not None
    old.commands.run("reply")
    composer = old.desks.letters.composer
    assert composer is not None
    qtbot.keyClicks(composer.editor, "Half a thought")
    old.sheets.show_settings("general")
    window = switch(shell, qtbot, DOWN)
    assert window.mail.thread_id == thread_id
    again = window.desks.letters.composer
    assert again is not None
    assert again.editor.text().strip() == "Half a thought"
    assert again is window.mail.reader.composer


def test_a_place_is_shown_again(shell: Shell, qtbot: QtBot) -> None:
    window_of(shell).show_place(Place.CALENDAR)
    window_of(shell).sheets.show_settings("general")
    assert switch(shell, qtbot, DOWN).place is Place.CALENDAR
