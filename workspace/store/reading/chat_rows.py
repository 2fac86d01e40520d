"""A chat as its reader needs it: pages of messages by key, what is answered under each, and who is there."""

import json
from collections.abc import Iterable, Mapping, Sequence

from workspace.model.ids import ItemId, ThreadId
from workspace.model.items import Address
from workspace.store import queries
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.overlay import Overlay
from workspace.store.rows import ChatRow, RepliesRow
from workspace.store.times import from_ms, maybe_from_ms

_ROOTS = f"""
{queries.ITEM} INDEXED BY item_of_chat
WHERE i.thread_id = ? AND i.kind = 'chat' AND i.item_id {{side}} ? AND NOT EXISTS (
    SELECT 1 FROM reply r JOIN item root
        ON root.account_id = r.account_id AND root.kind = 'chat' AND root.remote_id = r.root_remote_id
    WHERE r.item_id = i.item_id)
ORDER BY i.item_id {{order}} LIMIT ?
"""
ROOTS_BEFORE = _ROOTS.format(side="<", order="DESC")
ROOTS_FROM = _ROOTS.format(side=">=", order="ASC")
REPLIES = f"""
{queries.ITEM} JOIN reply r ON r.item_id = i.item_id
WHERE r.root_remote_id = ? AND r.account_id = ? AND r.item_id < ? ORDER BY r.item_id DESC LIMIT ?
"""
COUNTS = """
SELECT r.root_remote_id, count(*), max(r.item_id), sum(i.is_read = 0 AND i.is_sent = 0)
FROM reply r JOIN item i ON i.item_id = r.item_id
WHERE r.root_remote_id IN (SELECT value FROM json_each(?)) AND r.account_id = ? GROUP BY r.root_remote_id
"""
ROOT_OF = """
SELECT root.item_id FROM reply r JOIN item root
    ON root.account_id = r.account_id AND root.kind = 'chat' AND root.remote_id = r.root_remote_id
WHERE r.item_id = ?
"""
PLACE = """
SELECT t.thread_id, t.account_id, t.last_item_id, t.item_count, c.remote_id, c.name, c.role, c.pulled_at
FROM thread t JOIN item_collection ic ON ic.item_id = t.last_item_id
JOIN collection c ON c.collection_id = ic.collection_id
WHERE t.thread_id = ? AND t.kind = 'chat' ORDER BY c.collection_id LIMIT 1
"""
THREAD_OF = "SELECT thread_id FROM message_ref WHERE account_id = ? AND message_id = ?"
FIRST_UNREAD = """
SELECT min(i.item_id) FROM item i INDEXED BY item_unread
WHERE i.account_id = ? AND i.thread_id = ? AND i.is_read = 0 AND i.is_sent = 0 AND i.is_draft = 0
"""
PEOPLE = """
SELECT from_name, from_email, max(item_id) FROM (
    SELECT from_name, from_email, item_id FROM item
    WHERE thread_id = ? AND kind = 'chat' AND is_sent = 0 ORDER BY item_id DESC LIMIT 1000)
GROUP BY from_name, from_email ORDER BY 3 DESC LIMIT 200
"""


def place(files: Files, overlay: Overlay, thread_id: int) -> ChatRow | None:
    """The conversation itself; None if it is no chat."""
    rows = files.cache(PLACE, thread_id)
    if not rows:
        return None
    _, account_id, last_item_id, item_count, remote_id, name, role, pulled_at = rows[0]
    first = files.cache(FIRST_UNREAD, account_id, thread_id)[0][0]
    if first is not None and overlay.marked_read(thread_id, first, False):
        first = None
    return ChatRow(
        ThreadId(thread_id), account_id, remote_id, name, role, ItemId(last_item_id), item_count,
        None if first is None else ItemId(first), maybe_from_ms(pulled_at),
    )  # fmt: skip


def thread_of(files: Files, account_id: str, remote_id: str) -> ThreadId | None:
    """The conversation of a collection."""
    rows = files.cache(THREAD_OF, account_id, f"chat:{remote_id}")
    return ThreadId(rows[0][0]) if rows else None


def roots_before(files: Files, thread_id: int, before: int, limit: int) -> list[Row]:
    """Messages that answer none, and those whose question is not here; oldest first."""
    return files.cache(ROOTS_BEFORE, thread_id, before, limit)[::-1]


def roots_from(files: Files, thread_id: int, first: int, limit: int) -> list[Row]:
    """The same from a message on, oldest first."""
    return files.cache(ROOTS_FROM, thread_id, first, limit)


def replies(files: Files, account_id: str, root_remote_id: str, before: int, limit: int) -> list[Row]:
    """The newest replies under a message, oldest first."""
    return files.cache(REPLIES, root_remote_id, account_id, before, limit)[::-1]


def counts(files: Files, account_id: str, root_remote_ids: Iterable[str]) -> Mapping[str, RepliesRow]:
    """How much is said under each message, by its remote id; what has no replies is left out."""
    rows = files.cache(COUNTS, json.dumps(list(root_remote_ids)), account_id)
    return {root: RepliesRow(count, from_ms(last >> 20), unread) for root, count, last, unread in rows}


def root_of(files: Files, item_id: int) -> int:
    """The message that this one stands under, itself if none."""
    rows = files.cache(ROOT_OF, item_id)
    return int(rows[0][0]) if rows else item_id


def people(files: Files, thread_id: int) -> Sequence[Address]:
    """Who else wrote there lately, the last one first, each person once."""
    found: dict[str, Address] = {}
    for name, email, _ in files.cache(PEOPLE, thread_id):
        found.setdefault(email or name, Address(name, email))
    return list(found.values())
