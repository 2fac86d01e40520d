"""Servers that break the rules and mails that break parsers: the account goes on, and nothing known is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.hostile_imap import HostileImap
from tests.journeys.mailbox import mail, signed_in
from tests.journeys.program import Program

USER = "kim@brightwell.example"
MOST_MEMORY = 600 * 1024
"""KiB that the engine may take while it handles one large attachment."""
LARGE = 200 * 1024 * 1024
pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def engine(program: Program) -> Iterator[int]:
    """An engine that somebody else runs; its process id."""
    process = program.start("engine")
    yield process.pid
    process.terminate()
    process.communicate(timeout=30)


@pytest.fixture
def server() -> Iterator[HostileImap]:
    made = HostileImap([mail(n) for n in range(1, 9)])
    yield made
    made.close()


def subjects(program: Program) -> list[str]:
    return sorted(row["subject"] for row in program.json("list", "email"))


@pytest.mark.usefixtures("engine")
def test_what_is_there_stays_while_the_server_lies_closes_and_talks_nonsense(
    program: Program, server: HostileImap
) -> None:
    program.add_imap(server.settings())
    program.run("sync", "--once")
    known = subjects(program)
    assert len(known) == 8
    server.mails += [mail(n) for n in range(20, 24)]
    server.faults.hangs_up_in = {9}
    server.faults.garbage_before = {10}
    server.faults.overstates = {11}
    server.faults.dates = {12: "99-Foo-0000 99:99:99 +9999"}
    program.run("sync", "--once", expect=(0, 4))
    assert set(subjects(program)) >= set(known)
    assert len(program.json("search", "number3")) == 1
    server.faults.says_bye_at = "SELECT"
    program.run("sync", "--once", expect=4)
    server.faults.says_bye_at = ""
    server.faults.greeting = b"\x00\xff\xfe" * 400 + b"\r\n"
    program.run("sync", "--once", expect=4)
    assert set(subjects(program)) >= set(known)
    server.faults.greeting = b"* OK hello\r\n"
    server.faults.hangs_up_in = set()
    server.faults.overstates = set()
    program.run("sync", "--once")
    assert len(subjects(program)) == 12
    assert {row["health"] for row in program.json("account", "list")} == {"ok"}


@pytest.mark.usefixtures("engine")
def test_one_poisonous_mail_is_shown_as_far_as_it_can_be(program: Program, dovecot: Dovecot) -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) for depth in range(1000)
    )
    poison = {
        "deep": b"Subject: deep\r\nFrom: a@b.example\r\nMIME-Version: 1.0\r\n" + nested + b"\r\nat the bottom\r\n",
        "charset": b"Subject: charset\r\nContent-Type: text/plain; charset=no-such\r\n\r\n\xc7\xd1\xb1\xdb\r\n",
        "header": b"Subject: header\r\nFrom: \xff<<>>@@;;\r\nDate: 31 Feb 99999\r\nMessage-ID: <<a b>\r\n\r\nx\r\n",
        "base64": b"Subject: base64\r\nContent-Transfer-Encoding: base64\r\n\r\n=====not!!base64\r\n",
        "long": b"Subject: long" + b" word" * 100_000 + b"\r\n\r\nbody\r\n",
        "empty": b"Subject: empty\r\n\r\n",
        "nul": b"Subject: nul\r\nContent-Type: multipart/mixed\r\n\r\n\x00--\x00\r\n",
    }
    with signed_in(dovecot, USER) as client:
        for raw in (*poison.values(), mail(3)):
            client.append("INBOX", raw)
    program.add_imap(dovecot.settings(USER))
    program.run("sync", "--once")
    rows = program.json("list", "email")
    assert {row["subject"].split(" ")[0] for row in rows} == {*poison, "주문"}
    assert len(program.json("search", "number3")) == 1
    for row in rows:
        program.run("show", row["item_id"])


@pytest.mark.usefixtures("engine")
def test_a_stalling_server_keeps_nobody_else_waiting(program: Program, server: HostileImap, dovecot: Dovecot) -> None:
    program.add_imap(server.settings())
    program.run("sync", "--once")
    server.mails += [mail(30)]
    server.faults.stalls_at = {9}
    other = program.add_imap(dovecot.settings(USER))
    stalled = program.start("sync", "--once")
    with signed_in(dovecot, USER) as client:
        client.append("INBOX", mail(40))
    program.run("sync", "--once", "--account", other)
    assert len(subjects(program)) >= 9
    stalled.kill()
    stalled.communicate(timeout=10)


def test_a_huge_attachment_is_fetched_in_little_memory(
    program: Program, engine: int, dovecot: Dovecot, tmp_path: Path
) -> None:
    line = b"A" * 76 + b"\r\n"
    head = (
        b"Subject: huge\r\nFrom: a@b.example\r\nMessage-ID: <huge@b.example>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello huge\r\n--b\r\n"
        b"Content-Type: application/octet-stream; name=huge.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    with signed_in(dovecot, USER) as client:
        client.append("INBOX", head + line * (LARGE * 4 // 3 // 76) + b"--b--\r\n")
    program.add_imap(dovecot.settings(USER))
    program.run("sync", "--once")
    (row,) = program.json("list", "email")
    assert "hello huge" in program.run("show", row["item_id"])
    assert [part["name"] for part in program.json("show", row["item_id"])[0]["attachments"]] == ["huge.bin"]
    program.run("account", "add", "builtin_crm")
    program.run("sync", "--once")
    (receipt,) = program.json("file", row["item_id"], "--create", "contact")
    assert receipt["attachments"][0]["size"] >= LARGE - 100
    assert most_memory(engine) < MOST_MEMORY


def most_memory(pid: int) -> int:
    """The most that the process ever held, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
