"""What the user snoozed returns in time, whatever happened in between."""

from tests.workspace.engine.conftest import Bench
from workspace.model.ids import ThreadId
from workspace.store import mark_rows

HOUR = 3600


def subjects(bench: Bench, view: str = "inbox") -> list[str]:
    return [row.subject for row in bench.reader.threads(scope="*", view=view)]


def snooze(bench: Bench, thread_id: ThreadId, seconds: float) -> None:
    rows, seen_at = bench.reader.thread_marks(thread_id)
    until = int((bench.clock.now + seconds) * 1000)
    bench.user.mark(mark_rows.changed(rows, seen_at, is_in_inbox=True, snoozed_until=until))


def test_a_snoozed_conversation_returns_when_its_time_has_come(bench: Bench) -> None:
    _, service = bench.account()
    service.add_mail(subject="later")
    service.add_mail(subject="now")
    bench.steps()
    later = next(row for row in bench.reader.threads(scope="*") if row.subject == "later")
    snooze(bench, later.thread_id, HOUR)
    bench.steps(HOUR - 60, each=600)
    assert (subjects(bench), subjects(bench, "snoozed")) == (["now"], ["later"])
    seen, rings = bench.reader.last_change(), bench.rings
    bench.steps(120, each=60)
    assert (subjects(bench), subjects(bench, "snoozed")) == (["later", "now"], [])
    assert "marks" in {kind for _, kind, _, _ in bench.reader.changes_since(seen)}
    assert bench.rings > rings


def test_a_clock_that_is_set_brings_it_back_by_what_it_says(bench: Bench) -> None:
    _, service = bench.account()
    service.add_mail(subject="later")
    bench.steps()
    snooze(bench, bench.reader.threads(scope="*")[0].thread_id, HOUR)
    bench.steps(HOUR / 2, each=600)
    bench.clock.now -= HOUR
    bench.steps(HOUR, each=600)
    assert subjects(bench) == []
    bench.clock.now += 24 * HOUR
    bench.steps()
    assert subjects(bench) == ["later"]
    bench.clock.now -= 24 * HOUR
    bench.steps(5)
    assert subjects(bench) == ["later"]


def test_what_was_due_while_no_engine_ran_returns_at_its_start(bench: Bench) -> None:
    _, service = bench.account()
    service.add_mail(subject="later")
    bench.steps()
    snooze(bench, bench.reader.threads(scope="*")[0].thread_id, HOUR)
    bench.steps()
    assert subjects(bench) == []
    bench.clock.now += 2 * HOUR
    bench.restart()
    bench.steps()
    assert subjects(bench) == ["later"]


def test_a_rebuilt_account_keeps_its_marks(bench: Bench) -> None:
    account_id, service = bench.account()
    service.add_mail(subject="later")
    service.add_mail(subject="now")
    bench.steps()
    later = next(row for row in bench.reader.threads(scope="*") if row.subject == "later")
    snooze(bench, later.thread_id, 48 * HOUR)
    bench.steps()
    bench.user.ask("rebuild", {"account_id": account_id})
    bench.steps(60)
    assert (subjects(bench), subjects(bench, "snoozed")) == (["now"], ["later"])


def test_nothing_is_written_while_nothing_is_due(bench: Bench) -> None:
    bench.steps()
    seen = bench.reader.last_change()
    bench.steps(30)
    assert bench.reader.last_change() == seen
