"""The quick filters above the inbox."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.test_inbox import lines
from ui.inbox.listings import Place
from ui.models.observer import News
from ui.shell.mailpage import READ_MS
from ui.shell.window import MainWindow


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(window.mail.inbox.filters.buttons[name], Qt.MouseButton.LeftButton)


def narrow(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Press it and wait for what passes."""
    press(window, name)
    qtbot.waitUntil(lambda: not window.mail.inbox.view.is_expecting)


def titles(window: MainWindow) -> list[str]:
    return [line.title for line in lines(window.mail.inbox.view)]


def test_a_chip_narrows_the_tab_and_the_same_chip_shows_all_again(window: MainWindow, qtbot: QtBot) -> None:
    before = titles(window)
    narrow(window, qtbot, "unread")
    unread = lines(window.mail.inbox.view)
    assert unread
    assert all(line.is_unread for line in unread)
    assert len(unread) < len(before)
    narrow(window, qtbot, "unfiled")
    assert "Ferreira & Sons" not in titles(window)
    press(window, "unfiled")
    assert titles(window) == before


def test_what_is_pressed_before_the_lines_are_here_means_those_that_pass(window: MainWindow) -> None:
    view = window.mail.inbox.view
    for then in (view.choose_all, lambda: QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)):
        window.mail.inbox.show_filter("")
        press(window, "unread")
        assert titles(window) == []
        then()
        assert view.chosen_rows
        assert all(row.is_unread for row in view.chosen_rows)


def test_a_filter_that_is_taken_off_before_its_lines_are_here_shows_nothing_any_more(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = titles(window)
    press(window, "unread")
    press(window, "unread")
    assert titles(window) == before
    answered: list[bool] = []
    window.mail.inbox._beside.run(lambda: True, answered.append)
    qtbot.waitUntil(lambda: answered != [])
    assert titles(window) == before


def test_an_account_that_fails_before_the_lines_are_here_does_not_call_the_list_empty(window: MainWindow) -> None:
    press(window, "unread")
    window.mail.inbox.on_changed(News(frozenset({"health"}), frozenset()))
    assert not window.mail.inbox.notice.isVisible()


def test_what_is_read_under_a_filter_stays_until_one_moves_on(window: MainWindow, qtbot: QtBot) -> None:
    narrow(window, qtbot, "unread")
    view = window.mail.inbox.view
    first = titles(window)
    window.commands.run("next")
    qtbot.waitUntil(lambda: not lines(view)[0].is_unread, timeout=READ_MS + 4000)
    assert titles(window) == first
    assert view.currentIndex().row() == 0
    window.commands.run("next")
    window.mail.inbox.reload()
    assert titles(window) == first[1:]


def test_a_filter_that_nothing_passes_says_so_and_goes_off_with_a_click(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    for row in [line.key for line in lines(inbox.view) if line.is_flagged]:
        window.deeds.toggle_star(row)  # type: ignore[arg-type]
    narrow(window, qtbot, "starred")
    assert inbox.notice.isVisible()
    assert inbox.view.count == 0
    QTest.mouseClick(inbox.notice._button, Qt.MouseButton.LeftButton)
    assert inbox.view.count > 0
    assert not inbox.where.filter


def test_keys_filter_and_other_places_have_none(window: MainWindow) -> None:
    inbox = window.mail.inbox
    inbox.view.setFocus()
    QTest.keyClick(inbox.view, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert inbox.where.filter == "unread"
    assert inbox.filters.buttons["unread"].isChecked()
    window.show_place(Place.ARCHIVE)
    assert not inbox.filters.isVisible()
    assert not inbox.where.filter
    window.commands.run("filter_unread")
    assert not inbox.where.filter


def test_an_account_without_mail_has_neither_tabs_nor_filters(window: MainWindow) -> None:
    inbox = window.mail.inbox
    assert inbox.tabs.isVisible()
    assert inbox.filters.isVisible()
    inbox.show_place("nobody", Place.INBOX)
    assert not inbox.tabs.isVisible()
    assert not inbox.filters.isVisible()
