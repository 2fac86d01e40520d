"""From mail that arrives to the desktop and back into the window."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from tests.fakes.notification_daemon import FakeNotificationDaemon
from tests.ui.notify.conftest import Arrive
from tests.ui.sample_home import SALES, SUPPORT, VIP
from ui.filing.sheet import FilingSheet
from ui.notify.acting import act
from ui.notify.choices import KIND, NotifyChoices
from ui.notify.focus import FocusSheet
from ui.notify.history import HistorySheet
from ui.notify.rules import Rules
from ui.notify.spoken import Spoken
from ui.notify.tray import Tray, icon_of
from ui.notify.watcher import Watcher
from ui.shell.keys import is_locked
from ui.shell.window import MainWindow
from ui.theme.tokens import FOLD_READER


@pytest.fixture
def watcher(daemon: FakeNotificationDaemon, window: MainWindow, qtbot: QtBot) -> Iterator[Watcher]:
    """On the window's stores; what is pressed goes to the window."""
    context = window.context
    made = Watcher(
        context.user,
        context.reader,
        context.observer,
        shown=lambda: window.mail.thread_id,
        can=lambda name: name in window.commands,
        is_locked=lambda: is_locked(window),
        parent=window,
    )
    made.asked.connect(lambda item, action: act(window, item, action))
    with qtbot.waitSignal(made.looked):
        made.start()
    yield made
    made.stop()


def notice(watcher: Watcher, window: MainWindow, qtbot: QtBot) -> None:
    """The engine rings."""
    with qtbot.waitSignal(watcher.looked):
        window.context.observer.look()


def test_a_mail_that_arrives_is_told_and_reply_opens_its_letter(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    arrive(SALES, 601, "Mira Holm", "Late parcel")
    notice(watcher, window, qtbot)
    qtbot.waitUntil(lambda: bool(daemon.shown))
    shown = daemon.shown[1]
    assert shown.title == f"Mira Holm · {_home(window, SALES)}"
    assert shown.text == "Late parcel\nWhat it says &lt;b&gt;now&lt;/b&gt;"
    named = [name for name in ("reply", "file", "snooze") if name in window.commands]
    assert list(shown.actions) == ["default", *named]
    daemon.press(shown.title, "reply")
    qtbot.waitUntil(lambda: window.mail.reader.composer is not None)
    assert window.workplace_name == _home(window, SALES)
    assert window.mail.reader.items[0].subject == "Late parcel"


def test_file_opens_the_filing_sheet(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    arrive(SUPPORT, 602, "Mira Holm", "Late parcel")
    notice(watcher, window, qtbot)
    qtbot.waitUntil(lambda: bool(daemon.shown))
    daemon.press(daemon.titles()[0], "file")
    qtbot.waitUntil(lambda: any(sheet.isVisible() for sheet in window.findChildren(FilingSheet)))


def test_snooze_runs_the_windows_command(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    arrive(SUPPORT, 603, "Mira Holm", "Late parcel")
    notice(watcher, window, qtbot)
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert daemon.shown[1].actions["snooze"] == "Snooze"
    late = window.context.user.notices()[0].item
    act(window, late, "snooze")
    assert window.mail.reader.items[0].subject == "Late parcel"
    offered = QApplication.activePopupWidget()
    assert isinstance(offered, QMenu)
    offered.actions()[0].trigger()
    offered.close()
    item = window.context.reader.item_by_key(late)
    assert item is not None
    assert item.thread_id is not None
    [row] = window.context.reader.thread_marks(item.thread_id)[0]
    assert row.mark.snoozed_until is not None


def test_a_notice_is_taken_back_when_its_mail_is_read(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    arrive(SUPPORT, 604)
    notice(watcher, window, qtbot)
    qtbot.waitUntil(lambda: bool(daemon.shown))
    row = window.context.reader.item_by_key(window.context.user.notices()[0].item)
    assert row is not None
    assert row.thread_id is not None
    window.deeds.mark_read(row.thread_id)
    qtbot.waitUntil(lambda: not daemon.shown)


def test_hidden_text_stays_off_the_desktop(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    home = window.context.user.account(SUPPORT).home_workplace_id  # type: ignore[union-attr]
    NotifyChoices(window.context.user).set_rules(home, Rules(is_hidden=True))
    arrive(SUPPORT, 605, "Mira Holm", "Late parcel")
    notice(watcher, window, qtbot)
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert (daemon.shown[1].title, daemon.shown[1].text) == (f"New mail · {_home(window, SUPPORT)}", "")


def test_a_locked_window_hides_every_notice(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    window.setProperty("locked", True)
    arrive(SUPPORT, 606, "Mira Holm", "Late parcel")
    notice(watcher, window, qtbot)
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert "Mira" not in daemon.shown[1].title + daemon.shown[1].text
    assert list(daemon.shown[1].actions) == ["default"]


def test_focus_holds_says_so_and_ends_in_one_digest(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    window.commands.run("focus")
    sheet = window.findChildren(FocusSheet)[-1]
    with qtbot.waitSignal(watcher.looked):
        sheet.choices[1].click()
    until = (datetime.now(UTC) + timedelta(hours=1)).astimezone()
    qtbot.waitUntil(lambda: f"{until:%H:%M}" in window.status.words)
    arrive(SUPPORT, 607, "Mira Holm", "One")
    arrive(VIP, 608, "Jon Berg", "Two")
    notice(watcher, window, qtbot)
    qtbot.waitUntil(lambda: "2 held back" in _status(window))
    assert daemon.shown == {}
    window.commands.run("focus")
    with qtbot.waitSignal(watcher.looked):
        window.findChildren(FocusSheet)[-1].end()
    qtbot.waitUntil(lambda: daemon.titles() == ["2 new conversations"])
    assert "Mira Holm · One" in daemon.shown[1].text
    qtbot.waitUntil(lambda: "Focus" not in _status(window))
    daemon.press("2 new conversations", "default")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(HistorySheet)))


def test_an_open_history_says_of_nothing_that_it_is_held_after_the_digest(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    choices = NotifyChoices(window.context.user)
    choices.focus(datetime.now(UTC) + timedelta(hours=1))
    arrive(SUPPORT, 611, "Mira Holm", "One")
    notice(watcher, window, qtbot)
    window.commands.run("notices")
    history = window.findChildren(HistorySheet)[-1]
    assert [line.row.is_held for line in history.lines] == [True]
    choices.focus(None)
    watcher.look()
    qtbot.waitUntil(lambda: bool(daemon.shown))
    qtbot.waitUntil(lambda: [line.row.is_held for line in history.lines] == [False])


def test_the_conversation_on_screen_is_not_told(
    watcher: Watcher, window: MainWindow, daemon: FakeNotificationDaemon, arrive: Arrive, qtbot: QtBot
) -> None:
    first = arrive(SUPPORT, 609, "Mira Holm", "Late parcel")
    notice(watcher, window, qtbot)
    act(window, window.context.user.notices()[0].item, "default")
    assert window.mail.reader.items[0].subject == "Late parcel"
    arrive(SUPPORT, 610, "Mira Holm", "Re: Late parcel", in_reply_to=first.message_id)
    notice(watcher, window, qtbot)
    assert [row.text for row in window.context.user.notices()] == ["Late parcel"]


def test_a_clicked_notice_opens_its_conversation_in_a_narrow_window_too(
    watcher: Watcher, window: MainWindow, arrive: Arrive, qtbot: QtBot
) -> None:
    window.resize(FOLD_READER - 10, 700)
    qtbot.waitUntil(lambda: not window.mail.reader.isVisible())
    arrive(SUPPORT, 609, "Mira Holm", "Late parcel")
    notice(watcher, window, qtbot)
    act(window, window.context.user.notices()[0].item, "default")
    assert window.mail.reader.isVisible()
    assert window.mail.reader.items[0].subject == "Late parcel"


def test_the_tray_says_what_the_rail_says(watcher: Watcher, window: MainWindow, arrive: Arrive, qtbot: QtBot) -> None:
    counts = window.context.reader.unread_counts()
    assert watcher.tray.unread == counts["*"]["inbox"]
    tip = watcher.tray.icon.toolTip()
    for tile in window.rail.tiles:
        assert f"{tile.workplace.name}: {tile.unread}" in tip
    arrive(SUPPORT, 611)
    notice(watcher, window, qtbot)
    assert watcher.tray.unread == counts["*"]["inbox"] + 1
    assert f"{counts['*']['inbox'] + 1} unread" in watcher.tray.icon.toolTip()


def test_the_badge_is_seen_and_wide_numbers_fit() -> None:
    plain, badged = (icon_of(n).pixmap(64, 64).toImage() for n in (0, 250))
    assert plain != badged
    assert badged.pixelColor(60, 40).name().upper() == "#D13438"


def test_the_trays_menu_opens_a_workplace(window: MainWindow, qtbot: QtBot) -> None:
    tray = Tray(window)
    workplaces = window.context.user.workplaces()
    tray.show_unread(workplaces, {"*": 3, workplaces[0].workplace_id: 3}, {"*": 1})
    action = next(each for each in tray.menu.actions() if each.text() == f"{workplaces[0].name} (3)")
    with qtbot.waitSignal(tray.opened) as opened:
        action.trigger()
    assert opened.args == [workplaces[0].workplace_id]
    assert "1 chat for you" in tray.icon.toolTip()


class SeenTray(QSystemTrayIcon):
    """Where there is a tray: keeps what it was given to show."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str]] = []

    def isVisible(self) -> bool:
        return True

    def showMessage(self, title: str, text: str, *rest: object) -> None:
        self.told.append((title, text))


def test_without_a_daemon_the_tray_tells_and_a_click_opens(window: MainWindow, qtbot: QtBot) -> None:
    tray = Tray(window)
    tray.icon = SeenTray()
    tray.say(Spoken("thread 1", "Mira Holm", "Late parcel"))
    assert tray.icon.told == [("Mira Holm", "Late parcel")]
    with qtbot.waitSignal(tray.acted) as acted:
        tray._on_clicked()
    assert acted.args == ["thread 1", "default", ""]


def _home(window: MainWindow, account_id: object) -> str:
    homes = {each.account_id: each.home_workplace_id for each in window.context.user.accounts()}
    names = {each.workplace_id: each.name for each in window.context.user.workplaces()}
    return names[homes[account_id]]  # type: ignore[index]


def _status(window: MainWindow) -> str:
    window.status.reload()
    return window.status.words


def test_a_change_of_the_choices_is_heard(watcher: Watcher, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watcher.looked):
        window.context.observer.tell(KIND)
