"""The lock hides everything, opens with the right secret only, and comes by itself when nobody is here."""

import time
from collections.abc import Iterator

import pytest
import time_machine
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from ui.lock.form import LockForm
from ui.lock.lock import Lock
from ui.lock.opened import was_opened
from ui.lock.screen import LockScreen
from ui.lock.secret import FREE_TRIES, SETTING, keep_setting, make_setting, opens, stored_setting, wait_seconds
from ui.settings.sheet import SettingsSheet
from ui.shell.keys import is_locked
from ui.shell.window import MainWindow


def lock_of(window: MainWindow) -> Lock:
    lock = window.findChild(Lock)
    assert isinstance(lock, Lock)
    return lock


def guarded(window: MainWindow, minutes: int = 5) -> Lock:
    keep_setting(window.context.user, make_setting("2580", minutes))
    lock = lock_of(window)
    lock.reload()
    return lock


def screen_of(lock: Lock) -> LockScreen:
    assert lock.screen is not None
    return lock.screen


def write(lock: Lock, secret: str, qtbot: QtBot) -> None:
    screen = screen_of(lock)
    screen.field.setText(secret)
    QTest.keyClick(screen.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lock.screen is None or bool(screen.said.text()), timeout=5_000)


def seen(window: MainWindow) -> list[str]:
    """Every word that somebody who looks, or a screen reader, finds."""
    return [each.text() for each in window.findChildren(QLabel) if each.isVisible() and each.text()]


def test_a_locked_window_shows_nothing_and_runs_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.step(1)
    window.sheets.show_shortcuts()
    lock = guarded(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    window.commands.run("lock")
    assert is_locked(window)
    assert seen(window) == ["Workspace is locked"]
    assert window.windowTitle() == "Workspace"
    assert not window.mail.isVisible()
    window.overview.count()
    qtbot.waitUntil(lambda: not window.overview.is_counting)
    assert window.windowTitle() == "Workspace"
    QTest.keyClick(window, Qt.Key.Key_Question)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert seen(window) == ["Workspace is locked"]
    write(lock, "2580", qtbot)
    assert not is_locked(window)
    assert window.mail.isVisible()
    assert "Customer service" in window.windowTitle()


def test_a_sheet_that_was_open_is_there_again(window: MainWindow, qtbot: QtBot) -> None:
    lock = guarded(window)
    window.sheets.show_settings("look")
    sheet = window.findChild(SettingsSheet)
    assert isinstance(sheet, SettingsSheet)
    lock.lock()
    assert not sheet.isVisible()
    write(lock, "2580", qtbot)
    assert sheet.isVisible()


def test_what_comes_up_meanwhile_stays_hidden(window: MainWindow, qtbot: QtBot) -> None:
    lock = guarded(window)
    lock.lock()
    window.toast.say("Filed to Haneul Trading")
    window.sheets.add_workplace()
    qtbot.waitUntil(lambda: seen(window) == ["Workspace is locked"])
    on_top = window.childAt(window.rect().center())
    assert on_top is not None
    assert screen_of(lock).isAncestorOf(on_top)


class QSystemTrayIconSys(QWidget):
    """Named as Qt names the window of its icon."""


def test_the_icon_in_the_tray_stays(window: MainWindow, qtbot: QtBot) -> None:
    icon, other = QSystemTrayIconSys(), QWidget()
    for each in (icon, other):
        qtbot.addWidget(each)
        each.show()
    guarded(window).lock()
    assert icon.isVisible()
    assert not other.isVisible()


def test_a_wrong_secret_opens_nothing_and_many_cost_time(window: MainWindow, qtbot: QtBot) -> None:
    lock = guarded(window)
    lock.lock()
    for _ in range(FREE_TRIES + 1):
        screen_of(lock).said.clear()
        write(lock, "0000", qtbot)
    assert is_locked(window)
    assert screen_of(lock).is_waiting()
    assert not screen_of(lock).field.isEnabled()
    kept = stored_setting(window.context.user)
    assert kept is not None
    assert kept.tries == FREE_TRIES + 1


class Counting(Lock):
    """Counts what it is asked about."""

    asked = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.asked += 1
        return super().eventFilter(watched, event)


@pytest.fixture
def clock() -> list[float]:
    return [1_000.0]


@pytest.fixture
def idle(window: MainWindow, clock: list[float]) -> Counting:
    """A lock that waits for five minutes of a clock that stands."""
    keep_setting(window.context.user, make_setting("2580", 5))
    lock = Counting(window, clock=lambda: clock[0])
    lock._is_starting = False
    return lock


def handle(widget: QWidget) -> QWindow:
    """Where the platform brings keys and clicks."""
    found = widget.windowHandle()
    assert found is not None
    return found


def test_nobody_here_for_long_enough_locks(window: MainWindow, idle: Lock, clock: list[float]) -> None:
    clock[0] += 299
    idle.look()
    assert not is_locked(window)
    QTest.mouseClick(handle(window), Qt.MouseButton.LeftButton)
    clock[0] += 299
    idle.look()
    assert not is_locked(window)
    clock[0] += 1
    idle.look()
    assert is_locked(window)


def test_a_clock_that_is_put_back_keeps_no_lock_open(window: MainWindow) -> None:
    with time_machine.travel(time.time(), tick=False) as wall:
        lock = guarded(window, 5)
        wall.shift(-3600)
        lock.look()
        assert not is_locked(window)
        wall.shift(300)
        lock.look()
        assert is_locked(window)
        assert not was_opened(window.context.user)


@pytest.mark.parametrize("kind", [QDialog, QMenu])
def test_who_is_in_another_window_of_the_program_is_here(
    kind: type[QWidget], window: MainWindow, idle: Lock, clock: list[float], qtbot: QtBot
) -> None:
    other = kind(window)
    qtbot.addWidget(other)
    other.show()
    idle.look()
    clock[0] += 299
    QTest.mouseMove(handle(other))
    QTest.keyClick(handle(other), Qt.Key.Key_Down)
    clock[0] += 2
    idle.look()
    assert not is_locked(window)


def test_who_writes_with_an_input_method_is_here(window: MainWindow, idle: Lock, clock: list[float]) -> None:
    window.commands.run("search")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    clock[0] += 299
    written = QInputMethodEvent()
    written.setCommitString("계약")
    QApplication.sendEvent(field, written)
    clock[0] += 2
    idle.look()
    assert not is_locked(window)


def test_an_open_lock_is_not_asked_about_what_happens_inside_the_window(window: MainWindow, idle: Counting) -> None:
    before = idle.asked
    for part in window.findChildren(QWidget):
        QApplication.sendEvent(part, QEvent(QEvent.Type.User))
    assert idle.asked == before


def test_a_new_start_is_locked_and_a_window_made_anew_is_not(
    open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    keep_setting(home_with_mail.user, make_setting("2580", 0))
    window = open_window(home_with_mail)
    assert seen(window) == ["Workspace is locked"]
    write(lock_of(window), "2580", qtbot)
    assert not is_locked(open_window(home_with_mail))


def test_a_lock_that_was_taken_off_elsewhere_opens_and_a_wrong_try_does_not_bring_it_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    lock = guarded(window)
    lock.lock()
    keep_setting(window.context.user, None)
    screen_of(lock).field.setText("0000")
    QTest.keyClick(screen_of(lock).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not is_locked(window), timeout=5_000)
    assert window.mail.isVisible()
    assert stored_setting(window.context.user) is None


def test_a_lock_that_was_taken_off_elsewhere_opens_by_itself(window: MainWindow) -> None:
    lock = guarded(window)
    lock.lock()
    lock.look()
    assert is_locked(window)
    keep_setting(window.context.user, None)
    lock.look()
    assert not is_locked(window)
    lock.lock()
    assert not is_locked(window)


def test_a_locked_window_says_what_to_do_with_a_forgotten_secret(window: MainWindow) -> None:
    lock = guarded(window)
    lock.lock()
    screen = screen_of(lock)
    screen.button.setFocus()
    QTest.keyClick(screen.button, Qt.Key.Key_Tab)
    assert screen.forgotten.hasFocus()
    QTest.keyClick(screen.forgotten, Qt.Key.Key_Space)
    assert "workspace lock off" in screen.way_in.text()
    QTest.keyClick(screen.forgotten, Qt.Key.Key_Tab)
    assert screen.field.hasFocus()


def test_without_a_lock_the_command_asks_for_one(window: MainWindow) -> None:
    window.commands.run("lock")
    assert not is_locked(window)
    sheet = window.findChild(SettingsSheet)
    assert isinstance(sheet, SettingsSheet)
    assert sheet.tabs["privacy"].isChecked()


@pytest.fixture
def form(app: QApplication, home_with_mail: SampleHome, qtbot: QtBot) -> Iterator[LockForm]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = LockForm(home_with_mail.user, holder)
    holder.show()
    yield made
    made.stop()


def test_the_form_sets_changes_and_ends_the_lock(form: LockForm, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    form.new.setText("123")
    form.set_lock()
    assert "At least" in form.said.text()
    form.new.setText("2580")
    form.set_lock()
    assert "not the same" in form.said.text()
    form.again.setText("2580")
    with qtbot.waitSignal(form.changed, timeout=5_000):
        form.set_lock()
    kept = stored_setting(home_with_mail.user)
    assert kept is not None
    assert opens(kept, "2580")
    assert "2580" not in str(home_with_mail.user.setting(SETTING, None))
    form.old.setText("0000")
    form.turn_off()
    qtbot.waitUntil(lambda: "not the present" in form.said.text(), timeout=5_000)
    assert stored_setting(home_with_mail.user) is not None
    form.old.setText("2580")
    with qtbot.waitSignal(form.changed, timeout=5_000):
        form.turn_off()
    assert stored_setting(home_with_mail.user) is None


def test_a_form_that_is_closed_at_once_has_set_the_lock(
    form: LockForm, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    form.new.setText("2580")
    form.again.setText("2580")
    with qtbot.waitSignal(form.changed, timeout=5_000):
        QTest.keyClick(form.again, Qt.Key.Key_Return)
        form.stop()
    kept = stored_setting(home_with_mail.user)
    assert kept is not None
    assert opens(kept, "2580")


def test_waiting_doubles_and_ends() -> None:
    assert [wait_seconds(n) for n in (0, FREE_TRIES, FREE_TRIES + 1, FREE_TRIES + 2, 99)] == [0, 0, 5, 10, 300]


def test_a_kept_setting_that_is_none_locks_nobody_out(home_with_mail: SampleHome) -> None:
    home_with_mail.user.set_setting(SETTING, {"hash": 7})
    assert stored_setting(home_with_mail.user) is None
