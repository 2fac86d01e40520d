"""An inbox is worked through with the keyboard; in the end the server has what was decided."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.dovecot import Dovecot
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import CUSTOMERS, USER, fill, on_server, signed_in
from tests.journeys.office import Office
from tests.journeys.person import Person
from tests.journeys.program import until
from ui.widgets.times import long_time

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]
LEAST = timedelta(seconds=8)
"""So much is left at least until the full minute to which something is snoozed."""


@pytest.fixture
def inbox(office: Office, dovecot: Dovecot) -> None:
    """Eight mails, three of them of customers of the CRM."""
    with signed_in(dovecot, USER) as client:
        fill(client, 8)
    orders = office.workplace("Orders")
    office.mailbox(dovecot, USER, orders)
    office.crm(orders, CUSTOMERS)


def snooze(person: Person) -> datetime:
    """To the next full minute that is not too near, typed into the sheet; the time."""
    person.press("h")
    person.choose("Pick a day")
    sheet = person.sheet("Snooze until")
    at = (datetime.now(UTC).astimezone() + timedelta(minutes=1) + LEAST).replace(second=0, microsecond=0)
    person.type_moment(sheet, at)
    person.reads(f"Returns {long_time(at)}")
    person.click("Snooze")
    person.sees_no_sheet()
    return at


def state(dovecot: Dovecot) -> dict[str, tuple[str, bool, bool]]:
    """Folder, read and starred of each mail at the server, by its number."""
    with signed_in(dovecot, USER) as client:
        rows = on_server(client)
    return {message_id[2:].partition("@")[0]: (folder, *flags) for folder, message_id, *flags in rows}


def test_an_inbox_is_worked_through_by_key(inbox: None, dovecot: Dovecot, sit_down: SitDown) -> None:
    person = sit_down()
    person.sees_line("Customer 2")
    person.press("j")
    person.reads("number2")
    person.press("j", "k")
    person.reads("number2")
    person.sees(lambda: not person.sees_line("Customer 2").is_unread, "that it counts as read after a moment")
    at = snooze(person)
    person.misses_line("Customer 2")
    person.go("Snoozed")
    person.sees_line("Customer 2")
    person.go("Inbox")
    person.click("Other 5")
    person.sees_line("Customer 7")
    person.click_line("Customer 3")
    person.press("b")
    person.sees(lambda: person.lines()[0].title.startswith("Customer 3"), "the pinned line on top")
    person.click_line("Customer 5")
    person.press("m")
    person.sees(lambda: person.sees_line("Customer 5").is_muted, "the muted line")
    person.click_line("Customer 6")
    person.press("s")
    person.sees(lambda: person.sees_line("Customer 6").is_flagged, "the star")
    person.press("e")
    person.misses_line("Customer 6")
    person.click("Undo")
    person.sees_line("Customer 6")
    person.click_line("Customer 7")
    person.press("e")
    person.misses_line("Customer 7")
    person.press("Alt+S")
    person.sees(lambda: [line.title for line in person.lines()] == ["Customer 6"], "only what is starred")
    person.press("Alt+S")
    person.sees_line("Customer 4")
    person.shot("triage")
    until(lambda: state(dovecot).get("7", ("",))[0] == "Archive", 30, "the server has archived")
    left = (at - datetime.now(UTC)).total_seconds()
    person.go("Inbox")
    person.sees_line("Customer 2", max(left, 0) + 30)
    assert datetime.now(UTC) >= at
    until(lambda: state(dovecot).get("6", ("", False, False))[2], 30, "the star is at the server")
    found = state(dovecot)
    assert {n: folder for n, (folder, *_) in found.items() if folder != "INBOX"} == {"7": "Archive"}
    assert [n for n, (_, _, is_starred) in found.items() if is_starred] == ["6"]
    assert found["2"][1]
    assert not found["0"][1]
    person.shot("triage-end")
