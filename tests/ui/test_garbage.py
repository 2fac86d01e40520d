"""When garbage in cycles goes."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.shell.garbage import ENOUGH, Garbage


class Knot:
    """Holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def garbage(app: QApplication) -> Iterator[Garbage]:
    before = gc.get_threshold()
    made = Garbage(app)
    made._rest.setInterval(10)
    made.begin()
    yield made
    made._rest.stop()
    gc.set_threshold(*before)
    gc.unfreeze()


def old_knot() -> "weakref.ref[Knot]":
    """What two looks at the young have left in peace counts as old."""
    knot = Knot()
    seen = weakref.ref(knot)
    gc.collect(1)
    del knot
    return seen


def grow_old() -> None:
    for _ in range(ENOUGH):
        gc.collect(1)


def test_a_rest_ends_what_only_holds_itself(garbage: Garbage, qtbot: QtBot) -> None:
    seen = old_knot()
    grow_old()
    qtbot.waitUntil(lambda: seen() is None)


def test_who_is_busy_does_not_wait_for_it(garbage: Garbage) -> None:
    seen = old_knot()
    for _ in range(3):
        grow_old()
        for _ in range(3):
            gc.collect(0)
        garbage._look()
    assert seen() is not None
