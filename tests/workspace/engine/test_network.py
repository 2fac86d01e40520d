"""A network that comes back: what waited for it goes at once, what was asked to wait goes on waiting.

The clock moves only where a test moves it: what happens without that has not waited for a pause.
"""

from collections.abc import Iterator

import pytest

from tests.connectors.imap.remote import ImapRemote
from tests.fakes.dovecot import Dovecot, running
from tests.fakes.smtp import SmtpSink
from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults, raising
from tests.workspace.engine.test_performing import mail_key, outgoing
from workspace.connector.errors import Transient
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind, Verb

MAIL = AccountId("imap")
RAW = b"Message-ID: <1@haneul.example>\r\nFrom: lee@haneul.example\r\nSubject: Order\r\n\r\nHello\r\n"
OUTAGE = 1800


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as server:
        yield server


@pytest.fixture
def remote(bench: Bench, dovecot: Dovecot, sink: SmtpSink) -> Iterator[ImapRemote]:
    """A mailbox with one mail, pulled over cables that a test cuts."""
    made = ImapRemote(dovecot, sink)
    with made.signed_in() as client:
        client.append("INBOX", RAW)
    bench.password(MAIL, made.secrets["password"])
    bench.user.add_account(Account(MAIL, "imap", "Mail", made.settings, identity=made.user))
    assert bench.until(lambda: len(bench.mails(MAIL)) == 1)
    yield made
    made.close()


def is_starred(remote: ImapRemote) -> bool:
    with remote.signed_in() as client:
        return bool(client.search("FLAGGED"))


@pytest.mark.dovecot
def test_a_letter_of_the_outage_leaves_when_the_network_is_said_to_be_back(bench: Bench, remote: ImapRemote) -> None:
    remote.relay.cut()
    remote.smtp_relay.cut()
    bench.steps(OUTAGE, each=20)
    bench.act(Verb.SEND, MAIL, outgoing())
    bench.steps(20, each=5)
    remote.relay.mend()
    remote.smtp_relay.mend()
    bench.clock.now += 0.001
    bench.steps()
    assert remote.sink.taken == []
    bench.answer("network_back")
    assert len(remote.sink.taken) == 1
    assert bench.health(MAIL) == "ok"


@pytest.mark.dovecot
def test_a_letter_whose_sender_alone_was_away_leaves_too(bench: Bench, remote: ImapRemote) -> None:
    remote.smtp_relay.cut()
    action_id = bench.act(Verb.SEND, MAIL, outgoing())
    bench.steps(OUTAGE, each=20)
    bench.steps(20, each=1)
    remote.smtp_relay.mend()
    bench.steps()
    assert remote.sink.taken == []
    bench.answer("network_back")
    assert bench.state(action_id) == "done"
    assert len(remote.sink.taken) == 1


@pytest.mark.dovecot
def test_any_answer_of_the_server_brings_what_waits_for_one(bench: Bench, remote: ImapRemote) -> None:
    (mail,) = bench.mails(MAIL)
    remote.relay.cut()
    bench.steps(OUTAGE, each=20)
    bench.act(Verb.STAR, MAIL, {"collection": "INBOX"}, mail_key(MAIL, mail))
    bench.steps(20, each=5)
    remote.relay.mend()
    bench.clock.now += 0.001
    bench.steps()
    assert not is_starred(remote)
    bench.answer("fetch_raw", account_id=MAIL, kind=str(Kind.EMAIL), remote_id=mail)
    assert is_starred(remote)
    assert bench.health(MAIL) == "ok"


def test_the_first_account_that_gets_through_brings_the_others(bench: Bench) -> None:
    made = [bench.account(f"mail{n}") for n in range(5)]
    bench.steps()
    for _, service in made:
        service.cut_network()
    bench.steps(OUTAGE, each=20)
    for _, service in made:
        service.cut_network(is_cut_off=False)
    states = [bench.engine.duties[account_id].condition for account_id, _ in made]
    bench.clock.now = min(state.retry_at for state in states)
    bench.steps()
    assert {bench.health(account_id) for account_id, _ in made} == {"ok"}


def test_who_is_listened_to_is_pulled_and_listened_to_anew_on_another_network(bench: Bench) -> None:
    account_id, _ = bench.account()
    bench.steps()
    duty = bench.engine.duties[account_id]
    assert bench.until(lambda: duty.is_watched)
    pulled_at = duty.pulled_at
    bench.clock.now += 1
    bench.steps()
    assert duty.pulled_at == pulled_at
    bench.answer("network_back")
    assert duty.pulled_at > pulled_at
    assert bench.until(lambda: duty.is_watched)


def test_one_server_that_was_away_alone_brings_no_other(bench: Bench, faults: Faults) -> None:
    lonely, lonely_service = bench.account("lonely")
    bench.account("fine")
    busy, _ = bench.account("busy", connector="faulty")
    bench.steps()
    lonely_service.cut_network()
    faults.plant("pull", raising(Transient(host="demo")))
    bench.steps(OUTAGE, each=20)
    retry_at = bench.engine.duties[lonely].condition.retry_at
    faults.plant("discover", raising(Transient(host="demo")))
    bench.engine.duties[busy].discovered_at = float("-inf")
    bench.engine.hurry(bench.engine.duties[busy])
    bench.steps()
    assert bench.engine.duties[lonely].condition.retry_at == retry_at


def test_a_user_who_waits_for_a_silent_server_waits_half_a_minute_at_most(bench: Bench) -> None:
    account_id, service = bench.account()
    remote_id = service.add_mail()
    bench.steps()
    service.cut_network()
    bench.steps(OUTAGE, each=20)
    action_id = bench.act(Verb.STAR, account_id, {}, mail_key(account_id, remote_id))
    bench.steps(OUTAGE, each=20)
    service.cut_network(is_cut_off=False)
    bench.steps(31, each=1)
    assert bench.state(action_id) == "done"


def test_a_pause_that_a_service_asked_for_outlasts_the_network(bench: Bench, faults: Faults) -> None:
    account_id, _ = bench.account(connector="faulty")
    bench.steps()
    faults.plant("pull", raising(Transient("busy", host="demo", retry_after=600)))
    bench.answer("sync")
    faults.plant("perform", raising(Transient("busy", host="demo", retry_after=600)))
    pulls = faults.calls["pull"]
    bench.answer("network_back")
    bench.steps(500, each=20)
    assert faults.calls["pull"] == pulls
    assert bench.health(account_id) == "unreachable"


def test_a_refused_password_is_not_tried_again_for_a_network(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    service.set_password("new")
    bench.steps()
    assert bench.health(account_id) == "needs_signin"
    tries = faults.calls["discover"]
    bench.answer("network_back")
    assert faults.calls["discover"] == tries
