"""Notifications belong to the program, not to its window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.notification_daemon import FakeNotificationDaemon
from tests.ui.notify.conftest import Arrive
from tests.ui.sample_home import SUPPORT, SampleHome
from ui.lock.lock import Lock
from ui.lock.opened import SEEN
from ui.lock.secret import keep_setting, make_setting
from ui.notify.choices import KIND, NotifyChoices
from ui.notify.tray import Tray
from ui.shell.app import Shell
from ui.theme.tokens import FOLD_READER


class AnyTray(Tray):
    """A desktop with a tray."""

    @property
    def is_there(self) -> bool:
        return True


@pytest.fixture
def shell(app: QApplication, home_with_mail: SampleHome, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(app, home_with_mail.home, home_with_mail.key, home_with_mail.vault)
    made.open()
    qtbot.waitUntil(lambda: made.notices is not None)
    yield made
    if made.window is not None:
        made.window.close()
    made.close()
    app.setQuitOnLastWindowClosed(True)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_notices_come_while_the_window_is_closed_to_the_tray(
    daemon: FakeNotificationDaemon, shell: Shell, arrive: Arrive, qtbot: QtBot, app: QApplication
) -> None:
    assert app.quitOnLastWindowClosed()
    assert shell.notices is not None
    assert shell.window is not None
    shell.notices.tray.__class__ = AnyTray
    context = shell.window.context
    NotifyChoices(context.user).stays = True
    context.observer.tell(KIND)
    qtbot.waitUntil(lambda: not app.quitOnLastWindowClosed())
    shell.window.close()
    app.lastWindowClosed.emit()  # Qt says so in exec() only, where tests are not
    assert shell.window is None
    arrive(SUPPORT, 701, "Mira Holm", "Late parcel")
    context.observer.look()
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert daemon.shown[1].title.startswith("Mira Holm")
    daemon.press(daemon.shown[1].title, "reply")
    qtbot.waitUntil(lambda: shell.window is not None and shell.window.mail.reader.composer is not None)
    assert shell.window.mail.reader.items[0].subject == "Late parcel"


@pytest.mark.parametrize("is_narrow", [True, False], ids=["covered", "seen"])
def test_a_conversation_is_told_unless_it_is_seen(
    daemon: FakeNotificationDaemon, shell: Shell, arrive: Arrive, qtbot: QtBot, is_narrow: bool
) -> None:
    window = shell.window
    assert window is not None
    context = window.context
    first = arrive(SUPPORT, 704, "Mira Holm", "Late parcel")
    context.observer.look()
    qtbot.waitUntil(lambda: len(context.user.notices()) == 1)
    window.resize(FOLD_READER - 10 if is_narrow else 1440, 700)
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.mail.is_covered is is_narrow)
    item = context.reader.item_by_key(context.user.notices()[0].item)
    assert item is not None
    window.mail.show_thread(item.thread_id)  # type: ignore[arg-type]
    arrive(SUPPORT, 705, "Mira Holm", "Re: Late parcel", in_reply_to=first.message_id)
    arrive(SUPPORT, 706, "Jon Berg", "Second parcel")
    context.observer.look()
    qtbot.waitUntil(lambda: "Second parcel" in [row.text for row in context.user.notices()])
    assert ("Re: Late parcel" in [row.text for row in context.user.notices()]) is is_narrow


def test_a_locked_window_takes_the_words_off_the_desktop(
    daemon: FakeNotificationDaemon, shell: Shell, arrive: Arrive, qtbot: QtBot
) -> None:
    assert shell.window is not None
    context = shell.window.context
    arrive(SUPPORT, 702, "Mira Holm", "Late parcel")
    context.observer.look()
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert "Late parcel" in daemon.shown[1].text
    lock(shell)
    qtbot.waitUntil(lambda: daemon.shown[1].text == "")
    arrive(SUPPORT, 703, "Jon Berg", "Second parcel")
    context.observer.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 2)
    assert not any(
        word in each.title + each.text for each in daemon.shown.values() for word in ("Mira", "Jon", "parcel")
    )
    assert [list(each.actions) for each in daemon.shown.values()] == [["default"], ["default"]]


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_notice_that_is_pressed_while_the_window_is_locked_is_opened_after_it(
    daemon: FakeNotificationDaemon, shell: Shell, arrive: Arrive, qtbot: QtBot
) -> None:
    assert shell.window is not None
    context, mail = shell.window.context, shell.window.mail
    arrive(SUPPORT, 707, "Mira Holm", "Late parcel")
    lock(shell)
    context.observer.look()
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert shell.notices is not None
    with qtbot.waitSignal(shell.notices.asked):
        daemon.press(daemon.shown[1].title, "default")
    screen = lock_of(shell).screen
    assert screen is not None
    assert [each.subject for each in mail.reader.items] != ["Late parcel"]
    screen.field.setText("2580")
    screen.field.returnPressed.emit()
    qtbot.waitUntil(lambda: not lock_of(shell).is_on)
    qtbot.waitUntil(lambda: [each.subject for each in mail.reader.items] == ["Late parcel"])


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_closed_to_the_tray_and_away_for_long_is_locked_too(
    daemon: FakeNotificationDaemon, shell: Shell, arrive: Arrive, qtbot: QtBot, app: QApplication
) -> None:
    assert shell.window is not None
    assert shell.notices is not None
    shell.notices.tray.__class__ = AnyTray
    context = shell.window.context
    keep_setting(context.user, make_setting("2580", 5))
    lock_of(shell).reload()
    app.setQuitOnLastWindowClosed(False)
    shell.window.close()
    shell._on_window_closed()
    app.setProperty(SEEN, app.property(SEEN) - 301)
    arrive(SUPPORT, 704, "Mira Holm", "Late parcel")
    context.observer.look()
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert "Mira" not in daemon.shown[1].title + daemon.shown[1].text
    shell.come_forward()
    assert lock_of(shell).is_on


def lock_of(shell: Shell) -> Lock:
    assert shell.window is not None
    found = shell.window.findChild(Lock)
    assert isinstance(found, Lock)
    return found


def lock(shell: Shell) -> None:
    assert shell.window is not None
    keep_setting(shell.window.context.user, make_setting("2580", 5))
    lock_of(shell).reload()
    lock_of(shell).lock()


def test_without_a_tray_the_program_ends_with_its_window(shell: Shell, app: QApplication, qtbot: QtBot) -> None:
    assert shell.notices is not None
    assert shell.window is not None
    NotifyChoices(shell.window.context.user).stays = True
    with qtbot.waitSignal(shell.notices.looked):
        shell.window.context.observer.tell(KIND)
    assert app.quitOnLastWindowClosed()
