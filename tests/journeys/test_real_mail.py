"""A person at the real window with a real mailbox: a Korean customer is answered, whatever happens to the window."""

import os
import signal
import subprocess
from email.header import Header
from typing import Any

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.smtp import SmtpSink
from tests.journeys.mailbox import signed_in
from tests.journeys.program import PASSPHRASE, Program, until
from tests.journeys.test_window import keys, opened
from workspace.mail.parse import parse
from workspace.store.home import Home
from workspace.store.open import unlock
from workspace.store.user import UserStore

pytestmark = [pytest.mark.display, pytest.mark.dovecot, pytest.mark.timeout(240)]
USER = "kim@brightwell.example"
WORDS = "We ship it today."
ASKED = "안녕하세요, 주문 48213이 아직 도착하지 않았습니다."
RAW = (
    f"From: {Header('주문 담당', 'euc-kr').encode()} <orders@haneul.example>\r\nTo: {USER}\r\n"
    f"Subject: {Header('배송 지연 문의', 'euc-kr').encode()}\r\nMessage-ID: <late@haneul.example>\r\n"
    "Date: Mon, 02 Nov 2026 09:42:00 +0900\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=euc-kr\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
).encode("ascii") + ASKED.encode("euc-kr")


@pytest.fixture
def desk(program: Program, dovecot: Dovecot, smtp: SmtpSink) -> Program:
    """A mailbox on a real server with one mail in EUC-KR, fetched."""
    with signed_in(dovecot, USER) as client:
        client.append("INBOX", RAW)
    outgoing = {"smtp_host": "127.0.0.1", "smtp_port": str(smtp.port), "smtp_security": "none"}
    program.add_imap({**dovecot.settings(USER), **outgoing})
    program.run("sync", "--once")
    return program


def drafts(program: Program) -> list[str]:
    """What the drafts say."""
    os.environ.update(PASSPHRASE)
    home = Home(program.home)
    user = UserStore(home, unlock(home)[1])
    try:
        return [str(row.fields) for row in user.drafts()]
    finally:
        user.close()


def only_mail(program: Program) -> dict[str, Any]:
    [mail] = [row for row in program.json("list", "email") if row["message_id"] == "<late@haneul.example>"]
    return mail


def sent(smtp: SmtpSink) -> bool:
    """Ask for the open letter to be sent; whether it was."""
    keys("ctrl+Return")
    return bool(smtp.taken)


def test_an_answer_survives_the_death_of_the_window_and_arrives(desk: Program, smtp: SmtpSink) -> None:
    assert only_mail(desk)["subject"] == "배송 지연 문의"
    with opened(desk) as process:
        keys("j")
        until(lambda: only_mail(desk)["is_read"], 30, "the opened mail is marked as read")
        keys("r")
        subprocess.run(["xdotool", "type", "--delay", "60", WORDS], check=True, timeout=30)
        until(lambda: any(WORDS in each for each in drafts(desk)), 20, "the draft is kept")
        process.send_signal(signal.SIGKILL)
    with opened(desk):
        # The letter is opened again as soon as the window was seen.
        until(lambda: sent(smtp), 45, "the answer arrives")
    [taken] = smtp.taken
    answer = parse(taken.raw)
    assert taken.recipients == ("orders@haneul.example",)
    assert answer.subject == "Re: 배송 지연 문의"
    assert answer.in_reply_to == "<late@haneul.example>"
    assert answer.text.startswith(WORDS)
    assert ASKED in answer.text
    assert drafts(desk) == []
