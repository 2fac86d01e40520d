"""How the command line and the window wait for the engine: woken by the bell, and looking every two seconds."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from workspace.link.supervisor import EngineProcess, OnState
from workspace.store.home import Home

LOOK_SECONDS = 2.0
PAUSE_SECONDS = 0.02
"""Between two looks, however often the bell rings."""
START_SECONDS = 40.0

Found = TypeVar("Found")


class EngineFailed(Exception):
    """No engine could be had; the text says why in one sentence."""


class Link:
    """One process's line to the engine of a home."""

    def __init__(
        self,
        home: Home,
        *,
        on_state: OnState = lambda state, trouble: None,
        on_ring: Callable[[], None] = lambda: None,
        command: Sequence[str] | None = None,
    ) -> None:
        self._on_ring = on_ring
        self._rung = threading.Condition()
        self._rings = 0
        self.engine = EngineProcess(home, on_state, on_ring=self._heard, command=command)
        self._is_started = False

    def ensure_engine(self) -> None:
        """Use the running engine, or start one that ends with :meth:`close`; raises :class:`EngineFailed`."""
        if not self._is_started:
            self._is_started = True
            self.engine.start()
        if not self.engine.wait_connected(START_SECONDS):
            trouble = self.engine.trouble
            raise EngineFailed(trouble.sentence if trouble else "The engine did not start in time.")

    def ring(self) -> None:
        """Tell the engine that there is something new in ``user.db``."""
        self.engine.ring()

    def wait_for(self, predicate: Callable[[], Found], timeout: float | None = None) -> Found | None:
        """The predicate's first truthy value, asked at every bell and every 2 s; None after ``timeout`` seconds.

        Raises :class:`EngineFailed` when the engine was given up after too many crashes.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            seen, looked_at = self._rings, time.monotonic()
            if found := predicate():
                return found
            if trouble := self.engine.trouble:
                raise EngineFailed(f"{trouble.sentence} What is queued stays queued.")
            left = LOOK_SECONDS if deadline is None else deadline - time.monotonic()
            if left <= 0:
                return None
            with self._rung:
                self._rung.wait_for(lambda: self._rings != seen, min(left, LOOK_SECONDS))  # noqa: B023
            # A sync of many accounts rings thousands of times; looking takes as long as storing a page.
            time.sleep(max(0.0, looked_at + PAUSE_SECONDS - time.monotonic()))

    def close(self) -> None:
        """Hang up; an engine that was started here ends."""
        if self._is_started:
            self.engine.stop()

    def _heard(self) -> None:
        with self._rung:
            self._rings += 1
            self._rung.notify_all()
        self._on_ring()
