"""The labels of conversations: what mails are in beside the places every mailbox has, pending actions applied."""

import json
from collections import defaultdict
from collections.abc import Sequence

from workspace.store.connections import Files
from workspace.store.overlay import Overlay

OF_THREADS = """
SELECT DISTINCT i.thread_id, i.item_id, c.remote_id, c.name
FROM json_each(?) t CROSS JOIN item i INDEXED BY item_by_thread ON i.thread_id = t.value
CROSS JOIN item_collection ic INDEXED BY item_collection_by_item ON ic.item_id = i.item_id
CROSS JOIN collection c ON c.collection_id = ic.collection_id
WHERE c.role = 'other' AND c.kind = 'email' AND i.orphaned_at IS NULL
"""
ENTERED = """
SELECT i.thread_id, i.item_id, c.remote_id, c.name
FROM json_each(?) p CROSS JOIN item i ON i.item_id = p.value
CROSS JOIN collection c ON c.account_id = i.account_id AND c.kind = 'email' AND c.role = 'other'
WHERE i.thread_id IN (SELECT value FROM json_each(?))
"""


def labels(files: Files, overlay: Overlay, thread_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of each conversation's labels, in their order; those without are left out."""
    ids = json.dumps(thread_ids)
    patches = overlay.patches
    found: dict[int, set[str]] = defaultdict(set)
    for thread_id, item_id, remote_id, name in files.cache(OF_THREADS, ids):
        if item_id not in patches or remote_id not in patches[item_id].left:
            found[thread_id].add(name)
    if entered := [item_id for item_id, patch in patches.items() if patch.entered]:
        for thread_id, item_id, remote_id, name in files.cache(ENTERED, json.dumps(entered), ids):
            if remote_id in patches[item_id].entered:
                found[thread_id].add(name)
    return {thread_id: tuple(sorted(names, key=str.casefold)) for thread_id, names in found.items() if names}
