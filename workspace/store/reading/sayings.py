"""What the user said in a chat and the service does not show yet, from the outbox, the ledger and the cache."""

import json
from collections.abc import Iterator
from typing import Any

from workspace.store.reading import done_rows
from workspace.store.reading.connections import Files, Row
from workspace.store.rows import ChatRow, SayingRow

_SAID = """
SELECT action_id, payload, item_remote_id, verb FROM outbox
WHERE account_id = ? AND verb IN ('post', 'reply') AND withdrawn_at IS NULL ORDER BY seq
"""
_RECEIPTS = "SELECT action_id, remote_id FROM receipt WHERE action_id IN (SELECT value FROM json_each(?))"
_HERE = """
SELECT i.remote_id, r.root_remote_id, i.thread_id FROM item i LEFT JOIN reply r ON r.item_id = i.item_id
WHERE i.account_id = ? AND i.kind = 'chat' AND i.remote_id IN (SELECT value FROM json_each(?))
"""
_STATES = ("queued", "trying", "failed", "unsure", "done")


def sayings(files: Files, chat: ChatRow) -> list[SayingRow]:
    """In this conversation, oldest first; what the cache shows already is left out."""
    said = {row[0]: row for row in files.user(_SAID, chat.account_id)}
    if not said:
        return []
    receipts: dict[str, str | None] = dict(files.ledger(_RECEIPTS, json.dumps(list(said))))
    answered = [row[2] for row in said.values() if row[2]]
    known = {row[0]: row for row in files.cache(_HERE, chat.account_id, json.dumps([*answered, *receipts.values()]))}
    return list(_open(files, chat, said, receipts, known))


def _open(
    files: Files, chat: ChatRow, said: dict[Any, Row], receipts: dict[str, str | None], known: dict[Any, Row]
) -> Iterator[SayingRow]:
    attempts = {each.action_id: each for each in done_rows.attempts(files, _STATES)}
    for action_id, row in said.items():
        attempt = attempts.get(action_id)
        if attempt is None:
            continue
        payload = json.loads(row[1])
        place = _place(chat, payload, row, known)
        is_shown = attempt.state == "done" and receipts.get(attempt.action_id) in (None, *known)
        if place is None or is_shown:
            continue
        yield SayingRow(
            attempt.action_id, attempt.account_id, str(payload.get("text") or ""), attempt.state, attempt.created_at,
            place or None, attempt.error_key, attempt.error_params,
        )  # fmt: skip


def _place(chat: ChatRow, payload: dict[str, Any], row: Row, known: dict[Any, Row]) -> str | None:
    """The message it stands under, empty for the conversation itself; None where it belongs elsewhere."""
    if row[3] == "post":
        return str(payload.get("thread") or "") if payload.get("channel") == chat.remote_id else None
    answered = known.get(row[2])
    if answered is None or answered[2] != chat.thread_id:
        return None
    return str(answered[1] or answered[0])
