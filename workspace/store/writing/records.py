"""The side tables of CRM records and events: what matching, the customer panel and the calendar look things up by."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from workspace.mail.address import ascii_domain, normalise
from workspace.model.items import Event, Record
from workspace.store.tab_rules import CUSTOMERS, OTHER
from workspace.store.writing.columns import event_span

MOST_RETABBED = 5_000
_RECORD = """
INSERT OR REPLACE INTO record (item_id, account_id, remote_id, record_type, name, is_open, stage, amount, owner, title,
    city, link, can_write) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_EVENT = """
INSERT OR REPLACE INTO event (item_id, account_id, uid, starts_at, ends_at, is_all_day)
VALUES (?, ?, ?, ?, ?, ?)
"""
_FROM_THESE = """
SELECT thread_id FROM thread WHERE from_email IN (SELECT value FROM json_each(?)) AND tab = '{tab}'
UNION SELECT thread_id FROM thread WHERE from_domain IN (SELECT value FROM json_each(?)) AND tab = '{tab}'
ORDER BY thread_id DESC LIMIT ?
"""
"""The index holds what stands in no CRM: who comes into one is looked up often, who leaves one seldom."""
_EMAILS = "SELECT email, item_id FROM record_address WHERE item_id IN (SELECT value FROM json_each(?))"
_DOMAINS = "SELECT domain, item_id FROM record_domain WHERE item_id IN (SELECT value FROM json_each(?))"
Named = set[tuple[str, int]]
"""Addresses or domains, each with the record that names it."""


def store(db: Connection, account_id: str, items: Sequence[tuple[int, Record | Event]]) -> set[int]:
    """Write the side rows; returns the threads whose sender may have become a customer, or be none any more."""
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
    old_emails, old_domains = _named(db, [item_id for item_id, _ in records])
    for table in ("record_address", "record_domain", "record_parent"):
        _many(db, f"DELETE FROM {table} WHERE item_id = ?", keys)
    _many(db, _RECORD, [_record_values(i, account_id, r) for i, r in records])
    emails = {(normalise(email), i) for i, r in records for email in r.emails if email}
    domains = {(ascii_domain(domain), i) for i, r in records for domain in r.domains if domain}
    parents = {(account_id, parent, i) for i, r in records for parent in r.parent_ids}
    _many(db, "INSERT INTO record_address VALUES (?, ?)", sorted(emails))
    _many(db, "INSERT INTO record_domain VALUES (?, ?)", sorted(domains))
    _many(db, "INSERT INTO record_parent VALUES (?, ?, ?)", sorted(parents))
    return _from_these(db, emails, domains, OTHER) | _from_these(
        db, old_emails - emails, old_domains - domains, CUSTOMERS
    )


def customers_of(db: Connection, item_ids: Sequence[int]) -> set[int]:
    """The threads that stand under the customers for what these records name: they are placed anew without them."""
    return _from_these(db, *_named(db, item_ids), CUSTOMERS)


def _named(db: Connection, item_ids: Sequence[int]) -> tuple[Named, Named]:
    ids = (json.dumps(item_ids),)
    emails, domains = (db.exec_driver_sql(sql, ids).all() for sql in (_EMAILS, _DOMAINS))
    return {(email, item_id) for email, item_id in emails}, {(domain, item_id) for domain, item_id in domains}


def _from_these(db: Connection, emails: Named, domains: Named, tab: str) -> set[int]:
    if not emails and not domains:
        return set()
    names = (json.dumps([name for name, _ in named]) for named in (emails, domains))
    return {row[0] for row in db.exec_driver_sql(_FROM_THESE.format(tab=tab), (*names, MOST_RETABBED))}


def _record_values(item_id: int, account_id: str, r: Record) -> tuple[object, ...]:
    return (
        item_id, account_id, r.remote_id, str(r.record_type), r.name, int(r.is_open), r.stage, r.amount, r.owner,
        r.title, r.city, r.link, int(r.can_write),
    )  # fmt: skip


def _many(db: Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        db.exec_driver_sql(sql, list(rows))
