"""Collections that may be read only when somebody looks: never on the schedule, at once on a look, else once a day."""

from dataclasses import replace

from connectors.demo.service import DemoService
from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults
from workspace.engine.syncing import start
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind

POLLS = 40


def reserved(bench: Bench) -> tuple[AccountId, DemoService]:
    """An account whose chats may be read only for somebody who looks."""
    known = bench.engine.connectors
    shy = replace(known["faulty"], id="shy", pull_when={"chat": "looked_at"}, poll_seconds=60)
    bench.engine.connectors = {**known, "shy": shy}
    return bench.account(connector="shy")


def texts(bench: Bench, account_id: AccountId) -> list[str]:
    return sorted(row.subject or row.snippet for row in bench.reader.items(Kind.CHAT, account_id, 100))


def test_a_chat_is_pulled_when_it_is_looked_at_and_not_before(bench: Bench, faults: Faults) -> None:
    account_id, service = reserved(bench)
    service.post_chat(text="first")
    bench.steps()
    assert len(texts(bench, account_id)) == 1
    service.post_chat(text="second")
    service.add_mail(subject="mail")
    bench.steps(POLLS * 60, each=30)
    assert len(texts(bench, account_id)) == 1
    assert len(bench.mails(account_id)) == 1
    bench.answer("showing", workplace_id="", looked_at=[[account_id, "general"]])
    assert len(texts(bench, account_id)) == 2


def test_an_explicit_sync_reads_everything(bench: Bench, faults: Faults) -> None:
    account_id, service = reserved(bench)
    bench.steps()
    service.post_chat(text="new")
    bench.answer("sync", account_id=account_id)
    assert len(texts(bench, account_id)) == 1


def test_a_sync_asked_for_during_a_pull_reads_everything_after_it(bench: Bench, faults: Faults) -> None:
    account_id, service = reserved(bench)
    bench.steps()
    service.post_chat(text="new")

    def ask() -> None:
        start(bench.engine, [bench.engine.duties[account_id]])

    faults.plant("pull", ask)
    bench.steps(120, each=30)
    assert len(texts(bench, account_id)) == 1


def test_what_nobody_looks_at_is_read_once_a_day(bench: Bench, faults: Faults) -> None:
    account_id, service = reserved(bench)
    bench.steps()
    service.post_chat(text="new")
    bench.steps(23 * 3600, each=600)
    assert texts(bench, account_id) == []
    bench.steps(2 * 3600, each=600)
    assert len(texts(bench, account_id)) == 1


def test_a_look_at_what_is_pulled_anyway_pulls_nothing_more(bench: Bench, faults: Faults) -> None:
    account_id, _ = reserved(bench)
    bench.steps()
    calls = faults.calls["pull"]
    bench.answer("showing", looked_at=[[account_id, "inbox"], ["nobody", "general"]])
    assert faults.calls["pull"] == calls
