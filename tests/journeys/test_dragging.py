"""A person drags conversations with the mouse, from the press to the drop, on a display."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import app, context_of, filled_home, home_with_mail, open_window
from tests.ui.sample_home import SampleHome
from tests.ui.test_dragging import LEFT, home, line, spot, window
from ui.shell.window import MainWindow
from workspace.model.kinds import Verb

__all__ = ["app", "context_of", "filled_home", "home", "home_with_mail", "open_window", "window"]
pytestmark = [pytest.mark.display, pytest.mark.timeout(60)]


def held(window: MainWindow, then: Callable[[], object]) -> None:
    """Press on the first line, pull it, and go on while it is dragged."""
    view = window.mail.inbox.view
    start = line(window, "Haneul")
    handle, away = window.windowHandle(), view.viewport().mapTo(window, start)
    QTest.mousePress(handle, LEFT, pos=away)
    QTimer.singleShot(300, then)
    QTest.mouseMove(handle, away + QPoint(40, 40))
    QApplication.processEvents()


def test_a_line_is_dragged_into_a_folder_by_hand(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    there = window.sidebar.view.viewport().mapTo(window, spot(window, "folder", "Archive"))
    handle = window.windowHandle()

    def let_go() -> None:
        QTest.mouseMove(handle, there)
        QTest.mouseRelease(handle, LEFT, pos=there)

    held(window, let_go)
    qtbot.waitUntil(lambda: len(home.queued(Verb.MOVE)) == 1)


def test_escape_ends_a_drag_and_nothing_moved(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    there = window.sidebar.view.viewport().mapTo(window, spot(window, "folder", "Archive"))
    handle, done = window.windowHandle(), []

    def give_up() -> None:
        QTest.mouseMove(handle, there)
        QTest.keyClick(handle, Qt.Key.Key_Escape)
        QTest.mouseRelease(handle, LEFT, pos=there)
        done.append(True)

    held(window, give_up)
    qtbot.waitUntil(lambda: bool(done))
    assert home.queued(Verb.MOVE) == []
    assert window.sidebar.view.rows.target is None
