"""A timer that does one thing once it was left alone for a while."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(parent: QObject, milliseconds: int, then: Callable[[], object]) -> QTimer:
    """Not started; each ``start()`` begins the wait anew."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
