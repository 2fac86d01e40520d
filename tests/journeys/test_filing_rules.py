"""Which mails the command line files, which it explains instead, and how a filing that was refused goes on."""

import csv
import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from connectors.demo.service import DemoService
from tests.fakes.dovecot import Dovecot
from tests.journeys.mailbox import USER, deliver, signed_in, with_crm
from tests.journeys.program import Program
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

pytestmark = pytest.mark.timeout(240)
INVITATION = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:u",
        "DTSTART:20261103T030000Z",
        "END:VEVENT",
        "END:VCALENDAR",
    )
)


def letter(subject: str, text: str = "Hello", **headers: str) -> bytes:
    """A mail of customer 0 to Kim, named by its subject."""
    message = EmailMessage(policy=SMTP)
    given = {"From": "Customer 0 <c0@haneul.example>", "To": USER, "Message-ID": f"<{subject}@haneul.example>"}
    for name, value in {**given, "Subject": subject, **{k.replace("_", "-"): v for k, v in headers.items()}}.items():
        message[name] = value
    message.set_content(text)
    if subject == "invitation":
        message.add_alternative(INVITATION, "calendar", params={"method": "REQUEST"})
    return message.as_bytes()


LETTERS = {
    "bounce": {"Return-Path": "<>"},
    "away": {"Auto-Submitted": "auto-replied", "Return-Path": "<>"},
    "list": {"List-Id": "News <news.haneul.example>"},
    "newsletter": {"List-Unsubscribe": "<mailto:off@haneul.example>"},
    "machine": {"From": "no-reply@haneul.example"},
    "campaign": {"Sender": "send@mailer.example"},
    "invitation": {},
    "colleague": {"From": "lee@brightwell.example"},
    "assistant": {"Sender": "office@haneul.example"},
    "lawyer": {"To": f"{USER}, c1@haneul.example", "Cc": "anna@lawyer.example"},
}
REASONS = {
    "bounce": "delivery notice",
    "away": "automatic reply",
    "list": "mailing list",
    "newsletter": "mailing list",
    "machine": "machine",
    "campaign": "send@mailer.example",
    "invitation": "invitation",
    "colleague": "one of you",
    "lawyer": "lawyer.example is on your never-file list",
}


def office(
    program: Program, dovecot: Dovecot, tmp_path: Path, letters: dict[str, bytes], *settings: str
) -> dict[str, str]:
    """The item ids by subject, of a mailbox with these mails and a CRM that knows three customers."""
    with signed_in(dovecot, USER) as client:
        for raw in letters.values():
            client.append("INBOX", raw)
    program.add_imap(dovecot.settings(USER))
    with_crm(program, tmp_path, *settings)
    program.run("sync", "--once")
    return {row["subject"]: row["item_id"] for row in program.json("list", "email")}


def said(program: Program, *arguments: str, code: int = 1) -> str:
    process = program.start(*arguments)
    _, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    return err.strip()


@pytest.mark.usefixtures("engine")
def test_what_machines_and_colleagues_sent_is_explained_and_filed_only_when_named(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    program.run("never-file", "add", "lawyer.example")
    ids = office(program, dovecot, tmp_path, {name: letter(name, **headers) for name, headers in LETTERS.items()})
    process = program.start("file", *ids.values(), "--json")
    out, err = process.communicate(timeout=120)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (process.returncode, err.strip()) == (1, f"{len(REASONS)} of {len(LETTERS)} were not filed.")
    reasons = {row["item_id"]: row["reason"] for row in rows if row["state"] == "failed"}
    for name, words in REASONS.items():
        assert words in reasons[ids[name]], name
    assert [row["subject"] for row in rows if row["state"] == "done"] == ["assistant"]
    (receipt,) = program.json("file", ids["away"], "--to", "contact:1")
    assert receipt["records"] == ["contact:1"]
    assert "never-file" in said(program, "file", ids["lawyer"], "--to", "contact:1")


@pytest.mark.usefixtures("engine")
def test_numbers_nobody_meant_to_share_are_warned_of_in_the_preview(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    text = "My card is 4111 1111 1111 1111 and my number 900101-1234568."
    ids = office(program, dovecot, tmp_path, {"card": letter("card", text, Cc="c2@haneul.example")})
    (preview,) = program.json("file", ids["card"], "--to", "contact:1", "--preview")
    assert [note["key"] for note in preview["notes"]] == ["sensitive_card", "sensitive_rrn"]
    assert text in preview["text"]
    shown = program.run("file", ids["card"], "--to", "contact:1", "--preview")
    assert "a warning only" in shown
    assert "cc           c2@haneul.example" in shown
    assert program.json("file", ids["card"], "--to", "contact:1")[0]["state"] == "done"


@pytest.mark.usefixtures("engine")
def test_a_new_record_takes_the_fields_that_are_given(program: Program, dovecot: Dovecot, tmp_path: Path) -> None:
    ids = office(program, dovecot, tmp_path, {"order": letter("order"), "other": letter("other")})
    refusal = said(program, "file", ids["order"], "--create", "deal", "--set", "industry=Toys")
    assert "industry" in refusal
    assert [row["state"] for row in program.json("outbox", "list")] == ["failed"]
    given = ("--set", "stage=Offer", "--set", "amount=1200")
    assert "amount=1200" in program.run("file", ids["order"], "--create", "deal", *given, "--preview")
    (receipt,) = program.json("file", ids["order"], "--create", "deal", *given)
    program.run("sync", "--once")
    (deal,) = (row for row in program.json("list", "record") if row["record_id"] in receipt["created"])
    assert (deal["name"], deal["stage"], deal["amount"]) == ("order", "Offer", "1200")
    assert program.json("outbox", "list") == []
    assert "--create" in said(program, "file", ids["other"], "--set", "stage=Offer", code=2)


@pytest.mark.usefixtures("engine")
def test_a_field_that_the_crm_demands_is_named_before_anything_is_queued(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    ids = office(program, dovecot, tmp_path, {"order": letter("order")}, "--set", "demanded=deal.amount, deal.owner")
    (crm,) = (row["account_id"] for row in program.json("account", "list") if row["connector_id"] == "builtin_crm")
    assert program.json("crm", "fields", crm, "deal") == [
        {"name": "amount", "label": "Amount", "choices": []},
        {"name": "owner", "label": "Owner", "choices": []},
    ]
    assert program.run("crm", "fields", crm, "contact") == ""
    preview = ("file", ids["order"], "--create", "deal", "--set", "owner=Kim", "--preview")
    assert "The CRM asks for Amount in a new deal" in program.run(*preview)
    refusal = said(program, "file", ids["order"], "--create", "deal")
    assert "--set amount=VALUE --set owner=VALUE" in refusal
    assert program.json("outbox", "list") == []
    given = ("--set", "amount=1200", "--set", "owner=Kim")
    (receipt,) = program.json("file", ids["order"], "--create", "deal", *given)
    assert len(receipt["created"]) == 1


@pytest.mark.usefixtures("engine")
def test_each_of_two_crms_has_a_result_and_a_retry_doubles_nothing(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    deliver(dovecot, 0)
    program.add_imap(dovecot.settings(USER))
    near = with_crm(program, tmp_path)
    (tmp_path / "shared").mkdir()
    away = with_crm(program, tmp_path, "--set", f"path={tmp_path / 'shared' / 'crm.db'}")
    program.run("sync", "--once")
    (item,) = (row["item_id"] for row in program.json("inbox"))
    (tmp_path / "shared").rename(tmp_path / "gone")
    (tmp_path / "shared").write_text("")
    process = program.start("file", item, "--json")
    out, err = process.communicate(timeout=120)
    rows = {row["account_id"]: row for row in map(json.loads, out.splitlines())}
    assert (process.returncode, err.strip()) == (4, "1 of 2 were not filed.")
    assert (rows[near]["state"], rows[away]["state"]) == ("done", "queued")
    (tmp_path / "shared").unlink()
    (tmp_path / "gone").rename(tmp_path / "shared")
    again = {row["account_id"]: row for row in program.json("file", item)}
    assert again[near]["receipt_id"] == rows[near]["receipt_id"]
    assert again[away]["state"] == "done"
    program.run("unfile", again[near]["receipt_id"])
    target = tmp_path / "filings.csv"
    program.run("filings", "--csv", str(target))
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert sorted(bool(row["undone_at"]) for row in csv.DictReader(file)) == [False, True]


@pytest.mark.usefixtures("engine")
def test_a_record_that_may_only_be_read_is_named_before_anything_is_queued(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "service.json"
    service = DemoService(path)
    service.add_record(Record(RemoteId("c1"), RecordType.CONTACT, "Customer", emails=("customer@haneul.example",)))
    service.add_record(Record(RemoteId("d1"), RecordType.DEAL, "Order", parent_ids=(RemoteId("c1"),), can_write=False))
    service.add_mail(subject="Order")
    program.run("account", "add", "demo", "--set", f"path={path}", "--set", "address=me@demo.example")
    program.run("sync", "--once")
    (item,) = (row["item_id"] for row in program.json("inbox"))
    refusal = said(program, "file", item, "--to", "contact:c1", "--to", "deal:d1")
    assert "You may not write to deal:d1 “Order”" in refusal
    assert program.json("outbox", "list") == []
    assert service.filings() == {}
    (preview,) = program.json("file", item, "--preview")
    assert (preview["records"], preview["notes"][0]["key"]) == (["contact:c1"], "read_only")
    (receipt,) = program.json("file", item, "--to", "contact:c1")
    assert receipt["records"] == ["contact:c1"]


@pytest.mark.usefixtures("engine")
def test_a_filing_that_is_stuck_can_be_checked_and_dropped(program: Program, dovecot: Dovecot, tmp_path: Path) -> None:
    ids = office(program, dovecot, tmp_path, {"order": letter("order")})
    said(program, "file", ids["order"], "--create", "deal", "--set", "industry=Toys")
    (stuck,) = (row["action_id"] for row in program.json("outbox", "list"))
    assert "does not have it" in said(program, "outbox", "check", stuck)
    said(program, "outbox", "retry", stuck)
    (again,) = program.json("outbox", "list")
    assert (again["action_id"], again["tries"]) == (stuck, 2)
    program.run("outbox", "drop", stuck)
    assert program.json("outbox", "list") == []
    assert program.json("filings") == []
