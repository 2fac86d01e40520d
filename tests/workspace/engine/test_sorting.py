"""The engine sorts what is here into new tabs, between its other work, and after whatever stopped it."""

from tests.workspace.engine.conftest import Bench
from workspace.model.ids import WorkplaceId
from workspace.store.tab_rules import Rule, condition
from workspace.store.writing import tab_mirror

INVOICES = Rule((condition("subject", "invoice"),))


def work(bench: Bench, mails: int = 2) -> WorkplaceId:
    """A workplace with an account and its mail, every second of them an invoice."""
    account_id, service = bench.account()
    workplace = bench.user.add_workplace("Desk")
    bench.user.assign(workplace.workplace_id, [account_id])
    for n in range(mails):
        service.add_mail(subject="invoice" if n % 2 else "other")
    bench.steps()
    return workplace.workplace_id


def tabs(bench: Bench, workplace_id: str) -> dict[str, int]:
    names = {each.rule_id: each.name for each in bench.user.tab_rules()}
    counts = bench.reader.tab_counts(workplace_id)
    return {names.get(tab, tab): count for tab, count in counts.items()}


def test_what_is_here_is_sorted_and_taken_back(bench: Bench) -> None:
    desk = work(bench)
    rings = bench.rings
    bench.user.add_tab(desk, "Bills", INVOICES)
    bench.steps()
    assert tabs(bench, desk) == {"Bills": 1, "other": 1}
    assert bench.rings > rings
    bench.user.set_tabs(desk, [])
    bench.steps()
    assert tabs(bench, desk) == {"other": 2}
    assert bench.reader.tabs_being_sorted() is None


def test_a_rebuilt_account_keeps_its_tabs(bench: Bench) -> None:
    desk = work(bench)
    bench.user.add_tab(desk, "Bills", INVOICES)
    bench.steps()
    (account,) = bench.user.accounts()
    bench.user.ask("rebuild", {"account_id": account.account_id})
    bench.steps(60)
    assert tabs(bench, desk) == {"Bills": 1, "other": 1}


def test_a_stopped_engine_goes_on_sorting(bench: Bench) -> None:
    desk = work(bench, mails=6)
    step, tab_mirror.STEP = tab_mirror.STEP, 1
    try:
        bench.user.add_tab(desk, "Bills", INVOICES)
        bench.engine.intake.look()  # it has taken in the rules and looked at one
        bench.restart()
        assert bench.reader.tabs_being_sorted() is not None
        assert bench.until(lambda: bench.reader.tabs_being_sorted() is None)
    finally:
        tab_mirror.STEP = step
    assert tabs(bench, desk) == {"Bills": 3, "other": 3}


def test_rules_that_change_while_they_are_applied_end_as_the_last_ones_say(bench: Bench) -> None:
    desk = work(bench, mails=6)
    for words in ("other", "nothing", "invoice"):
        bench.user.set_tabs(desk, [])
        bench.user.add_tab(desk, "Bills", Rule((condition("subject", words),)))
        bench.engine.intake.look()
    assert bench.until(lambda: "Bills" in tabs(bench, desk))
    assert tabs(bench, desk) == {"Bills": 3, "other": 3}
