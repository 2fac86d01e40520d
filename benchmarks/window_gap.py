"""``python -m benchmarks.window_gap HOME``: the real window, and how late a 5 ms timer fires till stdin speaks."""

import json
import sys
import time

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.programs import percentile
from ui.shell.app import run
from workspace.store.home import Home
from workspace.store.open import unlock

TICK_MS = 5
SETTLE_SECONDS = 3.0
"""The start is measured elsewhere: gaps count from here."""


class Ticks(QObject):
    """The times between the ticks of a precise timer in the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps: list[float] = []
        self._began = self._last = time.perf_counter()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._on_tick)
        timer.start(TICK_MS)

    def _on_tick(self) -> None:
        now = time.perf_counter()
        if now - self._began > SETTLE_SECONDS:
            self.gaps.append((now - self._last) * 1000)
        self._last = now


def main(path: str) -> None:
    app = QApplication(sys.argv[:1])
    ticks = Ticks(app)
    told = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, app)
    told.activated.connect(app.quit)
    home = Home(path)
    vault, key, _ = unlock(home)
    run(home, key, vault)
    gaps = ticks.gaps
    found = {
        "p50": percentile(gaps, 50),
        "p99": percentile(gaps, 99),
        "max": max(gaps),
        "count": len(gaps),
        "seconds": sum(gaps) / 1000,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
