"""Stores texts and makes them searchable: compressed bodies, attachments' facts, and the full-text index.

The index keeps no text. Subject and people are found at once through the small index of what waits for its body; the
body's row goes into the large one, once. Rows go in ascending by id, which is twice as fast as any other order.
"""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from workspace.connector.pages import Ref
from workspace.mail.automation import LIST
from workspace.mail.tokens import index_text
from workspace.model import filing_key
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import Attachment
from workspace.store.tab_rules import list_name
from workspace.store.times import maybe_from_ms
from workspace.store.writing.body import Body, packed

_BODY = "INSERT OR REPLACE INTO body (item_id, text, html, extra) VALUES (?, ?, ?, ?)"
_INDEX = "INSERT INTO search (rowid, subject, people, body) VALUES (?, ?, ?, ?)"
_WAIT = "INSERT INTO search_waiting (rowid, subject, people) VALUES (?, ?, ?)"
_STOP_WAITING = "DELETE FROM search_waiting WHERE rowid = ?"
_ATTACHMENT = """
INSERT INTO attachment (item_id, part_id, position, name, content_type, size, content_id, is_inline)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (item_id, part_id) DO UPDATE SET position = excluded.position, name = excluded.name,
    content_type = excluded.content_type, size = excluded.size, content_id = excluded.content_id,
    is_inline = excluded.is_inline
"""
_ITEM = """
UPDATE item SET body_state = ?, snippet = CASE WHEN ? = '' THEN snippet ELSE ? END,
    attachment_count = coalesce(?, attachment_count), is_automated = max(is_automated, ?),
    message_id = coalesce(message_id, ?),
    filing_key = CASE kind WHEN 'email' THEN coalesce(filing_key, ?) ELSE filing_key END
WHERE item_id = ?
"""
_LIST = "INSERT OR IGNORE INTO item_address (email, item_id, role) VALUES (?, ?, 'list')"
_NO_LIST = "DELETE FROM item_address WHERE item_id = ? AND role = 'list'"

_Facts = tuple[str, str, int | None, str, str]
"""Subject, people, ``sent_at``, sender and ``body_state`` of an item."""


def store(db: Connection, bodies: Iterable[tuple[int, Body]], *, is_new: bool) -> None:
    """Store bodies of items whose rows are there; ``is_new`` items are in no index yet."""
    ordered = sorted(bodies, key=lambda pair: pair[0])
    if not ordered:
        return
    known = _known(db, [item_id for item_id, _ in ordered])
    ordered = [(item_id, body) for item_id, body in ordered if item_id in known]
    ready = [(item_id, packed(body)) for item_id, body in ordered]
    _many(db, _BODY, [(i, p.text, p.html, p.extra) for i, p in ready])
    _store_lists(db, ordered)
    indexed: set[int] = set()
    if not is_new:
        indexed = {item_id for item_id, _ in ordered if known[item_id][4] != "none"}
        _many(db, _STOP_WAITING, [(item_id,) for item_id, _ in ordered if item_id not in indexed])
    index(db, [(i, known[i][0], known[i][1], p.words) for i, p in ready], known=indexed)
    store_attachments(db, [(i, b.attachments or ()) for i, b in ordered])
    _many(db, _ITEM, [_item_values(i, b, known[i]) for i, b in ordered])


def _store_lists(db: Connection, pairs: Iterable[tuple[int, Body]]) -> None:
    """The mailing lists that sent them, beside the people: rules ask for both."""
    names = [
        (list_name(str(body.extra.get("list_id") or "")), item_id)
        for item_id, body in pairs
        if body.extra.get("list_id") or body.extra.get("automation") == LIST
    ]
    _many(db, _LIST, names)


def index(db: Connection, rows: Sequence[tuple[int, str, str, str]], *, known: set[int]) -> None:
    """Make ``(item_id, subject, people, words)`` searchable, ascending by id; those in ``known`` are in the index."""
    _many(db, "DELETE FROM search WHERE rowid = ?", [(row[0],) for row in rows if row[0] in known])
    _many(
        db,
        _INDEX,
        [(i, index_text(subject), index_text(people), words) for i, subject, people, words in rows],
    )


def await_body(db: Connection, rows: Sequence[tuple[int, str, str]], *, is_new: bool) -> None:
    """Make ``(item_id, subject, people)`` of items without a body searchable."""
    if not is_new:
        _many(db, _STOP_WAITING, [(row[0],) for row in rows])
    _many(db, _WAIT, [(i, index_text(subject), index_text(people)) for i, subject, people in rows])


def forget(db: Connection, item_ids: Sequence[int]) -> None:
    """Remove bodies, attachments and index rows of items."""
    rows = [(item_id,) for item_id in sorted(item_ids)]
    _many(db, "DELETE FROM search WHERE rowid = ?", rows)
    _many(db, _STOP_WAITING, rows)
    for table in ("body", "attachment", "attachment_chunk", "parsing"):
        _many(db, f"DELETE FROM {table} WHERE item_id = ?", rows)
    _many(db, _NO_LIST, rows)


def named(
    db: Connection, account_id: str, kind: str, remote_ids: Sequence[RemoteId]
) -> list[tuple[ItemId, RemoteId, bool]]:
    """The items of these names that are here, each with whether its text is."""
    rows = db.exec_driver_sql(
        "SELECT item_id, remote_id, body_state <> 'none' FROM item WHERE account_id = ? AND kind = ?"
        " AND remote_id IN (SELECT value FROM json_each(?)) ORDER BY item_id DESC",
        (account_id, kind, json.dumps(remote_ids)),
    )
    return [(ItemId(row[0]), RemoteId(row[1]), bool(row[2])) for row in rows]


def bodiless(db: Connection, account_id: str, limit: int) -> list[tuple[ItemId, Ref]]:
    """Mails without a body, newest first."""
    rows = db.exec_driver_sql(
        "SELECT i.item_id, i.remote_id, (SELECT c.remote_id FROM item_collection ic JOIN collection c"
        " ON c.collection_id = ic.collection_id WHERE ic.item_id = i.item_id LIMIT 1)"
        " FROM item i INDEXED BY item_bodiless"
        " WHERE account_id = ? AND body_state = 'none' AND orphaned_at IS NULL"
        " ORDER BY item_id DESC LIMIT ?",
        (account_id, limit),
    )
    return [
        (ItemId(item_id), Ref(RemoteId(collection), RemoteId(remote_id)))
        for item_id, remote_id, collection in rows
        if collection is not None
    ]


def collection_of(db: Connection, item_id: int) -> str:
    found: str | None = db.exec_driver_sql(
        "SELECT c.remote_id FROM item_collection ic JOIN collection c ON c.collection_id = ic.collection_id"
        " WHERE ic.item_id = ? LIMIT 1",
        (item_id,),
    ).scalar()
    if found is None:
        raise LookupError(item_id)
    return found


def unparsed(db: Connection, threads: set[int]) -> list[ItemId]:
    """What a dead engine was parsing: one mail alone is marked broken, several are returned."""
    found = [row[0] for row in db.exec_driver_sql("SELECT item_id FROM parsing ORDER BY item_id")]
    if len(found) == 1:
        mark_broken(db, found, threads)
        return []
    return found


def mark_broken(db: Connection, item_ids: list[int], threads: set[int]) -> None:
    """Their headers are all there will be."""
    store(db, [(item_id, Body(None, is_broken=True)) for item_id in item_ids], is_new=False)
    threads |= finish_parsing(db, item_ids)


def finish_parsing(db: Connection, item_ids: Sequence[int], *, only_nameless: bool = False) -> set[int]:
    """Take them off the list of what is being parsed; returns their conversations.

    ``only_nameless``: only of those whose filing key came with the body, so that they may stand in another place now.
    """
    ids = json.dumps(list(item_ids))
    db.exec_driver_sql("DELETE FROM parsing WHERE item_id IN (SELECT value FROM json_each(?))", (ids,))
    rows = db.exec_driver_sql(
        "SELECT DISTINCT thread_id FROM item WHERE item_id IN (SELECT value FROM json_each(?))"
        " AND thread_id IS NOT NULL AND (NOT ? OR message_id IS NULL)",
        (ids, only_nameless),
    )
    return {row[0] for row in rows}


def people_of(from_name: str, from_email: str, detail: str) -> str:
    """The names and addresses an item is found by."""
    facts = json.loads(detail)
    others = [*facts.get("to", ()), *facts.get("cc", ()), *facts.get("bcc", ())]
    return " ".join([from_name, from_email, *(word for pair in others for word in pair)])


def _known(db: Connection, item_ids: list[int]) -> dict[int, _Facts]:

    rows = db.exec_driver_sql(
        "SELECT item_id, subject, from_name, from_email, detail, sent_at, body_state FROM item"
        " WHERE item_id IN"
        " (SELECT value FROM json_each(?))",
        (json.dumps(item_ids),),
    )
    return {
        item_id: (subject, people_of(name, email, detail), sent_at, email, state)
        for item_id, subject, name, email, detail, sent_at, state in rows
    }


def _item_values(item_id: int, body: Body, known: _Facts) -> tuple[object, ...]:
    subject, _, sent_at, from_email, _ = known
    key = filing_key.of_email(body.message_id) or filing_key.of_nameless_email(
        maybe_from_ms(sent_at), from_email, subject, body.text or ""
    )
    attachments = None
    if body.attachments is not None:
        attachments = sum(1 for each in body.attachments if not each.is_inline)
    state = "broken" if body.is_broken else "here"
    return (
        state, body.snippet, body.snippet, attachments, int(body.is_automated), body.message_id, key, item_id,
    )  # fmt: skip


def store_attachments(db: Connection, parts: Iterable[tuple[int, Sequence[Attachment]]]) -> None:
    """Remember what is attached; bytes already here stay."""
    rows = [_attachment_values(item_id, n, each) for item_id, several in parts for n, each in enumerate(several)]
    _many(db, _ATTACHMENT, rows)


def _attachment_values(item_id: int, n: int, part: Attachment) -> tuple[object, ...]:
    return (
        item_id, part.part_id, n, part.name, part.content_type, part.size, part.content_id, int(part.is_inline),
    )  # fmt: skip


def _many(db: Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        db.exec_driver_sql(sql, list(rows))
