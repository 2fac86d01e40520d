"""How an account is after each run, and when it may run again: the failure table, as arithmetic without I/O."""

import logging
import time
import traceback
from collections.abc import Callable, Mapping
from collections.abc import Collection as Several
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.model.accounts import Health
from workspace.model.ids import AccountId, RemoteId
from workspace.model.kinds import HealthState

FIRST_WAIT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 900.0
BROKEN_WAIT_SECONDS = 600.0
AWAY = frozenset({"unreachable", "timeout", "connection_closed"})
"""What is said where no answer came at all: the network may be the reason."""
NEVER = float("inf")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A collection by its name, and why the service does not let us read it."""

    collection: str
    reason: str


@dataclass(slots=True)
class Condition:
    """One account's health and, by the engine's clock, when it may be tried again (``inf``: not by itself)."""

    account_id: AccountId
    health: Health | None = None
    failures: int = 0
    retry_at: float = 0.0
    failed_at: float = 0.0
    away_at: float = 0.0
    """Since when no answer came from there at all; 0 where the last failure was another one, or none."""
    refused: dict[RemoteId, Refusal] = field(default_factory=dict)
    """Collections that are refused to us while the account works."""
    random: Random = field(default_factory=Random)
    wall: Callable[[], float] = time.time
    """The clock that people read."""

    @property
    def is_well(self) -> bool:
        return self.retry_at == 0.0

    def may_run(self, now: float) -> bool:
        return now >= self.retry_at

    def forgive(self) -> None:
        """The user signed in, changed the settings or asked for a pull: try at once."""
        self.retry_at = 0.0

    def network_is_back(self) -> None:
        """Try at once what had no answer; if there is none now either, begin with short pauses again."""
        self.failures, self.retry_at = 0, 0.0

    def note_refused(self, found: Mapping[RemoteId, Refusal | None], known: Several[RemoteId]) -> None:
        """What the last pull saw of some collections; those not ``known`` any more are forgotten."""
        seen = {**self.refused, **found}
        self.refused = {name: why for name, why in seen.items() if why is not None and name in known}

    def worked(self, started: float, held: dict[str, str] | None = None) -> bool:
        """Note a run that reached the service; true if the health changed.

        One that had started before the last failure says nothing. ``held`` names what is kept back.
        """
        if started <= self.failed_at:
            return False
        if self.failures:
            log.info("Account %s works again after %d failed tries.", self.account_id, self.failures)
        self.failures, self.retry_at, self.away_at = 0, 0.0, 0.0
        if held:
            return self._become(HealthState.HELD_BACK, "held_back", held)
        if self.refused:
            names = ", ".join(each.collection for each in self.refused.values())
            reason = next(iter(self.refused.values())).reason
            return self._become(HealthState.OK, "not_readable", {"collection": names, "reason": reason})
        return self._become(HealthState.OK, "", {})

    def failed(self, error: Exception, now: float, connector_id: str = "") -> bool:
        """Note a failed run; true if the health changed. Logs once for each time of trouble."""
        self.failures += 1
        self.failed_at = now
        self.away_at = (self.away_at or now) if is_away(error) else 0.0
        match error:
            case Transient():
                self.retry_at = now + wait_seconds(error, self.failures, self.random)
                return self._note(HealthState.UNREACHABLE, error)
            case AuthRequired() | Rejected():
                self.retry_at = NEVER
                return self._note(HealthState.NEEDS_SIGNIN, error)
            case _:
                self.retry_at = now + BROKEN_WAIT_SECONDS
                log.error("Account %s: %s", self.account_id, trace_of(error))
                params = {"connector": connector_id}
                return self._become(HealthState.BROKEN, "broken", params)

    def _note(self, state: HealthState, error: ConnectorError) -> bool:
        changed = self._become(state, error.message_key, error.params)
        if changed and self.failures == 1:
            log.info("Account %s: %s (%s)", self.account_id, state, error.message_key)
        return changed

    def _become(self, state: HealthState, message_key: str, params: dict[str, str]) -> bool:
        before = self.health
        if before and (before.state, before.message_key, before.params) == (state, message_key, params):
            return False
        # Trouble of one sort that changes its words (refused, then timed out) began when it began.
        is_same = before is not None and before.state == state
        since = before.since if before and is_same else datetime.fromtimestamp(self.wall(), UTC)
        self.health = Health(state, since, message_key, params)
        return True


def is_away(error: Exception | None) -> bool:
    """Whether it failed for want of any answer; a service that asks for a pause has answered."""
    return isinstance(error, Transient) and error.retry_after is None and error.message_key in AWAY


def wait_seconds(error: Exception | None, failures: int, random: Random) -> float:
    """How long to leave a service alone: as long as it asks, else ever longer, with full jitter."""
    if isinstance(error, Transient) and error.retry_after is not None:
        return error.retry_after * random.uniform(1.0, 1.1)
    most = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2.0 ** min(failures, 10))
    return random.uniform(FIRST_WAIT_SECONDS, most)


def trace_of(error: BaseException) -> str:
    """Where an exception came from, without its text: that may hold a piece of somebody's mail."""
    chain = [error]
    while cause := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(cause)
    return " <- ".join(
        f"{type(link).__name__} at "
        + " > ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        )
        for link in chain
    )
