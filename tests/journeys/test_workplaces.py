"""Workplaces are made, changed, put in order and moved between; unread numbers are the same wherever they stand."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.fakes.dovecot import Dovecot
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import USER, arrive
from tests.journeys.office import Office
from tests.journeys.person import Person
from ui.shell.rail import Tile
from ui.widgets.swatch import Swatch

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]
SALES = "sales@brightwell.example"


@pytest.fixture
def support(office: Office, dovecot: Dovecot) -> None:
    """One workplace with two mailboxes: two unread mails in one, one in the other."""
    workplace = office.workplace("Support")
    for user, subjects in ((USER, ("First", "Second")), (SALES, ("Offer",))):
        for subject in subjects:
            arrive(dovecot, user, subject)
        office.mailbox(dovecot, user, workplace)


def tile(person: Person, name: str) -> Tile:
    return next(each for each in person.window.rail.tiles if each.workplace.name == name)


def numbers(person: Person) -> dict[str, str]:
    """The unread number of the workplace that is shown, everywhere it stands."""
    window = person.window
    assert person.shell.notices is not None
    tray, nav = person.shell.notices.tray, window.sidebar.nav
    shown = next(each for each in window.rail.tiles if each.isChecked())
    inbox = nav.row_at(nav.index_of("place", "inbox"))
    title = window.windowTitle()
    name = shown.workplace.name
    entry = next((action.text() for action in tray.menu.actions() if action.text().startswith(name)), "not there")
    return {
        "rail": shown.badge,
        "sidebar": inbox.number if inbox else "",
        "title": title.partition("(")[2].partition(")")[0],
        "tray": entry.removeprefix(name).strip(" ()"),
    }


def sees_everywhere(person: Person, number: str) -> None:
    person.sees(lambda: set(numbers(person).values()) == {number}, f"{number or 'no number'} everywhere")


def drag_up(person: Person, moved: Tile) -> None:
    """Above the tile that is first."""
    window, middle = person.window, moved.rect().center()
    handle, start = window.windowHandle(), moved.mapTo(window, middle)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(handle, start - QPoint(0, step * moved.height() // 5))
    QTest.mouseRelease(
        handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start - QPoint(0, moved.height())
    )


def test_workplaces_are_made_changed_ordered_and_moved_between(
    support: None, office: Office, tmp_path: Path, sit_down: SitDown
) -> None:
    person = sit_down()
    sees_everywhere(person, "3")
    person.click("Add workplace")
    person.sheet("Add workplace")
    person.type("Sales")
    person.click("Add")
    person.sees_no_sheet()
    sees_everywhere(person, "")
    person.press("Ctrl+E")
    sheet = person.sheet("Edit workplace")
    green = next(each for each in sheet.findChildren(Swatch) if not each.isChecked())
    person.click(green)
    person.click("Save")
    person.sees(lambda: tile(person, "Sales").workplace.color == green.color, "the new colour")
    drag_up(person, tile(person, "Sales"))
    person.sees(lambda: [w.name for w in office.user.workplaces()] == ["Sales", "Support"], "the new order")
    person.press("Ctrl+2")
    sees_everywhere(person, "3")
    person.press("Ctrl+M")
    person.sheet("Move account")
    person.pick("Account", SALES)
    person.click("Move")
    sees_everywhere(person, "2")
    person.press("Ctrl+1")
    person.sees_line("Offer")
    sees_everywhere(person, "1")
    person.press("j")
    person.reads("What about Offer?")
    sees_everywhere(person, "")
    person.shot("workplaces")
    template = tmp_path / "sales.toml"
    person.answer_file_dialog(template)
    command(person, "Export workplace")
    person.sees(template.exists, "the template")
    assert SALES not in template.read_text()
    person.answer_file_dialog(template)
    command(person, "Import workplace")
    person.sees(lambda: len(person.window.rail.tiles) == 3, "the workplace of the template")
    person.shot("imported")
    assert [w.color for w in office.user.workplaces()].count(green.color) == 2


def command(person: Person, words: str) -> None:
    person.press("Ctrl+K")
    person.sheet("Search or do")
    person.type(words)
    person.press("Return")
