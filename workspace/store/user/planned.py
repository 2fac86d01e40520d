"""Letters that leave later: they lie in the outbox until their time, and can be changed or taken back until then."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId
from workspace.store.times import from_ms, now_ms, to_ms
from workspace.store.user.outbox import PLANNED_MS, Outbox

_PLANNED = (
    "SELECT action_id, account_id, payload, not_before FROM outbox WHERE verb IN ('send', 'reply')"
    " AND withdrawn_at IS NULL AND not_before - created_at >= ? AND not_before > ?"
)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A letter with the time it leaves; ``payload`` is the :class:`Outgoing` as JSON."""

    action_id: ActionId
    account_id: AccountId
    payload: dict[str, Any]
    leaves_at: datetime


class Planned(Outbox):
    """Sending later."""

    def plan(self, action: Action, at: datetime) -> None:
        """Queue a letter that leaves at that time, or as soon after it as the engine runs."""
        with self._writing() as execute:
            self._queue(execute, action, to_ms(at))

    def replan(self, before: ActionId, action: Action, at: datetime) -> bool:
        """Put another action in the place of a planned one, for another time; False when that has left."""
        now = now_ms()
        sql = "UPDATE outbox SET withdrawn_at = ? WHERE action_id = ? AND withdrawn_at IS NULL AND not_before > ?"
        with self._writing() as execute:
            if not execute(sql, (now, before, now)).rowcount:
                return False
            self._queue(execute, action, to_ms(at))
            return True

    def planned(self) -> list[PlannedRow]:
        """What is to leave later, the next first."""
        rows = self._all(f"{_PLANNED} ORDER BY not_before", PLANNED_MS, now_ms())
        return [_planned(row) for row in rows]

    def planned_letter(self, action_id: ActionId) -> PlannedRow | None:
        rows = self._all(f"{_PLANNED} AND action_id = ?", PLANNED_MS, now_ms(), action_id)
        return _planned(rows[0]) if rows else None


def _planned(row: tuple[Any, ...]) -> PlannedRow:
    action_id, account_id, payload, not_before = row
    return PlannedRow(action_id, account_id, json.loads(payload), from_ms(not_before))
