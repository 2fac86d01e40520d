"""Google's quota units, kept on this side: an account's own share and that of the whole project's client.

Gmail allows a user 15,000 units and a project 1,200,000 units a minute
(https://developers.google.com/workspace/gmail/api/reference/quota).
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

from workspace.connector.errors import Transient
from workspace.connector.limits import Bucket

USER_UNITS, APP_UNITS = 15_000, 1_200_000
LONGEST_WAIT_SECONDS = 20.0
"""What is longer becomes ``Transient``: a worker has other accounts to serve."""
# In any minute at most RATE + BURST of what is allowed are spent.
RATE, BURST = 0.94, 0.05

UNITS = {
    "getProfile": 1,
    "labels.list": 1,
    "labels.get": 1,
    "labels.create": 5,
    "labels.patch": 5,
    "labels.delete": 5,
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


class Units:
    """Somebody's units a minute, shared by all who spend them."""

    def __init__(self, per_minute: float, **time: Callable[..., Any]) -> None:
        """``per_minute`` 0 means no limit; ``time`` is a test's ``clock`` and ``sleep``."""
        self._bucket = Bucket(per_minute * RATE / 60, per_minute * BURST, **time) if per_minute else None

    def take(self, units: float) -> None:
        """Raises ``Transient("busy")`` where the wait would be long."""
        missing = self._bucket.take(units, longest_seconds=LONGEST_WAIT_SECONDS) if self._bucket else 0.0
        if missing:
            raise Transient("busy", host="Google", retry_after=missing)


_SHARES: dict[tuple[str, float], Units] = {}
_GUARD = Lock()


def share(name: str, per_minute: float) -> Units:
    """The process's one share of that name: an account's, or a client's."""
    with _GUARD:
        return _SHARES.setdefault((name, per_minute), Units(per_minute))
