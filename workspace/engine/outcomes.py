"""What a lane of actions needs, and what becomes of each, as the scheduler takes it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event

from workspace.connector.errors import ConnectorError, Rejected
from workspace.connector.manifest import Manifest
from workspace.engine.attempts import Begun
from workspace.engine.duty import Work
from workspace.engine.health import is_away
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId


@dataclass(frozen=True, slots=True)
class Outcome:
    """``again_at`` (seconds since 1970) keeps the action waiting; otherwise it has ended in the ledger.

    ``trouble`` is a failure of the account as a whole, which stops its other actions too.
    """

    action_id: ActionId
    is_done: bool = False
    is_conflict: bool = False
    is_stuck: bool = False
    """It waits for something that may take long."""
    is_away: bool = False
    """It waits for nothing but an answer of some service."""
    again_at: float | None = None
    trouble: Exception | None = None

    @classmethod
    def done(cls, action: Action) -> "Outcome":
        return cls(action.action_id, is_done=True)

    @classmethod
    def waits(
        cls,
        action: Action,
        again_at: float,
        trouble: Exception | None = None,
        *,
        mail_trouble: Exception | None = None,
    ) -> "Outcome":
        """``mail_trouble`` is another account's, without which this action cannot go on."""
        return cls(
            action.action_id,
            again_at=again_at,
            trouble=trouble,
            is_stuck=mail_trouble is not None,
            is_away=is_away(trouble or mail_trouble),
        )

    @classmethod
    def broken_off(cls, trouble: Exception) -> "Outcome":
        """The service could not be used before any action was begun."""
        return cls(ActionId(""), trouble=trouble)


class Postponed(Exception):
    """The service's index lags: look again at this time (seconds since 1970)."""

    def __init__(self, until: float) -> None:
        super().__init__("postponed")
        self.until = until


class MailTrouble(Exception):
    """The account that holds the mail's attachments is away; the CRM has nothing to do with it."""

    def __init__(self, cause: ConnectorError) -> None:
        super().__init__("mail trouble")
        self.cause = cause


class NotWritten(Rejected):
    """The CRM took the filing but does not show it."""

    default_key = "not_written"


@dataclass(frozen=True, slots=True)
class Lane:
    """The actions of one account that are performed one after the other, and what that needs."""

    account: Account
    manifest: Manifest
    works: tuple[Work, ...]
    mail: Mapping[AccountId, tuple[Account, Manifest]]
    """The accounts whose items are filed."""
    stopping: Event

    @property
    def find_delay_seconds(self) -> int:
        return self.manifest.limits.get("find_delay_seconds", 0)

    def wait_for_index(self, begun: Begun, now: float) -> None:
        """Raises :class:`Postponed` while the service may not yet show what an earlier attempt wrote."""
        ready_at = begun.earlier_at + self.find_delay_seconds
        if now < ready_at:
            raise Postponed(ready_at)
