"""Mails filed into a real Tryton while the network breaks and the engine is killed: each once, and all taken back."""

import hashlib
import os
import random
import threading
from collections.abc import Iterator

import pytest

from tests.connectors.tryton.remote import TrytonRemote, content, key_of
from tests.fakes.dovecot import Dovecot
from tests.fakes.relay import Relay
from tests.fakes.tryton import MAKE_SECONDS, PASSWORD, running
from tests.journeys.mailbox import mail, signed_in
from tests.journeys.program import Killer, Program

USER = "kim@brightwell.example"
MAILS = int(os.environ.get("JOURNEY_MAILS", "8"))
"""``JOURNEY_MAILS=100 make journeys`` is the whole of it, with ten kills."""
KILLS = min(10, max(2, MAILS // 10))
CUTS = 2 * KILLS
SENDERS = 20
ROUNDS = 200
FILED, UNSURE = "done", "unsure"


@pytest.fixture(scope="module")
def remote() -> Iterator[TrytonRemote]:
    with running() as server:
        made = TrytonRemote(server)
        yield made
        made.close()


class Cutter:
    """Pulls the cable a number of times for a moment, in a thread of its own."""

    def __init__(self, relay: Relay, times: int, *, seed: int, pause: tuple[float, float]) -> None:
        self.relay = relay
        self.left = times
        self._rng = random.Random(seed)
        self._pause = pause
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._cut, daemon=True)

    def __enter__(self) -> "Cutter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        self.relay.mend()

    def _cut(self) -> None:
        while self.left and not self._is_over.wait(self._rng.uniform(*self._pause)):
            self.relay.cut()
            self._is_over.wait(self._rng.uniform(0.05, 0.4))
            self.relay.mend()
            self.left -= 1


def attachment(n: int) -> bytes:
    return random.Random(n).randbytes(20_000 + n)


@pytest.mark.timeout(MAKE_SECONDS + 1800)
def test_under_cuts_and_kills_each_mail_is_filed_exactly_once(
    program: Program, dovecot: Dovecot, remote: TrytonRemote
) -> None:
    parties = [remote.party(f"Customer {n}", f"c{n}@haneul.example") for n in range(SENDERS)]
    crm = set_up(program, dovecot, remote)
    rows = program.json("list", "email")
    assert len(rows) == MAILS
    for row in rows:
        program.run("file", row["item_id"], "--crm", crm, "--no-wait")
    file_under_trouble(program, remote)
    unsure = {row["action_id"] for row in program.json("outbox", "list") if row["state"] == UNSURE}
    wanted = {f"<n{n}@haneul.example>": expected(n, parties) for n in range(MAILS)}
    found = in_tryton(remote)
    assert {key: found[key] for key in found} == {key: wanted[key] for key in found}
    assert len(wanted) - len(found) <= len(unsure)
    take_back(program)
    assert in_tryton(remote) == {}
    assert remote.attachments() == []
    assert remote.record_names() == {f"Customer {n}" for n in range(SENDERS)}


def set_up(program: Program, dovecot: Dovecot, remote: TrytonRemote) -> str:
    """A mailbox of mails with attachments, and Tryton behind the relay; returns the CRM's id."""
    with signed_in(dovecot, USER) as client:
        for n in range(MAILS):
            client.append("INBOX", mail(n, attachment=attachment(n)))
    program.add_imap(dovecot.settings(USER))
    pairs = [word for key, value in remote.settings.items() for word in ("--set", f"{key}={value}")]
    crm = program.run("account", "add", "tryton", *pairs, "--secret", "password=-", text=f"{PASSWORD}\n").strip()
    program.run("sync", "--once")
    return crm


def file_under_trouble(program: Program, remote: TrytonRemote) -> None:
    """Sync until the outbox is at rest, under cuts and kills, and once more in peace."""
    with (
        Cutter(remote.relay, CUTS, seed=2, pause=(0.5, 2.5)) as cutter,
        Killer(program, KILLS, seed=1, pause=(0.5, 2.5)) as killer,
    ):
        for _ in range(ROUNDS):
            program.run("sync", "--once", expect=(0, 1, 4))
            if not killer.left and not cutter.left:
                break
    assert not killer.left
    assert not cutter.left
    for _ in range(ROUNDS):
        program.run("sync", "--once", expect=(0, 1, 4))
        if not {row["state"] for row in program.json("outbox", "list")} & {"queued", "trying"}:
            return
    raise AssertionError("the outbox did not come to rest")


def expected(n: int, parties: list[str]) -> tuple[list[str], dict[str, str]]:
    """Where mail ``n`` belongs, and the hashes of its attachments by name."""
    return [parties[n % SENDERS]], {f"파일 {n}.bin": hashlib.sha256(attachment(n)).hexdigest()}


def in_tryton(remote: TrytonRemote) -> dict[str, tuple[list[str], dict[str, str]]]:
    """What Tryton holds: by key, the records of its notes, and its attachments, each of which is there once."""
    notes = remote.hand.rows("ir.note", [], "message", "resource")
    attachments = remote.attachments()
    names = [(row["resource"], row["name"]) for row in attachments]
    assert len(set(names)) == len(names), "an attachment is there twice"
    keys = {key_of(note["message"]) for note in notes} | {key_of(row["description"]) for row in attachments}
    return {
        key: (
            [note["resource"] for note in notes if key_of(note["message"]) == key],
            {a["name"]: hashlib.sha256(content(a)).hexdigest() for a in attachments if key_of(a["description"]) == key},
        )
        for key in keys
    }


def take_back(program: Program) -> None:
    """Undo every filing that the inbox shows."""
    rows = program.json("inbox", "--limit", str(MAILS))
    for chip in [chip for row in rows for chip in row["filed"] if chip["state"] == FILED]:
        program.run("unfile", chip["receipt_id"], "--no-wait")
    program.run("sync", "--once")
