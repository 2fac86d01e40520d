"""Mails that a service moved, seen in their new collection before they were reported gone from the old one.

Until the old place reports it, a move cannot be told from a copy: both are stored. Once the older item is in no
collection and exactly one younger one has its Message-ID and size, the older takes over and keeps chip, selection and
receipt.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

# A younger one has the higher id: a move keeps the arrival time, or the server sets the time of the move.
# What I wrote to myself is in Sent and in the inbox and was never moved between them.
_MOVED = """
SELECT old.item_id, new.item_id, new.thread_id, new.remote_id, new.version, new.detail, new.is_read, new.is_flagged,
    new.is_draft, new.is_sent
FROM item old CROSS JOIN item new INDEXED BY item_by_message_id
    ON new.message_id = old.message_id AND new.account_id = old.account_id AND new.kind = old.kind
    AND new.size = old.size AND new.item_id > old.item_id AND new.orphaned_at IS NULL
WHERE old.item_id IN (SELECT value FROM json_each(?)) AND old.kind = 'email' AND old.size > 0
    AND NOT (old.is_sent AND new.in_inbox) AND NOT (new.is_sent AND NOT old.is_sent)
    AND NOT EXISTS (SELECT 1 FROM item_collection WHERE collection_id = ? AND item_id = new.item_id)
"""
_TAKE_OVER = """
UPDATE item SET remote_id = ?, version = ?, detail = ?, is_read = ?, is_flagged = ?, is_draft = ?, is_sent = ?,
    orphaned_at = NULL
WHERE item_id = ?
"""


@dataclass(frozen=True, slots=True)
class Move:
    """An item that lost its last collection, and the one that the same mail is in its new place."""

    old_id: int
    new_id: int
    thread_id: int | None
    facts: tuple[object, ...]


def find(db: Connection, collection_id: int, orphan_ids: Sequence[int]) -> list[Move]:
    """Which mails that just left this collection, their last one, turned up elsewhere before."""
    if not orphan_ids:
        return []
    rows = db.exec_driver_sql(_MOVED, (json.dumps(list(orphan_ids)), collection_id))
    found = [Move(row[0], row[1], row[2], tuple(row[3:])) for row in rows]
    leaving = Counter(move.old_id for move in found)
    arrived = Counter(move.new_id for move in found)
    return [move for move in found if leaving[move.old_id] == arrived[move.new_id] == 1]


def rehome(db: Connection, moves: Sequence[Move]) -> None:
    """Give the older items the collections of the younger ones."""
    for table in ("item_collection", "seen"):
        sql = f"UPDATE OR REPLACE {table} SET item_id = ? WHERE item_id = ?"
        db.exec_driver_sql(sql, [(move.old_id, move.new_id) for move in moves])


def take_over(db: Connection, moves: Sequence[Move]) -> None:
    """Give the older items the names and marks of the younger ones, which are deleted by now."""
    db.exec_driver_sql(_TAKE_OVER, [(*move.facts, move.old_id) for move in moves])
