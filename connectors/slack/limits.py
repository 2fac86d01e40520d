"""Slack's rate limits kept on our side, so that a pull waits a little where it would be refused.

A limit counts calls of one method by one app in one Slack workspace, whoever makes them
(https://docs.slack.dev/apis/web-api/rate-limits). All accounts of this process that share these share the count.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

MINUTE = 61.0
"""Seconds of a counted minute: one more than Slack's, for answers that travel at different speeds."""
LONGEST = 65.0
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
METHODS = {
    "auth.test": 4,  # "hundreds of requests per minute"
    "conversations.list": 2,
    "conversations.info": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.mark": 3,
    "users.list": 2,
    "users.info": 4,
    "files.info": 4,
    "reactions.add": 3,
    "reactions.remove": 2,
    "chat.postMessage": 4,  # besides one a second for each channel
}
"""Each method's tier, from its page below https://docs.slack.dev/reference/methods/"""
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Place:
    """What a call is counted under."""

    base_url: str
    app: str
    team: str
    method: str
    channel: str


class Window:
    """At most ``calls`` in any span of ``seconds``: a burst at once where there is room, then as they grow old."""

    def __init__(
        self, calls: int, seconds: float, *, clock: Clock = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._calls = calls
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._slots: deque[float] = deque(maxlen=calls)
        self._held_until = clock()
        self._guard = threading.Lock()

    def take(self, longest_seconds: float = LONGEST) -> float:
        """Wait for a turn, at most so long: 0 when it is given, else nothing was taken and these are missing."""
        with self._guard:
            now = self._clock()
            turn = max(now, self._held_until)
            if len(self._slots) == self._calls:
                turn = max(turn, self._slots[0] + self._seconds)
            if turn - now > longest_seconds:
                return turn - now
            # Whoever comes next queues behind this turn, so the order of arrival is kept.
            self._slots.append(turn)
        if turn > now:
            self._sleep(turn - now)
        return 0.0

    def hold(self, seconds: float) -> None:
        """Nobody's turn comes before these seconds are over: the service asked to wait."""
        with self._guard:
            self._held_until = max(self._held_until, self._clock() + seconds)


class Limits:
    """The windows of every app, Slack workspace and method that this process talks to."""

    def __init__(self, make: Callable[[int, float], Window] = Window) -> None:
        self._make = make
        self._windows: dict[tuple[str, ...], Window] = {}
        self._guard = threading.Lock()

    def take(self, place: Place) -> float:
        """Wait for a turn: 0 when it is given, else so many seconds are missing."""
        return max(window.take() for window in self._of(place))

    def hold(self, place: Place, seconds: float) -> None:
        """The service answered 429 there."""
        for window in self._of(place):
            window.hold(seconds)

    def _of(self, place: Place) -> list[Window]:
        app = (place.base_url, place.app, place.team, place.method)
        found = [self._window(app, TIERS[METHODS[place.method]], MINUTE)]
        if place.method == "chat.postMessage":
            found.append(self._window((*app, place.channel), 1, 1.0))
        return found

    def _window(self, key: tuple[str, ...], calls: int, seconds: float) -> Window:
        with self._guard:
            if key not in self._windows:
                self._windows[key] = self._make(calls, seconds)
            return self._windows[key]
