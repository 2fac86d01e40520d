"""The clock on the wall is set while the engine runs: nothing waits for it that should not, and nothing is lost."""

from datetime import UTC, datetime

from tests.workspace.engine.conftest import Bench, Clock
from tests.workspace.engine.faulty import Faults, raising
from tests.workspace.engine.test_performing import mail_key, outgoing
from workspace.connector.errors import Transient
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.items import Email
from workspace.model.kinds import Verb
from workspace.store.clocks import Steady

HOUR = 3600.0
DAY = 24 * HOUR


def test_the_steady_clock_goes_on_where_the_wall_goes_back_and_follows_it_forward() -> None:
    wall = Clock(1000.0)
    steady = Steady(wall)
    assert steady() == 1000.0
    wall.now = 400.0
    assert (steady(), steady.ahead) == (1000.0, 600.0)
    wall.now = 405.0
    assert steady() == 1005.0
    wall.now = 5000.0
    assert steady() == 5600.0


def test_an_hour_back_stops_no_round_and_no_pause(bench: Bench) -> None:
    account_id, service = bench.account()
    bench.steps()
    service.cut_network()
    bench.steps(60, each=5)
    bench.clock.now -= HOUR
    service.cut_network(is_cut_off=False)
    service.add_mail()
    bench.steps(900, each=20)
    assert bench.health(account_id) == "ok"
    assert len(bench.mails(account_id)) == 1
    service.add_mail()
    bench.steps(900, each=20)
    assert len(bench.mails(account_id)) == 2


def test_a_service_that_asked_for_a_pause_gets_the_rest_of_it(bench: Bench, faults: Faults) -> None:
    account_id, _ = bench.account(connector="faulty")
    faults.plant("pull", raising(Transient("busy", host="demo", retry_after=300)))
    bench.steps()
    pulls = faults.calls["pull"]
    bench.steps(100, each=10)
    bench.clock.now -= HOUR
    bench.steps(190, each=10)
    assert faults.calls["pull"] == pulls
    bench.steps(60, each=10)
    assert faults.calls["pull"] > pulls
    assert bench.health(account_id) == "ok"


def test_the_time_for_undo_is_as_long_as_it_was_meant_to_be(bench: Bench) -> None:
    account_id, service = bench.account()
    bench.steps()
    bench.act(Verb.SEND, account_id, outgoing(), undo_seconds=10)
    bench.steps(3)
    bench.clock.now -= HOUR
    bench.steps(5)
    assert len(service.items("sent")) == 0
    bench.steps(8)
    assert len(service.items("sent")) == 1


def test_the_time_for_undo_of_an_engine_that_starts_after_the_clock_was_put_back(bench: Bench) -> None:
    account_id, service = bench.account()
    bench.steps()
    bench.act(Verb.SEND, account_id, outgoing(), undo_seconds=10)
    bench.clock.now -= HOUR
    bench.restart()
    bench.steps(12)
    assert len(service.items("sent")) == 1


def test_a_planned_letter_leaves_by_the_clock_on_the_wall(bench: Bench) -> None:
    account_id, service = bench.account()
    bench.steps()
    at = bench.clock.now + 2 * HOUR
    bench.user.plan(Action(ActionId("planned"), account_id, Verb.SEND, outgoing()), datetime.fromtimestamp(at, UTC))
    bench.steps(HOUR, each=600)
    bench.clock.now -= HOUR
    bench.steps(1.5 * HOUR, each=600)
    assert len(service.items("sent")) == 0
    bench.steps(0.6 * HOUR, each=300)
    assert len(service.items("sent")) == 1


def test_a_day_forward_sends_wakes_and_pulls_what_is_due_once(bench: Bench) -> None:
    account_id, service = bench.account()
    remote_id = service.add_mail()
    bench.steps()
    at = datetime.fromtimestamp(bench.clock.now + HOUR, UTC)
    bench.user.plan(Action(ActionId("planned"), account_id, Verb.SEND, outgoing()), at)
    bench.act(Verb.STAR, account_id, {}, mail_key(account_id, remote_id))
    bench.clock.now += DAY
    bench.steps(5)
    assert len(service.items("sent")) == 1
    bench.clock.now -= DAY
    bench.steps(600, each=20)
    assert len(service.items("sent")) == 1
    mail = service.items("inbox")[remote_id]
    assert isinstance(mail, Email)
    assert mail.is_flagged


def test_a_question_asked_after_the_clock_was_put_back_is_answered(bench: Bench) -> None:
    account_id, _ = bench.account()
    bench.steps()
    bench.clock.now -= HOUR
    bench.steps()
    answer = bench.answer("sync", account_id=account_id)
    assert not answer.error_key
    since = bench.reader.health()[account_id].since
    assert since.timestamp() <= bench.clock.now + HOUR


def test_trouble_after_the_clock_was_put_back_begins_by_the_clock_on_the_wall(bench: Bench) -> None:
    account_id, service = bench.account()
    bench.steps()
    bench.clock.now -= HOUR
    service.cut_network()
    bench.steps(600, each=20)
    row = bench.reader.health()[account_id]
    assert row.state == "unreachable"
    assert row.since.timestamp() <= bench.clock.now
