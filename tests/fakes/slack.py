"""A Slack workspace with real state: people, conversations, threads, reactions, files and read marks.

What each method answers is in ``slack_methods.py``, the socket in ``slack_web.py``. Shapes are those of
https://docs.slack.dev/reference/objects/ and https://docs.slack.dev/reference/events/message
"""

import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import count
from time import monotonic, time
from typing import Any

from tests.fakes.slack_table import EVERYTHING, TYPED

ME = "U0ME"
Json = dict[str, Any]


@dataclass(slots=True)
class Fault:
    """What one call gets instead of its answer."""

    status: int = 200
    error: str = ""
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    is_half: bool = False
    hangs_up: bool = False


@dataclass(slots=True)
class Channel:
    """A conversation of any type; ``messages`` holds replies too, by ts."""

    id: str
    name: str
    type: str
    members: set[str]
    messages: dict[str, Json] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    thread_read: dict[str, str] = field(default_factory=dict)
    is_archived: bool = False

    @property
    def scope_word(self) -> str:
        return TYPED[self.type]

    def history(self) -> list[Json]:
        """Newest first; of a thread only its parent and what was also sent to the channel."""
        shown = [raw for raw in self.messages.values() if not is_reply(raw) or raw.get("subtype") == "thread_broadcast"]
        return sorted(shown, key=order, reverse=True)

    def replies(self, parent: str) -> list[Json]:
        """Oldest first, without the parent."""
        found = [raw for raw in self.messages.values() if is_reply(raw) and raw["thread_ts"] == parent]
        return sorted(found, key=order)


def order(raw: Json) -> Decimal:
    return Decimal(raw["ts"])


def is_reply(raw: Json) -> bool:
    return raw.get("thread_ts") not in (None, raw["ts"])


class Slack:
    """One workspace, one app in it, and what was asked of it."""

    def __init__(self) -> None:
        self.guard = threading.RLock()
        self.team = "T0TEAM"
        self.app = "A0APP"
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, tuple[Json, bytes]] = {}
        self.tokens: dict[str, str] = {"xoxp-right": ME}
        self.revoked: dict[str, str] = {}
        self.scopes: set[str] = set(EVERYTHING)
        self.calls: Counter[tuple[str, str, str]] = Counter()
        self.asked: list[tuple[str, Json]] = []
        self.violations: list[str] = []
        self.faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.has_limits = False
        self.times: defaultdict[tuple[str, str, str], deque[float]] = defaultdict(deque)
        self.refused_429 = 0
        self.takes_metadata = True
        self.shows_last_days: float | None = None
        self.newest_page = 999
        self.gives_cursors = True
        self.knows_times = True
        """False ignores ``latest`` and ``oldest``, and does not tell when a thread was answered last."""
        self.clock: Callable[[], float] = monotonic
        self.file_requests: list[tuple[str, str]] = []
        self._ticks = count(1)
        self.add_user(ME, "me", "Me Myself", "me@haneul.example")
        self.add_user("U0MINA", "mina", "Mina Kim", "mina@haneul.example")
        self.general = self.add_channel("C0GENERAL", "general")

    # What a test puts in

    def add_user(self, user_id: str, name: str, real_name: str, email: str) -> str:
        """https://docs.slack.dev/reference/objects/user-object"""
        profile = {"real_name": real_name, "display_name": "", "email": email}
        self.users[user_id] = {"id": user_id, "name": name, "real_name": real_name, "profile": profile}
        return user_id

    def add_channel(
        self, channel_id: str, name: str, kind: str = "public_channel", members: Iterable[str] = (ME, "U0MINA")
    ) -> Channel:
        made = self.channels[channel_id] = Channel(channel_id, name, kind, set(members))
        return made

    def ts(self, moment: datetime | None = None) -> str:
        """A ts that nothing has yet: seconds, and six digits that only tell messages apart."""
        at = int(moment.timestamp()) if moment else int(time())
        return f"{at}.{next(self._ticks):06d}"

    def say(self, channel: Channel, text: str, moment: datetime | None = None, **fields: Any) -> str:
        """A message of Mina's unless ``user`` says otherwise; returns its ts."""
        with self.guard:
            ts = fields.pop("ts", None) or self.ts(moment)
            raw = {"type": "message", "user": "U0MINA", "text": text, "ts": ts, "team": self.team, **fields}
            channel.messages[ts] = {key: value for key, value in raw.items() if value is not None}
            if thread := raw.get("thread_ts"):
                self._count_replies(channel, thread)
            return str(ts)

    def _count_replies(self, channel: Channel, parent: str) -> None:
        """A parent knows how many replies it has and when the latest came."""
        raw = channel.messages.get(parent)
        if raw is None:
            return
        replies = channel.replies(parent)
        if not replies:
            for key in ("thread_ts", "reply_count", "latest_reply", "reply_users", "subscribed"):
                raw.pop(key, None)
            return
        users = sorted({reply.get("user", "") for reply in replies})
        raw.update(thread_ts=parent, reply_count=len(replies), latest_reply=replies[-1]["ts"], reply_users=users)

    def delete(self, channel: Channel, ts: str) -> None:
        """A deleted parent of replies stays as a stump (subtype tombstone)."""
        with self.guard:
            raw = channel.messages[ts]
            if channel.replies(ts):
                stump = {"subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted."}
                raw.update(stump, hidden=True)
                return
            del channel.messages[ts]
            if is_reply(raw):
                self._count_replies(channel, raw["thread_ts"])

    def edit(self, channel: Channel, ts: str, text: str) -> None:
        with self.guard:
            raw = channel.messages[ts]
            raw.update(text=text, edited={"user": raw.get("user"), "ts": self.ts()})

    def add_file(self, file_id: str, name: str, content: bytes, **fields: Any) -> Json:
        """https://docs.slack.dev/reference/objects/file-object; the web part fills in the address."""
        made = {"id": file_id, "name": name, "mimetype": "application/octet-stream", "size": len(content), **fields}
        self.files[file_id] = (made, content)
        return made

    def plant(self, method: str, *faults: Fault) -> None:
        """The next calls of the method get these, one each."""
        self.faults[method].extend(faults)

    # What a test looks at

    def count(self, method: str) -> int:
        """How often the method was called, by whatever app."""
        return sum(number for (_, _, name), number in self.calls.items() if name == method)

    def forget_calls(self) -> None:
        self.calls.clear()
        self.asked.clear()
