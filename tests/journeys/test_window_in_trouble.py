"""The engine is killed while somebody writes and sends: nothing typed is lost, and nothing leaves twice."""

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.smtp import SmtpSink
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import USER, arrive
from tests.journeys.office import Office
from tests.journeys.program import Program, until

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]


def test_a_letter_outlives_the_engine_and_leaves_once(
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
    person.type(" second half.")
    person.press("Ctrl+Return")
    person.reads("Sending…")
    person.press("s")
    person.sees(lambda: person.sees_line("Parcel").is_flagged, "the star at once")
    until(program.kill_engine, 30, "an engine to be killed again")
    person.shot("engine-killed")
    person.sees(lambda: len(smtp.taken) == 1, "the answer at the mail host", 90)
    person.sees(lambda: not person.window.context.reader.attempts(), "an empty outbox", 60)
    assert len(smtp.taken) == 1
    assert b"First half, second half." in smtp.taken[0].raw
