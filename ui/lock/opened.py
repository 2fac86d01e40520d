"""Whether the lock of a home was opened in this program, which its windows may come and go beneath."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.lock.secret import stored_setting
from workspace.store.clocks import steady

if TYPE_CHECKING:
    from workspace.store.user import UserStore

OPENED = "opened_home"
SEEN = "opened_seen_at"


def note_opened(user: "UserStore", is_open: bool, at: float | None = None) -> None:
    """``at`` is when somebody was last here, by the steady clock of this process."""
    if (app := QApplication.instance()) is not None:
        app.setProperty(OPENED, str(user.home.path) if is_open else "")
        app.setProperty(SEEN, steady() if at is None else at)


def was_opened(user: "UserStore", now: float | None = None) -> bool:
    """Opened, and somebody was here not longer ago than the lock allows: also while there is no window."""
    app, setting = QApplication.instance(), stored_setting(user)
    if app is None or app.property(OPENED) != str(user.home.path):
        return False
    away = (steady() if now is None else now) - (app.property(SEEN) or 0)
    return not (setting and setting.minutes) or away < setting.minutes * 60


def is_shut(user: "UserStore") -> bool:
    """Whether nothing of this home may be shown while it has no window."""
    return stored_setting(user) is not None and not was_opened(user)
