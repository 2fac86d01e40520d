"""The one thread that writes ``cache.db`` and ``ledger.db``: everybody else hands it jobs and waits for them or not.

Urgent jobs (what the user waits for) overtake the pages of running pulls; among themselves all keep their order. With
nothing to do for a moment the thread tidies the full-text index.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from workspace.engine.health import trace_of
from workspace.store.damage import is_damage
from workspace.store.ledger import Ledger
from workspace.store.room import RESERVE, NoRoom, noticing_no_room
from workspace.store.writer import CacheWriter

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Stores:
    """The two files' writers; used in the writer thread only.

    ``judge`` is asked which file it is that is damaged, ``free`` how many bytes are left on their disk.
    """

    cache: CacheWriter
    ledger: Ledger
    judge: Callable[[], None] = lambda: None
    free: Callable[[], int] = lambda: RESERVE


URGENT, USUAL, LAST = range(3)
IDLE_SECONDS = 1.0
Job = Callable[[Stores], Result]

log = logging.getLogger(__name__)


class Writing:
    """The queue to the writer thread. ``on_written`` is called in it after every job that may be news.

    A job that finds no room on the disk raises :class:`workspace.store.room.NoRoom`, and ``is_out_of_room`` says so.
    Only urgent ones may use the reserve.
    """

    def __init__(self, open_stores: Callable[[], Stores], on_written: Callable[[], None]) -> None:
        self._open_stores = open_stores
        self._on_written = on_written
        self._jobs: queue.PriorityQueue[tuple[int, int, Callable[[Stores], None] | None]] = queue.PriorityQueue()
        self._numbers = count()
        self.is_out_of_room = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._opened: Future[None] = Future()
        self._thread.start()
        self._opened.result()

    def later(self, job: Job[Result], *, is_news: bool = True, is_urgent: bool = False) -> Future[Result]:
        """Have a job done in turn; its exception is in the future."""
        done: Future[Result] = Future()

        def work(stores: Stores) -> None:
            try:
                result = self._write(stores, job, is_urgent=is_urgent)
            except (Exception, NoRoom) as error:
                done.set_exception(error)
            else:
                done.set_result(result)
                if is_news:
                    self._on_written()

        self._jobs.put((URGENT if is_urgent else USUAL, next(self._numbers), work))
        return done

    def do(self, job: Job[Result], *, is_news: bool = True, is_urgent: bool = False) -> Result:
        """Have a job done and wait for what it returns or raises."""
        return self.later(job, is_news=is_news, is_urgent=is_urgent).result()

    def close(self) -> None:
        """Finish what was handed in, then end the thread."""
        self._jobs.put((LAST, next(self._numbers), None))
        self._thread.join()

    def _run(self) -> None:
        try:
            with noticing_no_room():
                stores = self._open_stores()
        except (Exception, NoRoom) as error:
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        while work := self._next(stores):
            work(stores)
        stores.cache.close()
        stores.ledger.close()

    def _next(self, stores: Stores) -> Callable[[Stores], None] | None:
        """The next job, or None at the end; until it comes the index is merged step by step."""
        is_tidy = False
        while True:
            try:
                return self._jobs.get(timeout=None if is_tidy else IDLE_SECONDS)[2]
            except queue.Empty:
                is_tidy = not self._tidy(stores)

    def _tidy(self, stores: Stores) -> bool:
        """Whether there is more to tidy; trouble with that is noted, and ends nothing here."""
        try:
            return self._write(stores, lambda s: s.cache.merge_search())
        except (Exception, NoRoom) as error:
            log.warning("The index was not tidied: %s", trace_of(error))
            return False

    def _write(self, stores: Stores, job: Job[Result], *, is_urgent: bool = False) -> Result:
        try:
            with noticing_no_room():
                if not is_urgent and stores.free() < RESERVE:
                    raise NoRoom
                return job(stores)
        except NoRoom:
            self.is_out_of_room = True
            raise
        except Exception as error:
            if is_damage(error):
                stores.judge()
            raise
