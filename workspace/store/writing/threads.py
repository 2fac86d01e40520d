"""Which conversation an item belongs to (RFC 8621 section 3): by the service's thread id, else by Message-IDs.

Every id an item names is remembered with its thread. An item that names ids of two threads joins them: the older
``thread_id`` lives, the other becomes an alias.
"""

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from workspace.mail.threading import parents
from workspace.model.items import ChatMessage, Collection, Email

_MOST_ANCESTORS = 50


def keys_of(item: Email | ChatMessage, collection: Collection) -> tuple[str, ...]:
    """The names under which the item finds its conversation; at least one unless it names nothing.

    A channel or direct conversation is one thread; what is answered in it is told by the table ``reply``.
    """
    if isinstance(item, ChatMessage):
        return (f"chat:{collection.remote_id}",)
    if item.thread_remote_id:
        return (f"thread:{item.thread_remote_id}",)
    replied = (item.in_reply_to,) if item.in_reply_to else ()
    named = parents(item.references, replied, item.message_id)[:_MOST_ANCESTORS]
    return (item.message_id, *named) if item.message_id else named


def assign(
    db: Connection, account_id: str, items: Sequence[tuple[int, tuple[str, ...]]]
) -> tuple[dict[int, int], set[int]]:
    """The thread of each new ``(item_id, keys)``, and the threads whose items were moved to another."""
    named = sorted({key for _, keys in items for key in keys})
    rows = db.exec_driver_sql(
        "SELECT message_id, thread_id FROM message_ref WHERE account_id = ?"
        " AND message_id IN (SELECT value FROM json_each(?))",
        (account_id, json.dumps(named)),
    )
    found: dict[str, int] = {row[0]: row[1] for row in rows}
    stored = dict(found)
    joined: dict[int, int] = {}
    threads: dict[int, int] = {}
    for item_id, keys in items:
        around = {_root(joined, found[key]) for key in keys if key in found}
        thread_id = min(around, default=item_id)
        joined.update(dict.fromkeys(around - {thread_id}, thread_id))
        found.update(dict.fromkeys(keys, thread_id))
        threads[item_id] = thread_id
    known = set(stored.values())
    for loser in joined:
        if loser in known:
            _join(db, loser, _root(joined, loser))
    fresh = [(account_id, key, _root(joined, thread_id)) for key, thread_id in found.items() if key not in stored]
    if fresh:
        db.exec_driver_sql(
            "INSERT INTO message_ref (account_id, message_id, thread_id) VALUES (?, ?, ?)",
            sorted(fresh),
        )
    return {item: _root(joined, thread) for item, thread in threads.items()}, set(joined) & known


def _root(joined: dict[int, int], thread_id: int) -> int:
    while thread_id in joined:
        thread_id = joined[thread_id]
    return thread_id


def _join(db: Connection, loser: int, winner: int) -> None:
    for table in ("item", "message_ref", "thread_alias"):
        db.exec_driver_sql(
            f"UPDATE {table} SET thread_id = ? WHERE thread_id = ?",
            (winner, loser),
        )
    db.exec_driver_sql("INSERT OR REPLACE INTO thread_alias VALUES (?, ?)", (loser, winner))
