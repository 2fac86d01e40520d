"""What the engine knows about one account while it runs: its health, what waits for it, which runs are under way."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from workspace.connector.manifest import Manifest
from workspace.engine.health import Condition
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.folders import FOLDER_VERBS, makers_of
from workspace.model.ids import AccountId, ActionId, RemoteId
from workspace.model.items import Collection, ItemKey
from workspace.model.kinds import Verb

NEVER = float("-inf")


@dataclass(slots=True)
class Work:
    """An action that waits to be performed: for a pause to end by the engine's clock (``ready_at``), and for the time
    on the wall that the user chose (``not_before``), both in seconds since 1970."""

    action: Action
    ready_at: float
    not_before: float = 0.0
    retries: int = 0
    is_insisted: bool = False
    """The user asked for another attempt and takes the risk of doing it twice."""
    failures: int = 0
    """How often the service could not be used for it."""
    is_stuck: bool = False
    """It waits for something that may take long; nobody should wait for it."""
    is_away: bool = False
    """It waits for nothing but an answer: the network may be the reason."""

    def try_now(self) -> None:
        self.is_stuck, self.is_away, self.ready_at = False, False, 0.0

    @property
    def due_at(self) -> float:
        return max(self.ready_at, self.not_before)


@dataclass(slots=True)
class Duty:
    """One enabled account. Changed in the scheduler's thread only, but for the two events."""

    account: Account
    manifest: Manifest
    condition: Condition
    works: dict[ActionId, Work] = field(default_factory=dict)
    """In the order they were queued."""
    questions: deque[Callable[[], None]] = field(default_factory=deque)
    collections: tuple[Collection, ...] = ()
    discovered_at: float = NEVER
    folders_changed_at: float = NEVER
    """When we last made, renamed or deleted one."""
    heard: set[RemoteId] = field(default_factory=set)
    """Collections whose channel has news; empty means that all are pulled."""
    looked_at: set[RemoteId] = field(default_factory=set)
    """Collections that the user looks at and that are pulled for that."""
    wants_pull: bool = False
    insists: bool = False
    """The next pull deletes what is gone without a second look."""
    looked_twice: bool = False
    is_pulling: bool = False
    is_performing: bool = False
    is_watched: bool = False
    questioning: int = 0
    wants_alone: bool = False
    """A question waits that nothing of this account may run beside."""
    pulled_at: float = NEVER
    """When the last pull that ended had started."""
    asked_at: float = NEVER
    """When the user last asked to try everything again."""
    back_at: float = NEVER
    """When the network was last said to be back."""
    pulled: int = 0
    gone: int = 0
    make_room: threading.Event = field(default_factory=threading.Event)
    """Tells a running pull to end at the next page, because something more urgent waits."""

    @property
    def account_id(self) -> AccountId:
        return self.account.account_id

    @property
    def busy(self) -> int:
        return self.is_pulling + self.is_performing + self.questioning

    def has_room(self) -> bool:
        return self.busy < (1 if self.wants_alone else max(1, self.manifest.per_account))

    def may_pull(self, now: float) -> bool:
        """Who asked for a pull gets one, also where a filing has just failed and the account is to be left alone."""
        return self.insists or self.condition.may_run(now)

    def waiting(self) -> list[tuple[Action, float]]:
        """What will not be done soon, each with when it is tried again in seconds since 1970 (``inf``: when asked)."""
        held = self.condition.retry_at
        return [(w.action, max(w.due_at, held)) for w in self.works.values() if w.is_stuck or held]

    def ready_works(self, now: float, wall: float) -> list[Work]:
        """What may be performed now: for each item, and in a folder that is to be made, the earliest action only counts
        with those before it."""
        ready, waiting = [], set[ItemKey | ActionId]()
        for work in self.works.values():
            item, needs = work.action.item, set[ItemKey | ActionId](makers_of(work.action))
            if item is not None:
                needs.add(item)
            if work.ready_at <= now and work.not_before <= wall and not waiting & needs:
                ready.append(work)
                continue
            if item is not None:
                waiting.add(item)
            if work.action.verb is Verb.CREATE_FOLDER:
                waiting.add(work.action.action_id)
        return ready

    def next_work_at(self) -> float:
        return min((work.due_at for work in self.works.values()), default=float("inf"))

    def ended(self, work: Work, now: float) -> None:
        """An action is through; what it did to folders is to be listed."""
        del self.works[work.action.action_id]
        if work.action.verb in FOLDER_VERBS:
            self.folders_changed_at = now
            self.list_again_if_changed(now)

    def list_again_if_changed(self, started: float) -> None:
        """What was listed while a folder was being made may lack it."""
        if self.folders_changed_at >= started:
            self.discovered_at = NEVER

    def try_again(self, now: float) -> None:
        """Forget what kept the account and its actions from being tried; what runs already may fail for old reasons."""
        self.asked_at = now
        self.condition.forgive()
        for work in self.works.values():
            if work.is_stuck:
                work.try_now()

    def network_is_back(self, now: float) -> bool:
        """Have tried what waits for nothing but an answer; true if anything did."""
        self.back_at = now
        away = [work for work in self.works.values() if work.is_away]
        for work in away:
            work.try_now()
            work.failures = 0
        if self.condition.away_at:
            self.condition.network_is_back()
        return bool(away or self.condition.away_at)

    def is_overtaken(self, started: float, *, is_away: bool) -> bool:
        """Whether a run failed for a reason that may be gone: it had begun before all was to be tried again."""
        return started < self.asked_at or (is_away and started < self.back_at)

    def next_pull(self, now: float) -> float:
        """When it is pulled if nothing happens before, in seconds since 1970."""
        retry_at = self.condition.retry_at
        if self.condition.is_well or retry_at == float("inf"):
            return now + self.manifest.poll_seconds * self.condition.random.uniform(0.9, 1.1)
        return max(retry_at, now)
