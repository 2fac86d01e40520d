"""What the user wants done and asks: the outbox and the requests."""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Collection as Several

from workspace.model.actions import Action
from workspace.model.ids import ActionId, RequestId
from workspace.store.rows import PinnedPart
from workspace.store.times import now_ms
from workspace.store.user.file import UserFile

PLANNED_MS = 90_000
"""A letter that may leave so long after it was queued was planned; less is the time for Undo."""
_CLOCK_MS = 2_000
_IN_TIME = (
    "withdrawn_at IS NULL AND not_before > :now AND"
    f" (created_at <= :now + {_CLOCK_MS} OR not_before - created_at >= {PLANNED_MS})"
)
"""Not after the clock was put back: the time for Undo is over by then, however early it seems to be."""


class Outbox(UserFile):
    """Actions on their way to the engine, and questions to it."""

    def queue(self, action: Action, *, undo_seconds: float = 0) -> None:
        """Put an action into the outbox; it may be withdrawn for ``undo_seconds``. Queueing twice is once."""
        self.queue_all([action], undo_seconds=undo_seconds)

    def queue_all(self, actions: Iterable[Action], *, undo_seconds: float = 0) -> None:
        """Put them all into the outbox, or none."""
        not_before = now_ms() + int(undo_seconds * 1000) if undo_seconds else 0
        with self._writing() as execute:
            for action in actions:
                self._queue(execute, action, not_before)

    def _queue(self, execute: Callable[..., object], action: Action, not_before: int) -> None:
        item = action.item
        values = (
            action.action_id,
            action.account_id,
            str(action.verb),
            json.dumps(dict(action.payload)),
            item and item.account_id,
            item and str(item.kind),
            item and item.remote_id,
            now_ms(),
            not_before,
        )
        execute(
            "INSERT OR IGNORE INTO outbox (action_id, account_id, verb, payload, item_account_id, item_kind,"
            " item_remote_id, created_at, not_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )

    def withdraw(self, action_id: ActionId) -> bool:
        """Take an action back while its undo time runs; False when it is too late."""
        return bool(self.withdraw_all([action_id]))

    def withdraw_all(self, action_ids: Iterable[ActionId]) -> set[ActionId]:
        """Take them back together; those that were in time."""
        now, taken_back = now_ms(), set()
        sql = f"UPDATE outbox SET withdrawn_at = :now WHERE action_id = :action_id AND {_IN_TIME}"
        with self._writing() as execute:
            for action_id in action_ids:
                if execute(sql, {"now": now, "action_id": action_id}).rowcount:
                    taken_back.add(action_id)
        return taken_back

    def drop(self, action_id: ActionId) -> None:
        """Give up on an action that waits or is stuck; it is not shown and not tried any more."""
        now = now_ms()
        with self._writing() as execute:
            execute(
                "UPDATE outbox SET withdrawn_at = ? WHERE action_id = ? AND withdrawn_at IS NULL",
                (now, action_id),
            )
            execute("INSERT OR IGNORE INTO tray_dismissed VALUES (?, ?)", (action_id, now))

    def parts_to_file(self) -> set[PinnedPart]:
        """What the filings in the outbox take along: it must stay until they are through or given up."""
        sql = (
            "SELECT json_extract(o.payload, '$.key'), json_extract(a.value, '$[0]')"
            " FROM outbox o, json_each(o.payload, '$.attachments') a WHERE o.verb = 'file' AND o.withdrawn_at IS NULL"
        )
        return {(key, part_id) for key, part_id in self._all(sql)}

    def retry(self, action_id: ActionId, tried: Action | None = None) -> bool:
        """Ask for another attempt; False if the outbox has no such action.

        ``tried`` is ``Reader.tried``: what the engine decided itself (a later reply) comes into the outbox with it.
        """
        with self._writing() as execute:
            if tried is not None:
                self._queue(execute, tried, 0)
            execute("DELETE FROM tray_dismissed WHERE action_id = ?", (action_id,))
            found = execute(
                "UPDATE outbox SET retries = retries + 1, withdrawn_at = NULL WHERE action_id = ?",
                (action_id,),
            )
            return bool(found.rowcount)

    def dismiss(self, action_id: ActionId) -> None:
        """Hide an entry of the unfiled tray."""
        self._write("INSERT OR IGNORE INTO tray_dismissed VALUES (?, ?)", action_id, now_ms())

    def dismissed(self) -> frozenset[ActionId]:
        return frozenset(row[0] for row in self._all("SELECT action_id FROM tray_dismissed"))

    def ask(self, verb: str, payload: Mapping[str, object], deadline_seconds: float = 60) -> RequestId:
        """Put a question to the engine; the answer appears in ``Reader.answer``."""
        request_id = RequestId(uuid.uuid4().hex)
        now = now_ms()
        self._write(
            "INSERT INTO request (request_id, verb, payload, created_at, deadline_at) VALUES (?, ?, ?, ?, ?)",
            request_id,
            verb,
            json.dumps(dict(payload)),
            now,
            now + int(deadline_seconds * 1000),
        )
        return request_id

    def sweep(self, finished: Several[ActionId]) -> None:
        """Remove outbox rows that are finished or long withdrawn, requests past their deadline, and marks that say
        nothing any more."""
        now = now_ms()
        with self._writing() as execute:
            execute(
                "DELETE FROM outbox WHERE action_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(finished)),),
            )
            execute("DELETE FROM outbox WHERE withdrawn_at < ?", (now - 7 * 86_400_000,))
            execute("DELETE FROM request WHERE deadline_at < ?", (now - 60_000,))
            execute(
                "DELETE FROM thread_mark WHERE is_muted = 0 AND is_pinned = 0 AND coalesce(snoozed_until, 0) < ?",
                (now - 30 * 86_400_000,),
            )
