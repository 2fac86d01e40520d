"""Stores the items of a page: new ones get an id that sorts by time, known ones keep theirs forever.

An upsert on ``(account_id, kind, remote_id)`` that never overwrites what is known with nothing.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from workspace.model.items import Attachment, ChatMessage, Collection, Contact, Email, Event, Item, Record
from workspace.model.kinds import Kind, Role
from workspace.store.unpacking import unpack
from workspace.store.writing import bodies, presence, records, threads
from workspace.store.writing.columns import Columns, columns_of

SEQUENCE_BITS = 20
_INSERT = """
INSERT INTO item (item_id, account_id, kind, remote_id, thread_id, received_at, sent_at, message_id, filing_key,
    subject, from_name, from_email, snippet, is_read, is_flagged, is_draft, is_sent, is_mention, is_automated,
    in_inbox, attachment_count, size, detail, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
UPDATE item SET remote_id = ?, sent_at = coalesce(?, sent_at), message_id = coalesce(?, message_id),
    filing_key = coalesce(?, filing_key), subject = ?, from_name = ?, from_email = ?,
    snippet = CASE WHEN ? = '' THEN snippet ELSE ? END, is_read = ?, is_flagged = ?, is_draft = ?, is_sent = ?,
    is_mention = ?, is_automated = max(is_automated, ?), size = CASE WHEN ? = 0 THEN size ELSE ? END, detail = ?,
    version = coalesce(?, version), orphaned_at = NULL
WHERE item_id = ?
"""
_KNOWN = """
SELECT remote_id, item_id, thread_id, message_id, detail, body_state, subject FROM item
WHERE account_id = ? AND kind = ? AND remote_id IN (SELECT value FROM json_each(?))
"""
_LAST_IDS = f"""
SELECT value, (
    SELECT max(item_id) FROM item
    WHERE item_id BETWEEN value << {SEQUENCE_BITS} AND (value << {SEQUENCE_BITS}) + ?
) FROM json_each(?)
"""
_ADOPTABLE = """
SELECT item_id, thread_id, message_id, detail, body_state, subject, size FROM item i
WHERE message_id IN (SELECT value FROM json_each(?)) AND account_id = ? AND kind = 'email'
    AND (orphaned_at IS NOT NULL OR EXISTS (
        SELECT 1 FROM collection c JOIN item_collection ic ON ic.collection_id = c.collection_id
        WHERE c.collection_id = ? AND c.sweep_from IS NOT NULL AND ic.item_id = i.item_id
            AND NOT EXISTS (SELECT 1 FROM seen WHERE collection_id = c.collection_id AND item_id = i.item_id)))
ORDER BY item_id
"""


@dataclass(slots=True)
class Place:
    """The collection a page belongs to, as it is stored."""

    collection_id: int
    account_id: str
    collection: Collection
    is_swept: bool = False


@dataclass(slots=True)
class Outcome:
    """What storing did: the threads to refresh, and counts."""

    thread_ids: set[int] = field(default_factory=set)
    added: int = 0
    changed: int = 0


@dataclass(slots=True)
class _Known:
    item_id: int
    thread_id: int | None
    message_id: str | None
    detail: str
    body_state: str
    subject: str


def store(db: Connection, place: Place, items: Sequence[Item]) -> Outcome:
    """Store one page's items in one collection."""
    outcome = Outcome()
    latest: dict[str, Item] = {item.remote_id: item for item in items}
    if not latest:
        return outcome
    kind = place.collection.kind
    known = _find(db, place, list(latest))
    if kind == Kind.EMAIL:
        known.update(_adopt(db, place, [i for r, i in latest.items() if r not in known]))
    fresh = [item for remote_id, item in latest.items() if remote_id not in known]
    ids: dict[str, int] = _add(db, place, fresh, outcome)
    _change(db, place, [(latest[r], old) for r, old in known.items()], outcome)
    ids.update({remote_id: old.item_id for remote_id, old in known.items()})
    presence.join(db, place.account_id, place.collection_id, place.collection, [
        (ids[item.remote_id], item) for item in latest.values()
    ], is_swept=place.is_swept, moved={old.item_id for old in known.values()})  # fmt: skip
    if kind == Kind.CHAT:
        _store_replies(db, place.account_id, latest.values(), ids)
    outcome.thread_ids |= records.store(db, place.account_id, _typed(latest.values(), ids))
    return outcome


def _typed(items: Iterable[Item], ids: dict[str, int]) -> list[tuple[int, Record | Event]]:
    return [(ids[i.remote_id], i) for i in items if isinstance(i, Record | Event)]


def _store_replies(db: Connection, account_id: str, items: Iterable[Item], ids: dict[str, int]) -> None:
    """Note which message of its conversation each reply stands under."""
    rows = [
        (ids[each.remote_id], account_id, each.thread_remote_id)
        for each in items
        if isinstance(each, ChatMessage) and each.thread_remote_id not in (None, each.remote_id)
    ]
    _many(db, "INSERT OR REPLACE INTO reply VALUES (?, ?, ?)", rows)


def _find(db: Connection, place: Place, remote_ids: list[str]) -> dict[str, _Known]:
    rows = db.exec_driver_sql(_KNOWN, (place.account_id, str(place.collection.kind), json.dumps(remote_ids)))
    return {row[0]: _Known(*row[1:]) for row in rows}


def _adopt(db: Connection, place: Place, items: Sequence[Item]) -> dict[str, _Known]:
    """Items without a home whose mail turned up under another id: a move on the server, or a new UIDVALIDITY."""
    wanted = {i.message_id: i for i in items if isinstance(i, Email) and i.message_id}
    found: dict[str, _Known] = {}
    if not wanted:
        return found
    rows = db.exec_driver_sql(_ADOPTABLE, (json.dumps(list(wanted)), place.account_id, place.collection_id))
    for item_id, thread_id, message_id, detail, body_state, subject, size in rows:
        item = wanted[message_id]
        if item.remote_id not in found and (item.size == size or not (item.size and size)):
            found[item.remote_id] = _Known(item_id, thread_id, message_id, detail, body_state, subject)
    return found


def _add(db: Connection, place: Place, items: Sequence[Item], outcome: Outcome) -> dict[str, int]:
    """Rows for items never seen before; returns their ids by remote id."""
    if not items:
        return {}
    drawn = [(columns_of(item), item) for item in items]
    ids = _new_ids(db, [columns.received_at for columns, _ in drawn])
    rows = sorted(zip(ids, drawn, strict=True), key=lambda row: row[0])
    named = [
        (item_id, threads.keys_of(item, place.collection))
        for item_id, (_, item) in rows
        if isinstance(item, Email | ChatMessage)
    ]
    assigned, emptied = threads.assign(db, place.account_id, named)
    db.exec_driver_sql(
        _INSERT,
        [_row(place, i, assigned.get(i), columns, item) for i, (columns, item) in rows],
    )
    _store_addresses(db, [(i, columns) for i, (columns, _) in rows])
    bodies.store(db, [(i, c.body) for i, (c, _) in rows if c.body], is_new=True)
    bodies.await_body(db, [_headers(i, c) for i, (c, _) in rows if not c.body], is_new=True)
    bodies.store_attachments(db, [(i, _parts(item)) for i, (c, item) in rows if c.body is None])
    outcome.added += len(rows)
    outcome.thread_ids |= set(assigned.values()) | emptied
    return {item.remote_id: item_id for item_id, (_, item) in rows}


def _change(db: Connection, place: Place, pairs: Sequence[tuple[Item, _Known]], outcome: Outcome) -> None:
    """Bring known rows to what the service says now."""
    if not pairs:
        return
    drawn = [(old, item, columns_of(item)) for item, old in pairs]
    other = [old.item_id for old, _, c in drawn if _is_other(old, c)]
    bodies.forget(db, other)
    db.exec_driver_sql(
        "UPDATE item SET body_state = 'none', attachment_count = 0, message_id = NULL, filing_key = NULL"
        " WHERE item_id IN (SELECT value FROM json_each(?))",
        (json.dumps(other),),
    )
    db.exec_driver_sql(_UPDATE, [_new_values(place, old, item, c) for old, item, c in drawn])
    for old, _, _ in drawn:
        if old.item_id in other:
            old.body_state, old.detail = "none", ""
    rewritten = [(old, c) for old, _, c in drawn if (c.detail, c.subject) != (old.detail, old.subject)]
    _many(db, "DELETE FROM item_address WHERE item_id = ? AND role <> 'list'", [(old.item_id,) for old, _ in rewritten])
    _store_addresses(db, [(old.item_id, c) for old, c in rewritten])
    fresh = {old.item_id for old, _, c in drawn if c.body and _is_news(db, old.item_id, c)}
    texts = [(old.item_id, c.body) for old, _, c in drawn if c.body and old.item_id in fresh]
    bodies.store(db, texts, is_new=False)
    waiting = [(o, c) for o, c in rewritten if not c.body and o.body_state == "none"]
    bodies.await_body(db, sorted(_headers(o.item_id, c) for o, c in waiting), is_new=False)
    outcome.changed += len(pairs)
    outcome.thread_ids |= {old.thread_id for old, _, _ in drawn if old.thread_id}


def _is_other(old: _Known, columns: Columns) -> bool:
    """Whether the service gave a known id to a different mail: its body must not show the old one."""
    return bool(old.message_id and columns.message_id and old.message_id != columns.message_id)


def _is_news(db: Connection, item_id: int, columns: Columns) -> bool:
    body = columns.body
    row = db.exec_driver_sql("SELECT text, html FROM body WHERE item_id = ?", (item_id,)).fetchone()
    if row is None or body is None:
        return True
    stored = (unpack(row[0]), unpack(row[1]))
    return (body.text or stored[0], body.html or stored[1]) != stored


def _headers(item_id: int, columns: Columns) -> tuple[int, str, str]:
    people = bodies.people_of(columns.from_.name, columns.from_.email, columns.detail)
    return item_id, columns.subject, people


def _row(place: Place, item_id: int, thread_id: int | None, c: Columns, item: Item) -> tuple[object, ...]:
    return (
        item_id, place.account_id, str(item.kind), item.remote_id, thread_id, c.received_at, c.sent_at,
        c.message_id, c.filing_key, c.subject, c.from_.name, c.from_.email, c.snippet, int(c.is_read),
        int(c.is_flagged), *_sides(place, item, c), int(c.is_mention), int(c.is_automated),
        int(place.collection.role in (Role.INBOX, Role.DIRECT)), _attachment_count(item), c.size,
        c.detail, c.version,
    )  # fmt: skip


def _new_values(place: Place, old: _Known, item: Item, c: Columns) -> tuple[object, ...]:
    return (
        item.remote_id, c.sent_at, c.message_id, c.filing_key, c.subject, c.from_.name, c.from_.email,
        c.snippet, c.snippet, int(c.is_read), int(c.is_flagged), *_sides(place, item, c), int(c.is_mention),
        int(c.is_automated), c.size, c.size, c.detail, c.version, old.item_id,
    )  # fmt: skip


def _sides(place: Place, item: Item, c: Columns) -> tuple[int, int]:
    """Draft and sent: what the item says, or where it lies."""
    role = place.collection.role
    return int(c.is_draft or role == Role.DRAFTS), int(c.is_sent or role == Role.SENT)


def _parts(item: Item) -> tuple[Attachment, ...]:
    return () if isinstance(item, Contact | Event | Record) else item.attachments or ()


def _attachment_count(item: Item) -> int:
    return sum(1 for each in _parts(item) if not each.is_inline)


def _new_ids(db: Connection, moments: Sequence[int]) -> list[int]:
    """An id for each moment (ms), above all ids already given in that millisecond.

    Pages come newest first, so of one moment the last gets the lowest: many servers know whole seconds only.
    """
    wanted = sorted(set(moments))
    rows = db.exec_driver_sql(_LAST_IDS, ((1 << SEQUENCE_BITS) - 1, json.dumps(wanted)))
    free = {moment: (moment << SEQUENCE_BITS if last is None else last + 1) for moment, last in rows}
    ids = []
    for moment in reversed(moments):
        ids.append(free[moment])
        free[moment] += 1
    return ids[::-1]


def _store_addresses(db: Connection, rows: Iterable[tuple[int, Columns]]) -> None:
    found = [(email, item_id, role) for item_id, c in rows for email, role in c.addresses]
    _many(db, "INSERT OR IGNORE INTO item_address VALUES (?, ?, ?)", sorted(found))


def _many(db: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        db.exec_driver_sql(sql, list(rows))
