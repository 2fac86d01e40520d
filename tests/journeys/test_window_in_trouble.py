"""The engine is killed while somebody writes and sends, and the cache is damaged: nothing is lost or done twice."""

import random
from pathlib import Path

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.smtp import SmtpSink
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import USER, arrive
from tests.journeys.office import Office
from tests.journeys.program import Program, until
from ui.shell.mishaps import Mishaps

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


def damage(path: Path) -> None:
    """Every page of it, but not the first bytes."""
    rng = random.Random(5)
    with path.open("r+b") as file:
        for at in range(1000, path.stat().st_size, 4096):
            file.seek(at)
            file.write(rng.randbytes(64))


@pytest.mark.qt_no_exception_capture
def test_a_cache_that_is_damaged_under_the_open_window_is_made_anew_with_one_click(
    office: Office, dovecot: Dovecot, program: Program, sit_down: SitDown
) -> None:
    arrive(dovecot, USER, "Parcel")
    arrive(dovecot, USER, "Harbour plan")
    office.mailbox(dovecot, USER, office.workplace("Orders"))
    person = sit_down()
    person.sees_line("Parcel")
    person.sees_line("Harbour plan")
    mishaps = Mishaps(person.shell.say)
    mishaps.begin()
    damage(program.home / "cache.db")
    arrive(dovecot, USER, "Third")
    person.window.sync_now()
    person.reads("Mail kept on this computer is damaged", 60)
    person.shot("cache-damaged")
    person.click("Start again")
    person.sees(lambda: person.shell.window is not None, "the window on another cache", 60)
    for subject in ("Parcel", "Harbour plan", "Third"):
        person.sees_line(subject, 60)
    assert person.window.workplace_name == "Orders"
    mishaps.end()


def test_a_cache_that_was_damaged_while_the_program_was_closed_is_made_anew(
    office: Office, dovecot: Dovecot, program: Program, sit_down: SitDown
) -> None:
    arrive(dovecot, USER, "Parcel")
    office.mailbox(dovecot, USER, office.workplace("Orders"))
    program.run("sync", "--once")
    damage(program.home / "cache.db")
    sit_down().sees_line("Parcel", 60)
