"""The summary of a chat conversation from its newest messages: a channel of many thousands is never read whole."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from workspace.model.kinds import Role
from workspace.store.unread import RECENT

_CHATS = """
SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM item i WHERE i.thread_id = value AND i.kind = 'chat')
"""
_RECENT = """
SELECT item_id, account_id, from_name, from_email, snippet, is_flagged, is_sent, attachment_count,
    in_inbox = 1 OR is_mention = 1
FROM item WHERE thread_id = ? AND kind = 'chat' ORDER BY item_id DESC LIMIT ?
"""
_COUNT = "SELECT count(*) FROM item WHERE thread_id = ? AND kind = 'chat'"
_UNREAD = """
SELECT count(*), coalesce(max(item_id), 0) FROM item INDEXED BY item_unread
WHERE account_id = ? AND thread_id = ? AND is_read = 0 AND is_sent = 0 AND is_draft = 0
    AND (in_inbox = 1 OR is_mention = 1)
"""
_FILED = """
SELECT EXISTS (SELECT 1 FROM item i JOIN filed f ON f.filing_key = i.filing_key WHERE i.thread_id = ?)
"""
_PLACE = """
SELECT c.role, c.name FROM item_collection ic JOIN collection c ON c.collection_id = ic.collection_id
WHERE ic.item_id = ? ORDER BY c.collection_id
"""


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """``people`` are those who wrote last, the last one first. ``news_id`` is the newest message for me among the
    recent and the unread ones, 0 for none; ``from_email`` wrote the newest recent one."""

    thread_id: int
    account_id: str
    last_item_id: int
    news_id: int
    name: str
    people: tuple[str, ...]
    snippet: str
    from_email: str
    item_count: int
    unread_count: int
    attachment_count: int
    is_flagged: int
    has_filing: bool
    roles: frozenset[str]


def summaries(db: Connection, thread_ids: Iterable[int]) -> dict[int, ChatSummary]:
    """Of those conversations that are chats and have messages."""
    ids = json.dumps(list(thread_ids))
    found = (_summary(db, row[0]) for row in db.exec_driver_sql(_CHATS, (ids,)).all())
    return {each.thread_id: each for each in found}


def _summary(db: Connection, thread_id: int) -> ChatSummary:
    recent = db.exec_driver_sql(_RECENT, (thread_id, RECENT)).all()
    last_id, account_id, *_ = last = recent[0]
    places = db.exec_driver_sql(_PLACE, (last_id,)).all()
    mine = [row for row in recent if row[8] and not row[6]]
    unread_count, unread_id = db.exec_driver_sql(_UNREAD, (account_id, thread_id)).one()
    return ChatSummary(
        thread_id=thread_id,
        account_id=account_id,
        last_item_id=last_id,
        news_id=max(mine[0][0] if mine else 0, unread_id),
        name=_name(places[0]) if places else "",
        people=tuple(dict.fromkeys(row[2] or row[3] for row in recent if row[2] or row[3])),
        snippet=last[4],
        from_email=mine[0][3] if mine else "",
        item_count=_one(db, _COUNT, thread_id),
        unread_count=unread_count,
        attachment_count=last[7],
        is_flagged=max(row[5] for row in recent),
        has_filing=bool(_one(db, _FILED, thread_id)),
        roles=frozenset(role for role, _ in places),
    )


def _name(place: Any) -> str:
    role, name = place
    return f"#{name}" if role == Role.CHANNEL and not name.startswith("#") else str(name)


def _one(db: Connection, sql: str, *values: object) -> int:
    found: int = db.exec_driver_sql(sql, values).scalar_one()
    return found
