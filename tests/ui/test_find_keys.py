"""The keys of finding words in what is read, in the window as a whole."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SampleHome
from ui.inbox.listings import Place
from ui.reader.find import find_bar
from ui.shell.window import MainWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(key: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key(key), modifiers)


def test_control_f_finds_in_what_is_open_and_escape_goes_back_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    inbox.view.setFocus()
    inbox.step(1)
    qtbot.waitUntil(lambda: window.mail.reader.message_cards() != [])
    body = window.mail.reader.message_cards()[-1].text.body  # type: ignore[union-attr]
    assert body is not None
    word = max(body.toPlainText().split(), key=len)
    press(Qt.Key.Key_F, CONTROL)
    bar = find_bar(window.mail.reader)
    assert bar.field.hasFocus()
    bar.field.setText(word)
    qtbot.waitUntil(lambda: bar.said.text().startswith("1 of "))
    press(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert inbox.view.hasFocus()
    press(Qt.Key.Key_F3)
    assert bar.isVisible()
    assert bar.field.text() == word


def test_escape_in_a_message_closes_the_bar_before_it_leaves(window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.step(1)
    window.commands.run("open")
    korean = QKeyEvent(QEvent.Type.KeyPress, ord("ㄹ"), CONTROL, "ㄹ")
    QApplication.sendEvent(window.mail.reader.column, korean)
    bar = find_bar(window.mail.reader)
    assert bar.isVisible()
    window.mail.reader.column.setFocus()
    press(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert window.mail.reader.column.hasFocus()
    press(Qt.Key.Key_Escape)
    assert window.mail.inbox.view.hasFocus()


def test_control_f_searches_the_list_where_no_mail_is_read(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F, CONTROL)
    assert window.mail.inbox.search.hasFocus()
    window.show_place(Place.CHATS)
    window.mail.inbox.step(1)
    window.mail.inbox.view.setFocus()
    press(Qt.Key.Key_F, CONTROL)
    assert window.mail.inbox.search.hasFocus()
