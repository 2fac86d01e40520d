"""Carries out what the user wants: each action is written to the ledger before its call and after it.

Found begun but not ended (a crash, a lost connection), an action that may be repeated runs again; another one is looked
up at the service first; what cannot be looked up becomes ``unsure`` and is the user's to decide.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from threading import Event

from workspace.connector.base import Connector
from workspace.connector.errors import (
    AuthRequired,
    Conflict,
    ConnectorError,
    Rejected,
    Transient,
    Unsupported,
)
from workspace.engine.attempts import Attempts, Begun
from workspace.engine.departures import purpose
from workspace.engine.duty import Duty, Work
from workspace.engine.filer import Filer
from workspace.engine.health import trace_of
from workspace.engine.outcomes import Lane, MailTrouble, NotWritten, Outcome, Postponed
from workspace.engine.parts import Parts
from workspace.engine.session import Blob, Connecting
from workspace.engine.writing import Writing
from workspace.model.actions import Action, Receipt
from workspace.model.departures import SIGN_IN
from workspace.model.folders import makers_of
from workspace.model.ids import AccountId
from workspace.model.kinds import ActionState, Verb
from workspace.store.reader import Reader
from workspace.store.room import noticing_no_room
from workspace.store.user import UserStore

FINDABLE = frozenset(
    {Verb.FILE, Verb.SEND, Verb.REPLY, Verb.POST, Verb.CREATE_EVENT, Verb.CREATE_FOLDER, Verb.RENAME_FOLDER}
)
"""Verbs that may run again where the service, asked by their key, says that it has nothing."""
MAIL_AWAY_SECONDS = 60.0

log = logging.getLogger(__name__)


class Performer:
    """Runs on a worker, one lane for each account at a time."""

    def __init__(
        self,
        writing: Writing,
        connecting: Connecting,
        user: UserStore,
        reader: Reader,
        clock: Callable[[], float],
    ) -> None:
        self._connecting = connecting
        self._user = user
        self._clock = clock
        self.attempts = Attempts(writing, reader, clock, user.dismissed)
        self.parts = Parts(writing, connecting, user.parts_to_file)
        self._filer = Filer(self.attempts, self.parts)

    def perform_all(self, lane: Lane) -> list[Outcome]:
        """Perform until all are done or the service cannot be used; what was not reached has no outcome."""
        outcomes: list[Outcome] = []
        current: list[Action] = []
        try:
            with self._connecting.to(
                lane.account, lane.manifest, blob=self._blob_of(current), purpose=SIGN_IN
            ) as connector:
                # Signing in before anything is begun: a service that is away leaves nothing in doubt.
                connector.check()
                for work in lane.works:
                    if lane.stopping.is_set():
                        break
                    current[:] = [self.attempts.where_it_is(work.action)]
                    outcomes.append(self._perform(connector, lane, replace(work, action=current[0])))
                    if outcomes[-1].trouble is not None:
                        break
        except Exception as error:
            outcomes.append(Outcome.broken_off(error))
        return outcomes

    def _blob_of(self, current: list[Action]) -> Blob:
        """The bytes that go along with whichever action is being performed."""

        def blob(name: str) -> Iterator[bytes]:
            action = current[0]
            if action.verb is Verb.FILE and action.item is not None:
                return self.parts.stored(action.item, name)
            return self._user_blob(name)

        return blob

    def _user_blob(self, blob_id: str) -> Iterator[bytes]:
        try:
            yield from self._user.blob(blob_id)
        except KeyError:
            raise Rejected("not_found", what=blob_id) from None

    def _perform(self, connector: Connector, lane: Lane, work: Work) -> Outcome:
        """One action from its begin to its end in the ledger."""
        action = work.action
        try:
            with noticing_no_room(), purpose(str(action.verb)):
                if action.verb is Verb.FILE:
                    receipt = self._filer.file(connector, lane, work)
                else:
                    receipt = self._call(connector, lane, work)
        except Exception as error:
            return self._not_done(lane, work, error)
        if receipt is not None:
            self.attempts.done(action, receipt)
        return Outcome.done(action)

    def _call(self, connector: Connector, lane: Lane, work: Work) -> Receipt | None:
        """None where it was done before."""
        begun = self.attempts.begin(work)
        if begun is None:
            return None
        if makers_of(work.action):
            raise Rejected("folder_not_made")
        if begun.is_again and not work.action.is_repeatable:
            found = self._look(connector, lane, work, begun)
            if found is not None:
                return replace(found, found=True)
        action = work.action
        if action.verb is Verb.UNFILE:
            action = self.attempts.as_first_filed(action)
        return connector.perform(action)

    def _look(self, connector: Connector, lane: Lane, work: Work, begun: Begun) -> Receipt | None:
        """What an interrupted attempt left at the service. Raises ``Unsure`` where nobody can know."""
        lane.wait_for_index(begun, self._clock())
        try:
            found = connector.find(work.action)
        except Unsupported:
            if work.is_insisted:
                return None
            raise Unsure from None
        if found is None and work.action.verb not in FINDABLE and not work.is_insisted:
            raise Unsure
        return found

    def _not_done(self, lane: Lane, work: Work, error: Exception) -> Outcome:
        """The failure table, for actions."""
        action, now = work.action, self._clock()
        match error:
            case Postponed():
                return Outcome.waits(action, error.until)
            case MailTrouble():
                self.attempts.waits(action, error.cause)
                return Outcome.waits(action, now + MAIL_AWAY_SECONDS, mail_trouble=error.cause)
            case Transient() | AuthRequired():
                self.attempts.waits(action, error)
                return Outcome.waits(action, now, trouble=error)
            case Unsure() | NotWritten():
                self.attempts.ended(action, ActionState.UNSURE, error)
                return Outcome(action.action_id)
            case ConnectorError():
                self.attempts.ended(action, ActionState.FAILED, error)
                return Outcome(action.action_id, is_conflict=isinstance(error, Conflict))
        log.error("Account %s: %s: %s", action.account_id, action.verb, trace_of(error))
        state = ActionState.FAILED if action.is_repeatable else ActionState.UNSURE
        self.attempts.ended(action, state, Rejected("broken", connector=lane.manifest.id))
        return Outcome(action.action_id, trouble=error)


class Unsure(Rejected):
    """It may have been done, and nobody can find out."""

    default_key = "unsure"


def prepare(duty: Duty, duties: Mapping[AccountId, Duty], works: list[Work], stopping: Event) -> Lane:
    """Take what a lane needs; in the scheduler's thread."""
    items = {work.action.item.account_id for work in works if work.action.item}
    mail = {a: (duties[a].account, duties[a].manifest) for a in items if a in duties}
    # Copies, because the scheduler may change the originals meanwhile.
    return Lane(duty.account, duty.manifest, tuple(map(replace, works)), mail, stopping)
