"""The disk fills while a mailbox is read for the first time: it is said, letters are kept, and all of it goes on."""

import random
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.small_disk import fill, small_disk
from tests.fakes.smtp import SmtpSink
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import NEW_YEAR, USER, signed_in
from tests.journeys.office import Office
from tests.journeys.program import Program
from workspace.model.kinds import Kind
from workspace.store.rows import HealthRow

pytestmark = [pytest.mark.display, pytest.mark.timeout(400)]
MAILS, LONG = 1_500, 40_000
DISK, ROOM = 800 << 20, 100 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", DISK) as made:
        yield made


@pytest.fixture
def program(disk: Path) -> Program:
    return Program(disk / "home")


def large(n: int) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Customer <c@haneul.example>"
    message["Subject"] = f"Report {n}"
    message["Message-ID"] = f"<n{n}@haneul.example>"
    message.set_content(random.Random(n).randbytes(LONG // 2).hex(" ", 8))
    return message.as_bytes()


def test_a_disk_that_fills_during_the_first_sync_costs_nothing(
    office: Office, dovecot: Dovecot, smtp: SmtpSink, disk: Path, sit_down: SitDown
) -> None:
    with signed_in(dovecot, USER) as client:
        for n in range(0, MAILS, 100):
            batch = [{"msg": large(i), "date": NEW_YEAR + timedelta(minutes=i)} for i in range(n, n + 100)]
            client.multiappend("INBOX", batch)
    office.mailbox(dovecot, USER, office.workplace("Orders"), smtp)
    fill(disk / "ballast", leaving=ROOM)
    person = sit_down()
    person.sees_line("Report 1499", 60)
    person.reads("The disk is full", 120)
    person.shot("disk-full")
    fill(disk / "ballast", leaving=16 << 20)
    person.press("c")
    person.type("lee@haneul.example")
    person.press("Tab")
    person.type("Kept")
    person.sees(lambda: any("Kept" in str(each) for each in person.window.context.user.drafts()), "the draft kept")
    person.press("Ctrl+Return")
    (disk / "ballast").unlink()
    person.sees(lambda: not any("The disk is full" in words for words in person.texts()), "the engine again", 60)
    reader = person.window.context.reader

    def all_is_here() -> bool:
        rows = reader.items(Kind.EMAIL, limit=3 * MAILS)
        return len(rows) == MAILS and all(row.body_state == "here" for row in rows)

    person.sees(all_is_here, "the whole mailbox", 200)
    person.sees(lambda: len(smtp.taken) == 1, "the letter at the mail host", 60)
    health: list[HealthRow] = list(reader.health().values())
    assert [row.state for row in health] == ["ok"]
