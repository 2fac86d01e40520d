"""The log of what left this computer: added up in the ledger, kept a year, exported."""

from pathlib import Path

from tests.workspace.store.building import Store
from workspace.engine.departures import Departures
from workspace.engine.writing import Stores, Writing
from workspace.model.departures import RECEIVE, Departure
from workspace.store.departures import SINCE, write_csv

NOON = 1_800_000_000.0


def test_counts_are_written_in_batches_and_add_up(store: Store) -> None:
    clock = [NOON]
    departures = Departures(lambda: clock[0])
    writing = Writing(lambda: Stores(store.cache, store.ledger), lambda: None)
    for _ in range(3):
        departures.add("acc-1", "mail.example", RECEIVE, times=1, sent=10)
        departures.hand_over(writing)
    assert [(r.times, r.bytes) for r in departures._counts.values()] == [(2, 20)]
    clock[0] += 60
    departures.hand_over(writing)
    departures.hand_over(writing, at_once=True)
    writing.do(lambda stores: None)
    writing.close()
    [row] = store.reader.departures()
    assert (row.host, row.times, row.bytes, row.last_at) == ("mail.example", 3, 30, int(NOON * 1000))
    assert not departures._counts


def test_the_log_forgets_after_a_year_and_is_exported(store: Store, tmp_path: Path) -> None:
    old = Departure("2025-01-01", "acc-1", "old.example", RECEIVE, 1, 1, 1)
    new = Departure("2026-06-01", "acc-1", "new.example", "file", 2, 2_048, 1_780_000_000_000)
    store.ledger.add_departures([old])
    store.ledger.add_departures([new])
    assert store.reader.departures() == [new]
    path = tmp_path / "log.csv"
    with path.open("w", newline="") as out:
        assert write_csv(out, store.reader.departures(), {"acc-1": "=cmd"}) == 1
    assert path.read_text().splitlines()[1].startswith("2026-06-01,'=cmd,acc-1,new.example,file,2,2048,2026-05-")


def test_the_log_is_read_by_its_key(store: Store) -> None:
    plan = [row[3] for row in store.reader._files.ledger(f"EXPLAIN QUERY PLAN {SINCE}", "2026-01-01", 10)]
    assert not any(step.startswith("SCAN") for step in plan), plan
