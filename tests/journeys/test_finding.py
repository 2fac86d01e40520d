"""The palette finds what there is, the search field understands operators, a search is kept, and a service is asked."""

from collections.abc import Iterator

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.relay import Relay
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import CUSTOMERS, USER, arrive, fill, signed_in
from tests.journeys.office import Office
from tests.journeys.person import Person
from ui.search.entries import ENTRY
from ui.search.palette import Palette

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]


@pytest.fixture
def inbox(office: Office, dovecot: Dovecot) -> None:
    with signed_in(dovecot, USER) as client:
        fill(client, 40)
    arrive(dovecot, USER, "Harbour plan")
    orders = office.workplace("Orders")
    office.mailbox(dovecot, USER, orders)
    office.crm(orders, CUSTOMERS)


def palette(person: Person) -> Palette:
    """The open one."""
    return [each for each in person.window.findChildren(Palette) if each.isVisible()][-1]


def offered(person: Person) -> list[tuple[str, str]]:
    """The rows of the palette: section and title."""
    model = palette(person).entries
    entries = [model.index(row).data(ENTRY) for row in range(model.rowCount())]
    return [(entry.section, entry.title) for entry in entries]


def find(person: Person, words: str, section: str, title: str) -> None:
    """Type into the palette, go to what is meant with the arrow keys, and press Return."""
    person.press("Ctrl+K")
    person.sheet("Search or do")
    person.type(words)
    # Not those that were found for its first letters, which make room for others while one goes down.
    person.sees(lambda: palette(person)._found.text == words, f"what is found for {words}")
    person.sees(lambda: (section, title) in offered(person), f"{title} among {section}")
    person.press(*["Down"] * offered(person).index((section, title)))
    person.press("Return")


def test_everything_is_found_with_the_keyboard(inbox: None, sit_down: SitDown) -> None:
    person = sit_down()
    person.sees_line("Customer 0")
    find(person, "draf", "Commands", "Drafts")
    person.reads("No drafts")
    find(person, "harbour", "Conversations", "Harbour plan")
    person.reads("What about Harbour plan?")
    find(person, "customer 1", "Customers", "Customer 1")
    person.reads("number21")
    find(person, "ingrid", "People", "Ingrid Berg")
    person.sees_line("Harbour plan")
    person.press("/")
    person.press("Ctrl+A")
    person.type("from:c3@haneul.example after:2026")
    person.sees(
        lambda: {line.title for line in person.lines()} == {"Customer 3"} and len(person.lines()) == 2,
        "the two mails of Customer 3",
    )
    person.press("Ctrl+A")
    person.type("is:unread in:nowhere")
    person.reads("nowhere")
    person.shot("finding-wrong")
    person.press("Escape")
    find(person, "subject delivery from:c3@haneul.example", "Search", "Save this search")
    person.press("Ctrl+K")
    person.sheet("Search or do")
    person.sees(lambda: [section for section, _ in offered(person)][:1] == ["Saved searches"], "the saved search first")
    person.shot("finding-saved")
    person.press("Escape")
    person.sees_no_sheet()


@pytest.fixture
def cable(dovecot: Dovecot) -> Iterator[Relay]:
    """Between the program and the mail server."""
    relay = Relay(dovecot.tls_port)
    yield relay
    relay.close()


def search_there(person: Person, words: str) -> None:
    """Type words into the search field and have the services look for them."""
    person.press("/")
    person.press("Ctrl+A")
    person.type(words)
    person.sees(lambda: person.window.mail.inbox.where.query == words, f"a search for {words}")
    person.press("Ctrl+Shift+F")


def test_a_service_finds_what_is_not_found_here(
    office: Office, dovecot: Dovecot, cable: Relay, sit_down: SitDown
) -> None:
    with signed_in(dovecot, USER) as client:
        fill(client, 40)
    office.mailbox(dovecot, USER, office.workplace("Orders"), relay=cable)
    person = sit_down()
    person.sees_line("Customer 0")
    cable.hold()
    search_there(person, "umber21")  # here words are found by how they begin, there by any part of them
    person.reads("Nothing found")
    person.reads(f"Searching at {USER}… 0 found so far.")
    person.shot("server-search-running")
    cable.mend()
    person.reads(f"{USER}: 1 found.")
    assert person.sees_line("Customer 1").title == "Customer 1"
    person.shot("server-search-done")
    search_there(person, "zeppelin")
    person.reads(f"{USER}: nothing found.")
    person.shot("server-search-nothing")
    cable.cut()
    search_there(person, "umber22")
    person.reads(f"{USER}: localhost ", 90)  # closed the connection, or could not be reached
    person.shot("server-search-failed")
    cable.mend()
    person.click("Search there again")
    person.reads(f"{USER}: 1 found.", 90)
    person.sees_line("Customer 2")
