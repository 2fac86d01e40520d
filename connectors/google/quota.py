"""Google's quota units, kept on this side: an account's own share and that of the whole project's client.

Gmail allows a user 15,000 units and a project 1,200,000 units a minute
(https://developers.google.com/workspace/gmail/api/reference/quota).
"""

import time
from collections.abc import Callable
from threading import Lock

from workspace.connector.errors import Transient

USER_UNITS, APP_UNITS = 15_000, 1_200_000
LONGEST_WAIT_SECONDS = 20.0
"""What is longer becomes ``Transient``: a worker has other accounts to serve."""
# In any minute at most RATE + BURST of what is allowed are spent.
RATE, BURST = 0.94, 0.05

UNITS = {
    "getProfile": 1,
    "labels.list": 1,
    "labels.get": 1,
    "messages.list": 5,
    "messages.get": 5,
    "attachments.get": 5,
    "messages.modify": 5,
    "messages.trash": 5,
    "messages.untrash": 5,
    "messages.send": 100,
    "history.list": 2,
    "drafts.list": 5,
    "drafts.get": 5,
    "drafts.create": 10,
    "drafts.update": 15,
    "drafts.delete": 10,
    "sendAs.list": 1,
}
"""What each method costs, from the page above."""


class Bucket:
    """Units that refill evenly; whoever takes more than there are waits for them."""

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """``per_minute`` 0 means no limit."""
        self._rate = per_minute * RATE / 60
        self._burst = per_minute * BURST
        self._clock = clock
        self._wait = wait
        self._guard = Lock()
        self._level = self._burst
        self._filled_at = clock()

    def take(self, units: float) -> None:
        """Raises ``Transient("busy")`` where the wait would be long."""
        if not self._rate:
            return
        with self._guard:
            now = self._clock()
            self._level = min(self._burst, self._level + (now - self._filled_at) * self._rate)
            self._filled_at = now
            delay = max(0.0, (units - self._level) / self._rate)
            if delay > LONGEST_WAIT_SECONDS:
                raise Transient("busy", host="Google", retry_after=delay)
            self._level -= units
        if delay:
            self._wait(delay)


_BUCKETS: dict[tuple[str, float], Bucket] = {}
_GUARD = Lock()


def bucket(name: str, per_minute: float) -> Bucket:
    """The process's one bucket of that name: an account's, or a client's."""
    with _GUARD:
        return _BUCKETS.setdefault((name, per_minute), Bucket(per_minute))
