"""CRM records for matching, the chooser and the customer panel."""

import json
from collections import defaultdict
from collections.abc import Sequence

from workspace.store.reading.connections import Files
from workspace.store.rows import RecordRow

RECORD = """
SELECT r.item_id, r.account_id, r.remote_id, r.record_type, r.name, r.is_open, r.stage, r.amount, r.owner, r.title,
    r.city, r.can_write, r.link
FROM record r
"""
ALL = f"{RECORD} ORDER BY r.name, r.item_id"
OF_ACCOUNT = f"{RECORD} WHERE r.account_id = ? ORDER BY r.name, r.item_id"
BY_EMAIL = f"""
{RECORD} WHERE r.item_id IN (SELECT item_id FROM record_address WHERE email IN (SELECT value FROM json_each(?)))
ORDER BY r.item_id
"""
BY_DOMAIN = f"""
{RECORD} WHERE r.item_id IN (SELECT item_id FROM record_domain WHERE domain IN (SELECT value FROM json_each(?)))
ORDER BY r.item_id
"""
BY_PARENT = f"""
{RECORD} WHERE r.item_id IN (SELECT item_id FROM record_parent WHERE account_id = ?
    AND parent_remote_id IN (SELECT value FROM json_each(?))) ORDER BY r.item_id
"""
BY_REMOTE = f"""
{RECORD} WHERE r.account_id = ? AND r.remote_id IN (SELECT value FROM json_each(?)) ORDER BY r.item_id
"""
FIND = f"""
{RECORD} WHERE (r.name LIKE ? ESCAPE '\\' OR r.item_id IN (
    SELECT item_id FROM record_address WHERE email LIKE ? ESCAPE '\\'))
    AND (? = '*' OR r.account_id = ? OR r.account_id IN (
        SELECT account_id FROM account_workplace WHERE workplace_id = ?))
ORDER BY r.name LIMIT ?
"""
_EMAILS = "SELECT item_id, email FROM record_address WHERE item_id IN (SELECT value FROM json_each(?))"
_DOMAINS = "SELECT item_id, domain FROM record_domain WHERE item_id IN (SELECT value FROM json_each(?))"
_PARENTS = """
SELECT item_id, parent_remote_id FROM record_parent WHERE item_id IN (SELECT value FROM json_each(?))
"""


def records(files: Files, sql: str, *values: object) -> list[RecordRow]:
    """The records a query selects, with their addresses, domains and parents."""
    rows = files.cache(sql, *values)
    ids = json.dumps([row[0] for row in rows])
    emails, domains, parents = (_several(files, sql, ids) for sql in (_EMAILS, _DOMAINS, _PARENTS))
    return [
        RecordRow(
            item_id, account_id, remote_id, record_type, name, tuple(emails[item_id]), tuple(domains[item_id]),
            tuple(parents[item_id]), bool(is_open), stage, amount, owner, title, city, bool(can_write), link,
        )
        for (item_id, account_id, remote_id, record_type, name, is_open, stage, amount, owner, title, city,
             can_write, link) in rows
    ]  # fmt: skip


def listed(words: Sequence[str]) -> str:
    """A list for ``json_each``, each word once."""
    return json.dumps(sorted(set(words)))


def like(text: str) -> str:
    """A LIKE pattern for texts that contain this one, with ``\\`` as the escape."""
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _several(files: Files, sql: str, ids: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for item_id, word in files.cache(sql, ids):
        found[item_id].append(word)
    return found
