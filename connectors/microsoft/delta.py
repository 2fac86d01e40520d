"""A delta round over ``nextLink`` to ``deltaLink``; links are the cursors, whole. Everything but chats uses it.

A service without deltas, or whose delta only lists everything again, is listed and compared.

https://learn.microsoft.com/graph/delta-query-overview
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from connectors.microsoft.graph import Graph, Json, values
from workspace.connector.errors import CursorExpired, Rejected, Transient
from workspace.connector.pages import Flags, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Item

UNDER_WAY = "next "
"""Begins a cursor that lies between two pages of a round."""
LISTED = "listed "
"""Begins the cursor of what is listed and compared: the day on which no delta was to be had."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What one page of a delta says."""

    items: tuple[Item, ...] = ()
    gone: tuple[RemoteId, ...] = ()
    flags: tuple[Flags, ...] = ()


Reading = Callable[[list[Json]], Entries]


@dataclass(frozen=True, slots=True)
class Plain:
    """A listing of the same collection; ``read`` where its values mean something else than the delta's."""

    where: str
    params: Mapping[str, str]
    read: Reading | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """Reads one collection; ``read`` makes entries of the values of a page that have an id."""

    graph: Graph
    where: str
    params: Mapping[str, str]
    name: str
    read: Reading
    prefer: tuple[str, ...] = ()
    first_prefer: tuple[str, ...] | None = None
    """Other preferences for the first page of all."""
    plain: tuple[Plain, ...] = ()
    """What to read where there is no delta, the first that the service has."""
    seen: dict[str, int] = field(default_factory=dict)
    """What this run read, by id."""

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """After a reading that brought something, the changes made meanwhile are asked for once more."""
        if (cursor or "").startswith(LISTED):
            if cursor != self._listed():
                # A new day: perhaps there is a delta now.
                raise CursorExpired(collection=self.name)
            yield from self._listing()
            return
        is_last = False
        is_worth = (cursor or "").startswith(UNDER_WAY)
        answer = self._begin() if cursor is None else self._follow(cursor.removeprefix(UNDER_WAY))
        if answer is None:
            yield from self._listing()
            return
        while True:
            link, delta = answer.get("@odata.nextLink"), answer.get("@odata.deltaLink")
            if not isinstance(link or delta, str):
                raise Transient("bad_answer", host=self.graph.host)
            given = last_words(values(answer, self.graph.host))
            if is_last and self._is_repetition(given):
                yield from self._listing()
                return
            found = self.read(given)
            at = f"{UNDER_WAY}{link}" if link else str(delta)
            yield Page(items=found.items, flags=found.flags, gone=found.gone, cursor=at)
            is_worth = is_worth or bool(link or found.items)
            if not link and (is_last or not is_worth):
                return
            is_last = is_last or not link
            self._note(given)
            answer = self._follow(str(link or delta))

    def _begin(self) -> Json | None:
        """None where the service has no such delta, but may have the plain listing."""
        prefer = self.prefer if self.first_prefer is None else self.first_prefer
        try:
            return self.graph.get(self.where, self.params, prefer=prefer, what=self.name)
        except CursorExpired:
            # A first call has no cursor to lose: the service is not ready to answer it.
            raise Transient("busy", host=self.graph.host) from None
        except Rejected as error:
            if not self.plain or not is_missing(error):
                raise
            return None

    def _follow(self, link: str) -> Json:
        if not link.startswith(("http://", "https://", "/")):
            raise CursorExpired(collection=self.name)
        return self.graph.follow(link, prefer=self.prefer, what=self.name)

    def _listing(self) -> Iterator[Page]:
        """Everything, then what is there. Only the end brings a cursor, so that a listing that is cut begins again."""
        plain, pages = self._first_plain()
        read = plain.read or self.read
        alive: set[RemoteId] = set()
        for page in pages:
            found = read(last_words(page))
            alive |= {item.remote_id for item in found.items}
            yield Page(items=found.items)
        yield Page(alive=frozenset(alive), cursor=self._listed())

    def _first_plain(self) -> tuple[Plain, Iterator[list[Json]]]:
        """The first listing that the service has, its first page fetched."""
        for number, plain in enumerate(self.plain, 1):
            try:
                return plain, self.graph.pages(plain.where, plain.params, prefer=self.prefer, what=self.name)
            except Rejected as error:
                if number == len(self.plain) or not is_missing(error):
                    raise
        raise Transient("bad_answer", host=self.graph.host)

    def _listed(self) -> str:
        return f"{LISTED}{self.graph.now():%Y-%m-%d}"

    def _note(self, found: list[Json]) -> None:
        if self.plain:
            self.seen.update((str(each["id"]), _print_of(each)) for each in found)

    def _is_repetition(self, found: list[Json]) -> bool:
        """Whether this delta only lists: told as changed is what this run read, and that is all there is.

        Graph may tell a change twice (.../graph/delta-query-overview#replays), but not everything.
        """
        if not found or any(self.seen.get(str(each["id"])) != _print_of(each) for each in found):
            return False
        try:
            _, pages = self._first_plain()
        except Rejected:
            return False
        there = {str(each.get("id")) for each in next(pages, [])}
        return there <= {str(each["id"]) for each in found}


def is_missing(error: Rejected) -> bool:
    """Whether the service may not have such a call at all."""
    return error.message_key in ("not_found", "refused")


def _print_of(entry: Json) -> int:
    return hash(entry.get("changeKey") or entry.get("@odata.etag") or json.dumps(entry, sort_keys=True))


def last_words(found: list[Json]) -> list[Json]:
    """One entry an id: a page may name a thing several times, and what it says last counts."""
    by_id: dict[str, Json] = {}
    for each in found:
        if each.get("id"):
            before = by_id.get(str(each["id"]), {})
            is_other = ("@removed" in each) != ("@removed" in before)
            by_id[str(each["id"])] = each if is_other else {**before, **each}
    return list(by_id.values())
