"""From an empty home to the first mail, with address and password; a large mailbox is usable while it comes."""

import time

import pytest

from tests.fakes.dovecot import PASSWORD, Dovecot
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import USER, arrive, fill, signed_in
from tests.journeys.office import Office
from tests.journeys.person import Person

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]
FIRST_MAIL_SECONDS = 120
MANY = 5_000


def test_an_empty_home_shows_its_first_mail_within_two_minutes(dovecot: Dovecot, sit_down: SitDown) -> None:
    arrive(dovecot, USER, "Welcome aboard")
    began = time.monotonic()
    person = sit_down()
    person.click("Mail (IMAP)")
    person.sheet("Add Mail (IMAP)")
    person.type(USER)
    person.reads("imap.brightwell.example")
    person.press("Tab")
    person.type(PASSWORD)
    person.shot("first-run-guessed")
    typed = person.strokes
    of_the_test_server(person, dovecot)
    person.click("Connect")
    person.sees_line("Welcome aboard", FIRST_MAIL_SECONDS)
    took = time.monotonic() - began
    person.press("j")
    person.reads("What about Welcome aboard?")
    person.shot("first-mail")
    print(f"first mail after {took:.1f} s and {typed} keystrokes, and {person.strokes - typed} for the test's server")
    assert took < FIRST_MAIL_SECONDS
    assert typed == len(USER) + 1 + len(PASSWORD)


def of_the_test_server(person: Person, dovecot: Dovecot) -> None:
    """Where the mailbox really is: nobody's domain leads to a server on this computer."""
    person.write("IMAP server", "localhost")
    person.write("SMTP server", "")
    person.write("IMAP port", str(dovecot.tls_port))
    person.write("Certificate authority", dovecot.ca_file)


def test_a_large_mailbox_is_usable_while_it_comes(office: Office, dovecot: Dovecot, sit_down: SitDown) -> None:
    with signed_in(dovecot, USER) as client:
        fill(client, MANY)
    arrive(dovecot, USER, "The newest of all")
    office.mailbox(dovecot, USER, office.workplace("Orders"))
    person = sit_down()
    person.sees_line("The newest of all")
    person.reads("newest first")
    person.shot("first-sync")
    person.press("j")
    person.reads("What about The newest of all?")
    assert any("newest first" in words for words in person.texts()), "the mailbox was read before it could be shown"
    person.sees(lambda: not any("newest first" in words for words in person.texts()), "the end of the first sync", 120)
