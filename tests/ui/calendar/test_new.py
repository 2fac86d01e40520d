"""Where a new event is, the calendar goes."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.calendar.conftest import sheet_of, until
from tests.ui.calendar.sample import monday
from tests.ui.sample_home import SampleHome
from ui.calendar.editor import EventSheet
from ui.calendar.screen import CalendarScreen
from ui.calendar.span import midnight
from ui.shell.window import MainWindow


@pytest.mark.parametrize("days", [2, 16])
def test_a_new_event_is_gone_to(
    window: MainWindow, calendar: CalendarScreen, week_home: SampleHome, qtbot: QtBot, days: int
) -> None:
    starts = midnight(monday() + timedelta(days=days)) + timedelta(hours=23)
    calendar.create_at(starts, starts + timedelta(minutes=45), False)
    sheet = sheet_of(window, EventSheet)
    qtbot.keyClicks(sheet.summary, "Late call")
    qtbot.keyClick(sheet.summary, Qt.Key.Key_Return)
    grid = calendar.hours.grid

    def is_seen() -> bool:
        box = next((box.area for box in grid.boxes if box.entry.title == "Late call"), None)
        return box is not None and grid.visibleRegion().boundingRect().contains(box.center().toPoint())

    until(qtbot, is_seen)
    until(qtbot, lambda: not calendar._asking.is_under_way)
    assert is_seen()
