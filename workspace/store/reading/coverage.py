"""How much of a workplace can be searched: since when the texts of mails are here, and who is not done yet."""

import json
from dataclasses import dataclass
from datetime import datetime

from workspace.store.reading.connections import Files
from workspace.store.times import from_ms, now_ms

SETTLING_MS = 3_600_000
"""What came within the last hour is on its way: it does not make everything before it unsearchable."""
_BITS = 20
ACCOUNTS = """
SELECT DISTINCT c.account_id FROM collection c WHERE c.kind = 'email'
    AND (? = '*' OR c.account_id = ? OR c.account_id IN (
        SELECT account_id FROM account_workplace WHERE workplace_id = ?))
"""
NEWEST_WITHOUT = """
SELECT a.value, (SELECT max(i.item_id) FROM item i INDEXED BY item_bodiless
    WHERE i.account_id = a.value AND i.body_state = 'none' AND i.item_id < ?)
FROM json_each(?) a
"""
UNFINISHED = """
SELECT DISTINCT account_id FROM collection
WHERE kind = 'email' AND pulled_at IS NULL AND account_id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """``since`` is when the newest mail without its text came (None: there is none), of ``indexing`` accounts."""

    since: datetime | None
    indexing: int
    accounts: int


def coverage(files: Files, scope: str) -> Coverage:
    """Of a workplace, an account, or ``*``; an account in its first sync counts as indexing."""
    accounts = [row[0] for row in files.cache(ACCOUNTS, scope, scope, scope)]
    ids = json.dumps(accounts)
    rows = files.cache(NEWEST_WITHOUT, (now_ms() - SETTLING_MS) << _BITS, ids)
    newest = {account_id: item_id for account_id, item_id in rows if item_id is not None}
    indexing = newest.keys() | {row[0] for row in files.cache(UNFINISHED, ids)}
    since = from_ms(max(newest.values()) >> _BITS) if newest else None
    return Coverage(since, len(indexing), len(accounts))
