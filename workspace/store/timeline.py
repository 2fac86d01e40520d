"""A customer's history over every channel, newest first."""

import json
from collections.abc import Sequence

from workspace.store.connections import Files
from workspace.store.rows import TimelineRow
from workspace.store.times import from_ms

ITEMS = """
SELECT DISTINCT i.item_id, i.kind, i.subject, i.snippet, i.received_at, i.thread_id, i.account_id,
    i.filing_key, e.starts_at
FROM item_address a JOIN item i ON i.item_id = a.item_id LEFT JOIN event e ON e.item_id = i.item_id
WHERE a.email IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL
ORDER BY a.item_id DESC LIMIT ?
"""
FILED = """
SELECT filing_key, crm_account_id, label, at FROM filed
WHERE state = 'done' AND filing_key IN (SELECT value FROM json_each(?))
"""


def rows(files: Files, emails: Sequence[str], limit: int) -> list[TimelineRow]:
    """Items with any of these addresses and the filings made of them."""
    items = files.cache(ITEMS, json.dumps(sorted(set(emails))), limit)
    found = [
        TimelineRow(kind, subject or snippet, from_ms(starts_at or at), item_id, thread_id, account_id)
        for item_id, kind, subject, snippet, at, thread_id, account_id, _, starts_at in items
    ]
    by_key = {row[7]: row for row in items if row[7]}
    for key, crm_account_id, label, at in files.cache(FILED, json.dumps(sorted(by_key))):
        title = label or by_key[key][2]
        item_id, thread_id = by_key[key][0], by_key[key][5]
        found.append(TimelineRow("filing", title, from_ms(at), item_id, thread_id, crm_account_id))
    return sorted(found, key=lambda row: row.at, reverse=True)[:limit]
