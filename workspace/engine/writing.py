"""The one thread that writes ``cache.db`` and ``ledger.db``: everybody else hands it jobs and waits for them or not."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from workspace.store.ledger import Ledger
from workspace.store.writer import CacheWriter

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Stores:
    """The two files' writers; used in the writer thread only."""

    cache: CacheWriter
    ledger: Ledger


Job = Callable[[Stores], Result]


class Writing:
    """The queue to the writer thread. ``on_written`` is called in it after every job that may be news."""

    def __init__(self, open_stores: Callable[[], Stores], on_written: Callable[[], None]) -> None:
        self._open_stores = open_stores
        self._on_written = on_written
        self._jobs: queue.SimpleQueue[Callable[[Stores], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._opened: Future[None] = Future()
        self._thread.start()
        self._opened.result()

    def later(self, job: Job[Result], *, is_news: bool = True) -> Future[Result]:
        """Have a job done in turn; its exception is in the future."""
        done: Future[Result] = Future()

        def work(stores: Stores) -> None:
            try:
                result = job(stores)
            except Exception as error:
                done.set_exception(error)
            else:
                done.set_result(result)
                if is_news:
                    self._on_written()

        self._jobs.put(work)
        return done

    def do(self, job: Job[Result], *, is_news: bool = True) -> Result:
        """Have a job done and wait for what it returns or raises."""
        return self.later(job, is_news=is_news).result()

    def close(self) -> None:
        """Finish what was handed in, then end the thread."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            stores = self._open_stores()
        except Exception as error:
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        while work := self._jobs.get():
            work(stores)
