"""A customer's history over every channel, newest first, in pages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from workspace.model.ids import ItemId
from workspace.store.reading.connections import Files
from workspace.store.rows import TimelineRow
from workspace.store.times import from_ms

LATEST = 1 << 62
IDS = "SELECT DISTINCT item_id FROM item_address WHERE email = ? AND item_id < ? ORDER BY item_id DESC LIMIT ?"
ITEMS = """
SELECT i.item_id, i.kind, i.subject, i.snippet, i.received_at, i.thread_id, i.account_id, i.filing_key, e.starts_at
FROM item i LEFT JOIN event e ON e.item_id = i.item_id
WHERE i.item_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL AND i.is_draft = 0
ORDER BY i.item_id DESC
"""
FILED = """
SELECT filing_key, crm_account_id, label, at FROM filed
WHERE state = 'done' AND filing_key IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """``before`` asks for the page after this one; None where this is the last."""

    rows: tuple[TimelineRow, ...] = ()
    before: ItemId | None = None


def page(files: Files, emails: Sequence[str], limit: int, before: int | None = None) -> TimelinePage:
    """The items with any of these addresses that came before one, and the filings made of them.

    A page is one of arrivals: a meeting stands at its start among them, a filing at its own time.
    """
    top = LATEST if before is None else before
    ids = {row[0] for email in sorted(set(emails)) for row in files.cache(IDS, email, top, limit)}
    newest = nlargest(limit, ids)
    items = files.cache(ITEMS, json.dumps(newest))
    found = [
        TimelineRow(kind, subject or snippet, from_ms(starts_at or at), item_id, thread_id, account_id)
        for item_id, kind, subject, snippet, at, thread_id, account_id, _, starts_at in items
    ]
    by_key = {row[7]: row for row in items if row[7]}
    for key, crm_account_id, label, at in files.cache(FILED, json.dumps(sorted(by_key))):
        title = label or by_key[key][2]
        item_id, thread_id = by_key[key][0], by_key[key][5]
        found.append(TimelineRow("filing", title, from_ms(at), item_id, thread_id, crm_account_id))
    ordered = tuple(sorted(found, key=lambda row: row.at, reverse=True))
    return TimelinePage(ordered, ItemId(newest[-1]) if len(newest) == limit else None)
