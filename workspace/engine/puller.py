"""One pull of one account: its collections, then what changed in each, then the bodies, newest first.

Every page is stored with its cursor before the next is stored, so a pull may end after any
of them and goes on from there.
"""

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime

from workspace.connector.base import Connector
from workspace.connector.errors import CursorExpired, Rejected
from workspace.connector.pages import Page
from workspace.engine.beside import BodiesBeside
from workspace.engine.bodies import Bodies
from workspace.engine.duty import Duty
from workspace.engine.health import Refusal
from workspace.engine.run import Cut, Run
from workspace.engine.session import Connecting
from workspace.engine.writing import Job, Writing
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Collection
from workspace.store.writer import Stored

DISCOVER_SECONDS = 600.0
AHEAD = 4
"""Pages that may wait for the writer while the next is fetched."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Report:
    """What a pull brought. ``error`` is why it ended early; what came before it is stored."""

    pulled: int = 0
    gone: int = 0
    held: dict[str, str] | None = None
    refused: dict[RemoteId, Refusal | None] = field(default_factory=dict)
    """The collections that were asked for, with why one is refused to us alone; None for what was read."""
    is_cut: bool = False
    """It made room for something more urgent and is to be continued."""
    collections: tuple[Collection, ...] | None = None
    error: Exception | None = None


class Puller:
    """Runs on a worker; writes only through the writer thread."""

    def __init__(
        self,
        writing: Writing,
        connecting: Connecting,
        clock: Callable[[], float],
        on_reached: Callable[[AccountId, float], None],
    ) -> None:
        """``on_reached`` is called on the worker when a service has let us in, with when the pull began."""
        self._writing = writing
        self._connecting = connecting
        self._clock = clock
        self._on_reached = on_reached
        self._bodies = Bodies(writing)

    def close(self) -> None:
        self._bodies.close()

    def prepare(self, duty: Duty) -> Run:
        """Take what the pull needs from the duty; in the scheduler's thread."""
        is_fresh = self._clock() - duty.discovered_at < DISCOVER_SECONDS
        heard = frozenset(duty.heard) if is_fresh and not duty.insists else frozenset[RemoteId]()
        duty.heard.clear()
        return Run(
            duty.account,
            duty.manifest,
            duty.collections if is_fresh and not duty.insists else (),
            heard,
            duty.insists,
            duty.make_room,
        )

    def pull(self, run: Run) -> Report:
        """Pull until everything is there, something fails, or room is needed."""
        report = Report()
        try:
            with self._connecting.to(run.account, run.manifest) as connector:
                with BodiesBeside(self._bodies, self._connecting, run) as beside:
                    self._pull_all(connector, run, report, beside)
                self._bodies.fetch(connector, run, run.check_room)
        except Cut:
            report.is_cut = True
        except Exception as error:
            report.error = error
        return report

    def _pull_all(self, connector: Connector, run: Run, report: Report, beside: BodiesBeside) -> None:
        began = self._clock()
        report.collections = run.collections
        if not report.collections:
            report.collections = self._discover(connector, run)
            self._on_reached(run.account_id, began)
        wanted = [c for c in report.collections if not run.only or c.remote_id in run.only]
        for collection in wanted:
            report.refused[collection.remote_id] = self._pull_collection(connector, run, collection, report, beside)
        if not run.only and not any(report.refused.values()):
            before = datetime.fromtimestamp(began, UTC)
            self._writing.do(lambda s: s.cache.sweep_orphans(run.account_id, before))

    def _discover(self, connector: Connector, run: Run) -> tuple[Collection, ...]:
        collections = tuple(connector.discover())
        self._writing.do(lambda s: s.cache.discover(run.account, collections))
        return collections

    def _pull_collection(
        self, connector: Connector, run: Run, collection: Collection, report: Report, beside: BodiesBeside
    ) -> Refusal | None:
        """Read it to its end; why not, if the service refuses this collection alone."""
        try:
            self._pull_changes(connector, run, collection, report, beside)
        except CursorExpired:
            log.info("Account %s: a cursor expired (%s).", run.account_id, collection.role)
            self._writing.do(lambda s: s.cache.begin_sweep(run.account_id, collection))
            self._pull_changes(connector, run, collection, report, beside, anew=True)
        except Rejected as error:
            log.info("Account %s: a collection (%s) was refused.", run.account_id, collection.role)
            return Refusal(collection.name, error.params.get("reason") or error.sentence)
        return None

    def _pull_changes(
        self,
        connector: Connector,
        run: Run,
        collection: Collection,
        report: Report,
        beside: BodiesBeside,
        *,
        anew: bool = False,
    ) -> None:
        account_id = run.account_id
        cursor, is_sweeping = self._writing.do(
            lambda s: (
                s.cache.cursor(account_id, collection),
                s.cache.is_sweeping(account_id, collection),
            ),
            is_news=False,
        )
        pending: deque[Future[Stored]] = deque()
        try:
            for page in connector.pull(collection, None if anew else cursor):
                pending.append(self._writing.later(_storing(run, collection, page)))
                while len(pending) > AHEAD:
                    _count(report, pending.popleft().result(), collection)
                beside.expect(page)
                run.check_room()
        finally:
            for stored in pending:
                _count(report, stored.result(), collection)
        if is_sweeping:
            swept = self._writing.do(lambda s: s.cache.end_sweep(account_id, collection))
            report.gone += swept.gone
        self._writing.do(lambda s: s.cache.finish_pull(account_id, collection))


def _storing(run: Run, collection: Collection, page: Page) -> Job[Stored]:
    return lambda stores: stores.cache.apply_page(run.account, collection, page, insist=run.insists)


def _count(report: Report, stored: Stored, collection: Collection) -> None:
    report.pulled += stored.added + stored.changed
    report.gone += stored.gone
    if stored.held:
        report.held = {"gone": str(stored.held), "collection": collection.name}
