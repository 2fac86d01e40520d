"""The quick filters above the inbox."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.test_inbox import lines
from ui.inbox.listings import Place
from ui.shell.mailpage import READ_MS
from ui.shell.window import MainWindow


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(window.mail.inbox.filters.buttons[name], Qt.MouseButton.LeftButton)


def titles(window: MainWindow) -> list[str]:
    return [line.title for line in lines(window.mail.inbox.view)]


def test_a_chip_narrows_the_tab_and_the_same_chip_shows_all_again(window: MainWindow) -> None:
    before = titles(window)
    press(window, "unread")
    unread = lines(window.mail.inbox.view)
    assert unread
    assert all(line.is_unread for line in unread)
    assert len(unread) < len(before)
    press(window, "unfiled")
    assert "Ferreira & Sons" not in titles(window)
    press(window, "unfiled")
    assert titles(window) == before


def test_what_is_read_under_a_filter_stays_until_one_moves_on(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "unread")
    view = window.mail.inbox.view
    first = titles(window)
    window.commands.run("next")
    qtbot.waitUntil(lambda: not lines(view)[0].is_unread, timeout=READ_MS + 4000)
    assert titles(window) == first
    assert view.currentIndex().row() == 0
    window.commands.run("next")
    window.mail.inbox.reload()
    assert titles(window) == first[1:]


def test_a_filter_that_nothing_passes_says_so_and_goes_off_with_a_click(window: MainWindow) -> None:
    inbox = window.mail.inbox
    for row in [line.key for line in lines(inbox.view) if line.is_flagged]:
        window.deeds.toggle_star(row)  # type: ignore[arg-type]
    press(window, "starred")
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
