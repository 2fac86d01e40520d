"""The workplaces above the calendar: chips while there is room, else a menu."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SampleHome
from ui.calendar.screen import CalendarScreen
from ui.shell.window import MainWindow


def test_workplaces_keep_their_chips_in_a_narrow_window(window: MainWindow, calendar: CalendarScreen) -> None:
    wide = calendar.bar.workplaces.chips[0].width()
    window.resize(1024, 700)
    assert [chip.isVisible() for chip in calendar.bar.workplaces.chips] == [True, True]
    assert calendar.bar.workplaces.chips[0].width() < wide
    assert calendar.bar.workplaces.chips[0].accessibleName() == "Show Customer service"


def test_many_workplaces_stand_in_a_menu_that_covers_nothing(
    window: MainWindow, calendar: CalendarScreen, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    bar = calendar.bar
    places = [home_with_mail.user.add_workplace(f"Customer team {n}", "#3B5BDB", f"T{n}") for n in range(21)]
    bar.show_workplaces(places, [each.workplace_id for each in places])
    for width in (1440, 1024, 940, 800):
        window.resize(width, 800)
        QApplication.processEvents()
        parts = [*bar.modes.values(), bar.workplaces.menu_button, bar.new]
        assert all(part.isVisible() for part in parts), width
        boxes = [QRect(part.mapTo(bar, QPoint()), part.size()) for part in parts]
        assert all(left.right() < right.left() for left, right in pairwise(boxes)), (width, boxes)
        assert bar.rect().contains(boxes[-1])
    assert not any(chip.isVisible() for chip in bar.workplaces.chips)
    assert bar.workplaces.menu_button.text() == "Workplaces 21/21"
    with qtbot.waitSignal(bar.shown_changed) as told:
        qtbot.mouseClick(bar.workplaces.menu_button, Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[3]).center())
    assert told.args == [[each.workplace_id for n, each in enumerate(places) if n != 3]]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert bar.workplaces.menu_button.text() == "Workplaces 19/21"
    menu.close()
