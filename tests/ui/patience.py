"""Waiting for what is done beside the window, where no fixture is at hand."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop

from ui.widgets.sheet import Sheet


def until(is_met: Callable[[], bool], seconds: float = 10.0) -> None:
    """Let the window go on until it is; fails after so long. What is done in threads goes on meanwhile."""
    deadline = time.monotonic() + seconds
    while not is_met():
        assert time.monotonic() < deadline
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)


def until_unfolded(sheet: Sheet) -> None:
    """What a sheet holds comes in the turns after it opened."""
    until(lambda: not sheet.card.isHidden())
