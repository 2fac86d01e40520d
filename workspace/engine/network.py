"""What had no answer is tried again as soon as anything says that the network is back, not when its pause is over.

A service that asked for a pause, and an account that needs a sign-in, go on waiting: they have answered.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workspace.connector.errors import ConnectorError, Transient
from workspace.engine.duty import Duty
from workspace.model.ids import AccountId

if TYPE_CHECKING:
    from workspace.engine.engine import Engine

LONGEST_WAIT_SECONDS = 30.0
"""So long at most an account without an answer is left alone while the user's actions wait for it."""
SHORT_SECONDS = 20.0
"""After so short a time without an answer the pauses of the others are short as well."""


class Network:
    """Hears how runs end; in the scheduler's thread."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._worked_at = 0.0

    def worked(self, duty: Duty, now: float, started: float, held: dict[str, str] | None = None) -> bool:
        """A run reached the service; true if the account's health changed."""
        away_at = duty.condition.away_at
        changed = duty.condition.worked(started, held)
        if away_at and not duty.condition.away_at:
            duty.network_is_back(now)
            if not duty.is_pulling:
                self._engine.hurry(duty)
            self._engine.stir(duty)
            self._release_filings_of(duty.account_id)
            if self._worked_at < away_at < now - SHORT_SECONDS:
                # Nobody got through in all that time: it was the network and not this service.
                self._try(self._engine.duties.values())
        self._worked_at = now
        return changed

    def failed(self, duty: Duty, error: Exception, now: float) -> bool:
        """A run failed; true if the account's health changed."""
        condition = duty.condition
        changed = condition.failed(error, now, duty.manifest.id)
        soon = now + LONGEST_WAIT_SECONDS
        if condition.away_at and condition.retry_at > soon and duty.next_work_at() <= soon:
            condition.retry_at = soon
        return changed

    def performed(self, duty: Duty) -> None:
        """Actions went through: those beside them that had no answer follow at once."""
        self._try([duty], pull=False)

    def answered(self, duty: Duty, error: Exception | None) -> None:
        """A question about the account ended: with an answer, be it a refusal, whatever waits for one is tried."""
        if error is None or (isinstance(error, ConnectorError) and not isinstance(error, Transient)):
            self._try([duty])

    def is_back(self) -> None:
        """The computer has a network again, or another one: channels of the old one hear nothing any more."""
        duties = self._engine.duties.values()
        for duty in duties:
            if duty.is_watched:
                self._engine.watching.leave(duty)
                self._engine.hurry(duty)
        self._try(duties)

    def _try(self, duties: Iterable[Duty], *, pull: bool = True) -> None:
        now = self._engine.clock()
        for duty in duties:
            if not duty.network_is_back(now):
                continue
            if pull:
                self._engine.hurry(duty)
            self._engine.stir(duty)

    def _release_filings_of(self, account_id: AccountId) -> None:
        """What other accounts could not do without this one's mail."""
        for duty in self._engine.duties.values():
            for work in duty.works.values():
                if work.is_away and work.action.item is not None and work.action.item.account_id == account_id:
                    work.try_now()
                    self._engine.stir(duty)
