"""A picture of the window for the demo: taken when the list has mail and nothing moves any more."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.shell.window import MainWindow

FIRST_MS = 1_500
STILL_MS = 300
LOOKS = 20
"""A list that stays empty, or a window that never is still, is painted after so many looks."""


class Picture(QObject):
    """Opens the first conversation, saves the window when two looks at it are the same, and quits."""

    def __init__(self, window: Callable[[], MainWindow | None], path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._path = window, path
        self._before: QImage | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(FIRST_MS)

    def _look(self) -> None:
        self._timer.setInterval(STILL_MS)
        self._looks += 1
        window, is_last = self._window(), self._looks > LOOKS
        if window is None or (not window.mail.inbox.view.count and not is_last):
            return
        if window.mail.inbox.row is None:
            window.mail.inbox.step(1)
        seen = window.grab().toImage()
        if seen == self._before or is_last:
            self._timer.stop()
            seen.save(str(self._path))
            QApplication.quit()
        self._before = seen
