"""Letters are written, planned, taken back and answered at the window; what left is what the mail host was handed."""

import email
import subprocess
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.smtp import SmtpSink
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import USER, arrive
from tests.journeys.office import Office
from tests.journeys.person import Person
from tests.journeys.program import Program, until
from tests.journeys.test_window import keys, opened

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]
SALES = "sales@brightwell.example"
LEAST = timedelta(seconds=20)
"""So much is left at least until the full minute at which a letter is to leave."""


@pytest.fixture
def two_workplaces(office: Office, dovecot: Dovecot, smtp: SmtpSink) -> None:
    """Support with a signature, Orders with a mail that waits for an answer, and a template for both."""
    kim = office.mailbox(dovecot, USER, office.workplace("Support"), smtp)
    office.mailbox(dovecot, SALES, office.workplace("Orders"), smtp)
    office.user.set_signature(kim, USER, "<div>Kim of <b>Brightwell</b></div>")
    office.user.add_template("Thanks", "About {date}", "<div>Thank you for the parcel.</div>")
    arrive(dovecot, SALES, "Late delivery")


def sent(smtp: SmtpSink) -> list[EmailMessage]:
    """What left, in that order."""
    mails = [email.message_from_bytes(each.raw, policy=default) for each in smtp.taken]
    return [each for each in mails if isinstance(each, EmailMessage)]


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def plan(person: Person, path: Path) -> datetime:
    """A letter with template, signature and a file that is to leave at the next full minute; the time."""
    person.press("c")
    person.sheet("New mail")
    person.type("ingrid@norrland.example")
    person.press("Tab")
    person.click("Templates")
    person.choose("Thanks")
    person.write("Subject", "Your parcel")
    person.answer_file_dialog(path)
    person.click("Attach files")
    person.reads("list.txt")
    person.click("Send later (Ctrl+Shift+Enter)")
    person.choose("Day and time")
    sheet = person.sheet("Send later")
    at = (datetime.now(UTC).astimezone() + timedelta(minutes=1) + LEAST).replace(second=0, microsecond=0)
    person.type_moment(sheet, at)
    person.reads(f"Leaves today {at:%H:%M}")
    person.shot("send-later")
    person.press("Tab", "Tab")
    person.click("Send later")
    person.sees_no_sheet()
    return at


def answer_as_the_wrong_one(person: Person) -> None:
    """From the workplace of the other address, which is asked about; the person switches back."""
    person.press("Ctrl+2")
    person.click_line("Late delivery")
    person.reads("What about Late delivery?")
    person.press("r")
    person.type("It is on its way.")
    assert person.field("From").property("currentText").startswith(SALES)
    person.pick("From", USER)
    person.click("Send")
    person.reads("Switch back")
    person.shot("crossing")
    person.click("Switch back")
    person.sees(lambda: person.field("From").property("currentText").startswith(SALES), "the address that received")
    person.click("Send")
    person.reads("Sending…")


def test_letters_leave_as_they_were_meant_to(
    two_workplaces: None, smtp: SmtpSink, tmp_path: Path, sit_down: SitDown
) -> None:
    path = tmp_path / "list.txt"
    path.write_text("one\ntwo\n")
    person = sit_down()
    person.sees(lambda: "in step" in " ".join(person.texts()), "the accounts in step")
    at = plan(person, path)
    person.press("c")
    person.sheet("New mail")
    person.type("ingrid@norrland.example")
    person.press("Tab")
    person.write("Subject", "Too early")
    person.press("Ctrl+Return")
    person.press("Ctrl+Return")
    person.click("Undo")
    person.sheet("New mail")
    person.reads("Too early")
    person.click("Discard")
    person.sees_no_sheet()
    answer_as_the_wrong_one(person)
    person.sees(lambda: len(smtp.taken) == 1, "the answer at the mail host")
    left = (at - datetime.now(UTC)).total_seconds()
    assert left > 0, "the planned letter did not wait"
    person.sees(lambda: len(smtp.taken) == 2, "the planned letter at the mail host", left + 30)
    assert datetime.now(UTC) >= at
    person.press("Ctrl+1")
    person.go("Sent")
    person.sees_line("Your parcel")
    person.shot("writing-end")
    answer, parcel = sent(smtp)
    assert (smtp.taken[0].sender, str(answer["Subject"])) == (SALES, "Re: Late delivery")
    assert text(answer).startswith("It is on its way.")
    assert (smtp.taken[1].sender, str(parcel["Subject"])) == (USER, "Your parcel")
    assert "Thank you for the parcel." in text(parcel)
    assert "Kim of Brightwell" in text(parcel)
    assert [part.get_content() for part in parcel.iter_attachments()] == ["one\ntwo\n"]


def test_a_letter_is_there_again_after_everything_was_killed(
    two_workplaces: None, office: Office, program: Program, sit_down: SitDown
) -> None:
    program.run("sync", "--once")
    with opened(program) as process:
        until(lambda: (program.home / "bell").exists(), 60, "an engine is there")
        keys("c")
        subprocess.run(["xdotool", "type", "--delay", "40", "ingrid@norrland.example"], check=True, timeout=60)
        keys("Tab")
        subprocess.run(["xdotool", "type", "--delay", "40", "A long letter"], check=True, timeout=60)
        until(lambda: "A long letter" in [row.fields["subject"] for row in office.user.drafts()], 60, "it is saved")
        process.kill()
        assert program.kill_engine()
    person = sit_down()
    person.reads("The program was cut off. Your letter is as it was saved last.")
    person.sheet("New mail")
    person.reads("ingrid@norrland.example")
    person.reads("A long letter")
    person.shot("restored")
