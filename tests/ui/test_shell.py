"""The window as a whole: actions with undo, workplaces, folding, and the one window per home."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.patience import until_unfolded
from tests.ui.sample_home import SALES, SLACK, SUPPORT, SampleHome
from ui.inbox.listings import PLACES, Place
from ui.models.paged import LINE
from ui.shell.only_window import OnlyWindow
from ui.shell.outbox import OutboxSheet
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button
from ui.widgets.sheet import Sheet
from workspace.link.state import EngineState, Trouble
from workspace.model.kinds import HealthState, Verb

NONE = Qt.KeyboardModifier.NoModifier


def press(window: MainWindow, text: str, code: int = 0) -> None:
    """A key as the list gets it: with the text that the keyboard layout types."""
    event = QKeyEvent(QEvent.Type.KeyPress, code, NONE, text)
    QApplication.sendEvent(QApplication.focusWidget() or window.mail.inbox.view, event)


def verbs(sample: SampleHome) -> list[str]:
    return [row.verb for row in sample.reader.attempts()]


def titles(window: MainWindow) -> list[str]:
    view = window.mail.inbox.view
    return [view.lines.index(row).data(LINE).title for row in range(view.count)]


def test_archiving_is_seen_at_once_and_can_be_undone(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    window.mail.inbox.view.setFocus()
    window.mail.inbox.step(1)
    press(window, "ㄷ")
    qtbot.waitUntil(lambda: "Haneul Trading" not in titles(window))
    assert Verb.ARCHIVE in verbs(home_with_mail)  # the neighbour that is shown now may count as read already
    assert window.toast.words == "Archived · support@ · IMAP"
    assert window.mail.inbox.view.currentIndex().row() == 0
    window.toast.press()
    qtbot.waitUntil(lambda: titles(window)[0] == "Haneul Trading")
    assert Verb.ARCHIVE not in verbs(home_with_mail)
    assert window.toast.words == "Taken back"


def test_a_click_on_undo_leaves_the_keyboard_in_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.view.setFocus()
    window.mail.inbox.step(1)
    window.commands.run("archive")
    button = next(each for each in window.toast.findChildren(Button) if each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.toast.words == "Taken back"
    assert window.mail.inbox.view.hasFocus()


def test_undo_moves_back_what_the_service_has_moved_already(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    sample = home_with_mail
    window.mail.inbox.step(1)
    window.commands.run("archive")
    qtbot.waitUntil(lambda: "Haneul Trading" not in titles(window))
    (action,) = sample.queued(Verb.ARCHIVE)
    sample.perform(action, "archived-0")
    window.toast.hide()
    window.commands.run("undo")
    assert window.toast.words == "Taken back"
    (back,) = sample.queued(Verb.MOVE)
    assert (back.item and back.item.remote_id, back.payload) == ("archived-0", {"collection": "Archive", "to": "INBOX"})
    qtbot.waitUntil(lambda: "Haneul Trading" in titles(window))


def test_an_action_names_item_and_collection(window: MainWindow, home_with_mail: SampleHome) -> None:
    window.mail.inbox.step(1)
    window.commands.run("trash")
    attempt = home_with_mail.reader.attempts()[0]
    assert attempt.item is not None
    assert (attempt.item.account_id, attempt.item.remote_id) == (SUPPORT, "0")
    assert attempt.verb == Verb.TRASH


def test_stars_and_unread_marks_show_without_an_engine(window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.view.setFocus()
    window.mail.inbox.step(1)
    view = window.mail.inbox.view
    # Once it counts as read by itself, so that nothing but the keys changes it from here on.
    qtbot.waitUntil(lambda: not view.lines.index(0).data(LINE).is_unread)
    press(window, "s")
    qtbot.waitUntil(lambda: view.lines.index(0).data(LINE).is_flagged)
    press(window, "u")
    qtbot.waitUntil(lambda: view.lines.index(0).data(LINE).is_unread)
    qtbot.waitUntil(lambda: window.rail.tiles[0].unread == 4)
    assert window.windowTitle() == "Inbox (4) · Customer service"


def test_an_opened_conversation_counts_as_read_after_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    assert window.rail.tiles[0].unread == 4
    window.mail.inbox.step(1)
    qtbot.waitUntil(lambda: window.rail.tiles[0].unread == 3)


def test_the_outbox_counts_and_drops(window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    view = window.mail.inbox.view
    # An unread one would be marked as read in a moment, which is another action.
    read = next(row for row in range(view.count) if not view.lines.index(row).data(LINE).is_unread)
    subject = view.lines.index(read).data(LINE).subject
    view.setCurrentIndex(view.lines.index(read))
    window.commands.run("star")
    qtbot.waitUntil(lambda: "1 action queued" in window.status.words)
    window.sheets.show_outbox()
    sheet = window.findChild(OutboxSheet)
    assert isinstance(sheet, OutboxSheet)
    qtbot.waitUntil(lambda: len(sheet.list.waiting.rows) == 1)
    [row] = sheet.list.waiting.rows
    assert subject in row.what
    spot = sheet.list.spot(row.attempt.action_id, "drop").center().toPoint()
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: verbs(home_with_mail) == [])
    qtbot.waitUntil(lambda: "queued" not in window.status.words)


def test_the_status_line_tells_the_engines_state(window: MainWindow, qtbot: QtBot) -> None:
    assert window.status.words.startswith("4 accounts in step · ")
    assert "1 needs sign-in" in window.status.words
    window.status.show_engine(EngineState.RESTARTING)
    assert "is being started again" in window.status.words
    window.status.show_engine(EngineState.NO_ROOM, Trouble("limit_reached", {"home": "/srv/desk"}))
    assert "Nothing more can be stored in /srv/desk" in window.status.words
    assert "in step" not in window.status.words
    assert window.status.again.isHidden()
    window.status.show_engine(EngineState.GIVEN_UP, Trouble("keeps_stopping", {"times": "5", "code": "1"}))
    assert "The engine stopped 5 times in a row (exit code 1)." in window.status.words
    with qtbot.waitSignal(window.engine_asked):
        window.status.again.click()


def test_the_status_line_names_who_cannot_be_reached_and_what_is_kept(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    home_with_mail.say_health(SUPPORT, HealthState.UNREACHABLE, "unreachable", {"host": "mail.ours.example"})
    window.context.observer.look()
    qtbot.waitUntil(lambda: "support@ · IMAP: not reachable" in window.status.words)
    said = window.status.trouble.accessibleDescription()
    assert said.startswith("support@ · IMAP: mail.ours.example could not be reached. What is here can be read.")
    home_with_mail.say_health(SALES, HealthState.UNREACHABLE, "timeout", {"host": "mail.ours.example"})
    window.context.observer.look()
    qtbot.waitUntil(lambda: "2 not reachable" in window.status.words)
    window.status.trouble.click()
    assert window.pages.currentWidget() is window.pages.accounts
    home_with_mail.say_health(SUPPORT, HealthState.OK)
    home_with_mail.say_health(SALES, HealthState.OK)
    window.context.observer.look()
    qtbot.waitUntil(window.status.trouble.isHidden)


def test_control_and_a_digit_switch_the_workplace(window: MainWindow) -> None:
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.workplace_name == "영업"
    assert titles(window) == ["다온건설"]
    assert window.rail.tiles[1].isChecked()


def test_a_badge_stops_at_99(window: MainWindow) -> None:
    tile = window.rail.tiles[0]
    tile.show_unread(100)
    assert tile.badge == "99+"
    tile.show_unread(0)
    assert tile.badge == ""


def test_an_account_filters_the_list(window: MainWindow) -> None:
    window.show_account(SUPPORT)
    assert "Norrland Foods" not in titles(window)
    assert "Haneul Trading" in titles(window)


def test_the_sidebar_offers_to_sign_in_in_place(window: MainWindow, qtbot: QtBot) -> None:
    row = window.sidebar.nav.row_at(window.sidebar.nav.index_of("account", SLACK))
    assert row is not None
    assert (row.link, row.token) == ("sign in", "warn")
    view = window.sidebar.view
    box = view.visualRect(window.sidebar.nav.index_of("account", SLACK))
    spot = QPoint(view.viewport().width() - 20, box.center().y())
    with qtbot.waitSignal(window.sidebar.signin_asked) as asked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args == [SLACK]


def test_a_new_workplace_appears_and_is_shown(window: MainWindow, home_with_mail: SampleHome) -> None:
    window.sheets.add_workplace()
    sheet = window.findChildren(Sheet)[-1]
    sheet.findChild(QLineEdit).setText("Night shift")
    QTest.keyClick(sheet.findChild(QLineEdit), Qt.Key.Key_Return)
    assert window.workplace_name == "Night shift"
    assert [tile.workplace.letters for tile in window.rail.tiles] == ["CS", "영업", "NS"]


def test_a_sheet_without_controls_keeps_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    sheet = Sheet(window, "Nothing to press")
    sheet.open()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is sheet
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_tab_goes_round_in_a_sheet_both_ways(window: MainWindow, qtbot: QtBot) -> None:
    window.sheets.show_settings()
    sheet = window.findChild(Sheet)
    assert isinstance(sheet, Sheet)
    until_unfolded(sheet)
    first, seen = window.focusWidget(), []
    for _ in range(20):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
        if seen[-1] is first:
            break
    assert seen[-1] is first
    assert all(sheet.isAncestorOf(each) for each in seen)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is seen[-2]


def test_a_closed_sheet_leaves_the_window_whole(window: MainWindow, qtbot: QtBot) -> None:
    """PySide unmakes the wrappers of what it takes for a sheet's children."""
    window.mail.inbox.step(1)
    layouts = [layout for each in window.findChildren(QWidget) if (layout := each.layout()) is not None]
    items = [layout.itemAt(n) for layout in layouts for n in range(layout.count())]
    for _ in range(2):
        window.sheets.show_settings()
        sheet = window.findChildren(Sheet)[-1]
        until_unfolded(sheet)
        for _ in range(6):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda sheet=sheet: not isValid(sheet))
    assert all(isValid(each) for each in (*layouts, *items))


def test_every_control_has_a_name(window: MainWindow) -> None:
    window.sheets.show_settings()
    until_unfolded(window.findChildren(Sheet)[-1])
    controls = [
        *window.findChildren(QAbstractButton),
        *window.findChildren(QLineEdit),
        *window.findChildren(QComboBox),
    ]
    nameless = [
        f"{type(control).__name__} in {type(control.parent()).__name__}"
        for control in controls
        if control.isVisible() and not (control.accessibleName() or control.toolTip())
    ]
    assert nameless == []


def test_every_place_of_the_sidebar_opens(window: MainWindow) -> None:
    for place in PLACES:
        window.commands.run(f"go_{place.value}")
        assert window.place is place
        assert window.pages.shows("calendar") is (place is Place.CALENDAR)
        assert window.pages.shows("calendar") or window.mail.inbox.where.place is place


def test_a_second_start_raises_the_first_window(qtbot: QtBot, empty_home: SampleHome) -> None:
    first = OnlyWindow(empty_home.home)
    assert first.is_first
    first.listen()
    second = OnlyWindow(empty_home.home)
    assert not second.is_first
    with qtbot.waitSignal(first.asked, timeout=5_000):
        assert second.raise_first()
    first.close()
    assert OnlyWindow(empty_home.home).is_first
