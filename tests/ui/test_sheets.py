"""Sheets: their buttons stay in sight however much stands above them, and Tab goes as the parts stand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.conftest import OpenWindow
from tests.ui.patience import until_unfolded
from tests.ui.sample_home import SampleHome
from ui.filing.sheet import FilingSheet
from ui.inbox.listings import Place
from ui.notify.choices import NotifyChoices
from ui.settings.sheet import SettingsSheet
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme
from ui.widgets.sheet import Sheet
from ui.widgets.still import BAND, Veil
from workspace.connector.manifest import manifests
from workspace.model.kinds import Verb


def two_forms(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    sheet = window.desks.filing.open(window.mail.shown.answered_item().item_id)
    assert sheet is not None
    until_unfolded(sheet)
    sheet.add_form("contact")
    sheet.add_form("company")


def several(window: MainWindow) -> None:
    window.mail.inbox.view.choose_all()
    window.bulk.run("file")


def new_event(window: MainWindow) -> None:
    window.show_place(Place.CALENDAR)
    window.pages.calendar.begin_new()


SHEETS: dict[str, Callable[[MainWindow], object]] = {
    "filing": two_forms,
    "several": several,
    "never": lambda window: window.desks.filing.show_never_file(),
    "settings": lambda window: window.sheets.show_settings(),
    "workplace": lambda window: window.sheets.add_workplace(),
    "account": lambda window: window.sheets.add_account_of(manifests()["imap"]),
    "event": new_event,
}


def lies_in(widget: QWidget, window: QWidget) -> bool:
    """Whether all of it is inside the window and nothing lies over its corners."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    corners = (place.topLeft() + QPoint(3, 3), place.bottomRight() - QPoint(3, 3))
    found = [window.childAt(corner) for corner in corners]
    return window.rect().contains(place) and all(each is widget or widget.isAncestorOf(each) for each in found)  # type: ignore[arg-type]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("name", SHEETS)
def test_the_buttons_of_a_sheet_stay_in_sight(
    name: str, scale: float, app: QApplication, open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    start_theme(app, Mode.LIGHT, scale)
    window = open_window(home_with_mail)
    window.resize(1024, 700)
    SHEETS[name](window)
    [sheet] = window.findChildren(Sheet)
    until_unfolded(sheet)
    buttons = [each for each in sheet.card.findChildren(QPushButton) if sheet.foot.indexOf(each) >= 0]
    buttons = [each for each in buttons if each.isVisible()]
    assert buttons
    qtbot.waitUntil(lambda: all(lies_in(button, window) for button in buttons), timeout=2000)


def test_a_form_that_is_added_is_scrolled_to_and_tab_reaches_it_before_the_buttons(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    two_forms(window)
    [sheet] = window.findChildren(FilingSheet)
    name = sheet.forms[-1].fields["name"]
    assert QApplication.focusWidget() is name
    qtbot.waitUntil(lambda: lies_in(name, window), timeout=2000)
    order: list[QWidget | None] = []
    while QApplication.focusWidget() is not sheet.file_button and len(order) < 60:
        order.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    last = list(sheet.forms[-1].fields.values())[-1]
    assert last in order
    assert order[-1] is sheet.cancel_button


def test_the_focus_stays_in_a_sheet_when_what_had_it_goes(window: MainWindow, qtbot: QtBot) -> None:
    below = Sheet(window, "Below")
    line = QPushButton("A line that goes", below)
    below.layout_.addWidget(line)
    below.open()
    line.setFocus()
    above = Sheet(window, "Above")
    above.layout_.addWidget(QPushButton("OK", above))
    above.open()
    line.deleteLater()
    QApplication.sendPostedEvents(line, QEvent.Type.DeferredDelete.value)
    assert QApplication.focusWidget() in above.findChildren(QWidget)
    above.done()
    qtbot.waitUntil(below.hasFocus)
    window.mail.inbox.view.setFocus()
    qtbot.waitUntil(below.hasFocus)
    QTest.keyClick(below, Qt.Key.Key_Escape)
    assert not below.isVisible()


def test_a_window_goes_with_its_sheet(app: QApplication, qtbot: QtBot) -> None:
    """What has the focus in the sheet loses it when half of the window is gone already."""
    window = QWidget()
    window.show()
    window.activateWindow()
    sheet = Sheet(window, "Colour of the tile")
    field = QLineEdit(sheet.body)
    sheet.layout_.addWidget(field)
    sheet.open()
    qtbot.waitUntil(field.hasFocus)
    with qtbot.captureExceptions() as raised:
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
    assert raised == []


def test_tab_passes_by_what_a_narrow_window_leaves_no_height(window: MainWindow, qtbot: QtBot) -> None:
    sheet = Sheet(window, "Narrow")
    first, flat, last = QPushButton("First", sheet), QWidget(sheet), QPushButton("Last", sheet)
    flat.setFixedHeight(0)
    for part in (first, flat, last):
        sheet.layout_.addWidget(part)
    sheet.open()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert last.hasFocus()


class Ground(QWidget):
    """Notes which part of it is painted at once."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.painted: list[QRect] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect())


def test_the_window_under_a_sheet_is_painted_band_by_band(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    ground = Ground(window)
    ground.setGeometry(window.rect())
    window.show()
    qtbot.waitUntil(lambda: bool(ground.painted))
    ground.painted.clear()
    sheet = Sheet(window, "Over it")
    sheet.open()
    sheet.layout_.addWidget(QLineEdit(sheet.body))
    qtbot.wait(50)
    assert ground.painted == []
    sheet.done()
    qtbot.waitUntil(lambda: bool(ground.painted) and ground.painted[-1].bottom() == 699)
    assert max(each.height() for each in ground.painted) <= BAND
    left = QRegion(ground.rect())
    for each in ground.painted:
        left = left.subtracted(QRegion(each))
    assert left.isEmpty()


def test_a_sheet_stands_on_the_window_as_it_is_now_not_as_it_was_at_the_last_one(
    app: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setAutoFillBackground(True)
    window.show()
    seen = []
    for color, width in ((Qt.GlobalColor.red, 900), (Qt.GlobalColor.green, 900), (Qt.GlobalColor.blue, 1000)):
        window.setPalette(QPalette(color))
        window.resize(width, 700)
        qtbot.waitExposed(window)
        sheet = Sheet(window, "Over it")
        sheet.open()
        app.processEvents()
        seen.append(window.grab().toImage().pixelColor(2, 690))
        sheet.done()
        qtbot.waitUntil(lambda: not window.findChildren(Veil))
    window.repaint()
    brightest = [max(each.red(), each.green(), each.blue()) for each in seen]
    assert [each.red() == top for each, top in zip(seen, brightest, strict=True)] == [True, False, False]
    assert [each.green() == top for each, top in zip(seen, brightest, strict=True)] == [False, True, False]
    assert [each.blue() == top for each, top in zip(seen, brightest, strict=True)] == [False, False, True]


def test_what_was_just_said_stands_over_a_sheet_and_goes_in_its_time(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[str] = []
    window.toast.say("Archived", button="Undo", on_click=lambda: undone.append("Archived"), seconds=0.5)
    place = window.toast.geometry().center()
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(place).lightness() < 120)
    sheet = Sheet(window, "Settings")
    sheet.open()
    assert window.toast.isVisible()
    assert window.toast.isAncestorOf(window.childAt(place))
    qtbot.waitUntil(lambda: not window.toast.isVisible())
    assert sheet.grab().toImage().pixelColor(place).lightness() > 120
    window.toast.say("Archived", button="Undo", on_click=lambda: undone.append("Archived"))
    other = Sheet(window, "Another")
    other.open()
    window.toast.press()
    assert undone == ["Archived"]


def test_a_click_beside_a_form_does_not_throw_away_what_was_written(window: MainWindow) -> None:
    def opened() -> Sheet:
        window.commands.run("add_workplace")
        return next(each for each in window.findChildren(Sheet) if each.isVisible())

    beside = QPoint(5, 5)
    QTest.mouseClick(sheet := opened(), Qt.MouseButton.LeftButton, pos=beside)
    assert not sheet.isVisible()
    sheet = opened()
    QTest.keyClicks(sheet.findChildren(QLineEdit)[0], "Night desk")
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=beside)
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_keyboard(window: MainWindow, key: Qt.Key) -> None:
    window.commands.run("focus")
    sheet = next(each for each in window.findChildren(Sheet) if each.isVisible())
    QTest.keyClick(sheet, Qt.Key.Key_Tab)
    chosen = QApplication.focusWidget()
    assert isinstance(chosen, QPushButton)
    QTest.keyClick(chosen, key)
    assert not sheet.isVisible()
    assert NotifyChoices(window.context.user).focus_until() is not None


def test_a_sheet_is_there_before_what_it_holds_and_goes_with_escape(window: MainWindow, qtbot: QtBot) -> None:
    window.sheets.show_settings("look")
    [sheet] = window.findChildren(SettingsSheet)
    assert (sheet.isVisible(), sheet.card.isVisible(), sheet.made) == (True, False, {})
    assert QApplication.focusWidget() is sheet
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(sheet))
    window.sheets.show_settings("look")
    [sheet] = window.findChildren(SettingsSheet)
    with qtbot.waitSignal(sheet.unfolded):
        pass
    assert sheet.made["look"].isVisible()
    assert QApplication.focusWidget() is sheet.tabs["look"]


def test_enter_files_what_is_proposed_also_before_the_sheet_is_unfolded(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    window.mail.inbox.step(1)
    sheet = window.desks.filing.open(window.mail.shown.answered_item().item_id)
    assert sheet is not None
    assert sheet.card.isHidden()
    with qtbot.waitSignal(sheet.filed):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert len(home_with_mail.queued(Verb.FILE)) == 1
