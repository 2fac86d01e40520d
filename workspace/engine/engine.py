"""The engine: decides what runs when, hands it to the workers and takes in what came of it.

``step()`` does what is due and returns how long nothing will be; all decisions are made in the thread that calls it.
Workers only pull, perform and answer; what they return is taken in here.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from random import Random
from typing import Any

from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.manifest import Manifest, manifests
from workspace.engine.duty import Duty
from workspace.engine.health import is_away, wait_seconds
from workspace.engine.intake import Intake
from workspace.engine.later_replies import LaterReplies
from workspace.engine.network import Network
from workspace.engine.outcomes import Outcome
from workspace.engine.performer import Performer, prepare
from workspace.engine.puller import Puller, Report
from workspace.engine.questions import Questions
from workspace.engine.schedule import Schedule
from workspace.engine.session import Connecting, Secrets
from workspace.engine.stores import open_stores
from workspace.engine.turns import Turns
from workspace.engine.watching import Watching
from workspace.engine.writing import Writing
from workspace.model.accounts import Health
from workspace.model.ids import AccountId, RemoteId, WorkplaceId
from workspace.model.kinds import HealthState, Verb
from workspace.profiles.current import Profiles
from workspace.store.clocks import Steady
from workspace.store.home import Home
from workspace.store.reader import Reader
from workspace.store.secrets import Vault

PULLS = 16
URGENT = 4
LOOK_SECONDS = 2.0
AFTER_ACTION_SECONDS = 1.0
QUIET = frozenset({Verb.READ, Verb.UNREAD, Verb.STAR, Verb.UNSTAR, Verb.UNFILE})
"""Verbs after which the account need not be pulled at once: the cache already says the same."""

log = logging.getLogger(__name__)


class Engine:
    """All accounts of a home. Made, stepped and closed by one thread; ``wake`` may be called from any."""

    def __init__(
        self,
        home: Home,
        key: bytes,
        vault: Vault,
        *,
        on_news: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.time,
        random: Random | None = None,
        executor: Executor | None = None,
        connectors: Mapping[str, Manifest] | None = None,
    ) -> None:
        self.wall, self.clock = clock, Steady(clock)
        self.random = random or Random()  # noqa: S311  jitter
        self.home = home
        self.duties: dict[AccountId, Duty] = {}
        self.schedule = Schedule()
        self.shown: WorkplaceId | None = None
        self.connectors = manifests() if connectors is None else connectors
        self.stopping = threading.Event()
        self.woken = threading.Event()
        self._finished: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._stirring: set[AccountId] = set()
        self._health_news: list[tuple[AccountId, Health, datetime | None]] = []
        self._turns = Turns()
        self._pulling: Counter[str] = Counter()
        self.on_news = on_news
        self.writing = Writing(lambda: open_stores(home, key, clock), lambda: self.on_news())
        self.reader = Reader(home, key)
        self.profiles = Profiles()
        self.connecting = Connecting(home, Secrets(vault), self.profiles, clock)
        self.executor = executor or ThreadPoolExecutor(PULLS + URGENT, thread_name_prefix="run")
        self.intake = Intake(self, home, key)
        self.watching = Watching(self)
        self.network = Network(self)
        self.puller = Puller(self.writing, self.connecting, self.clock, self._reached)
        self.performer = Performer(self.writing, self.connecting, self.intake.user, self.reader, self.clock)
        self.questions = Questions(self)
        self.later_replies = LaterReplies(self)
        self.intake.recover()

    # Called from any thread

    def wake(self) -> None:
        """Something happened: step soon."""
        self.woken.set()

    def then(self, job: Callable[[], None]) -> None:
        """Have this done in the scheduler's thread."""
        self._finished.put(job)
        self.wake()

    # Called in the scheduler's thread

    def run(self, until: threading.Event) -> None:
        """Step until told to stop."""
        while not until.is_set():
            wait = self.step()
            self.woken.wait(wait)
            self.woken.clear()

    def step(self) -> float:
        """Do what is due; the seconds until something will be, at most two. Raises what :meth:`Intake.look` does."""
        self._take_finished()
        self.intake.look()
        now = self.clock()
        for account_id in self.schedule.pop_due(now):
            if duty := self.duties.get(account_id):
                self.stir(duty, pull=duty.condition.may_run(now))
                self.schedule.set(account_id, duty.next_pull(now))
        self._start(now)
        self._take_finished()
        self._write_health()
        # Whoever waits for everything to be in step, and then hangs up, need not wait for channels too.
        self.watching.listen(is_busy=bool(self._turns) or self.questions.is_syncing)
        self.questions.settle()
        return self._quiet_seconds(self.clock())

    def stir(self, duty: Duty, *, pull: bool = False) -> None:
        """The account has something to do."""
        duty.wants_pull = duty.wants_pull or pull
        if duty.wants_pull:
            self._turns.add(duty)
        if duty.questions or duty.works:
            self._stirring.add(duty.account_id)

    def hurry(self, duty: Duty, seconds: float = 0) -> None:
        """Pull this account soon."""
        self.schedule.set(duty.account_id, self.clock() + seconds)

    def close(self) -> None:
        """End everything: running pulls stop at their next page, what is stored stays stored."""
        self.stopping.set()
        for duty in self.duties.values():
            duty.make_room.set()
        self.questions.close()
        self.executor.shutdown(wait=True, cancel_futures=True)
        self.puller.close()
        self._take_finished()
        self._write_health()
        self.watching.close()
        self.intake.close()
        self.reader.close()
        self.writing.close()

    def launch(self, work: Callable[[], Any], then: Callable[[Any, Exception | None], None]) -> None:
        """Run something on a worker, and take its result or exception in here."""

        if self.stopping.is_set():
            return

        def done(future: Future[Any]) -> None:
            if not future.cancelled():
                self.then(lambda: then(_result(future), _error(future)))

        self.executor.submit(work).add_done_callback(done)

    def save_health(self, duty: Duty, *, pulled: bool = False) -> None:
        """Have the account's health stored with this step."""
        health = duty.condition.health
        if health is not None:
            at = datetime.fromtimestamp(self.wall(), UTC) if pulled else None
            self._health_news.append((duty.account_id, health, at))

    def _write_health(self) -> None:
        """What this step learned of its accounts, in one transaction; and what left this computer."""
        self.connecting.departures.hand_over(self.writing, at_once=self.stopping.is_set())
        if news := self._health_news:
            self._health_news = []
            self.writing.later(lambda stores: stores.cache.set_healths(news))

    def _take_finished(self) -> None:
        while True:
            try:
                job = self._finished.get_nowait()
            except Empty:
                return
            job()

    def _quiet_seconds(self, now: float) -> float:
        if not self._finished.empty():
            return 0.0
        stirring = (self.duties[a].next_work_at() for a in self._stirring if a in self.duties)
        coming = [at for at in (self.schedule.next_at(), *stirring) if at > now]
        return min(LOOK_SECONDS, min(coming, default=now + LOOK_SECONDS) - now)

    def _start(self, now: float) -> None:
        stirring = [self.duties[a] for a in self._stirring if a in self.duties]
        stirring.sort(key=lambda duty: not self.is_shown(duty))
        for duty in stirring:
            self._start_account(duty, now)
            if not duty.questions and not duty.works:
                self._stirring.discard(duty.account_id)
        for duty in self._turns.take(self._has_turn, self._pulling, self.intake.members(self.shown)):
            if not duty.may_pull(now) or self.duties.get(duty.account_id) is not duty:
                duty.wants_pull = False
            elif duty.wants_pull and not duty.is_pulling and duty.has_room():
                self._start_pulling(duty, now)

    def is_shown(self, duty: Duty) -> bool:
        return duty.account_id in self.intake.members(self.shown)

    def _start_account(self, duty: Duty, now: float) -> None:
        may_run = duty.condition.may_run(now)
        if may_run and not duty.is_performing and duty.ready_works(now, self.wall()) and self._room(duty):
            self._start_performing(duty, now)
        while duty.questions and self._room(duty):
            question = duty.questions.popleft()
            duty.questioning += 1
            question()

    def _room(self, duty: Duty) -> bool:
        if not duty.has_room() and duty.is_pulling:
            duty.make_room.set()
        return duty.has_room()

    def _has_turn(self, duty: Duty) -> bool:
        """Whether one more pull fits, here and at the service; actions and questions never wait for that."""
        most = max(1, duty.manifest.concurrency)
        return self._pulling.total() < PULLS and self._pulling[duty.manifest.id] < most

    # Pulling

    def _start_pulling(self, duty: Duty, now: float) -> None:
        duty.wants_pull, duty.is_pulling = False, True
        duty.make_room.clear()
        if duty.condition.health is None:
            duty.condition.health = Health(HealthState.SIGNING_IN, datetime.fromtimestamp(self.wall(), UTC))
            self.save_health(duty)
        self._pulling[duty.manifest.id] += 1
        run = self.puller.prepare(duty)
        self.launch(
            lambda: self.puller.pull(run),
            lambda report, error: self._pulled(duty, now, report, error),
        )

    def _reached(self, account_id: AccountId, started: float) -> None:
        """From a worker: the service let us in; long before the first pull is over."""

        def note() -> None:
            duty = self.duties.get(account_id)
            if duty and self.network.worked(duty, self.clock(), started):
                self.save_health(duty)

        self.then(note)

    def _pulled(self, duty: Duty, started: float, report: Report | None, error: Exception | None) -> None:
        duty.is_pulling = False
        self._pulling[duty.manifest.id] -= 1
        now = self.clock()
        if report is not None:
            self._take_in(duty, report, started)
            error = error or report.error
        if error is not None:
            changed = self.network.failed(duty, error, now)
            if duty.is_overtaken(started, is_away=is_away(error)):
                duty.condition.forgive()
        else:
            changed = self.network.worked(duty, now, started, report.held if report else None)
            self.watching.expect(duty)
        if report is not None and report.pulled:
            self.later_replies.look()
        duty.pulled_at = started
        if changed or error is None:
            self.save_health(duty, pulled=error is None)
        if report is not None and report.is_cut and error is None:
            duty.pulled_at = float("-inf")
            self.stir(duty, pull=True)
        else:
            self.schedule.set(duty.account_id, duty.next_pull(now))
        self.stir(duty)

    def _take_in(self, duty: Duty, report: Report, started: float) -> None:
        duty.pulled += report.pulled
        duty.gone += report.gone
        # What a first complete listing held back, a second one may agree to.
        is_first_look = report.insisted and report.held is not None and not duty.looked_twice
        duty.looked_twice = is_first_look
        duty.insists = duty.insists or (report.insisted and (report.is_cut or is_first_look))
        report.is_cut = report.is_cut or is_first_look
        duty.looked_at |= report.looked_at
        if report.collections is not None:
            duty.collections = report.collections
            duty.discovered_at = self.clock() if report.has_discovered else duty.discovered_at
            duty.list_again_if_changed(started)
            duty.condition.note_refused(report.refused, {each.remote_id for each in duty.collections})

    # Performing

    def _start_performing(self, duty: Duty, now: float) -> None:
        duty.is_performing = True
        lane = prepare(duty, self.duties, duty.ready_works(now, self.wall()), self.stopping)
        self.launch(
            lambda: self.performer.perform_all(lane),
            lambda outcomes, error: self._performed(duty, now, outcomes or [], error),
        )

    def _performed(self, duty: Duty, started: float, outcomes: list[Outcome], error: Exception | None) -> None:
        duty.is_performing = False
        now = self.clock()
        trouble = error
        needs_pull = False
        for outcome in outcomes:
            needs_pull = self._take_outcome(duty, outcome, started) or needs_pull
            # A mailbox that is full for now says nothing about its host, which let us in before.
            is_its_own = outcome.action_id and isinstance(outcome.trouble, Transient)
            trouble = trouble or (None if is_its_own else outcome.trouble)
        if trouble is not None:
            if self.network.failed(duty, trouble, now):
                self.save_health(duty)
            if duty.is_overtaken(started, is_away=is_away(trouble)):
                duty.condition.forgive()
                self.stir(duty, pull=True)
            self.schedule.set(duty.account_id, duty.next_pull(now))
        elif outcomes and not any(each.trouble for each in outcomes):
            self.network.performed(duty)
            if self.network.worked(duty, now, started):
                self.save_health(duty)
        if needs_pull and self.questions.is_waiting(duty):
            self.stir(duty, pull=True)
        elif needs_pull:
            self.hurry(duty, AFTER_ACTION_SECONDS)
        self.stir(duty)
        self.wake()

    def _take_outcome(self, duty: Duty, outcome: Outcome, started: float) -> bool:
        """Note what became of an action; true if the account should be pulled for it."""
        work = duty.works.get(outcome.action_id)
        if work is None:
            return False
        if outcome.again_at is not None:
            work.ready_at, work.is_stuck = outcome.again_at, outcome.is_stuck
            work.is_away = outcome.is_away
            if outcome.trouble is not None:
                # Its own patience: receiving may work all the while that sending does not.
                work.failures += 1
                work.is_stuck = True
                work.ready_at += wait_seconds(outcome.trouble, work.failures, self.random)
            if work.is_stuck and duty.is_overtaken(started, is_away=work.is_away):
                work.try_now()
            return False
        duty.ended(work, self.clock())
        return outcome.is_conflict or (outcome.is_done and work.action.verb not in QUIET)

    # Questions

    def question_ended(self, duty: Duty, error: Exception | None) -> None:
        """A question about an account was answered; a refused sign-in counts for the account."""
        duty.questioning -= 1
        duty.wants_alone = duty.wants_alone and bool(duty.questions)
        self.network.answered(duty, error)
        if isinstance(error, AuthRequired) and self.network.failed(duty, error, self.clock()):
            self.save_health(duty)
        self.stir(duty)

    def show(self, workplace_id: WorkplaceId | None) -> None:
        """This workplace is on screen: its accounts come first and are listened to."""
        self.shown = workplace_id
        self.watching.reconsider()
        now = self.clock()
        for account_id in self.intake.members(workplace_id):
            duty = self.duties.get(account_id)
            if duty and now - duty.pulled_at > min(60, duty.manifest.poll_seconds):
                self.stir(duty, pull=duty.condition.may_run(now))

    def look_at(self, duty: Duty, remote_ids: Iterable[RemoteId]) -> None:
        """The user looks at these collections: those that are pulled for that alone are pulled now."""
        kinds = {each.remote_id: each.kind for each in duty.collections}
        when = duty.manifest.pull_when
        seen = [each for each in remote_ids if kinds.get(each) in when]
        if seen:
            duty.looked_at.update(seen)
            self.stir(duty, pull=duty.condition.may_run(self.clock()))


def _result(future: Future[Any]) -> Any:
    return None if future.exception() else future.result()


def _error(future: Future[Any]) -> Exception | None:
    error = future.exception()
    if error is not None and not isinstance(error, Exception):
        raise error
    return error
