"""The labels of conversations: what mails are in beside the places every mailbox has, pending actions applied."""

import json
from collections import defaultdict
from collections.abc import Sequence

from workspace.model.ids import AccountId
from workspace.store.reading import collection_rows
from workspace.store.reading.connections import Files
from workspace.store.reading.overlay import Overlay

OF_THREADS = """
SELECT DISTINCT i.thread_id, i.item_id, c.remote_id, c.name, c.account_id
FROM json_each(?) t CROSS JOIN item i INDEXED BY item_by_thread ON i.thread_id = t.value
CROSS JOIN item_collection ic INDEXED BY item_collection_by_item ON ic.item_id = i.item_id
CROSS JOIN collection c ON c.collection_id = ic.collection_id
WHERE c.role = 'other' AND c.kind = 'email' AND i.orphaned_at IS NULL
"""
ENTERED = """
SELECT i.thread_id, i.item_id, c.remote_id, c.name, c.account_id
FROM json_each(?) p CROSS JOIN item i ON i.item_id = p.value
CROSS JOIN collection c ON c.account_id = i.account_id AND c.kind = 'email' AND c.role = 'other'
WHERE i.thread_id IN (SELECT value FROM json_each(?))
"""


def labels(files: Files, overlay: Overlay, thread_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of each conversation's labels, in their order; those without are left out."""
    ids = json.dumps(thread_ids)
    patches = overlay.patches
    found: dict[int, set[str]] = defaultdict(set)
    names = _Names(files, overlay)
    for thread_id, item_id, remote_id, name, account_id in files.cache(OF_THREADS, ids):
        if item_id not in patches or remote_id not in patches[item_id].left:
            found[thread_id] |= names.now(account_id, remote_id, name)
    if entered := [item_id for item_id, patch in patches.items() if patch.entered]:
        for thread_id, item_id, remote_id, name, account_id in files.cache(ENTERED, json.dumps(entered), ids):
            if remote_id in patches[item_id].entered:
                found[thread_id] |= names.now(account_id, remote_id, name)
        for thread_id in thread_ids:
            if preview := overlay.threads.get(thread_id):
                found[thread_id] |= {names.new[each] for each in preview.folders if each in names.new}
    return {thread_id: tuple(sorted(names, key=str.casefold)) for thread_id, names in found.items() if names}


class _Names:
    """What labels are called once what is pending is done."""

    def __init__(self, files: Files, overlay: Overlay) -> None:
        wishes = overlay.folders.wishes
        self._accounts = {wish.account_id for wish in wishes}
        rows = [row for each in self._accounts for row in collection_rows.of_account(files, overlay, each)]
        self._rows = {(row.account_id, row.remote_id): row.name for row in rows}
        self.new = {row.remote_id: row.name for row in rows if row.collection_id < 0}

    def now(self, account_id: str, remote_id: str, name: str) -> set[str]:
        """Its name; nothing where it will be gone."""
        if account_id not in self._accounts:
            return {name}
        now = self._rows.get((AccountId(account_id), remote_id))
        return set() if now is None else {now}
