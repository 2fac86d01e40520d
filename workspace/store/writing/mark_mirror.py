"""The user's marks mirrored in the cache, and which snoozed conversations return."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from workspace.store import mark_rows
from workspace.store.mark_rows import MarkRow
from workspace.store.standing import Mark

_SAVE = "INSERT OR REPLACE INTO thread_mark VALUES (?, ?, ?, ?, ?, ?, ?)"
_DROP = "DELETE FROM thread_mark WHERE account_id = ? AND kind = ? AND thread_key = ?"


def store(db: Connection, marks: Sequence[MarkRow]) -> set[int]:
    """Make ``thread_mark`` equal to the user's; returns the conversations whose marks changed."""
    wanted = {row.key: row for row in marks}
    stands = {row.key: row for row in map(mark_rows.row_of, _all(db, mark_rows.ALL))}
    gone = [key for key in stands if key not in wanted]
    fresh = [row for key, row in wanted.items() if stands.get(key) != row]
    for key in gone:
        db.exec_driver_sql(_DROP, key)
    for row in fresh:
        db.exec_driver_sql(_SAVE, row.values)
    changed = (*gone, *(row.key for row in fresh))
    return {each for key in changed for each in mark_rows.threads_of(lambda sql, *values: _all(db, sql, *values), key)}


def of_threads(db: Connection, mails: Sequence[int], chats: Sequence[int]) -> dict[int, Mark]:
    """The marks of these conversations; a cache without any is not searched."""
    if not db.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM thread_mark)").scalar_one():
        return {}
    return mark_rows.of_threads(lambda sql, *values: _all(db, sql, *values), mails, chats)


def due(db: Connection, now: int) -> set[int]:
    """The conversations whose snooze has ended."""
    return {row[0] for row in _all(db, "SELECT thread_id FROM thread WHERE snoozed_until <= ?", now)}


def _all(db: Connection, sql: str, *values: object) -> Sequence[Any]:
    return db.exec_driver_sql(sql, values).all()
