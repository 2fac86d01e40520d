"""Long work on widgets, done a few milliseconds a turn of the event loop, so that the window stays smooth."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject

from ui.widgets.later import later

SLICE_SECONDS = 0.003


class Turns(QObject):
    """One piece of work at a time, whose steps are the turns of an iterator."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] | None = None
        self._turn = later(self, 0, self._go_on)

    def start(self, steps: Iterator[object]) -> None:
        """In place of what was not finished."""
        self._steps = steps
        self._turn.start()

    @property
    def is_busy(self) -> bool:
        return self._steps is not None

    def stop(self) -> None:
        self._steps = None
        self._turn.stop()

    def _go_on(self) -> None:
        until = perf_counter() + SLICE_SECONDS
        steps = self._steps
        while steps is not None and perf_counter() < until:
            try:
                next(steps)
            except StopIteration:
                if self._steps is steps:
                    self._steps = None
                return
        if self._steps is not None:
            self._turn.start()
