"""Snooze, mute and pin in the window: at once, in every number, with Undo, by key, and back in time."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from tests.ui.test_inbox import line, lines, new_mail
from ui.inbox.listings import Place
from ui.inbox.snooze_sheet import SnoozeSheet
from ui.inbox.snooze_times import snooze_times
from ui.models.navigation import NavRow
from ui.models.paged import LINE
from ui.shell.window import MainWindow
from workspace.model.kinds import Kind
from workspace.store.rows import ThreadRow

pytestmark = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard", extend=True)
"""What the offscreen platform says of a menu."""


def titles(window: MainWindow) -> list[str]:
    return [each.title for each in lines(window.mail.inbox.view)]


def pick(window: MainWindow, title: str) -> ThreadRow:
    """As a click does."""
    view = window.mail.inbox.view
    index = next(view.lines.index(n) for n, each in enumerate(lines(view)) if each.title.startswith(title))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    view.setFocus()
    assert isinstance(view.row, ThreadRow)
    return view.row


def numbers(window: MainWindow, qtbot: QtBot) -> list[object]:
    """The places that show how many are unread: sidebar, account, tile, title, tabs and bold lines."""
    window.overview.count()
    qtbot.waitUntil(lambda: not window.overview.is_counting)
    nav = window.sidebar.nav
    shown: list[NavRow] = [nav.index(n).data(LINE) for n in range(nav.rowCount())]
    found: list[object] = [(row.key, row.number) for row in shown if row.key in ("inbox", "chats", SUPPORT)]
    tile = window.rail.tiles[0]
    bold = sum(each.is_unread for each in lines(window.mail.inbox.view))
    return [*found, tile.unread, tile.chats, window.windowTitle(), window.context.reader.tab_counts(window.scope), bold]


def offered(window: MainWindow) -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    action = next(each for each in menu.actions() if each.text().startswith(words))
    action.trigger()
    menu.close()


def test_a_snoozed_conversation_leaves_every_number_and_undo_brings_it_back(window: MainWindow, qtbot: QtBot) -> None:
    before, shown = numbers(window, qtbot), titles(window)
    pick(window, "Haneul Trading")
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_H)
    choose(offered(window), "Tomorrow")
    qtbot.waitUntil(lambda: "Haneul Trading" not in titles(window))
    assert window.toast.isVisible()
    after = numbers(window, qtbot)
    assert after != before
    assert after[-2] != before[-2]
    window.show_place(Place.SNOOZED)
    (waiting,) = lines(window.mail.inbox.view)
    assert waiting.chips[0].text.startswith("Until ")
    window.mail.inbox.view.setFocus()
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: titles(window) == [])
    window.show_place(Place.INBOX)
    assert titles(window) == shown
    assert numbers(window, qtbot) == before


def test_the_next_conversation_is_shown_after_one_was_snoozed(window: MainWindow, qtbot: QtBot) -> None:
    row = pick(window, "Haneul Trading")
    window.deeds.marks.snooze(datetime.now().astimezone() + timedelta(hours=3), row.thread_id)
    qtbot.waitUntil(lambda: window.mail.thread_id not in (None, row.thread_id))
    assert getattr(window.mail.inbox.row, "thread_id", None) == window.mail.thread_id


def test_a_pinned_conversation_stands_first_and_stays_picked(window: MainWindow, qtbot: QtBot) -> None:
    row = pick(window, "Marlow")
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: titles(window)[0].startswith("Marlow"))
    assert lines(window.mail.inbox.view)[0].chips[0].text == "Pinned"
    assert getattr(window.mail.inbox.row, "thread_id", None) == row.thread_id
    assert len([each for each in titles(window) if each.startswith("Marlow")]) == 1
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: not titles(window)[0].startswith("Marlow"))


def test_a_muted_conversation_does_not_count_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    before = numbers(window, qtbot)
    pick(window, "Haneul Trading")
    window.mail._read.stop()  # who looks at it for long has read it
    QApplication.sendEvent(
        window.mail.inbox.view,
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "ㅡ"),
    )
    qtbot.waitUntil(lambda: line(window, "Haneul Trading").is_muted)
    assert not line(window, "Haneul Trading").is_unread
    assert numbers(window, qtbot) != before
    window.undo()
    qtbot.waitUntil(lambda: not line(window, "Haneul Trading").is_muted)
    assert numbers(window, qtbot) == before


def test_several_are_snoozed_at_once_with_one_undo(window: MainWindow, qtbot: QtBot) -> None:
    shown = titles(window)
    view = window.mail.inbox.view
    view.setFocus()
    window.mail.inbox.step(1)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    number = len(view.chosen_rows)
    QTest.keyClick(view, Qt.Key.Key_H)
    choose(offered(window), "Tomorrow")
    qtbot.waitUntil(lambda: len(titles(window)) == len(shown) - number)
    window.undo()
    qtbot.waitUntil(lambda: titles(window) == shown)


def test_what_is_not_in_the_inbox_is_not_snoozed(window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    row = pick(window, "Haneul Trading")
    window.deeds.archive(row.thread_id)
    with qtbot.waitSignal(window.deeds.refused):
        assert not window.deeds.marks.snooze(datetime.now().astimezone() + timedelta(hours=1), row.thread_id)
    assert home_with_mail.user.marks() == []


def test_chats_for_me_stand_among_the_mail_and_leave_when_they_are_done(window: MainWindow, qtbot: QtBot) -> None:
    row = pick(window, "Ingrid Berg")
    assert row.kind is Kind.CHAT
    shown = titles(window)
    qtbot.waitUntil(lambda: window.mail.is_chat)
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: "Ingrid Berg" not in titles(window))
    assert len(titles(window)) == len(shown) - 1
    window.show_place(Place.CHATS)
    assert "Ingrid Berg" in titles(window)


def test_news_under_a_pin_keeps_order_and_the_picked_line(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    row = pick(window, "Marlow")
    window.deeds.marks.toggle_pin(row.thread_id)
    count = window.mail.inbox.view.count
    home_with_mail.deliver(SUPPORT, [new_mail(home_with_mail, n) for n in range(130)])
    window.context.observer.hear()
    view = window.mail.inbox.view
    qtbot.waitUntil(lambda: view.count > count)
    while view.lines.canFetchMore(view.rootIndex()):
        view.lines.fetchMore(view.rootIndex())
    keys = [each.key for each in lines(view)]
    assert len(keys) == len(set(keys)) == count + 130
    assert keys[0] == row.thread_id
    assert getattr(view.row, "thread_id", None) == row.thread_id


def test_a_day_and_hour_of_ones_own(window: MainWindow, qtbot: QtBot) -> None:
    pick(window, "Haneul Trading")
    window.commands.run("snooze")
    choose(offered(window), "Pick a day")
    (sheet,) = window.findChildren(SnoozeSheet)
    sheet.day.setDate(QDate.currentDate())
    sheet.hour.setTime(sheet.hour.minimumTime())
    assert not sheet.snooze.isEnabled()
    sheet.day.setDate(QDate.currentDate().addDays(40))
    QTest.mouseClick(sheet.snooze, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Haneul Trading" not in titles(window))
    window.show_place(Place.SNOOZED)
    row = pick(window, "Haneul Trading")
    assert row.snoozed_until is not None
    assert 39 <= (row.snoozed_until - datetime.now().astimezone()).days <= 40
    window.commands.run("snooze")
    choose(offered(window), "Back to the inbox")
    qtbot.waitUntil(lambda: titles(window) == [])


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("2026-11-24T10:20", ["24 13:00", "24 18:00", "25 09:00", "28 09:00", "30 09:00"]),
        ("2026-11-24T16:20", ["24 18:00", "25 09:00", "28 09:00", "30 09:00"]),
        ("2026-11-24T22:20", ["25 09:00", "28 09:00", "30 09:00"]),
        ("2026-11-27T19:00", ["28 09:00", "30 09:00"]),
        ("2026-11-28T19:00", ["29 09:00", "30 09:00"]),
        ("2026-11-29T19:00", ["30 09:00"]),
    ],
)
def test_the_times_offered_are_to_come_and_differ(now: str, wanted: list[str]) -> None:
    offered = snooze_times(datetime.fromisoformat(now).astimezone())
    assert [f"{each.at:%d %H:%M}" for each in offered] == wanted
