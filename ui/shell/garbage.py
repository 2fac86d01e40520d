"""Garbage in cycles is looked for while the window rests: a look at everything takes 5 to 30 ms, in whatever thread
it falls, and all others wait.
"""

import gc

from PySide6.QtCore import QObject, QTimer

REST_MS = 2_000
RESTING, ENOUGH, SELDOM = 1, 10, 200
"""Looks at what is young: at most so many in a rest, so many generations of them before a look at everything is worth
it, and before it is taken without a rest.
"""


class Garbage(QObject):
    """Of the whole process. ``begin`` leaves out what is there already, and may be called again after a later start."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._young = 0
        self._rest = QTimer(self)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look)

    def begin(self) -> None:
        gc.freeze()
        gc.set_threshold(*gc.get_threshold()[:2], SELDOM)
        gc.enable()
        self._rest.start()

    def _look(self) -> None:
        young = gc.get_stats()[0]["collections"]
        is_resting, self._young = young - self._young <= RESTING, young
        if is_resting and gc.get_count()[2] >= ENOUGH:
            gc.collect()
