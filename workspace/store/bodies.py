"""Stores texts and makes them searchable: compressed bodies, attachments' facts, and the full-text index.

The index keeps no text. A row of it is written when the item is first stored, so that subject and people are found at
once, and replaced when the body comes; rows go in ascending by id, which is twice as fast as any other order.
"""

import json
import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from workspace.mail.tokens import index_text
from workspace.model import filing_key
from workspace.model.items import Attachment
from workspace.store.body import LONGEST_INDEXED, Body
from workspace.store.times import maybe_from_ms

_BODY = "INSERT OR REPLACE INTO body (item_id, text, html, extra) VALUES (?, ?, ?, ?)"
_INDEX = "INSERT INTO search (rowid, subject, people, body) VALUES (?, ?, ?, ?)"
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
    message_id = coalesce(message_id, ?), filing_key = coalesce(filing_key, ?)
WHERE item_id = ?
"""


def pack(text: str | None) -> bytes | None:
    return None if text is None else zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpack(data: bytes | None) -> str | None:
    return None if data is None else zlib.decompress(data).decode("utf-8", "surrogatepass")


def store(db: Connection, bodies: Iterable[tuple[int, Body]], *, is_new: bool) -> None:
    """Store bodies of items whose rows are there; ``is_new`` items have no row in the index yet."""
    ordered = sorted(bodies, key=lambda pair: pair[0])
    if not ordered:
        return
    known = _known(db, [item_id for item_id, _ in ordered])
    ordered = [(item_id, body) for item_id, body in ordered if item_id in known]
    packed = [
        (i, pack(b.text), pack(b.html), json.dumps(b.extra, ensure_ascii=False)) for i, b in ordered
    ]
    _many(db, _BODY, packed)
    index(db, [(i, known[i][0], known[i][1], b.text) for i, b in ordered], is_new=is_new)
    _store_attachments(db, ordered)
    _many(db, _ITEM, [_item_values(i, b, known[i]) for i, b in ordered])


def index(
    db: Connection, rows: Sequence[tuple[int, str, str, str | None]], *, is_new: bool
) -> None:
    """Make ``(item_id, subject, people, text)`` searchable, ascending by id."""
    if not is_new:
        _many(db, "DELETE FROM search WHERE rowid = ?", [(row[0],) for row in rows])
    _many(
        db,
        _INDEX,
        [
            (i, index_text(subject), index_text(people), index_text((text or "")[:LONGEST_INDEXED]))
            for i, subject, people, text in rows
        ],
    )


def forget(db: Connection, item_ids: Sequence[int]) -> None:
    """Remove bodies, attachments and index rows of items."""
    rows = [(item_id,) for item_id in sorted(item_ids)]
    _many(db, "DELETE FROM search WHERE rowid = ?", rows)
    for table in ("body", "attachment", "attachment_chunk", "parsing"):
        _many(db, f"DELETE FROM {table} WHERE item_id = ?", rows)  # noqa: S608


def people_of(from_name: str, from_email: str, detail: str) -> str:
    """The names and addresses an item is found by."""
    facts = json.loads(detail)
    others = [*facts.get("to", ()), *facts.get("cc", ()), *facts.get("bcc", ())]
    return " ".join([from_name, from_email, *(word for pair in others for word in pair)])


def _known(db: Connection, item_ids: list[int]) -> dict[int, tuple[str, str, int | None, str]]:
    """Subject, people, ``sent_at`` and sender of the items that are still there."""
    rows = db.exec_driver_sql(
        "SELECT item_id, subject, from_name, from_email, detail, sent_at FROM item WHERE item_id IN"
        " (SELECT value FROM json_each(?))",
        (json.dumps(item_ids),),
    )
    return {
        item_id: (subject, people_of(name, email, detail), sent_at, email)
        for item_id, subject, name, email, detail, sent_at in rows
    }


def _item_values(
    item_id: int, body: Body, known: tuple[str, str, int | None, str]
) -> tuple[object, ...]:
    subject, _, sent_at, from_email = known
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


def _store_attachments(db: Connection, bodies: Iterable[tuple[int, Body]]) -> None:
    rows: list[tuple[object, ...]] = []
    for item_id, body in bodies:
        rows.extend(
            _attachment_values(item_id, n, each) for n, each in enumerate(body.attachments or ())
        )
    _many(db, _ATTACHMENT, rows)


def _attachment_values(item_id: int, n: int, part: Attachment) -> tuple[object, ...]:
    return (
        item_id, part.part_id, n, part.name, part.content_type, part.size, part.content_id, int(part.is_inline),
    )  # fmt: skip


def _many(db: Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        db.exec_driver_sql(sql, list(rows))
