"""Which items are in which collections: joining, leaving, listings, sweeps, and items that lost their last home.

An item in no collection is kept until its account's next completed round, so that a mail moved on the server is found
again and keeps its id (see ``moves`` for one that was found before it was lost); other kinds go at once. A complete
listing that would delete more than half of a collection is held until a second one agrees.
"""

import hashlib
import json
from collections.abc import Collection as Several
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from workspace.connector.pages import Flags
from workspace.model.items import Collection, Email, Item
from workspace.model.kinds import Role
from workspace.store.times import now_ms
from workspace.store.writing import bodies, moves, records

HELD_FROM = 20
"""A smaller collection may empty at once."""
HELD_MS = 60_000
_IN_INBOX = """
UPDATE item SET in_inbox = EXISTS (
    SELECT 1 FROM item_collection ic JOIN collection c ON c.collection_id = ic.collection_id
    WHERE ic.item_id = item.item_id AND c.role = CASE item.kind WHEN 'chat' THEN 'direct' ELSE 'inbox' END)
WHERE item_id IN (SELECT value FROM json_each(?))
"""
_HOMELESS = """
SELECT item_id, thread_id, kind FROM item WHERE item_id IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM item_collection ic WHERE ic.item_id = item.item_id)
"""


@dataclass(slots=True)
class Left:
    """What leaving did: how many items, the threads to refresh, and how many were held back."""

    count: int = 0
    held: int = 0
    thread_ids: set[int] = field(default_factory=set)


def join(
    db: Connection,
    account_id: str,
    collection_id: int,
    collection: Collection,
    items: Sequence[tuple[int, Item]],
    *,
    is_swept: bool,
    moved: Several[int],
) -> None:
    """Put items into a collection, and mails that say so into their other ones.

    ``moved`` are those that were stored before and may be elsewhere.
    """
    rows = [(collection_id, item_id) for item_id, _ in items]
    _many(db, "INSERT OR IGNORE INTO item_collection VALUES (?, ?)", sorted(rows))
    if is_swept:
        _many(db, "INSERT OR IGNORE INTO seen VALUES (?, ?)", sorted(rows))
    labelled = [
        (item_id, item)
        for item_id, item in items
        if isinstance(item, Email) and (item.labels or collection.role == Role.ALL)
    ]
    if labelled:
        _label(db, account_id, collection_id, labelled)
    _refresh_inbox(db, {*moved, *(item_id for item_id, _ in labelled)})


def _label(db: Connection, account_id: str, collection_id: int, items: Sequence[tuple[int, Email]]) -> None:
    """Set the memberships of mails whose service names all their labels."""
    stored = db.exec_driver_sql(
        "SELECT remote_id, collection_id FROM collection WHERE account_id = ? AND kind = 'email'", (account_id,)
    )
    known: dict[str, int] = {row[0]: row[1] for row in stored}
    rows = [(known[label], item_id) for item_id, item in items for label in item.labels if label in known]
    _many(
        db,
        "DELETE FROM item_collection WHERE item_id = ? AND collection_id <> ?",
        [(item_id, collection_id) for item_id, _ in items],
    )
    _many(db, "INSERT OR IGNORE INTO item_collection VALUES (?, ?)", sorted(rows))


def _refresh_inbox(db: Connection, item_ids: Several[int]) -> None:
    if item_ids:
        db.exec_driver_sql(_IN_INBOX, (json.dumps(sorted(item_ids)),))


def place(db: Connection, collection_id: int, item_id: int) -> None:
    """Put one item into a collection where it is expected to appear."""
    db.exec_driver_sql("INSERT OR IGNORE INTO item_collection VALUES (?, ?)", (collection_id, item_id))
    db.exec_driver_sql("UPDATE item SET orphaned_at = NULL WHERE item_id = ?", (item_id,))
    _refresh_inbox(db, {item_id})


def leave(db: Connection, collection_id: int, remote_ids: Iterable[str]) -> Left:
    """These ids are gone from this collection."""
    wanted = json.dumps(list(remote_ids))
    rows = db.exec_driver_sql(
        "SELECT i.item_id, i.thread_id FROM collection c JOIN item i ON i.account_id = c.account_id"
        " AND i.kind = c.kind AND i.remote_id IN (SELECT value FROM json_each(?))"
        " JOIN item_collection ic ON ic.item_id = i.item_id AND ic.collection_id = c.collection_id"
        " WHERE c.collection_id = ?",
        (wanted, collection_id),
    ).all()
    return _leave(db, collection_id, [(item_id, thread_id) for item_id, thread_id in rows])


def _leave(db: Connection, collection_id: int, items: Sequence[tuple[int, int | None]]) -> Left:
    item_ids = [item_id for item_id, _ in items]
    _many(
        db,
        "DELETE FROM item_collection WHERE collection_id = ? AND item_id = ?",
        [(collection_id, item_id) for item_id in item_ids],
    )
    homeless = db.exec_driver_sql(_HOMELESS, (json.dumps(item_ids),)).all()
    _many(
        db,
        "UPDATE item SET orphaned_at = ? WHERE item_id = ?",
        [(now_ms(), item_id) for item_id, _, kind in homeless if kind == "email"],
    )
    ended = [item_id for item_id, _, kind in homeless if kind != "email"]
    former = records.customers_of(db, ended)
    delete(db, ended)
    joined = _reunite(db, collection_id, [item_id for item_id, _, kind in homeless if kind == "email"])
    _refresh_inbox(db, item_ids)
    return Left(len(items), 0, {thread_id for _, thread_id in items if thread_id} | joined | former)


def _reunite(db: Connection, collection_id: int, orphan_ids: Sequence[int]) -> set[int]:
    """Let orphans that were seen in their new place before be the item there; returns the threads of those who were."""
    moved = moves.find(db, collection_id, orphan_ids)
    if moved:
        moves.rehome(db, moved)
        delete(db, [move.new_id for move in moved])
        moves.take_over(db, moved)
    return {move.thread_id for move in moved if move.thread_id}


def compare(db: Connection, collection_id: int, alive: Several[str], *, insist: bool) -> Left:
    """A complete listing: what it does not name has left, unless that is suspiciously much."""
    members = db.exec_driver_sql(
        "SELECT i.remote_id, i.item_id, i.thread_id FROM item_collection ic"
        " JOIN item i ON i.item_id = ic.item_id WHERE ic.collection_id = ?",
        (collection_id,),
    ).all()
    missing = [row for row in members if row[0] not in alive]
    if len(members) >= HELD_FROM and len(missing) * 2 > len(members):
        names = sorted(row[0] for row in missing)
        if not _agrees(db, collection_id, names, insist=insist):
            return Left(held=len(missing))
    db.exec_driver_sql(
        "UPDATE collection SET held = NULL WHERE collection_id = ? AND held IS NOT NULL",
        (collection_id,),
    )
    return _leave(db, collection_id, [(row[1], row[2]) for row in missing])


def dissolve(db: Connection, collection_id: int) -> Left:
    """The collection itself is gone: all its items leave it, and it is removed."""
    rows = db.exec_driver_sql(
        "SELECT i.item_id, i.thread_id FROM item_collection ic JOIN item i ON i.item_id = ic.item_id"
        " WHERE ic.collection_id = ?",
        (collection_id,),
    ).all()
    left = _leave(db, collection_id, [(item_id, thread_id) for item_id, thread_id in rows])
    for table in ("seen", "item_collection", "collection"):
        db.exec_driver_sql(f"DELETE FROM {table} WHERE collection_id = ?", (collection_id,))
    return left


def _agrees(db: Connection, collection_id: int, missing: list[str], *, insist: bool) -> bool:
    """Whether an earlier listing, long enough ago, missed the same; else this one is noted."""
    digest = hashlib.sha256("\n".join(missing).encode()).hexdigest()
    stored = db.exec_driver_sql("SELECT held FROM collection WHERE collection_id = ?", (collection_id,)).scalar()
    held = json.loads(stored) if stored else {}
    now = now_ms()
    if held.get("sha256") == digest:
        return insist or now - held["at"] >= HELD_MS
    note = json.dumps({"sha256": digest, "at": now, "count": len(missing)})
    db.exec_driver_sql("UPDATE collection SET held = ? WHERE collection_id = ?", (note, collection_id))
    return False


def begin_sweep(db: Connection, collection_id: int) -> None:
    """From now on items are marked as seen, and the cursor is forgotten."""
    db.exec_driver_sql("DELETE FROM seen WHERE collection_id = ?", (collection_id,))
    db.exec_driver_sql(
        "UPDATE collection SET sweep_from = ?, cursor = NULL, pulled = 0, total = NULL WHERE collection_id = ?",
        (now_ms(), collection_id),
    )


def end_sweep(db: Connection, collection_id: int) -> Left:
    """What a complete pull did not bring has left."""
    rows = db.exec_driver_sql(
        "SELECT i.item_id, i.thread_id FROM item_collection ic JOIN item i ON i.item_id = ic.item_id"
        " WHERE ic.collection_id = ? AND NOT EXISTS (SELECT 1 FROM seen s"
        " WHERE s.collection_id = ic.collection_id AND s.item_id = ic.item_id)",
        (collection_id,),
    ).all()
    left = _leave(db, collection_id, [(item_id, thread_id) for item_id, thread_id in rows])
    db.exec_driver_sql("DELETE FROM seen WHERE collection_id = ?", (collection_id,))
    db.exec_driver_sql("UPDATE collection SET sweep_from = NULL WHERE collection_id = ?", (collection_id,))
    return left


def orphans(db: Connection, account_id: str, before: int) -> list[int]:
    """Items of an account without a home since before this moment (ms)."""
    rows = db.exec_driver_sql("SELECT item_id FROM item WHERE orphaned_at < ? AND account_id = ?", (before, account_id))
    return [row[0] for row in rows]


def delete(db: Connection, item_ids: Sequence[int]) -> None:
    """Remove items with everything that hangs on them."""
    if not item_ids:
        return
    bodies.forget(db, item_ids)
    rows = [(item_id,) for item_id in sorted(item_ids)]
    for table in _HANGING:
        _many(db, f"DELETE FROM {table} WHERE item_id = ?", rows)


_HANGING = (
    "item_collection",
    "item_address",
    "reply",
    "record_address",
    "record_domain",
    "record_parent",
    "record",
    "event",
    "item",
)


def _many(db: Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        db.exec_driver_sql(sql, list(rows))


def apply_flags(db: Connection, account_id: str, collection: Collection, flags: Sequence[Flags]) -> set[int]:
    """Change marks; returns the threads they are in."""
    if not flags:
        return set()
    kind = str(collection.kind)
    db.exec_driver_sql(
        "UPDATE item SET is_read = coalesce(?, is_read), is_flagged = coalesce(?, is_flagged),"
        " version = coalesce(?, version) WHERE account_id = ? AND kind = ? AND remote_id = ?",
        [(_mark(f.is_read), _mark(f.is_flagged), f.version, account_id, kind, f.remote_id) for f in flags],
    )
    rows = db.exec_driver_sql(
        "SELECT DISTINCT thread_id FROM item WHERE account_id = ? AND kind = ?"
        " AND remote_id IN (SELECT value FROM json_each(?)) AND thread_id IS NOT NULL",
        (account_id, kind, json.dumps([f.remote_id for f in flags])),
    )
    return {row[0] for row in rows}


def _mark(value: bool | None) -> int | None:
    return None if value is None else int(value)
