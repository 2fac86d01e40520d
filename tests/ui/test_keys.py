"""Keys in both layouts, and where the keyboard is."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import MAILS, SUPPORT, SampleHome
from tests.ui.test_shell import press, verbs
from ui.inbox.listings import Place
from ui.notify.focus import FocusSheet
from ui.shell.commands import Commands
from ui.shell.keys import LATIN_OF_JAMO, key_name
from ui.shell.shortcuts import ShortcutsSheet
from ui.shell.window import MainWindow


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("ㅓ", "ㅏ")], ids=["latin", "korean"])
def test_single_keys_move_in_both_keyboard_layouts(window: MainWindow, down: str, up: str) -> None:
    view = window.mail.inbox.view
    view.setFocus()
    press(window, down)
    press(window, down)
    assert view.currentIndex().row() == 1
    press(window, up)
    assert view.currentIndex().row() == 0


def test_moving_from_the_sidebar_goes_into_the_list(window: MainWindow) -> None:
    window.sidebar.view.setFocus()
    press(window, "j")
    assert window.focusWidget() is window.mail.inbox.view
    assert window.mail.inbox.view.currentIndex().row() == 0


def test_every_letter_has_its_korean_key() -> None:
    letters = {jamo: letter for jamo, letter in LATIN_OF_JAMO.items() if letter.islower()}
    assert sorted(letters.values()) == sorted("abcdefghijklmnopqrstuvwxyz")
    assert LATIN_OF_JAMO["ㄹ"] == "f"
    assert LATIN_OF_JAMO["ㄷ"] == "e"


def test_control_names_the_key_not_the_character() -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for code, text in ((Qt.Key.Key_K, "\x0b"), (ord("ㅏ"), "ㅏ")):
        assert key_name(QKeyEvent(QEvent.Type.KeyPress, code, control, text)) == "Ctrl+K"


def test_keys_are_text_while_somebody_types(window: MainWindow, home_with_mail: SampleHome) -> None:
    window.mail.inbox.step(1)
    window.mail.inbox.search.begin()
    QTest.keyClicks(window.mail.inbox.search, "jej")
    assert window.mail.inbox.search.text() == "jej"
    assert verbs(home_with_mail) == []


def test_enter_presses_the_button_that_tab_came_to(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    unread = window.mail.inbox.filters.buttons["unread"]
    unread.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(unread, Qt.Key.Key_Return)
    assert window.mail.inbox.where.filter == "unread"
    window.rail.focus.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.rail.focus, Qt.Key.Key_Enter)
    assert any(each.isVisible() for each in window.findChildren(FocusSheet))


def test_enter_opens_the_line_also_after_a_button_was_clicked(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    window.mail.inbox.view.setFocus()
    QTest.mouseClick(window.mail.inbox.filters.buttons["unread"], Qt.MouseButton.LeftButton)
    assert window.focusWidget() is window.mail.inbox.view
    window.mail.inbox.step(1)
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_Return)
    assert window.mail.inbox.where.filter == "unread"
    assert window.mail.shown.isAncestorOf(window.focusWidget())


def test_undo_in_a_text_is_the_texts_own(window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    window.mail.inbox.step(1)
    assert window.deeds.archive(window.mail.thread_id)  # type: ignore[arg-type]
    field = window.mail.inbox.search
    field.begin()
    QTest.keyClicks(field, "order")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert verbs(home_with_mail) == ["archive"]


def test_the_keyboard_goes_to_the_list_when_the_first_mail_arrives(
    open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    empty_home.fill_accounts()
    window = open_window(empty_home)
    assert window.focusWidget() is window.sidebar.view
    empty_home.deliver(SUPPORT, [empty_home.mail(0, MAILS[0])])
    window.context.observer.look()
    window.mail.inbox.tabs.picked.emit("other")
    window.context.observer.tell("email")
    qtbot.waitUntil(lambda: window.focusWidget() is window.mail.inbox.view)


def test_the_keyboard_is_never_nowhere(window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.search.setFocus()
    window.mail.inbox.search.clearFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is window.mail.inbox.view)
    window.show_accounts()
    window.pages.accounts.filter.setFocus()
    window.pages.accounts.filter.clearFocus()
    qtbot.waitUntil(lambda: window.pages.accounts.isAncestorOf(QApplication.focusWidget()))
    window.sheets.show_shortcuts()
    focus = QApplication.focusWidget()
    assert focus is not None
    focus.clearFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert not window.pages.isAncestorOf(QApplication.focusWidget())


def test_keys_mean_commands_where_a_list_has_become_empty(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    home_with_mail.user.save_draft(None, SUPPORT, {"subject": "Offer", "text": "Half a thought"})
    window.show_place(Place.DRAFTS)
    inbox = window.mail.inbox
    inbox.view.setFocus()
    for draft in home_with_mail.user.drafts():
        home_with_mail.user.delete_draft(draft.draft_id)
    window.context.observer.tell("drafts")
    qtbot.waitUntil(lambda: inbox.notice.isVisible())
    assert QApplication.focusWidget() is inbox.notice
    press(window, "/")
    assert inbox.search.hasFocus()
    inbox.search.clearFocus()
    qtbot.waitUntil(inbox.notice.hasFocus)
    home_with_mail.user.save_draft(None, SUPPORT, {"subject": "Offer", "text": "Half a thought"})
    window.context.observer.tell("drafts")
    qtbot.waitUntil(inbox.view.hasFocus)


def test_the_keyboard_stays_where_the_user_put_it(
    open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    empty_home.fill_accounts()
    window = open_window(empty_home)
    window.mail.inbox.search.begin()
    empty_home.deliver(SUPPORT, [empty_home.mail(0, MAILS[0])])
    window.mail.inbox.tabs.picked.emit("other")
    window.context.observer.look()
    assert window.mail.inbox.view.count
    assert window.focusWidget() is window.mail.inbox.search


def test_slash_goes_to_the_search_field(window: MainWindow) -> None:
    window.mail.inbox.view.setFocus()
    press(window, "/")
    assert window.mail.inbox.search.hasFocus()


def test_question_mark_lists_every_key(window: MainWindow) -> None:
    window.mail.inbox.view.setFocus()
    press(window, "?")
    sheet = window.findChild(ShortcutsSheet)
    assert sheet.isVisible()
    press(window, "e")
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_key_cannot_mean_two_things() -> None:
    commands = Commands()
    commands.add("one", "One", "Group", ("x",), lambda: None)
    with pytest.raises(ValueError, match="x already means one"):
        commands.add("two", "Two", "Group", ("x",), lambda: None)
