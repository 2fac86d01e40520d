"""Change tracking as Graph does it: a round over tokens that name what is left of it.

https://learn.microsoft.com/graph/delta-query-overview
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Show = Callable[[str, int, Json], Json | None]
"""An entry of an id, of what changed after a serial, as the first call asked for it; None where it is not there."""


class Gone(Exception):
    """410, syncStateNotFound."""


@dataclass(slots=True)
class Feed:
    """One collection: when each id last changed here, and what left."""

    changed: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)

    def touch(self, remote_id: str, serial: int) -> None:
        self.changed[remote_id] = serial
        self.gone.pop(remote_id, None)

    def leave(self, remote_id: str, serial: int) -> None:
        if self.changed.pop(remote_id, None) is not None:
            self.gone[remote_id] = serial


@dataclass(frozen=True, slots=True)
class Token:
    feed: str
    asked: Json
    left: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    is_delta: bool = False


@dataclass(slots=True)
class Feeds:
    """Every collection by its path, and the tokens that were handed out."""

    serial: int = 1
    feeds: dict[str, Feed] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    is_forgetful: bool = False
    """Every delta tells everything, as servers that imitate Graph do."""

    def of(self, name: str) -> Feed:
        return self.feeds.setdefault(name, Feed())

    def touch(self, name: str, remote_id: str) -> None:
        self.serial += 1
        self.of(name).touch(remote_id, self.serial)

    def leave(self, name: str, remote_id: str) -> None:
        self.serial += 1
        self.of(name).leave(remote_id, self.serial)

    def forget(self) -> None:
        """Every token dies, as when the service rebuilds a mailbox."""
        self.tokens.clear()

    def page(
        self, name: str, query: Json, order: Callable[[str], Any], size: int, show: Show
    ) -> tuple[list[Json], Json]:
        """Values, and the link's parameter: ``$skiptoken`` while something is left, else ``$deltatoken``."""
        token = self._token(name, query, order)
        part, left = token.left[:size], token.left[size:]
        shown = [self._entry(token, each, show) for each in part]
        after = Token(name, token.asked, left, token.low, token.high) if left else None
        after = after or Token(name, token.asked, (), token.high, token.high, is_delta=True)
        known = f"{'d' if after.is_delta else 's'}{len(self.tokens)}"
        self.tokens[known] = after
        key = "$deltatoken" if after.is_delta else "$skiptoken"
        return [each for each in shown if each is not None], {key: known}

    def _token(self, name: str, query: Json, order: Callable[[str], Any]) -> Token:
        known = query.get("$skiptoken") or query.get("$deltatoken")
        feed = self.of(name)
        if self.is_forgetful and known in self.tokens and self.tokens[known].is_delta:
            known, query = None, self.tokens[known].asked
        if known is None:
            return Token(name, query, tuple(sorted(feed.changed, key=order)), 0, self.serial)
        if known not in self.tokens or self.tokens[known].feed != name:
            raise Gone
        token = self.tokens[known]
        if not token.is_delta:
            return token
        news = [each for each, at in feed.changed.items() if at > token.low]
        lost = [each for each, at in feed.gone.items() if at > token.low]
        return Token(name, token.asked, (*sorted(news, key=order), *lost), token.low, self.serial)

    def _entry(self, token: Token, remote_id: str, show: Show) -> Json | None:
        feed = self.of(token.feed)
        if remote_id in feed.gone:
            # What left during a first reading is told by the next delta.
            return {"id": remote_id, "@removed": {"reason": "deleted"}} if token.low else None
        return show(remote_id, token.low, token.asked)
