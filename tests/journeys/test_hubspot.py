"""Mails filed into HubSpot while the network breaks and the engine is killed: each once, and all taken back."""

import hashlib
from collections.abc import Iterator

import pytest

from connectors.hubspot.letters import READ, files_of, keys_of
from tests.fakes.authority import Authority
from tests.fakes.authority import running as authorised
from tests.fakes.dovecot import Dovecot
from tests.fakes.hubspot import HubSpotPortal, Thing
from tests.fakes.hubspot_web import running
from tests.fakes.relay import Relay
from tests.journeys import trouble
from tests.journeys.program import Program


@pytest.fixture
def authority() -> Iterator[Authority]:
    """HubSpot demands the app's secret, and its refresh tokens stay."""
    made = {"user": trouble.USER, "client_secret": "s3cret", "redirect_host": "localhost", "rotates": False}
    with authorised(**made) as authority:
        yield authority


@pytest.fixture
def portal(authority: Authority) -> HubSpotPortal:
    made = HubSpotPortal()
    made.tokens = trouble.Bearers(authority, {trouble.USER: trouble.USER})
    made.owners = {"71": trouble.USER}
    return made


@pytest.fixture
def relay(portal: HubSpotPortal) -> Iterator[Relay]:
    with running(portal) as web:
        made = Relay(web.port)
        yield made
        made.close()
    assert portal.violations == []


@pytest.mark.timeout(trouble.TIMEOUT)
def test_under_cuts_and_kills_each_mail_is_filed_exactly_once(
    program: Program, dovecot: Dovecot, authority: Authority, portal: HubSpotPortal, relay: Relay
) -> None:
    portal.lag = 2.0
    people = {trouble.sender(n): "" for n in range(trouble.SENDERS)} | {
        trouble.partner(n): "" for n in range(trouble.PARTNERS)
    }
    people = {email: portal.add("contacts", email=email, firstname=email) for email in people}
    trouble.with_mailbox(program, dovecot)
    secret = ("--secret", "client_secret=-")
    crm = trouble.with_crm(program, "hubspot", relay, authority, *secret, text="s3cret\n")
    trouble.file_all(program, crm, {email: f"contact:contacts/{i}" for email, i in people.items()})
    trouble.go_through_trouble(program, relay)
    wanted = {trouble.key(n): expected(n, people) for n in range(trouble.MAILS)}
    trouble.assert_each_once(program, [seen(portal, mail) for mail in portal.live("emails")], wanted)
    trouble.take_back(program, relay)
    assert [portal.live("emails"), portal.live("deals"), portal.files] == [[], [], {}]
    assert {each.id for each in portal.live("contacts")} == set(people.values())


def expected(n: int, people: dict[str, str]) -> trouble.Seen:
    deals = (trouble.subject(n),) if trouble.is_with_deal(n) else ()
    ids = frozenset({people[trouble.sender(n)], people[trouble.partner(n)]})
    return trouble.Seen(ids, deals, trouble.files(n))


def seen(portal: HubSpotPortal, mail: Thing) -> tuple[str, trouble.Seen]:
    shown = mail.json(list(READ["emails"]))
    (key,) = keys_of("emails", shown)
    files = [portal.files[each] for each in files_of(shown)]
    deals = [portal.things["deals"][each].properties["dealname"] for each in portal.linked("emails", mail.id, "deals")]
    return key, trouble.Seen(
        frozenset(portal.linked("emails", mail.id, "contacts")),
        tuple(deals),
        tuple((f"{said['name']}.{said['extension']}", hashlib.sha256(data).hexdigest()) for said, data in files),
    )


def test_an_admins_token_signs_in_without_a_browser(program: Program, portal: HubSpotPortal, relay: Relay) -> None:
    portal.tokens = {"pat-eu1": ""}
    portal.add("contacts", email="kim@haneul.example", firstname="Kim")
    settings = ("--set", f"base_url=http://127.0.0.1:{relay.port}")
    program.run("account", "add", "hubspot", *settings, "--secret", "access_token=-", text="wrong\n", expect=3)
    account = program.run(
        "account", "add", "hubspot", *settings, "--secret", "access_token=-", text="pat-eu1\n"
    ).strip()
    program.run("sync", "--once")
    assert [row["name"] for row in program.json("list", "record")] == ["Kim"]
    program.run("account", "signin", account, "--secret", "access_token=-", text="pat-eu1\n")
