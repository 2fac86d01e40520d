"""The settings' screens for the contact sheets."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QEventLoop, QTimer

from ui.lock.lock import Lock
from ui.lock.screen import LockScreen
from ui.lock.secret import keep_setting, make_setting
from ui.settings.log_sheet import LogSheet
from ui.shell.window import MainWindow
from workspace.model.departures import RECEIVE, SIGN_IN, Departure


def at(section: str, window: MainWindow) -> None:
    window.sheets.show_settings(section)


def locked(window: MainWindow) -> None:
    keep_setting(window.context.user, make_setting("2580", 5))
    lock = window.findChild(Lock)
    assert isinstance(lock, Lock)
    lock.reload()
    lock.lock()


def refused(window: MainWindow) -> None:
    """A wrong PIN, the next try in a while."""
    locked(window)
    screen = window.findChildren(LockScreen)[-1]
    screen.refuse(30)
    screen._waiting.stop()  # the seconds would go on


def log_of(window: MainWindow) -> None:
    """As if the engine had been at work."""
    window.commands.run("privacy_log")
    sheet = window.findChild(LogSheet)
    assert isinstance(sheet, LogSheet)
    now = datetime.now().astimezone()
    accounts = [str(each.account_id) for each in window.context.user.accounts()]
    lines = [
        ("imap.mailhost.example", RECEIVE, 96, 214_000),
        ("smtp.mailhost.example", "send", 3, 1_842_000),
        ("crm.brightwell.example", "file", 12, 486_000),
        ("login.brightwell.example", SIGN_IN, 1, 2_100),
    ]
    rows = [
        Departure((now - timedelta(days=n // 4)).date().isoformat(), accounts[n % len(accounts)], *lines[n % 4], 0)
        for n in range(12)
    ]
    QTimer.singleShot(150, sheet, lambda: sheet.show_rows(rows))
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()


screens: dict[str, Callable[[MainWindow], None]] = {
    **{f"settings-{name}": partial(at, name) for name in ("look", "keys", "privacy", "about")},
    "privacy-log": log_of,
    "locked": locked,
    "locked-refused": refused,
}
