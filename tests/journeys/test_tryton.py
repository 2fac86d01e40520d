"""Mails filed into a real Tryton while the network breaks and the engine is killed: each once, and all taken back."""

import hashlib
from collections.abc import Iterator

import pytest

from tests.connectors.tryton.remote import TrytonRemote, content, key_of
from tests.fakes.dovecot import Dovecot
from tests.fakes.tryton import MAKE_SECONDS, PASSWORD, running
from tests.journeys import trouble
from tests.journeys.program import Program


@pytest.fixture(scope="module")
def remote() -> Iterator[TrytonRemote]:
    with running() as server:
        made = TrytonRemote(server)
        yield made
        made.close()


@pytest.mark.timeout(MAKE_SECONDS + trouble.TIMEOUT)
def test_under_cuts_and_kills_each_mail_is_filed_exactly_once(
    program: Program, dovecot: Dovecot, remote: TrytonRemote
) -> None:
    parties = [remote.party(f"Customer {n}", trouble.sender(n)) for n in range(trouble.SENDERS)]
    trouble.with_mailbox(program, dovecot)
    pairs = [word for key, value in remote.settings.items() for word in ("--set", f"{key}={value}")]
    crm = program.run("account", "add", "tryton", *pairs, "--secret", "password=-", text=f"{PASSWORD}\n").strip()
    program.run("sync", "--once")
    trouble.file_all(program, crm)
    trouble.go_through_trouble(program, remote.relay)
    wanted = {trouble.key(n): expected(n, parties) for n in range(trouble.MAILS)}
    trouble.assert_each_once(program, list(in_tryton(remote).items()), wanted)
    trouble.take_back(program, remote.relay)
    assert in_tryton(remote) == {}
    assert remote.attachments() == []
    assert remote.record_names() == {f"Customer {n}" for n in range(trouble.SENDERS)}


def expected(n: int, parties: list[str]) -> tuple[list[str], dict[str, str]]:
    """Where mail ``n`` belongs, and the hashes of its attachments by name."""
    return [parties[n % trouble.SENDERS]], dict(trouble.files(n))


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
