"""What the engine pulls from the demo service, in step with it whatever happens in between."""

import time
from collections import Counter
from itertools import pairwise

import pytest

from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults, raising
from tests.workspace.engine.large import BODY_ASKED
from tests.workspace.engine.listing import LISTED
from tests.workspace.engine.quiet import ASKED
from workspace.connector.errors import Rejected, Transient, sentence


def test_everything_of_an_account_arrives_with_its_bodies(bench: Bench) -> None:
    account_id, service = bench.account()
    service.add_mail(subject="Angebot", text="Hello there", attachments=[("a.txt", "text/plain", b"abc")])
    service.add_mail(subject="견적", html="<p onclick='x()'>안녕</p>")
    bench.steps()
    rows = bench.mails(account_id)
    assert {row.subject for row in rows.values()} == {"Angebot", "견적"}
    assert {row.body_state for row in rows.values()} == {"here"}
    assert bench.health(account_id) == "ok"
    assert bench.rings > 0


def test_changes_and_deletions_at_the_service_are_followed(bench: Bench) -> None:
    account_id, service = bench.account()
    first, second = service.add_mail(subject="1"), service.add_mail(subject="2")
    bench.steps()
    service.delete(first)
    service.set_flags(second, is_read=True)
    bench.steps(120, each=30)
    rows = bench.mails(account_id)
    assert list(rows) == [second]
    assert rows[second].is_read


def test_a_cut_pull_resumes_where_it_was(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty", page_size="2")
    ids = {service.add_mail(subject=str(n)) for n in range(9)}
    faults.plant("page", raising(Transient(host="demo")), n=2)
    bench.steps()
    some = set(bench.mails(account_id))
    assert some
    assert some < ids
    assert bench.health(account_id) == "unreachable"
    bench.steps(30)
    assert set(bench.mails(account_id)) == ids
    assert bench.health(account_id) == "ok"


def test_a_round_without_news_writes_twice(bench: Bench) -> None:
    account_id, _ = bench.account(connector="quiet")
    bench.steps()
    seen, rings = bench.reader.last_change(), bench.rings
    bench.engine.stir(bench.engine.duties[account_id], pull=True)
    bench.steps()
    assert [change[1] for change in bench.reader.changes_since(seen)] == ["pulled", "health"]
    assert bench.rings == rings + 2


def test_pages_without_news_count_also_where_the_pull_breaks_off(bench: Bench, faults: Faults) -> None:
    ASKED.clear()
    bench.account(connector="quiet")
    bench.steps()
    bench.steps(400, each=100)
    faults.plant("page", raising(Transient(host="demo")), n=2)
    bench.steps(400, each=100)
    asked = [int(cursor or 0) for cursor in ASKED]
    steps = [after - before for before, after in pairwise(asked)]
    assert Counter(steps) == {3: len(steps) - 1, 2: 1}, "the two pages before the failure are not asked for again"


def test_bodies_of_a_large_mailbox_come_while_its_headers_still_arrive(bench: Bench) -> None:
    BODY_ASKED.clear()
    account_id, _ = bench.account(connector="large")
    bench.steps()
    assert {name: row.body_state for name, row in bench.mails(account_id).items()} == {
        "newest": "here",
        "oldest": "here",
    }


def test_a_forgotten_cursor_is_pulled_anew_and_what_is_gone_goes(bench: Bench) -> None:
    account_id, service = bench.account()
    kept, lost = service.add_mail(subject="kept"), service.add_mail(subject="lost")
    bench.steps()
    service.delete(lost)
    service.renumber()
    bench.steps(120, each=30)
    assert list(bench.mails(account_id)) == [kept]


def test_what_a_service_lists_no_more_stays_until_it_does_again(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    ids = {service.add_mail(), service.add_mail("archive")}
    bench.steps()
    faults.plant("discover", raising(Rejected("forbidden", host="demo", reason="not allowed")))
    bench.steps(700, each=50)
    assert set(bench.mails(account_id)) == ids
    bench.steps(700, each=50)
    assert faults.calls["discover"] >= 3
    assert set(bench.mails(account_id)) == ids


def test_a_busy_service_is_left_alone_for_as_long_as_it_asks(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    service.add_mail()
    faults.plant("pull", raising(Transient("busy", host="demo", retry_after=120)))
    bench.steps()
    calls = faults.calls["pull"]
    bench.steps(119, each=7)
    assert faults.calls["pull"] == calls
    bench.steps(20)
    assert len(bench.mails(account_id)) == 1


def test_an_unreachable_service_is_tried_ever_more_rarely(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    service.cut_network()
    bench.steps(60, each=5)
    at_first = faults.calls["discover"]
    bench.steps(7200, each=60)
    assert 3 < at_first < 12
    assert 8 < faults.calls["discover"] - at_first < 60
    assert bench.health(account_id) == "unreachable"


def test_a_refused_password_stops_this_account_only_until_the_user_signs_in(bench: Bench) -> None:
    locked, locked_service = bench.account("locked")
    other, other_service = bench.account("other")
    locked_service.set_password("secret")
    locked_service.add_mail()
    other_service.add_mail()
    bench.steps()
    assert bench.health(locked) == "needs_signin"
    assert bench.health(other) == "ok"
    bench.steps(1000, each=50)
    assert bench.health(locked) == "needs_signin"
    bench.password(locked, "wrong")
    assert bench.answer("sign_in", account_id=locked).error_key == "signin_refused"
    bench.password(locked, "secret")
    assert bench.answer("sign_in", account_id=locked).payload["user"]
    bench.steps()
    assert bench.health(locked) == "ok"
    assert len(bench.mails(locked)) == 1


@pytest.mark.expects_log("ZeroDivisionError")
def test_a_broken_connector_pauses_its_account_only_and_its_trace_holds_no_text(
    bench: Bench, faults: Faults, caplog: pytest.LogCaptureFixture
) -> None:
    broken, _ = bench.account("broken", "faulty")
    other, service = bench.account("other")
    service.add_mail()
    faults.plant("pull", raising(ZeroDivisionError("text of a secret mail")))
    bench.steps()
    assert bench.health(broken) == "broken"
    assert len(bench.mails(other)) == 1
    assert "secret mail" not in caplog.text
    calls = faults.calls["pull"]
    bench.steps(590, each=59)
    assert faults.calls["pull"] == calls
    bench.steps(30)
    assert bench.health(broken) == "ok"


def test_a_watched_account_is_pulled_when_there_is_news(bench: Bench) -> None:
    account_id, service = bench.account()
    bench.steps()
    service.add_mail(subject="just now")
    assert bench.until(lambda: len(bench.mails(account_id)) == 1)


def test_a_removed_account_leaves_nothing_in_the_cache(bench: Bench) -> None:
    account_id, service = bench.account()
    service.add_mail()
    bench.steps()
    bench.user.remove_account(account_id)
    bench.steps()
    assert bench.mails() == {}
    assert bench.reader.health() == {}


def test_corrected_settings_are_used_at_once(bench: Bench) -> None:
    account_id, service = bench.account()
    service.cut_network()
    bench.steps(600, each=60)
    assert bench.health(account_id) == "unreachable"
    service.cut_network(False)
    service.add_mail()
    account = bench.user.account(account_id)
    assert account is not None
    bench.user.update_account(account_id, settings={**account.settings, "page_size": "7"})
    bench.steps()
    assert bench.health(account_id) == "ok"
    assert len(bench.mails(account_id)) == 1


def test_many_idle_accounts_cost_a_step_almost_nothing(bench: Bench) -> None:
    for n in range(300):
        bench.account(f"a{n}", connector="idle")
    assert bench.until(lambda: len(bench.reader.health()) == 300)
    began = time.perf_counter()
    for _ in range(100):
        bench.engine.step()
    assert (time.perf_counter() - began) / 100 < 0.002


def test_a_listing_that_lost_most_is_held_back_until_a_second_look_agrees(bench: Bench) -> None:
    account_id, _ = bench.account(connector="listing")
    LISTED.update(range(40))
    bench.steps()
    LISTED.difference_update(range(3, 40))
    bench.steps(70, each=10)
    assert bench.health(account_id) == "held_back"
    assert len(bench.mails(account_id)) == 40
    [line] = bench.answer("sync", once=True).payload["accounts"]
    assert (line["health"], line["gone"]) == ("ok", 37)
    assert len(bench.mails(account_id)) == 3


def test_a_collection_that_is_refused_alone_is_named_while_the_others_are_pulled(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")

    def said() -> tuple[str, str]:
        row = bench.reader.health()[account_id]
        return row.state, sentence(row.message_key, row.params) if row.message_key else ""

    kept = service.add_mail(subject="in the inbox")
    second = service.collections()[1].name
    faults.plant("pull", raising(Rejected("refused", host="demo", reason="permission denied")), n=2)
    bench.steps()
    assert list(bench.mails(account_id)) == [kept]
    assert said() == ("ok", f"{second} cannot be read: permission denied")
    bench.steps(400, each=100)
    assert said() == ("ok", "")


def test_health_and_since_when_outlive_a_restart(bench: Bench) -> None:
    account_id, service = bench.account()
    service.cut_network()
    bench.steps()
    before = bench.reader.health()[account_id]
    bench.clock.now += 900
    bench.restart()
    bench.steps()
    assert bench.reader.health()[account_id] == before
