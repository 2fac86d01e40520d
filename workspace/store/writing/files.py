"""Attachments' bytes and remote images in the cache: encrypted rows of at most 1 MiB, under a budget."""

import hashlib
import json
from collections.abc import Collection as Several
from collections.abc import Iterable

from sqlalchemy import Connection

from workspace.store.chunks import megabytes
from workspace.store.rows import PinnedPart
from workspace.store.times import now_ms

BUDGET = 2 << 30
"""Bytes of attachments kept by default."""
MOST_IMAGES = 2_000


def add(db: Connection, item_id: int, part_id: str, chunks: Iterable[bytes]) -> int:
    """Store a part's bytes; returns their number."""
    drop(db, item_id, part_id)
    digest, size = hashlib.sha256(), 0
    for n, chunk in enumerate(megabytes(chunks)):
        digest.update(chunk)
        size += len(chunk)
        append(db, item_id, part_id, n, chunk)
    finish(db, item_id, part_id, size, digest.hexdigest())
    return size


def append(db: Connection, item_id: int, part_id: str, n: int, chunk: bytes) -> None:
    """Store the n-th piece of a part; it is not there before :func:`finish`."""
    db.exec_driver_sql("INSERT INTO attachment_chunk VALUES (?, ?, ?, ?)", (item_id, part_id, n, chunk))


def finish(db: Connection, item_id: int, part_id: str, size: int, sha256: str) -> None:
    """Now all pieces are there. A part not listed before (the raw mail) is listed now."""
    db.exec_driver_sql(
        "INSERT INTO attachment (item_id, part_id, position, name, content_type, size, is_inline, fetched_at, sha256)"
        " VALUES (?, ?, -1, '', '', ?, 1, ?, ?) ON CONFLICT (item_id, part_id) DO UPDATE SET"
        " size = excluded.size, fetched_at = excluded.fetched_at, sha256 = excluded.sha256",
        (item_id, part_id, size, now_ms(), sha256),
    )


def sweep(db: Connection) -> None:
    """Drop the pieces of parts that never came to their end."""
    db.exec_driver_sql(
        "DELETE FROM attachment_chunk WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.fetched_at IS NOT NULL"
        " AND a.item_id = attachment_chunk.item_id AND a.part_id = attachment_chunk.part_id)"
    )


def evict(db: Connection, budget: int, keep: Several[tuple[int, str]]) -> None:
    """Drop the bytes of the parts fetched longest ago until the rest fits, never those in ``keep``."""
    rows = db.exec_driver_sql(
        "SELECT item_id, part_id, size FROM attachment WHERE fetched_at IS NOT NULL ORDER BY fetched_at"
    ).all()
    over = sum(row[2] for row in rows) - budget
    for item_id, part_id, size in rows:
        if over <= 0:
            return
        if (item_id, part_id) not in keep:
            drop(db, item_id, part_id)
            over -= size


def of_filings(db: Connection, pinned: Iterable[PinnedPart]) -> set[tuple[int, str]]:
    """The same parts by item; every item with the key, so that a mail that moved meanwhile keeps its bytes too."""
    rows = db.exec_driver_sql(
        "SELECT i.item_id, json_extract(p.value, '$[1]') FROM json_each(?) p"
        " JOIN item i ON i.filing_key = json_extract(p.value, '$[0]')",
        (json.dumps(sorted(pinned)),),
    )
    return {(row[0], row[1]) for row in rows}


def drop(db: Connection, item_id: int, part_id: str) -> None:
    """Forget a part's bytes, also those of one that is not complete."""
    part = (item_id, part_id)
    db.exec_driver_sql("DELETE FROM attachment_chunk WHERE item_id = ? AND part_id = ?", part)
    db.exec_driver_sql("UPDATE attachment SET fetched_at = NULL WHERE item_id = ? AND part_id = ?", part)


def count(db: Connection, item_id: int, part_id: str) -> int | None:
    """How many rows its bytes are in; None if they are not here."""
    row = db.exec_driver_sql(
        "SELECT (SELECT count(*) FROM attachment_chunk c WHERE c.item_id = a.item_id AND c.part_id = a.part_id)"
        " FROM attachment a WHERE item_id = ? AND part_id = ? AND fetched_at IS NOT NULL",
        (item_id, part_id),
    ).fetchone()
    return None if row is None else int(row[0])


def piece(db: Connection, item_id: int, part_id: str, n: int) -> bytes | None:
    """The n-th piece of a part."""
    data: bytes | None = db.exec_driver_sql(
        "SELECT data FROM attachment_chunk WHERE item_id = ? AND part_id = ? AND n = ?", (item_id, part_id, n)
    ).scalar()
    return data


def add_image(db: Connection, url: str, data: bytes) -> None:
    db.exec_driver_sql("INSERT OR REPLACE INTO remote_image VALUES (?, ?, ?)", (url, data, now_ms()))
    db.exec_driver_sql(
        "DELETE FROM remote_image WHERE url IN (SELECT url FROM remote_image"
        " ORDER BY fetched_at DESC LIMIT -1 OFFSET ?)",
        (MOST_IMAGES,),
    )
