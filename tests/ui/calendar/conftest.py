"""The calendar on a week of sample events, without an engine."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.calendar.sample import fill_week
from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from ui.calendar.entries import Entry
from ui.calendar.screen import CalendarScreen
from ui.calendar.span import Mode
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from ui.widgets.sheet import Sheet

T = TypeVar("T", bound=Sheet)


@pytest.fixture
def week_home(home_with_mail: SampleHome) -> SampleHome:
    """The sample home with a week of events."""
    return fill_week(home_with_mail)


@pytest.fixture
def window(open_window: OpenWindow, week_home: SampleHome) -> MainWindow:
    """The main window, showing the calendar."""
    made = open_window(week_home)
    made.show_place(Place.CALENDAR)
    return made


@pytest.fixture
def calendar(window: MainWindow) -> CalendarScreen:
    """The calendar, showing the week from Monday."""
    found = window.pages.calendar
    found.show_mode(Mode.WEEK)
    settled(found)
    return found


def settled(calendar: CalendarScreen) -> None:
    """Wait until it shows what the stores say."""
    deadline = QDeadlineTimer(20_000)
    while calendar.is_looking:
        assert not deadline.hasExpired()
        QTest.qWait(5)


def renewed(calendar: CalendarScreen) -> None:
    """Have it look again."""
    calendar.reload()
    settled(calendar)


Titled = Callable[[str], Entry]


@pytest.fixture
def titled(calendar: CalendarScreen) -> Titled:
    """The first event shown with a title."""

    def find(title: str) -> Entry:
        found = [each for each in calendar.entries if each.title == title]
        assert found, f"{title} is not among {[each.title for each in calendar.entries]}"
        return found[0]

    return find


def sheet_of(window: MainWindow, kind: type[T]) -> T:
    """The sheet that is open."""
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def until(qtbot: QtBot, says: Callable[[], object]) -> None:
    """Wait until it is true."""
    qtbot.waitUntil(lambda: bool(says()), timeout=5_000)
