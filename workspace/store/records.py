"""The side tables of CRM records and events: what matching, the customer panel and the calendar look things up by."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from workspace.mail.address import ascii_domain, normalise
from workspace.model.items import Event, Record
from workspace.store.columns import event_span

MOST_RETABBED = 5_000
_RECORD = """
INSERT OR REPLACE INTO record (item_id, account_id, remote_id, record_type, name, is_open, stage, amount, owner, title,
    city, link, can_write) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_EVENT = """
INSERT OR REPLACE INTO event (item_id, account_id, uid, starts_at, ends_at, is_all_day)
VALUES (?, ?, ?, ?, ?, ?)
"""
_TO_RETAB = """
SELECT thread_id FROM thread WHERE from_email IN (SELECT value FROM json_each(?)) AND tab = 'other'
UNION SELECT thread_id FROM thread WHERE from_domain IN (SELECT value FROM json_each(?)) AND tab = 'other'
ORDER BY thread_id DESC LIMIT ?
"""


def store(db: Connection, account_id: str, items: Sequence[tuple[int, Record | Event]]) -> set[int]:
    """Write the side rows; returns the threads whose sender has become a customer."""
    _store_events(db, account_id, [(i, e) for i, e in items if isinstance(e, Event)])
    return _store_records(db, account_id, [(i, r) for i, r in items if isinstance(r, Record)])


def _store_events(db: Connection, account_id: str, events: Sequence[tuple[int, Event]]) -> None:
    """The master of a series is no line of the calendar: its instances are."""
    masters = [(item_id,) for item_id, event in events if _is_master(event)]
    rows = [
        (item_id, account_id, event.uid, *event_span(event), int(event.starts_on is not None))
        for item_id, event in events
        if not _is_master(event)
    ]
    _many(db, "DELETE FROM event WHERE item_id = ?", masters)
    _many(db, _EVENT, rows)


def _is_master(event: Event) -> bool:
    return event.rrule is not None and event.recurrence_id is None


def _store_records(db: Connection, account_id: str, records: Sequence[tuple[int, Record]]) -> set[int]:
    if not records:
        return set()
    keys = [(item_id,) for item_id, _ in records]
    for table in ("record_address", "record_domain", "record_parent"):
        _many(db, f"DELETE FROM {table} WHERE item_id = ?", keys)
    _many(db, _RECORD, [_record_values(i, account_id, r) for i, r in records])
    emails = {(normalise(email), i) for i, r in records for email in r.emails if email}
    domains = {(ascii_domain(domain), i) for i, r in records for domain in r.domains if domain}
    parents = {(account_id, parent, i) for i, r in records for parent in r.parent_ids}
    _many(db, "INSERT INTO record_address VALUES (?, ?)", sorted(emails))
    _many(db, "INSERT INTO record_domain VALUES (?, ?)", sorted(domains))
    _many(db, "INSERT INTO record_parent VALUES (?, ?, ?)", sorted(parents))
    return _to_retab(db, [email for email, _ in emails], [domain for domain, _ in domains])


def _to_retab(db: Connection, emails: list[str], domains: list[str]) -> set[int]:
    rows = db.exec_driver_sql(_TO_RETAB, (json.dumps(emails), json.dumps(domains), MOST_RETABBED))
    return {row[0] for row in rows}


def _record_values(item_id: int, account_id: str, r: Record) -> tuple[object, ...]:
    return (
        item_id, account_id, r.remote_id, str(r.record_type), r.name, int(r.is_open), r.stage, r.amount, r.owner,
        r.title, r.city, r.link, int(r.can_write),
    )  # fmt: skip


def _many(db: Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        db.exec_driver_sql(sql, list(rows))
