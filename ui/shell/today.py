"""Notices that it is another day, or that the computer is in another time zone: all that says when is out of date."""

import time
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from workspace.store.clocks import follow_time_zone

LOOK_MS = 20_000


class Today(QObject):
    """Looks now and then, and when somebody comes back to the program."""

    changed = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._known = _here_and_now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app.applicationStateChanged.connect(self.look)

    def look(self) -> None:
        found = _here_and_now()
        if found != self._known:
            self._known = found
            self.changed.emit()


def _here_and_now() -> tuple[date, int]:
    """The date, and the seconds that this place is ahead of UTC."""
    follow_time_zone()
    here = time.localtime()
    return date(here.tm_year, here.tm_mon, here.tm_mday), here.tm_gmtoff
