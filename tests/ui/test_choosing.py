"""Several lines of the list are chosen, and something is done with all of them at once."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, VIP, SampleHome
from tests.ui.test_inbox import lines, new_mail
from ui.filing.several import SeveralSheet
from ui.inbox.listings import Place
from ui.inbox.listview import LineView
from ui.inbox.place_sheet import PlaceSheet
from ui.models.paged import CHOSEN
from ui.shell.window import MainWindow
from workspace.model.kinds import Verb

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def home_with_mail(home_with_mail: SampleHome) -> SampleHome:
    """Without chats among the mail."""
    return home_with_mail.snooze_chats()


@pytest.fixture
def view(window: MainWindow) -> LineView:
    """The list with the focus in it, nothing picked."""
    window.mail.inbox.view.setFocus()
    return window.mail.inbox.view


def click(view: LineView, row: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    spot = view.visualRect(view.lines.index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, spot)


def chosen(view: LineView) -> list[int]:
    return [row for row in range(view.count) if view.lines.index(row).data(CHOSEN)]


def accounts_of(sample: SampleHome, verb: Verb) -> list[str]:
    return sorted(row.account_id for row in sample.reader.attempts() if row.verb == verb)


def test_lines_are_chosen_with_the_mouse(view: LineView) -> None:
    click(view, 1)
    assert chosen(view) == []
    click(view, 3, CONTROL)
    assert chosen(view) == [1, 3]
    click(view, 5, SHIFT)
    assert chosen(view) == [3, 4, 5]
    click(view, 4, CONTROL)
    assert chosen(view) == [3, 5]
    click(view, 0)
    assert chosen(view) == []


def test_lines_are_chosen_with_the_keyboard(view: LineView, window: MainWindow) -> None:
    window.mail.inbox.step(1)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert chosen(view) == [0, 1, 2]
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert chosen(view) == [0, 1]
    QTest.keyClicks(view, "jjx")
    assert chosen(view) == [0, 1, 3]
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert chosen(view) == list(range(7))
    assert window.mail.inbox.chosen.words.text() == "7 chosen"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert chosen(view) == []
    assert window.mail.inbox.chosen.isHidden()


def test_x_chooses_under_a_korean_keyboard(view: LineView, window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.step(1)
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, PLAIN, "ㅌ"))
    assert chosen(view) == [0]
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, PLAIN, "ㅌ"))
    assert chosen(view) == []


def test_what_is_chosen_stays_while_news_arrives(
    view: LineView, window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    click(view, 1)
    click(view, 3, CONTROL)
    before = [lines(view)[row].key for row in chosen(view)]
    home_with_mail.deliver(SUPPORT, [new_mail(home_with_mail, n) for n in range(3)])
    window.context.observer.hear()
    qtbot.waitUntil(lambda: view.count == 10)
    assert chosen(view) == [4, 6]
    assert [lines(view)[row].key for row in chosen(view)] == before


def test_what_left_the_list_is_chosen_no_longer(view: LineView, window: MainWindow, qtbot: QtBot) -> None:
    click(view, 1)
    click(view, 3, CONTROL)
    window.deeds.archive(lines(view)[1].key)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: view.count == 6)
    assert chosen(view) == [2]
    assert window.mail.inbox.chosen.words.text() == "1 chosen"


def test_walking_past_lines_to_choose_them_does_not_read_them(view: LineView, window: MainWindow) -> None:
    window.mail.inbox.step(1)
    assert window.mail._read.isActive()
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert window.mail.thread_id == lines(view)[1].key
    assert not window.mail._read.isActive()


def test_a_screen_reader_hears_what_is_chosen(view: LineView) -> None:
    click(view, 1)
    click(view, 3, CONTROL)
    words = view.lines.index(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("chosen. Orchard Clinic")


def test_customers_and_drafts_are_not_chosen(window: MainWindow) -> None:
    for place in (Place.CUSTOMERS, Place.DRAFTS, Place.UNFILED, Place.CHATS):
        window.show_place(place)
        QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_A, CONTROL)
        assert chosen(window.mail.inbox.view) == []


def test_another_place_begins_with_nothing_chosen(view: LineView, window: MainWindow) -> None:
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    window.show_place(Place.FILED)
    assert window.mail.inbox.chosen.isHidden()
    window.show_place(Place.INBOX)
    assert chosen(view) == []


@pytest.mark.parametrize(
    ("key", "verb", "rows", "words"),
    [
        ("e", Verb.ARCHIVE, (0, 1), "Archived · 2 conversations"),
        ("#", Verb.TRASH, (0, 1), "Moved to trash · 2 conversations"),
        ("s", Verb.STAR, (0, 1), "Starred · 2 conversations"),
        ("u", Verb.READ, (0, 1), "Marked read · 2 conversations"),
        ("u", Verb.UNREAD, (2, 4), "Marked unread · 2 conversations"),
    ],
)
def test_one_deed_for_all_that_is_chosen_with_one_undo(
    view: LineView,
    window: MainWindow,
    home_with_mail: SampleHome,
    key: str,
    verb: Verb,
    rows: Sequence[int],
    words: str,
) -> None:
    click(view, rows[0])
    click(view, rows[1], CONTROL)
    QTest.keyClicks(view, key)
    assert accounts_of(home_with_mail, verb) == sorted((SUPPORT, VIP))
    assert window.toast.words == words
    window.undo()
    assert home_with_mail.reader.attempts() == []
    assert window.toast.words == "Taken back"


def test_stars_are_taken_off_where_all_have_one(
    view: LineView, window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    click(view, 2)
    click(view, 3, CONTROL)
    qtbot.mouseClick(window.mail.inbox.chosen.icons["star"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: lines(view)[2].is_flagged)
    assert window.mail.inbox.chosen.icons["star"].toolTip() == "Remove star"
    qtbot.mouseClick(window.mail.inbox.chosen.icons["star"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not lines(view)[2].is_flagged and not lines(view)[3].is_flagged)


def test_what_is_chosen_is_moved_and_moved_back(view: LineView, window: MainWindow, home_with_mail: SampleHome) -> None:
    click(view, 0)
    click(view, 2, CONTROL)
    QTest.keyClicks(view, "v")
    [sheet] = window.findChildren(PlaceSheet)
    sheet.pick("Archive")
    assert accounts_of(home_with_mail, Verb.MOVE) == [SUPPORT, SUPPORT]
    assert window.toast.words == "Moved to Archive · 2 conversations · support@ · IMAP"
    window.undo()
    assert home_with_mail.reader.attempts() == []


def test_places_of_several_accounts_stand_in_one_list_by_account(
    view: LineView, window: MainWindow, home_with_mail: SampleHome
) -> None:
    click(view, 0)
    click(view, 1, CONTROL)
    QTest.keyClicks(view, "v")
    [sheet] = window.findChildren(PlaceSheet)
    assert "Archive · support@ · IMAP" in sheet.words
    sheet.pick("Archive · vip@ · IMAP")
    assert accounts_of(home_with_mail, Verb.MOVE) == [VIP]


def test_keys_mean_the_open_conversation_where_nothing_is_chosen(
    view: LineView, window: MainWindow, home_with_mail: SampleHome
) -> None:
    click(view, 1)
    QTest.keyClicks(view, "e")
    assert accounts_of(home_with_mail, Verb.ARCHIVE) == [VIP]


def test_f_files_what_is_chosen(view: LineView, window: MainWindow, qtbot: QtBot) -> None:
    click(view, 0)
    click(view, 1, CONTROL)
    QTest.keyClicks(view, "f")
    [sheet] = window.findChildren(SeveralSheet)
    qtbot.waitUntil(sheet.file_button.isEnabled, timeout=3000)
    assert [line.item.from_.email for line in sheet.lines] == ["orders@haneul.example", "ap@norrland.example"]
