"""``python -m benchmarks.window_start HOME``: ``workspace --home HOME``, which prints when its list was painted.

The time is of the clock that all processes share (``time.monotonic``), so that who started this one can subtract.
"""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

from workspace.cli import main as workspace


class FirstPaint(QObject):
    """Notices the first paint of a list that has rows."""

    painted_at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Paint and not self.painted_at and _has_rows(watched.parent()):
            self.painted_at = -1.0
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self.painted_at = time.monotonic()
        QApplication.quit()


def _has_rows(view: QObject | None) -> bool:
    return isinstance(view, QAbstractItemView) and view.model() is not None and view.model().rowCount() > 0


def main(path: str) -> None:
    app = QApplication(sys.argv[:1])
    watch = FirstPaint(app)
    app.installEventFilter(watch)
    sys.argv[1:] = ["--home", path]
    workspace()
    print(watch.painted_at)


if __name__ == "__main__":
    main(*sys.argv[1:])
