"""PySide6 6.12.0 dropped a reference of None or a bool on every call from Python 3.11 to Qt, which
ends the process after a few thousand calls. These watch the version we pin.
"""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 1_000
# Objects that come and go between the two counts; a lost reference a call would show as 1,000.
NOISE = 100

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None and the bools are immortal: their count means nothing"
)
watched = pytest.mark.parametrize("value", [None, True, False], ids=str)


class Sender(QObject):
    sent = Signal(object)


@watched
def test_delivering_a_signal_keeps_the_references_of_constants(qtbot: QtBot, value: object) -> None:
    sender = Sender()
    received: list[object] = []

    def on_sent(argument: object) -> None:
        received[:] = [argument]

    sender.sent.connect(on_sent)
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        sender.sent.emit(value)
    assert received == [value]
    assert abs(sys.getrefcount(value) - before) < NOISE


@watched
def test_updating_a_widget_keeps_the_references_of_constants(qtbot: QtBot, value: object) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        widget.update()
        widget.isVisible()
        widget.isEnabled()
    assert abs(sys.getrefcount(value) - before) < NOISE
