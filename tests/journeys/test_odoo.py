"""Mails filed into Odoo while the network breaks and the engine is killed: each once, and all taken back."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.connectors.odoo.remote import OdooRemote
from tests.fakes.dovecot import Dovecot
from tests.fakes.odoo import Odoo
from tests.fakes.odoo_web import KEY, OdooWeb
from tests.journeys import trouble
from tests.journeys.program import Program


@pytest.fixture
def remote() -> Iterator[OdooRemote]:
    odoo = Odoo()
    with closing(OdooWeb(odoo)) as web, closing(OdooRemote(odoo, web)) as remote:
        yield remote


def with_odoo(program: Program, remote: OdooRemote) -> str:
    pairs = [word for key, value in remote.settings.items() for word in ("--set", f"{key}={value}")]
    crm = program.run("account", "add", "odoo", *pairs, "--secret", "api_key=-", text=f"{KEY}\n").strip()
    program.run("sync", "--once")
    return crm


@pytest.mark.timeout(trouble.TIMEOUT)
def test_under_cuts_and_kills_each_mail_is_filed_exactly_once(
    program: Program, dovecot: Dovecot, remote: OdooRemote
) -> None:
    emails = {trouble.sender(n) for n in range(trouble.SENDERS)} | {trouble.partner(n) for n in range(trouble.PARTNERS)}
    people = {email: remote.odoo.add("res.partner", name=email, email=email) for email in sorted(emails)}
    trouble.with_mailbox(program, dovecot)
    crm = with_odoo(program, remote)
    trouble.file_all(program, crm, {email: f"contact:res.partner/{i}" for email, i in people.items()})
    trouble.go_through_trouble(program, remote.relay)
    wanted = {trouble.key(n): expected(n, people) for n in range(trouble.MAILS)}
    trouble.assert_each_once(program, list(seen(remote.odoo).items()), wanted)
    trouble.take_back(program, remote.relay)
    left = {model: dict(remote.odoo.tables[model]) for model in ("mail.message", "ir.attachment", "crm.lead")}
    assert left == {model: {} for model in left}
    assert set(remote.odoo.tables["res.partner"]) == set(people.values())


def expected(n: int, people: dict[str, int]) -> list[tuple[Any, ...]]:
    models = ["res.partner", *(["crm.lead"] if trouble.is_with_deal(n) else [])]
    return [(each, people[trouble.sender(n)], people[trouble.partner(n)], trouble.files(n)) for each in models]


def seen(odoo: Odoo) -> dict[str, list[tuple[Any, ...]]]:
    """By key, each message: on what, from whom, also to whom, and with which files."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in sorted(odoo.tables["mail.message"].values(), key=lambda row: str(row["model"]), reverse=True):
        files = [odoo.tables["ir.attachment"][each] for each in row["attachment_ids"]]
        sums = tuple((file["name"], hashlib.sha256(base64.b64decode(file["datas"])).hexdigest()) for file in files)
        found.setdefault(row["message_id"], []).append((row["model"], row["author_id"], *row["partner_ids"], sums))
    return found


def test_a_deal_that_may_not_be_deleted_is_named_when_it_is_taken_back(
    program: Program, dovecot: Dovecot, remote: OdooRemote
) -> None:
    remote.odoo.no_unlink.add("crm.lead")
    customer = remote.odoo.add("res.partner", name="Customer", email=trouble.sender(0))
    trouble.with_mailbox(program, dovecot)
    crm = with_odoo(program, remote)
    [mail] = [row for row in program.json("list", "email") if row["message_id"] == trouble.key(0)]
    to = ("--to", f"contact:res.partner/{customer}", "--create", "deal")
    [receipt] = program.json("file", mail["item_id"], "--crm", crm, *to)
    [made] = receipt["created"]
    assert f"archived, because you may not delete it there: {made}" in program.run("unfile", receipt["receipt_id"])
