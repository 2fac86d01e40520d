"""Mails filed while the engine is killed again and again: as many activities, each once."""

import hashlib
import json
import os
import random
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.fakes.dovecot import Dovecot
from tests.journeys.mailbox import mail, signed_in
from tests.journeys.program import Killer, Program

USER = "kim@brightwell.example"
MAILS = int(os.environ.get("JOURNEY_MAILS", "60"))
"""``JOURNEY_MAILS=200 make journeys`` is the whole of it."""
CUSTOMERS = "type,name,emails\n" + "".join(f"contact,Customer {n},c{n}@haneul.example\n" for n in range(20))


def attachment(n: int) -> bytes:
    return random.Random(n).randbytes(3_000 + n)


@pytest.mark.timeout(1200)
def test_under_kills_each_mail_is_filed_exactly_once(program: Program, dovecot: Dovecot, tmp_path: Path) -> None:
    crm = set_up(program, dovecot, tmp_path, MAILS)
    emails = program.json("list", "email")
    assert len(emails) == MAILS
    for row in emails:
        program.run("file", row["item_id"], "--crm", crm, "--no-wait")
    with Killer(program, 10, seed=1, pause=(0.4, 1.4)) as killer:
        for _ in range(120):
            program.run("sync", "--once", expect=(0, 4))
            if not killer.left:
                break
    assert not killer.left
    program.run("sync", "--once")
    assert activities(program, crm, tmp_path) == {
        f"<n{n}@haneul.example>": {f"파일 {n}.bin": hashlib.sha256(attachment(n)).hexdigest()} for n in range(MAILS)
    }
    assert program.json("outbox", "list") == []


def test_two_commands_at_once_file_one_mail_once(program: Program, dovecot: Dovecot, tmp_path: Path) -> None:
    crm = set_up(program, dovecot, tmp_path, 1)
    (row,) = program.json("list", "email")
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(program.json, "file", row["item_id"], "--crm", crm) for _ in range(4)]
        receipts = [line for run in runs for line in run.result()]
    assert len({line["remote_id"] for line in receipts}) == 1
    assert len(activities(program, crm, tmp_path)) == 1
    program.run("unfile", receipts[0]["receipt_id"])
    assert not activities(program, crm, tmp_path)


def set_up(program: Program, dovecot: Dovecot, tmp_path: Path, count: int) -> str:
    """A mailbox of ``count`` mails with attachments, and a CRM that knows their senders; returns the CRM's id."""
    with signed_in(dovecot, USER) as client:
        for n in range(count):
            client.append("INBOX", mail(n, attachment=attachment(n)))
    program.add_imap(dovecot.settings(USER))
    crm = program.run("account", "add", "builtin_crm").strip()
    customers = tmp_path / "customers.csv"
    customers.write_text(CUSTOMERS, "utf-8")
    program.run("crm", "import", crm, str(customers))
    program.run("sync", "--once")
    return crm


def activities(program: Program, crm: str, folder: Path) -> dict[str, dict[str, str]]:
    """What the CRM itself gives out: by key, the hashes of each activity's attachments by name."""
    path = folder / "everything.zip"
    program.run("crm", "export", crm, str(path))
    with zipfile.ZipFile(path) as archive:
        lines = [json.loads(line) for line in archive.read("activities.jsonl").decode().splitlines()]
        found = {
            line["key"]: {a["name"]: hashlib.sha256(archive.read(a["path"])).hexdigest() for a in line["attachments"]}
            for line in lines
        }
    assert len(found) == len(lines), "an activity is there twice"
    return found
