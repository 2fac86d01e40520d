"""How far a conversation was read. Slack has no deltas, so the cursor remembers what the last look at it showed.

``seen`` are the keys of the newest messages with a digest of each, ``high`` the newest ts ever delivered. ``back`` is
set while older messages, down to ``until``, are still to come. ``threads`` are those that begin in the window,
``todo`` those to be read.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from connectors.slack.mapping import Place, at
from workspace.connector.errors import CursorExpired

LONGEST_THREAD = 50
"""Replies of a thread that are compared again; older ones are left as they are."""


@dataclass(slots=True)
class Thread:
    """A thread as it was read: what its parent said of it, its newest replies, and up to where we have read."""

    sign: str
    seen: dict[str, str] = field(default_factory=dict)
    read: str = ""


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

    def __str__(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    def keep(self, seen: dict[str, str], window: int) -> None:
        """Remember the newest of these, and the threads that begin among them."""
        newest = sorted(seen, key=at, reverse=True)[:window]
        self.seen = {ts: seen[ts] for ts in newest}
        self.high = max(self.high, *(each.rpartition("/")[2] for each in newest), key=at) if newest else self.high

    def keep_threads(self, begun_at: Iterable[str]) -> None:
        wanted = set(begun_at)
        self.threads = {ts: thread for ts, thread in self.threads.items() if ts in wanted}


def read(text: str | None, place: Place, name: str) -> Cursor:
    """The cursor in the text; raises ``CursorExpired`` for one of another workspace or person, or of no known form."""
    if text is None:
        return Cursor(place.team, place.user)
    try:
        data: dict[str, Any] = json.loads(text)
        data["threads"] = {ts: Thread(**thread) for ts, thread in data["threads"].items()}
        cursor = Cursor(**data)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CursorExpired(collection=name) from None
    # A workspace that moved to another organisation gets new ids, and so do its messages' global ids.
    if (cursor.team, cursor.user) != (place.team, place.user):
        raise CursorExpired(collection=name)
    return cursor
