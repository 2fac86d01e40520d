"""Two clocks: the one on the wall, by which people plan, and one that never goes back, by which pauses end."""

import threading
import time
from collections.abc import Callable


class Steady:
    """Seconds since 1970 as the clock on the wall says them, which go on where that is put back.

    Put forward (also by the sleep of a computer) they follow: what waits is due then. Safe to use from any thread.
    """

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self._guard = threading.Lock()
        self._last = float("-inf")
        self.ahead = 0.0
        """How far the clock on the wall was put back, in seconds: what stays between the two."""

    def __call__(self) -> float:
        with self._guard:
            now = self._wall() + self.ahead
            if now < self._last:
                self.ahead += self._last - now
                now = self._last
            self._last = now
            return now


steady = Steady(time.time)
"""This process's own."""


def follow_time_zone() -> None:
    """Have local times read in the zone that the computer is in now; a program reads it once, but for Windows."""
    if hasattr(time, "tzset"):
        time.tzset()
