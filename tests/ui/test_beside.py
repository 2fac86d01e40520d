"""Work beside the window: told in its thread, one thing a turn of the event loop, and not after the end."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.models.beside import Asking, Beside
from ui.widgets.later import later


@pytest.fixture
def owner(app: QApplication) -> QObject:
    return QObject(app)


def test_what_was_done_is_told_in_the_windows_thread(owner: QObject, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    beside = Beside(owner)
    beside.run(threading.get_ident, lambda worked_in: told.append((worked_in, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(told))
    [(worked_in, told_in)] = told
    assert told_in == threading.get_ident() != worked_in
    beside.finish()


def test_nothing_is_told_after_the_end(owner: QObject, qtbot: QtBot) -> None:
    told: list[object] = []
    beside = Beside(owner)
    beside.run(lambda: 1, told.append)
    beside.finish()  # waits: the answer is under way to the window
    beside.run(lambda: 2, told.append)
    ended: list[bool] = []
    later(owner, 20, lambda: ended.append(True)).start()
    qtbot.waitUntil(lambda: bool(ended))
    assert told == []


def test_a_window_that_goes_while_something_is_done_hears_nothing_of_it(
    owner: QObject, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    """The thread's own call of what is gone is no error; concurrent.futures would log it."""
    go_on = threading.Event()
    beside = Beside(owner)
    beside.run(lambda: go_on.wait(5), lambda found: None)
    thread = beside._thread
    assert thread is not None
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    assert not isValid(beside)
    go_on.set()
    thread.shutdown()
    assert caplog.records == []


def test_a_question_asked_meanwhile_is_asked_once_more_and_answered_once(owner: QObject, qtbot: QtBot) -> None:
    go_on, told = threading.Event(), list[int]()
    begun: list[int] = []

    def begin() -> object:
        begun.append(len(begun))
        number = begun[-1]
        return lambda: go_on.wait(5) and number

    beside = Beside(owner)
    asking = Asking(beside, begin, told.append)  # type: ignore[arg-type]
    for _ in range(4):
        asking.ask()
    go_on.set()
    qtbot.waitUntil(lambda: told == [1])
    assert begun == [0, 1]
    assert not asking.is_under_way
    beside.finish()


def test_a_question_that_fails_is_said_and_can_be_asked_again(owner: QObject, qtbot: QtBot) -> None:
    answers: list[object] = [LookupError("gone"), "found"]
    told: list[str] = []

    def work() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    beside = Beside(owner)
    asking = Asking(beside, lambda: work, told.append)
    with qtbot.captureExceptions() as raised:
        asking.ask()
        qtbot.waitUntil(lambda: bool(raised))
    asking.ask()
    qtbot.waitUntil(lambda: told == ["found"])
    beside.finish()


def test_timers_that_are_due_together_have_a_turn_each(owner: QObject, qtbot: QtBot) -> None:
    turns, fired = [0], list[int]()
    timers = [later(owner, 0, lambda: fired.append(turns[0])) for _ in range(5)]
    for timer in timers:
        timer.start()
    for _ in range(200):
        turns[0] += 1
        QCoreApplication.processEvents()
        if len(fired) == len(timers):
            break
    assert len(set(fired)) == len(timers)


def test_a_timer_that_waits_for_its_turn_can_still_be_stopped(owner: QObject, qtbot: QtBot) -> None:
    fired: list[str] = []
    second = later(owner, 0, lambda: fired.append("second"))
    first = later(owner, 0, lambda: (fired.append("first"), second.stop()))
    third = later(owner, 5, lambda: fired.append("third"))
    for timer in (first, second, third):
        timer.start()
    qtbot.waitUntil(lambda: "third" in fired)
    assert fired == ["first", "third"]
