"""The files themselves: schema, plans, attachments under a budget, and commits that survive a kill."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlcipher3 import dbapi2

from tests.workspace.store.building import ACCOUNT, INBOX, KEY, SENT, Store, mail
from workspace.store import mark_rows, queries, tabs
from workspace.store.home import DATABASES, Home
from workspace.store.open import VERSIONS, bring_up_to_date, connect
from workspace.store.reader import Reader
from workspace.store.reading import (
    arrivals,
    chat_rows,
    coverage,
    filters,
    folder_rows,
    label_rows,
    mark_reader,
    overlay,
    people,
    record_rows,
    tab_reader,
    timeline,
)
from workspace.store.tables import CACHE, LEDGER, SEARCH_DDL, USER

ROOT = Path(__file__).resolve().parents[3]
OLD = Path(__file__).parent / "old"


def test_of_a_large_picture_only_the_head_is_read_at_once(store: Store) -> None:
    data = bytes(range(256)) * 2_000
    store.cache.add_image("https://shop.example/a.jpg", data)
    reader = Reader(store.home, KEY)
    found = reader.remote_image("https://shop.example/a.jpg")
    assert found is not None
    head = next(found)
    assert len(head) < len(data)
    assert head + next(found) == data
    late = reader.remote_image("https://shop.example/a.jpg")
    assert late is not None
    assert next(late) == head
    with store.cache._engine.begin() as db:
        db.exec_driver_sql("DELETE FROM remote_image")
    with pytest.raises(LookupError):
        next(late)
    assert reader.remote_image("https://shop.example/a.jpg") is None
    reader.close()


@pytest.mark.parametrize(("name", "tables"), [("user", USER), ("ledger", LEDGER), ("cache", CACHE)])
def test_the_migrations_make_what_the_tables_say(store: Store, name: str, tables: sqlalchemy.MetaData) -> None:
    fresh = sqlalchemy.create_engine("sqlite://", module=dbapi2)
    with fresh.begin() as db:
        tables.create_all(db)
        for statement in SEARCH_DDL if name == "cache" else ():
            db.exec_driver_sql(statement)
        wanted = _schema(iter(db.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")))
    fresh.dispose()
    connection = connect(store.home.database(name), KEY)
    made = _schema(
        iter(connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name <> 'alembic_version'"))
    )
    assert made == wanted
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSIONS[name],)
    connection.close()


def _schema(rows: Iterator[object]) -> set[tuple[str, ...]]:
    found = {tuple(" ".join(str(part).split()) for part in row) for row in rows}  # type: ignore[attr-defined]
    return {row for row in found if "alembic_version" not in row[1]}


@pytest.mark.parametrize("name", DATABASES)
def test_a_file_of_version_1_opens_with_its_rows(tmp_path: Path, name: str) -> None:
    home = Home(tmp_path / "home")
    connection = connect(home.database(name), KEY, create=True)
    connection.executescript((OLD / f"{name}-1.sql").read_text(encoding="utf-8"))
    connection.close()
    bring_up_to_date(home, KEY, name)
    connection = connect(home.database(name), KEY)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSIONS[name],)
    table = {"user": "account", "ledger": "receipt", "cache": "item"}[name]
    assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    connection.close()


WINDOW = {
    "page": (queries.PAGE, ("w1", "inbox", 1 << 62, "[1]", 60)),
    "page of a tab": (queries.PAGE_OF_TAB, ("w1", "inbox", "other", 1 << 62, "[1]", 60)),
    **{f"page of {name}": (sql, ("w1", "other", 1 << 62, 60)) for name, sql in filters.PAGES.items()},
    "page of a folder": (folder_rows.PAGE, (1, 1 << 62, "[1]", 60)),
    "numbers of folders": (folder_rows.COUNTS, ("mail", "[1]")),
    "kept": (filters.KEPT, ("[1]", "w1", "other")),
    "threads": (queries.THREADS, ("[1]",)),
    "newest for tabs": (tab_reader.NEWEST, ("w1", 200)),
    "addressed": (tabs.ADDRESSED, ("[1]", '["a@x.example"]')),
    "listed": (tabs.LISTED, ("[1]",)),
    "tabs of pending": (overlay.TABS, ("[1]",)),
    "unread": (queries.UNREAD, ("w1", "inbox")),
    "tabs": (queries.TAB_COUNTS, ("w1",)),
    "thread items": (queries.THREAD_ITEMS, (1,)),
    "chat": (chat_rows.PLACE, (1,)),
    "chat page": (chat_rows.ROOTS_BEFORE, (1, 9, 40)),
    "chat from": (chat_rows.ROOTS_FROM, (1, 9, 40)),
    "chat tail": (queries.CHAT_TAIL, (1,)),
    "replies": (chat_rows.REPLIES, ("m1", "mail", 9, 40)),
    "reply counts": (chat_rows.COUNTS, ("[1]", "mail")),
    "first unread": (chat_rows.FIRST_UNREAD, ("mail", 1)),
    "chat people": (chat_rows.PEOPLE, (1,)),
    "topic": (queries.TOPIC_KEYS, ("mail", "m1", "m1", "mail")),
    "chat replies": (queries.CHAT_REPLIES, ("m1",)),
    "items by id": (queries.ITEMS_BY_ID, ("[1]",)),
    "item by key": (queries.ITEM_BY_KEY, ("mail", "email", "1")),
    "by filing key": (queries.ITEMS_BY_FILING_KEY, ("x",)),
    "of account": (queries.ITEMS_OF_ACCOUNT, ("mail", "email", 9)),
    "of kind": (queries.ITEMS_OF_KIND, ("email", 9)),
    "collections of": (queries.COLLECTIONS_OF, ("[1]",)),
    "bodies": (queries.BODIES_OF, ("[1]",)),
    "attachments": (queries.ATTACHMENTS_OF, ("[1]",)),
    "labels": (label_rows.OF_THREADS, ("[1]",)),
    "labels entered": (label_rows.ENTERED, ("[1]", "[1]")),
    "filed": (queries.FILED_OF, ("[1]",)),
    "filed threads": (queries.FILED_OF_THREADS, ("[1]",)),
    "deals": (queries.DEALS, ("[1]",)),
    "events": (queries.EVENTS, (9, 1, 1, "w1", "w1", "w1")),
    "by email": (record_rows.BY_EMAIL, ("[1]",)),
    "by domain": (record_rows.BY_DOMAIN, ("[1]",)),
    "by parent": (record_rows.BY_PARENT, ("crm", "[1]")),
    "by remote": (record_rows.BY_REMOTE, ("crm", "[1]")),
    "arrivals": (arrivals.SINCE, ('["mail"]', 1, 9, 50)),
    "still unread": (arrivals.STILL, ('[["mail", "email", "1"]]', 9)),
    "timeline": (timeline.ITEMS, ("[1]",)),
    "timeline of an address": (timeline.IDS, ("x", 9, 20)),
    "views": (mark_reader.VIEWS, (1,)),
    "names": (mark_reader.NAMES, (1,)),
    "first": (mark_reader.FIRST, (1,)),
    "next waking": (mark_reader.NEXT, ()),
    "marks of threads": (mark_rows.OF_THREADS, ("[1]",)),
    "marks of nameless": (mark_rows.OF_NAMELESS, ("[1]",)),
    "marks of names": (mark_rows.OF_NAMES, ("mail", "[1]")),
    "chat news": (overlay.CHAT_NEWS, (1,)),
    "people": (people.PEOPLE, ("w1", "w1", "w1", "x", 9, "x", 9)),
    "search that fits": (queries.FITTING.format(where=""), (1, 9, "w1", "w1", "w1", 9)),
    "without texts": (coverage.NEWEST_WITHOUT, (9, "[]")),
    "search": (queries.SEARCH_IN_SCOPE, ("x", 9, "w1", "w1", 9, "x", 9, "w1", "w1", 9, 9)),
}


@pytest.mark.parametrize("name", WINDOW)
def test_no_question_of_the_window_reads_a_whole_table(store: Store, name: str) -> None:
    sql, values = WINDOW[name]
    plan = [row[3] for row in store.reader._files.cache(f"EXPLAIN QUERY PLAN {sql}", *values)]
    scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    assert [
        step for step in scans if not re.search(r"SCAN (\(subquery|json_each|account_workplace|CONSTANT)", step)
    ] == []
    if name.startswith(("page", "chat page", "chat from", "chat tail")):
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_attachments_are_kept_under_a_budget_and_pinned_ones_stay(store: Store) -> None:
    store.pull(*map(mail, range(4)))
    ids = [store.key(str(n)).item_id for n in range(4)]
    for item_id in ids[:3]:
        store.cache.add_attachment(item_id, "2", [b"a" * 1_500_000], budget=10_000_000)
    assert store.reader.attachment_bytes(ids[3], "2") is None
    store.cache.add_attachment(ids[3], "2", [b"b" * 10, b"c" * 1_500_000], budget=3_200_000, keep={(ids[0], "2")})
    here = [store.reader.attachment_bytes(item_id, "2") for item_id in ids]
    assert [chunks is not None for chunks in here] == [True, False, False, True]
    pieces = list(here[3] or ())
    assert b"".join(pieces) == b"b" * 10 + b"c" * 1_500_000
    assert max(map(len, pieces)) == 1 << 20
    assert b"".join(store.reader.attachment_bytes(ids[0], "2") or ()) == b"a" * 1_500_000
    assert store.key("0").attachments == ()


def test_an_empty_attachment_is_there(store: Store) -> None:
    store.pull(mail(1))
    store.cache.add_attachment(store.key("1").item_id, "2", [])
    assert list(store.reader.attachment_bytes(store.key("1").item_id, "2") or [b"missing"]) == []


def test_the_reader_is_not_in_the_writers_way(store: Store) -> None:
    """Pages are read while others are stored; each is seen whole."""
    done = threading.Event()
    sizes: list[int] = []

    def read() -> None:
        reader = Reader(store.home, KEY)
        while not done.is_set():
            sizes.append(len(reader.items(INBOX.kind, limit=1000)))
        reader.close()

    thread = threading.Thread(target=read)
    thread.start()
    for n in range(0, 200, 10):
        store.pull(*(mail(m, text="words") for m in range(n, n + 10)))
    done.set()
    thread.join(10)
    assert sizes == sorted(sizes)
    assert {size % 10 for size in sizes} == {0}


WRITE_FOREVER = """
import sys
from pathlib import Path
from tests.workspace.store.building import Store, mail
store = Store.open(Path(sys.argv[1]))
n = int(store.cache.where("mail", __import__("tests.workspace.store.building", fromlist=["INBOX"]).INBOX)[0] or 0)
while True:
    store.pull(*(mail(m, text=f"word{m}") for m in range(n, n + 20)), cursor=str(n + 20))
    n += 20
    print(n, flush=True)
"""


def test_a_kill_leaves_each_page_with_its_cursor_or_not_at_all(store: Store) -> None:
    store.pull(mail(100_000, is_sent=True), into=SENT)
    path = store.home.path
    for pages in (2, 3, 1, 4):
        child = subprocess.Popen([sys.executable, "-c", WRITE_FOREVER, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
        assert child.stdout is not None
        for _ in range(pages):
            assert child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        child.stdout.close()
        count = int(store.cache.where(ACCOUNT.account_id, INBOX)[0] or 0)
        assert len(store.remote_ids()) == count
        assert len(store.reader.search("word", limit=10_000)) == count
        assert sum(row.item_count for row in store.reader.threads(scope="w1", limit=10_000)) == count
    assert store.reader.integrity() == [("user.db", ""), ("ledger.db", ""), ("cache.db", "")]
