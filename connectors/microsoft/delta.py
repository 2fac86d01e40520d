"""A delta round over ``nextLink`` to ``deltaLink``; links are the cursors, whole. Mail, contacts and channels use it.

https://learn.microsoft.com/graph/delta-query-overview
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from connectors.microsoft.graph import Graph, Json, values
from workspace.connector.errors import CursorExpired, Transient
from workspace.connector.pages import Flags, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Item

UNDER_WAY = "next "
"""Begins a cursor that lies between two pages of a round."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What one page of a delta says."""

    items: tuple[Item, ...] = ()
    gone: tuple[RemoteId, ...] = ()
    flags: tuple[Flags, ...] = ()


Reading = Callable[[list[Json]], Entries]


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

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """After a reading of several pages the changes made meanwhile are asked for once more."""
        may_go_on = True
        is_long = (cursor or "").startswith(UNDER_WAY)
        answer = self._begin() if cursor is None else self._follow(cursor.removeprefix(UNDER_WAY))
        while True:
            link, delta = answer.get("@odata.nextLink"), answer.get("@odata.deltaLink")
            if not isinstance(link or delta, str):
                raise Transient("bad_answer", host=self.graph.host)
            found = self.read(last_words(values(answer, self.graph.host)))
            at = f"{UNDER_WAY}{link}" if link else str(delta)
            yield Page(items=found.items, flags=found.flags, gone=found.gone, cursor=at)
            if not link and not (is_long and may_go_on):
                return
            is_long, may_go_on = True, may_go_on and bool(link)
            answer = self._follow(str(link or delta))

    def _begin(self) -> Json:
        prefer = self.prefer if self.first_prefer is None else self.first_prefer
        try:
            return self.graph.get(self.where, self.params, prefer=prefer)
        except CursorExpired:
            # A first call has no cursor to lose: the service is not ready to answer it.
            raise Transient("busy", host=self.graph.host) from None

    def _follow(self, link: str) -> Json:
        if not link.startswith(("http://", "https://")):
            raise CursorExpired(collection=self.name)
        return self.graph.follow(link, prefer=self.prefer, what=self.name)


def last_words(found: list[Json]) -> list[Json]:
    """One entry an id: a page may name a thing several times, and what it says last counts."""
    by_id: dict[str, Json] = {}
    for each in found:
        if each.get("id"):
            before = by_id.get(str(each["id"]), {})
            is_other = ("@removed" in each) != ("@removed" in before)
            by_id[str(each["id"])] = each if is_other else {**before, **each}
    return list(by_id.values())
