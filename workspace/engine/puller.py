"""One pull of one account: its collections, then what changed in each, then the bodies, newest first.

Every page is stored with its cursor before the next is stored, so a pull may end after any
of them and goes on from there.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator
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
from workspace.engine.writing import Job, Stores, Writing
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind
from workspace.store.writer import Standing, Standings, Stored, are_known

DISCOVER_SECONDS = 600.0
UNSEEN_SECONDS = 24 * 3600.0
"""How often a collection is pulled that its service lets be read only when somebody looks at it."""
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
    insisted: bool = False
    unchanged: list[tuple[Collection, str | None]] = field(default_factory=list)
    """What was read to its end without news, each with its newest cursor: noted together, in one transaction."""
    is_cut: bool = False
    """It made room for something more urgent and is to be continued."""
    collections: tuple[Collection, ...] | None = None
    has_discovered: bool = False
    looked_at: frozenset[RemoteId] = frozenset()
    """What the user looked at and what it did not come to the end of."""
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
        self.bodies = Bodies(writing)

    def close(self) -> None:
        self.bodies.close()

    def prepare(self, duty: Duty) -> Run:
        """Take what the pull needs from the duty; in the scheduler's thread."""
        is_fresh = self._clock() - duty.discovered_at < DISCOVER_SECONDS
        looked_at = frozenset(duty.looked_at)
        only = frozenset(duty.heard) | looked_at if is_fresh and not duty.insists else frozenset[RemoteId]()
        # What is asked for from now on is for the next run.
        insists, duty.insists = duty.insists, False
        duty.heard.clear()
        duty.looked_at.clear()
        return Run(
            duty.account,
            duty.manifest,
            duty.collections if is_fresh and not insists else (),
            only,
            looked_at,
            insists,
            duty.make_room,
        )

    def pull(self, run: Run) -> Report:
        """Pull until everything is there, something fails, or room is needed."""
        report = Report(insisted=run.insists)
        try:
            with self._connecting.to(run.account, run.manifest, is_asked=run.is_asked) as connector:
                with BodiesBeside(self.bodies, self._connecting, run) as beside:
                    self._pull_all(connector, run, report, beside)
                if any(each.kind == Kind.EMAIL for each in report.collections or ()):
                    self.bodies.fetch(connector, run, run.check_room)
        except Cut:
            report.is_cut, report.looked_at = True, run.looked_at
        except Exception as error:
            report.error = error
        return report

    def _pull_all(self, connector: Connector, run: Run, report: Report, beside: BodiesBeside) -> None:
        began = self._clock()
        report.collections = run.collections
        standings = self._standings(run)
        if not run.collections:
            report.collections, report.has_discovered = tuple(connector.discover()), True
            if not are_known(standings, report.collections):
                self._note_discovered(connector, run, report.collections, began)
                standings = self._standings(run)
            self._on_reached(run.account_id, began)
        before: datetime | None = None
        try:
            for each in self._wanted(run, report.collections, standings, began):
                where = standings.get((each.kind.value, each.remote_id), Standing())
                report.refused[each.remote_id] = self._pull_collection(connector, run, each, where, report, beside)
            if not run.only and not any(report.refused.values()):
                before = datetime.fromtimestamp(began, UTC)
        finally:
            if report.unchanged or before:
                self._writing.do(lambda s: s.cache.finish_round(run.account_id, report.unchanged, before))

    def _wanted(
        self, run: Run, collections: tuple[Collection, ...], standings: Standings, began: float
    ) -> list[Collection]:
        """What this run pulls. Some services may be read only for somebody who looks, see ``Manifest.pull_when``."""
        if run.only:
            return [each for each in collections if each.remote_id in run.only]
        if run.insists or not run.manifest.pull_when:
            return list(collections)
        before = datetime.fromtimestamp(began - UNSEEN_SECONDS, UTC)
        seen = {key for key, each in standings.items() if each.pulled_at is not None and each.pulled_at > before}
        return [
            each
            for each in collections
            if each.kind not in run.manifest.pull_when
            or each.remote_id in run.looked_at
            or (each.kind.value, each.remote_id) not in seen
        ]

    def _standings(self, run: Run) -> Standings:
        return self._writing.do(lambda s: s.cache.standings(run.account_id), is_news=False)

    def _note_discovered(
        self, connector: Connector, run: Run, collections: tuple[Collection, ...], began: float
    ) -> None:
        unlisted, since = frozenset(connector.unlisted), datetime.fromtimestamp(began, UTC)

        def note(stores: Stores) -> None:
            # What was made beside this run may not have been listed yet.
            kept = stores.ledger.folders_since(run.account_id, since)
            stores.cache.discover(run.account, collections, unlisted, kept)

        self._writing.do(note)

    def _pull_collection(
        self,
        connector: Connector,
        run: Run,
        collection: Collection,
        standing: Standing,
        report: Report,
        beside: BodiesBeside,
    ) -> Refusal | None:
        """Read it to its end; why not, if the service refuses this collection alone."""
        try:
            self._pull_changes(connector, run, collection, standing, report, beside)
        except CursorExpired:
            log.info("Account %s: a cursor expired (%s).", run.account_id, collection.role)
            self._writing.do(lambda s: s.cache.begin_sweep(run.account_id, collection))
            self._pull_changes(connector, run, collection, Standing(is_swept=True), report, beside)
        except Rejected as error:
            log.info("Account %s: a collection (%s) was refused.", run.account_id, collection.role)
            return Refusal(collection.name, error.params.get("reason") or error.sentence)
        return None

    def _pull_changes(
        self,
        connector: Connector,
        run: Run,
        collection: Collection,
        standing: Standing,
        report: Report,
        beside: BodiesBeside,
    ) -> None:
        account_id = run.account_id
        pending: deque[Future[Stored]] = deque()
        quiet = _Quiet(standing)

        def store(*pages: Page) -> None:
            pending.extend(self._writing.later(_storing(run, collection, page)) for page in pages)

        try:
            for page in connector.pull(collection, standing.cursor):
                if not quiet.takes(page):
                    store(*quiet.end(), page)
                while len(pending) > AHEAD:
                    _count(report, pending.popleft().result(), collection)
                beside.expect(page)
                run.check_room()
        except BaseException:
            store(*quiet.end())
            raise
        finally:
            for stored in pending:
                _count(report, stored.result(), collection)
        if standing.is_swept:
            swept = self._writing.do(lambda s: s.cache.end_sweep(account_id, collection))
            report.gone += swept.gone
        if quiet.lasts:
            report.unchanged.append((collection, quiet.cursor))
        else:
            self._writing.do(lambda s: s.cache.finish_pull(account_id, collection))


class _Quiet:
    """The pages before the first with news: of those only the newest cursor is of worth, and it is stored once."""

    def __init__(self, standing: Standing) -> None:
        self.lasts = standing.cursor is not None and not standing.is_swept
        self.cursor: str | None = None

    def takes(self, page: Page) -> bool:
        """Whether the page need not be stored."""
        if not self.lasts or not page.is_empty:
            return False
        self.cursor = page.cursor or self.cursor
        return True

    def end(self) -> Iterator[Page]:
        """What has to be stored after all: the round is broken off here, or there is news."""
        if self.lasts and self.cursor is not None:
            yield Page(cursor=self.cursor)
        self.lasts = False


def _storing(run: Run, collection: Collection, page: Page) -> Job[Stored]:
    return lambda stores: stores.cache.apply_page(run.account, collection, page, insist=run.insists)


def _count(report: Report, stored: Stored, collection: Collection) -> None:
    report.pulled += stored.added + stored.changed
    report.gone += stored.gone
    if stored.held:
        report.held = {"gone": str(stored.held), "collection": collection.name}
