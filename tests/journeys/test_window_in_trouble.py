"""The mail host goes away and the engine dies while somebody writes: nothing typed is lost, nothing is told twice."""

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.smtp import SmtpSink
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import USER, arrive
from tests.journeys.office import Office
from tests.journeys.program import Program, until

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]


def test_a_letter_outlives_its_engine_and_its_mail_host(
    office: Office, dovecot: Dovecot, smtp: SmtpSink, program: Program, sit_down: SitDown
) -> None:
    arrive(dovecot, USER, "Parcel")
    office.mailbox(dovecot, USER, office.workplace("Orders"), smtp)
    person = sit_down()
    person.sees_line("Parcel")
    person.press("j")
    person.reads("What about Parcel?")
    person.press("r")
    person.type("First half,")
    until(program.kill_engine, 30, "an engine to be killed")
    smtp.stop()
    dovecot.stop()
    person.type(" second half.")
    person.press("Ctrl+Return")
    person.reads("Sending…")
    person.press("s")
    person.sees(lambda: person.sees_line("Parcel").is_flagged, "the star at once")
    person.reads("cannot be reached", 60)
    person.shot("offline")
    smtp.start()
    person.sees(lambda: len(smtp.taken) == 1, "the answer at the mail host", 90)
    assert b"First half, second half." in smtp.taken[0].raw
