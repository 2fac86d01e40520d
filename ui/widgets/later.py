"""Timers that do one thing once they were left alone for a while, and never two of them in one turn of the event loop:
between any two the window hears keys and paints.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer


class _Gate(QObject):
    """Lets one through in each turn of the loop."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._is_open = True
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._open)

    def is_passed(self) -> bool:
        was_open, self._is_open = self._is_open, False
        if was_open:
            self._turn.start(0)
        return was_open

    def _open(self) -> None:
        self._is_open = True


_gates: dict[QCoreApplication | None, _Gate] = {}


def _gate() -> _Gate:
    app = QCoreApplication.instance()
    if app not in _gates:
        _gates.clear()
        _gates[app] = _Gate(app)
    return _gates[app]


def later(parent: QObject, milliseconds: int, then: Callable[[], object]) -> QTimer:
    """Not started; each ``start()`` begins the wait anew."""

    def on_timeout() -> None:
        if not _gate().is_passed():
            timer.start(0)
            return
        timer.setInterval(milliseconds)
        then()

    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(on_timeout)
    return timer
