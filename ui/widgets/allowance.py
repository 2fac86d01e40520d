"""How much may be drawn anew in one turn of the event loop: a screen full of new rows takes longer than a frame."""

from functools import cache
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QAbstractItemView
from shiboken6 import isValid

from ui.widgets.later import later

SECONDS = 0.005
TURNS = 12
"""So often in a row something may wait: a view that shows more than it can keep would be drawn without end."""


class Allowance(QObject):
    """All views of the program together. What does not fit is left out for a turn, then its view is painted again."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._spent = 0.0
        self._turns = 0
        self._waiting: list[QAbstractItemView] = []
        self._soon = later(self, 0, self._renew)

    @property
    def is_spent(self) -> bool:
        return self._spent >= SECONDS and self._turns < TURNS

    def wait(self, view: QAbstractItemView) -> None:
        """What the view left out is asked for again."""
        if view not in self._waiting:
            self._waiting.append(view)

    def spend(self, began: float) -> None:
        """Something was drawn from ``began``, by :func:`~time.perf_counter`, until now."""
        self._spent += perf_counter() - began
        self._soon.start()

    def paint_waiting(self) -> None:
        """What waits is drawn with the next paint, however long it takes."""
        self._turns = TURNS
        self._update()
        self._soon.start()

    def _renew(self) -> None:
        self._spent = 0.0
        self._turns = self._turns + 1 if self._waiting else 0
        self._update()

    def _update(self) -> None:
        waiting, self._waiting = self._waiting, []
        for view in waiting:
            if isValid(view):
                view.viewport().update()


@cache
def _of(app: QCoreApplication | None) -> Allowance:
    return Allowance(app)


def allowance() -> Allowance:
    """The program's."""
    return _of(QCoreApplication.instance())
