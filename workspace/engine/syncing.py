"""Waiting until accounts are in step: everything pulled, and the outbox empty or stuck."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from workspace.engine.duty import Duty
from workspace.model.actions import Action
from workspace.model.ids import AccountId
from workspace.model.kinds import HealthState

if TYPE_CHECKING:
    from workspace.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class Sync:
    """One ``sync`` question: which accounts, since when (seconds since 1970)."""

    account_ids: tuple[AccountId, ...]
    asked_at: float

    def is_settled(self, duties: Mapping[AccountId, Duty]) -> bool:
        present = (duties[a] for a in self.account_ids if a in duties)
        return all(_is_settled(duty, self.asked_at) for duty in present)

    def payload(self, duties: Mapping[AccountId, Duty], ahead: float) -> dict[str, Any]:
        """The answer: a line for each account. The engine's clock is ``ahead`` seconds of the one on the wall."""
        return {"accounts": [_line(duties[a], ahead) for a in self.account_ids if a in duties]}


def start(engine: "Engine", duties: Iterable[Duty]) -> Sync:
    """Pull these accounts now, whatever kept them, and count anew what that brings."""
    account_ids = []
    for duty in duties:
        if not duty.condition.is_well:
            engine.connecting.secrets.forget(duty.account_id)
        duty.try_again(engine.clock())
        duty.pulled, duty.gone, duty.insists = 0, 0, True
        engine.stir(duty, pull=True)
        account_ids.append(duty.account_id)
    return Sync(tuple(account_ids), engine.clock())


def _is_settled(duty: Duty, asked_at: float) -> bool:
    if duty.busy or duty.questions or duty.wants_pull or duty.pulled_at < asked_at:
        return False
    is_stuck = not duty.condition.is_well
    return is_stuck or all(work.is_stuck for work in duty.works.values())


def _line(duty: Duty, ahead: float) -> dict[str, Any]:
    health = duty.condition.health
    return {
        "account_id": duty.account_id,
        "health": str(health.state if health else HealthState.SIGNING_IN),
        "message_key": health.message_key if health else "",
        "params": dict(health.params) if health else {},
        "pulled": duty.pulled,
        "gone": duty.gone,
        "waiting": [_waiting(action, at - ahead) for action, at in duty.waiting()],
    }


def _waiting(action: Action, at: float) -> dict[str, Any]:
    return {
        "action_id": action.action_id,
        "verb": str(action.verb),
        "subject": str(action.payload.get("subject", "")),
        "again_at": None if at == float("inf") else datetime.fromtimestamp(at, UTC).isoformat(),
    }
