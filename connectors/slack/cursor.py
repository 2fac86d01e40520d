"""How far a conversation was read. Slack has no deltas, so the cursor remembers what the last look at it showed.

``seen`` are the keys of the newest messages with a digest of each, ``high`` the newest ts ever delivered. ``back`` is
set while older messages, down to ``until``, are still to come. ``threads`` are those that begin in the window,
``todo`` those to be read. ``far`` are threads of the user's that began further back, the one longest not read first.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from connectors.slack.mapping import Place, at
from workspace.connector.errors import CursorExpired

LONGEST_THREAD = 50
"""Replies of a thread that are compared again; older ones are left as they are."""
MOST_FAR = 30
"""Threads below the window that are remembered: those answered last."""


@dataclass(slots=True)
class Thread:
    """A thread as it was read: what its parent said of it, its newest replies, and up to where we have read."""

    sign: str
    seen: dict[str, str] = field(default_factory=dict)
    read: str = ""
    is_mine: bool = False
    """Whether the user follows it, wrote in it or was mentioned there."""

    @property
    def last(self) -> str:
        return max(self.seen, key=at, default="")


@dataclass(slots=True)
class Cursor:
    """How far one conversation was read by one person."""

    team: str
    user: str
    is_begun: bool = False
    high: str = ""
    back: str = ""
    until: str = ""
    read: str = ""
    seen: dict[str, str] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    todo: list[str] = field(default_factory=list)
    far: dict[str, Thread] = field(default_factory=dict)
    far_at: float = 0.0
    """When one of those was read last without being asked for, in seconds since 1970."""

    def __str__(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    def keep(self, seen: dict[str, str], window: int) -> None:
        """Remember the newest of these, and the threads that begin among them."""
        newest = sorted(seen, key=at, reverse=True)[:window]
        self.seen = {ts: seen[ts] for ts in newest}
        self.high = max(self.high, *(each.rpartition("/")[2] for each in newest), key=at) if newest else self.high

    def keep_threads(self, begun_at: Iterable[str]) -> None:
        """Remember the threads that begin there, and of the others those of the user's."""
        wanted = set(begun_at)
        for ts in [ts for ts in self.threads if ts not in wanted]:
            thread = self.threads.pop(ts)
            self.far.pop(ts, None)
            if thread.is_mine:
                self.far[ts] = thread
        kept = sorted(self.far, key=lambda ts: at(self.far[ts].last or ts), reverse=True)[:MOST_FAR]
        self.far = {ts: thread for ts, thread in self.far.items() if ts in kept and ts not in self.threads}


def read(text: str | None, place: Place, name: str) -> Cursor:
    """The cursor in the text; raises ``CursorExpired`` for one of another workspace or person, or of no known form."""
    if text is None:
        return Cursor(place.team, place.user)
    try:
        data: dict[str, Any] = json.loads(text)
        for key in ("threads", "far"):
            data[key] = {ts: Thread(**thread) for ts, thread in data.get(key, {}).items()}
        cursor = Cursor(**data)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CursorExpired(collection=name) from None
    # A workspace that moved to another organisation gets new ids, and so do its messages' global ids.
    if (cursor.team, cursor.user) != (place.team, place.user):
        raise CursorExpired(collection=name)
    return cursor
