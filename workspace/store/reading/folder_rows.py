"""Pages of what lies in one folder or under one label, and how much of it is unread, with pending actions applied.

A conversation stands once in a folder, at its newest mail there. It counts there while a received mail of it that lies
there is unread, unless it is muted or snoozed; also outside the inbox, where no other number counts it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workspace.model.ids import AccountId, CollectionId
from workspace.model.kinds import Role
from workspace.store import queries
from workspace.store.reading import collection_rows, thread_rows
from workspace.store.reading.connections import Files
from workspace.store.reading.overlay import Overlay, Preview
from workspace.store.reading.thread_rows import NEWEST, Shown, previewed, stored
from workspace.store.rows import CollectionRow, ThreadRow
from workspace.store.times import from_ms

COUNTED = (Role.INBOX, Role.ARCHIVE, Role.OTHER)
"""Folders whose unread conversations are told: nobody waits for what is in the trash."""
_UNREAD = "u.is_read = 0 AND u.is_sent = 0 AND u.is_draft = 0"
PAGE = f"""
{queries.THREAD}, t.is_muted = 0 AND t.snoozed_until IS NULL AND EXISTS (
        SELECT 1 FROM item u INDEXED BY item_unread CROSS JOIN item_collection uc ON uc.item_id = u.item_id
        WHERE u.account_id = t.account_id AND u.thread_id = t.thread_id AND {_UNREAD}
            AND uc.collection_id = ic.collection_id),
    ic.item_id
FROM item_collection ic CROSS JOIN item i ON i.item_id = ic.item_id CROSS JOIN thread t ON t.thread_id = i.thread_id
WHERE ic.collection_id = ? AND ic.item_id < ? AND i.orphaned_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM item n INDEXED BY item_by_thread
    CROSS JOIN item_collection nc ON nc.collection_id = ic.collection_id AND nc.item_id = n.item_id
    WHERE n.thread_id = i.thread_id AND n.item_id > i.item_id AND n.orphaned_at IS NULL)
    AND i.thread_id NOT IN (SELECT value FROM json_each(?))
ORDER BY ic.item_id DESC LIMIT ?
"""
COUNTS = f"""
SELECT uc.collection_id, count(DISTINCT u.thread_id)
FROM item u INDEXED BY item_unread CROSS JOIN thread t ON t.thread_id = u.thread_id
CROSS JOIN item_collection uc ON uc.item_id = u.item_id
WHERE u.account_id = ? AND {_UNREAD} AND u.orphaned_at IS NULL AND t.is_muted = 0 AND t.snoozed_until IS NULL
    AND u.thread_id NOT IN (SELECT value FROM json_each(?))
GROUP BY uc.collection_id
"""
HELD = "SELECT count(*) FROM item_collection WHERE collection_id = ?"
HELD_OF = """
SELECT item_id FROM item_collection WHERE collection_id = ? AND item_id IN (SELECT value FROM json_each(?))
"""
OWN_OF = "SELECT item_id FROM item WHERE account_id = ? AND item_id IN (SELECT value FROM json_each(?))"
HOLDINGS = "SELECT account_id, max(kind = 'email'), max(pulled_at IS NULL) FROM collection GROUP BY account_id"
_FIRST = (Role.INBOX, Role.DRAFTS, Role.SENT, Role.ARCHIVE, Role.OTHER, Role.ALL, Role.JUNK, Role.TRASH)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a sidebar must know of an account's collections: folders of mail, and one that was never pulled whole."""

    has_folders: bool = False
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder or label of mail and its unread conversations, 0 where they are not counted."""

    collection: CollectionRow
    unread: int = 0


def holdings(files: Files) -> dict[AccountId, Holding]:
    """Of all accounts that have collections."""
    return {row[0]: Holding(bool(row[1]), bool(row[2])) for row in files.cache(HOLDINGS)}


def folders(files: Files, overlay: Overlay, account_id: AccountId) -> list[CollectionRow]:
    """The folders and labels of an account in the order a sidebar has: the inbox, its like, then by name."""
    rank = {role: n for n, role in enumerate(_FIRST)}
    rows = collection_rows.of_account(files, overlay, account_id)
    return sorted(rows, key=lambda row: (rank.get(Role(row.role), len(rank)), row.name.casefold()))


def counted(files: Files, overlay: Overlay, account_id: AccountId) -> list[FolderRow]:
    """The same with their unread conversations. Reads every unread mail of the account: not for a window's turn."""
    pending = [each for each in overlay.threads.values() if each.row[2] == account_id]
    ids = json.dumps([each.row[0] for each in pending])
    numbers: dict[int, int] = dict(files.aside(COUNTS, account_id, ids))
    rows = folders(files, overlay, account_id)
    return [FolderRow(row, _number(row, numbers.get(row.collection_id, 0), pending)) for row in rows]


def number_in(files: Files, overlay: Overlay, folder: CollectionRow) -> int:
    """How many mails lie in a folder, those on their way counted where they will be."""
    stored: int = files.cache(HELD, folder.collection_id)[0][0]
    pending = json.dumps([each for each, patch in overlay.patches.items() if patch.left or patch.entered])
    if pending == "[]":
        return stored
    here = {row[0] for row in files.cache(HELD_OF, folder.collection_id, pending)}
    leaving = sum(folder.remote_id in overlay.patches[each].left for each in here)
    coming = [each for each, patch in overlay.patches.items() if folder.remote_id in patch.entered and each not in here]
    own = files.cache(OWN_OF, folder.account_id, json.dumps(coming)) if coming else []
    return stored - leaving + len(own)


def _number(row: CollectionRow, number: int, pending: Iterable[Preview]) -> int:
    if row.role not in COUNTED:
        return 0
    return number + sum(_counts(each) and row.remote_id in each.unread_in for each in pending)


def page(
    files: Files, overlay: Overlay, collection_id: CollectionId, *, before: int | None, limit: int
) -> list[ThreadRow]:
    """The highest first; ``order`` of a row is the id of the newest mail that lies there, and so is its time."""
    where = collection_rows.one(files, overlay, collection_id)
    if where is None:
        return []
    before = NEWEST - 1 if before is None else before
    found = [stored(row) for row in files.cache(PAGE, where.collection_id, before, overlay.ids, limit)]
    found += [each for each in _pending(overlay, where) if each.order < before]
    found.sort(key=lambda each: -each.order)
    shown = thread_rows.rows_of(files, overlay, found[:limit])
    return [replace(row, last_at=from_ms(row.order >> 20), returned_at=None) for row in shown]


def _pending(overlay: Overlay, where: CollectionRow) -> Iterable[Shown]:
    for preview in overlay.threads.values():
        order = preview.folders.get(where.remote_id) if preview.row[2] == where.account_id else None
        if order is not None:
            is_unread = _counts(preview) and where.remote_id in preview.unread_in
            yield replace(previewed(preview, order), is_unread=is_unread)


def _counts(preview: Preview) -> bool:
    return not preview.is_muted and preview.snoozed_until is None
