"""A service's rate limit kept on our side: a token bucket that the accounts or calls it belongs to share."""

import threading
import time
from collections.abc import Callable


class Bucket:
    """Fills at ``rate_per_second`` up to ``burst``; any thread may take from it.

    Over any span of T seconds at most ``burst + rate_per_second * T`` are given out.
    """

    def __init__(
        self,
        rate_per_second: float,
        burst: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.rate = rate_per_second
        self.burst = burst
        self._clock = clock
        self._sleep = sleep
        self._level = float(burst)
        self._filled_at = clock()
        self._guard = threading.Lock()

    def take(self, n: float = 1, *, longest_seconds: float = 20.0) -> float:
        """Take ``n``, waiting at most so long; 0 when taken, else nothing was taken and these seconds are missing."""
        with self._guard:
            now = self._clock()
            self._level = min(self.burst, self._level + (now - self._filled_at) * self.rate)
            self._filled_at = now
            wait = max(0.0, (n - self._level) / self.rate)
            if wait > longest_seconds:
                return wait
            # Whoever comes next waits for what is owed here, so the order of arrival is kept.
            self._level -= n
        if wait:
            self._sleep(wait)
        return 0.0
