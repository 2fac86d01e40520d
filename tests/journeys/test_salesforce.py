"""Mails filed into Salesforce while the network breaks and the engine is killed: each once, and all taken back."""

import hashlib
from collections.abc import Iterator

import pytest

from tests.connectors.salesforce.remote import files_of
from tests.fakes.authority import Authority
from tests.fakes.authority import running as authorised
from tests.fakes.dovecot import Dovecot
from tests.fakes.relay import Relay
from tests.fakes.salesforce import Org, Row
from tests.fakes.salesforce_web import running
from tests.journeys import trouble
from tests.journeys.program import Program


@pytest.fixture
def authority() -> Iterator[Authority]:
    made = {"user": trouble.USER, "redirect_host": "localhost", "rotates": False, "lifetime": None}
    with authorised(**made) as authority:
        yield authority


@pytest.fixture
def org(authority: Authority) -> Org:
    made = Org()
    made.tokens = trouble.Bearers(authority, {trouble.USER: made.user})
    return made


@pytest.fixture
def relay(org: Org) -> Iterator[Relay]:
    with running(org) as web:
        made = Relay(web.port)
        yield made
        made.close()
    assert org.violations == []


@pytest.mark.timeout(trouble.TIMEOUT)
def test_under_cuts_and_kills_each_mail_is_filed_exactly_once(
    program: Program, dovecot: Dovecot, authority: Authority, org: Org, relay: Relay
) -> None:
    emails = {trouble.sender(n) for n in range(trouble.SENDERS)} | {trouble.partner(n) for n in range(trouble.PARTNERS)}
    people = {email: org.put("Contact", LastName=email, Email=email) for email in sorted(emails)}
    trouble.with_mailbox(program, dovecot)
    crm = trouble.with_crm(program, "salesforce", relay, authority)
    trouble.file_all(program, crm, {email: f"contact:{i}" for email, i in people.items()})
    trouble.go_through_trouble(program, relay)
    wanted = {trouble.key(n): expected(n, people) for n in range(trouble.MAILS)}
    trouble.assert_each_once(program, [seen(org, mail) for mail in org.live("EmailMessage")], wanted)
    trouble.take_back(program, relay)
    left = {name: org.live(name) for name in ("EmailMessage", "EmailMessageRelation", "Task", "Opportunity")}
    assert left == {name: [] for name in left}
    assert org.live("ContentVersion") == org.live("ContentDocument") == org.live("ContentDocumentLink") == []
    assert {row["Id"] for row in org.live("Contact")} == set(people.values())


def expected(n: int, people: dict[str, str]) -> trouble.Seen:
    deals = (trouble.subject(n),) if trouble.is_with_deal(n) else ()
    ids = frozenset({people[trouble.sender(n)], people[trouble.partner(n)]})
    return trouble.Seen(ids, deals, trouble.files(n))


def seen(org: Org, mail: Row) -> tuple[str, trouble.Seen]:
    relations = [each for each in org.live("EmailMessageRelation") if each["EmailMessageId"] == mail["Id"]]
    deal = org.rows["Opportunity"].get(mail["RelatedToId"] or "")
    return mail["MessageIdentifier"], trouble.Seen(
        frozenset(each["RelationId"] for each in relations),
        (deal["Name"],) if deal else (),
        tuple((name, hashlib.sha256(data).hexdigest()) for name, data in files_of(org, mail["Id"]).items()),
    )
