"""Which conversations hold a letter that is begun: one written here, or a draft at their service."""

import json
from dataclasses import dataclass

from workspace.model import filing_key
from workspace.store.reading.connections import Files

_HERE = """
SELECT ifnull(json_extract(fields, '$.item.account_id'), account_id), json_extract(fields, '$.item.kind'),
    json_extract(fields, '$.item.remote_id'), json_extract(fields, '$.in_reply_to'),
    json_extract(fields, '$.message_id'), json_extract(fields, '$.channel')
FROM draft
"""
_ANSWERED = """
SELECT i.thread_id FROM json_each(?) d CROSS JOIN item i ON i.account_id = json_extract(d.value, '$[0]')
    AND i.kind = json_extract(d.value, '$[1]') AND i.remote_id = json_extract(d.value, '$[2]')
UNION SELECT i.thread_id FROM json_each(?) d CROSS JOIN item i INDEXED BY item_by_filing_key
    ON i.filing_key = json_extract(d.value, '$[1]') AND i.account_id = json_extract(d.value, '$[0]')
UNION SELECT r.thread_id FROM json_each(?) d CROSS JOIN message_ref r
    ON r.account_id = json_extract(d.value, '$[0]') AND r.message_id = json_extract(d.value, '$[1]')
"""
"""By the name of what is answered, by the Message-IDs of that and of the letter, and by a chat's channel."""
_DELETED = """
SELECT action_id, json_extract(payload, '$.message_id') FROM outbox
WHERE verb = 'delete_draft' AND withdrawn_at IS NULL
"""
_STUCK = """
SELECT action_id FROM attempt WHERE state IN ('failed', 'unsure') AND action_id IN (SELECT value FROM json_each(?))
"""
_FINISHED = """
SELECT DISTINCT i.thread_id FROM item i INDEXED BY item_by_filing_key
WHERE i.filing_key IN (SELECT value FROM json_each(?1)) AND i.is_draft = 1 AND NOT EXISTS (
    SELECT 1 FROM item o WHERE o.thread_id = i.thread_id AND o.is_draft = 1 AND o.orphaned_at IS NULL
        AND ifnull(o.filing_key, '') NOT IN (SELECT value FROM json_each(?1)))
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """Conversations that are written on ``here``, and those whose drafts at their service are all being deleted."""

    here: frozenset[int] = frozenset()
    finished: frozenset[int] = frozenset()

    def holds(self, thread_id: int, *, is_kept: bool) -> bool:
        """Whether a draft is in a conversation; ``is_kept`` says whether its service has one."""
        return thread_id in self.here or (is_kept and thread_id not in self.finished)


def begun(files: Files) -> Begun:
    return Begun(_written_on(files), _finished(files))


def _written_on(files: Files) -> frozenset[int]:
    rows = files.user(_HERE)
    if not rows:
        return frozenset()
    answered = [row[:3] for row in rows if row[2]]
    keyed = [(row[0], key) for row in rows for each in row[3:5] if each and (key := filing_key.of_email(each))]
    chats = [(row[0], f"chat:{row[5]}") for row in rows if row[5]]
    found = files.cache(_ANSWERED, json.dumps(answered), json.dumps(keyed), json.dumps(chats))
    return frozenset(row[0] for row in found if row[0] is not None)


def _finished(files: Files) -> frozenset[int]:
    """A draft that was sent or discarded here is gone, whenever its service hears of it."""
    deleted: dict[str, str | None] = dict(files.user(_DELETED))
    if not deleted:
        return frozenset()
    for (action_id,) in files.ledger(_STUCK, json.dumps(list(deleted))):
        del deleted[action_id]
    keys = [key for each in deleted.values() if each and (key := filing_key.of_email(each))]
    return frozenset(row[0] for row in files.cache(_FINISHED, json.dumps(keys)))
