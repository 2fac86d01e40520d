"""A disk that fills under the engine: it ends, and what it was about is done once when there is room again."""

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.program import until
from tests.workspace.engine.conftest import KEY, Bench
from tests.workspace.engine.faulty import Faults
from tests.workspace.engine.test_performing import mail_key, outgoing
from workspace.engine.stores import open_stores
from workspace.engine.writing import Stores, Writing
from workspace.model.kinds import Verb
from workspace.store.home import Home
from workspace.store.room import RESERVE, NoRoom

LONG = 300_000


def fill(bench: Bench, more: int = 0) -> None:
    """No page is left for the cache beyond so many, until it is opened again."""

    def limit(stores: Stores) -> None:
        with stores.cache._engine.begin() as db:
            db.exec_driver_sql(f"PRAGMA max_page_count = {more}")
            pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
            db.exec_driver_sql(f"PRAGMA max_page_count = {pages + more}")

    bench.engine.writing.do(limit)


def letters(number: int) -> str:
    """Letters that no compression makes few."""
    return random.Random(number).randbytes(LONG // 2).hex()


def test_mails_that_found_no_room_arrive_once_when_there_is_some(bench: Bench) -> None:
    account_id, service = bench.account(connector="faulty", page_size="2")
    bench.steps()
    fill(bench, more=60)
    ids = {service.add_mail(subject=str(n), text=letters(n)) for n in range(12)}
    with pytest.raises(NoRoom):
        bench.steps(120)
    bench.restart()
    bench.steps()
    rows = bench.mails(account_id)
    assert set(rows) == ids
    assert {row.body_state for row in rows.values()} == {"here"}
    assert bench.health(account_id) == "ok"


def test_a_full_disk_is_no_fault_of_an_account(bench: Bench) -> None:
    account_id, service = bench.account(connector="faulty")
    bench.steps()
    fill(bench)
    service.add_mail(text=letters(1))
    with pytest.raises(NoRoom):
        bench.steps(120)
    bench.engine.close()
    assert bench.health(account_id) == "ok"
    bench.start()


def test_a_letter_whose_receipt_finds_no_room_leaves_once(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    bench.steps()
    faults.plant("perform", lambda: fill(bench), when="after")
    sent = bench.act(Verb.SEND, account_id, outgoing() | {"text": letters(2)})
    with pytest.raises(NoRoom):
        bench.steps(5)
    assert len(service.items("sent")) == 1
    bench.restart()
    bench.steps(60)
    assert bench.state(sent) == "done"
    assert len(service.items("sent")) == 1


def test_a_mark_that_finds_no_room_waits(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    remote_id = service.add_mail()
    bench.steps()
    faults.plant("perform", lambda: fill(bench))
    marked = bench.act(Verb.READ, account_id, {}, mail_key(account_id, remote_id))
    service.add_mail(text=letters(3))
    with pytest.raises(NoRoom):
        bench.steps(120)
    bench.restart()
    bench.steps(60)
    assert bench.state(marked) == "done"
    assert service.items("inbox")[remote_id].is_read


def test_the_last_of_the_disk_is_for_what_is_urgent(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    writing = Writing(lambda: replace(open_stores(home, KEY, time.time), free=lambda: RESERVE - 1), lambda: None)
    assert writing.do(lambda stores: "a receipt", is_urgent=True) == "a receipt"
    assert not writing.is_out_of_room
    with pytest.raises(NoRoom):
        writing.do(lambda stores: "a page")
    assert writing.is_out_of_room
    writing.close()


@pytest.mark.expects_log("was not tidied")
def test_an_index_that_cannot_be_tidied_stops_no_writing(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    def lose(stores: Stores) -> None:
        with stores.cache._engine.begin() as db:
            db.exec_driver_sql("DROP TABLE search")

    bench.engine.writing.do(lose)
    until(lambda: "was not tidied" in caplog.text, 20, "the index to be tidied")
    assert bench.engine.writing.later(lambda stores: "written").result(timeout=20) == "written"
