"""Brings snoozed conversations back when their time has come; also after the computer slept, or was carried away."""

from typing import TYPE_CHECKING

from workspace.store.clocks import follow_time_zone

if TYPE_CHECKING:
    from workspace.engine.engine import Engine

LOOK_SECONDS = 1.0


class Waking:
    """Looked at with each step of the engine, in its thread; asks the cache at most once a second."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._look_at = float("-inf")

    def look(self) -> None:
        """Have what is due woken."""
        if self._engine.clock() < self._look_at:
            return
        self._look_at = self._engine.clock() + LOOK_SECONDS
        follow_time_zone()
        next_at = self._engine.reader.next_waking()
        if next_at is not None and next_at <= self._engine.wall() * 1000:
            self._engine.writing.do(lambda stores: stores.cache.wake(), is_urgent=True)
