"""What leaves this computer, counted on the encrypted sockets themselves: whatever library a connector uses, its bytes
pass here. Kept in memory by day, account, host and purpose, and handed to the ledger in batches.
"""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workspace.model.departures import RECEIVE, Departure

if TYPE_CHECKING:
    from workspace.engine.writing import Writing

BATCH_SECONDS = 5.0


class Departures:
    """The counts that are not in the ledger yet. Safe to use from several threads; ``clock`` in seconds since 1970."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._counts: dict[tuple[str, str, str, str], Departure] = {}
        self._written_at = float("-inf")

    @contextmanager
    def leaving(self, account_id: str, purpose: str = RECEIVE) -> Iterator[None]:
        """What this thread sends within the block is sent for this account and purpose."""
        before = _run()
        _here.run = Run(self, account_id, purpose)
        try:
            yield
        finally:
            _here.run = before

    def add(self, account_id: str, host: str, purpose: str, *, times: int = 0, sent: int = 0) -> None:
        now = self._clock()
        day = datetime.fromtimestamp(now).astimezone().date().isoformat()  # a day as its user lives it
        key = (day, account_id, host, purpose)
        with self._guard:
            old = self._counts.get(key) or Departure(*key, times=0, bytes=0, last_at=0)
            self._counts[key] = Departure(
                *key, times=old.times + times, bytes=old.bytes + sent, last_at=int(now * 1000)
            )

    def hand_over(self, writing: "Writing", *, at_once: bool = False) -> None:
        """Have what was counted written, at most every few seconds."""
        now = self._clock()
        if not self._counts or not (at_once or now - self._written_at >= BATCH_SECONDS):
            return
        with self._guard:
            rows, self._counts = list(self._counts.values()), {}
        self._written_at = now
        writing.later(lambda stores: stores.ledger.add_departures(rows), is_news=False)


@dataclass(frozen=True, slots=True)
class Run:
    """For whom and what a thread sends."""

    departures: Departures
    account_id: str
    purpose: str


_here = threading.local()


def _run() -> Run | None:
    found: Run | None = getattr(_here, "run", None)
    return found


@contextmanager
def purpose(words: str) -> Iterator[None]:
    """What this thread sends within the block is sent for that; nothing is counted where nobody counts."""
    before = _run()
    if before is not None:
        _here.run = Run(before.departures, before.account_id, words)
    try:
        yield
    finally:
        _here.run = before


def note_plain(host: str) -> None:
    """Something is asked of a host without encryption, which no socket of ours sees."""
    if (run := _run()) is not None:
        run.departures.add(run.account_id, host.lower(), run.purpose, times=1)


class CountedSocket(ssl.SSLSocket):
    """Counts its connection and what it sends, for whoever uses it, or else for who opened it."""

    _opened_for: Run | None = None
    _is_counted = False

    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        if not self._is_counted:
            self._is_counted = True
            self._opened_for = _run()
            self._count(times=1)

    def send(self, data: Any, flags: int = 0) -> int:
        sent = super().send(data, flags)
        self._count(sent=sent)
        return sent

    def write(self, data: Any) -> int:
        sent = super().write(data)
        self._count(sent=sent)
        return sent

    def _count(self, *, times: int = 0, sent: int = 0) -> None:
        run = _run() or self._opened_for
        if run is not None:
            host = str(self.server_hostname or self.getpeername()[0]).lower()
            run.departures.add(run.account_id, host, run.purpose, times=times, sent=sent)


def counting(context: ssl.SSLContext) -> ssl.SSLContext:
    """Have all sockets of a context counted."""
    # truststore's context has the one that makes the sockets inside.
    inner = getattr(context, "_ctx", context)
    inner.sslsocket_class = CountedSocket
    return context
