"""Calendars, read: each by ``calendarView/delta`` over a window that rolls with the months.

https://learn.microsoft.com/graph/delta-query-events: the window is fixed in the link, so a month begins a new round,
which reads everything in its window again and ends with a list of what is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from connectors.microsoft.delta import Entries, Plain, Round, is_missing
from connectors.microsoft.event_mapping import PREFER, event
from connectors.microsoft.graph import Graph, Json, path, values
from workspace.connector.errors import CursorExpired, Rejected
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Event
from workspace.model.kinds import Kind, Role

OWN = Collection(RemoteId("calendar"), "Calendar", Kind.EVENT, role=Role.CALENDAR)
"""The user's default calendar, which has addresses of its own."""
YEARS_BACK, YEARS_AHEAD = 1, 2
_PAGE = "odata.maxpagesize=200"
_SERIES = "seriesMaster"


def collections(graph: Graph) -> list[Collection]:
    """Every calendar, the default one first."""
    select = {"$select": "id,name,isDefaultCalendar,canEdit,hexColor", "$top": "100"}
    found = [each for page in graph.pages("/me/calendars", select) for each in page if each.get("id")]
    found.sort(key=lambda each: not each.get("isDefaultCalendar"))
    return [
        Collection(
            OWN.remote_id if each.get("isDefaultCalendar") else RemoteId(str(each["id"])),
            str(each.get("name") or ""),
            Kind.EVENT,
            role=Role.CALENDAR,
            extra={"can_write": each.get("canEdit") is not False, "color": str(each.get("hexColor") or "")},
        )
        for each in found
    ]


def root(calendar: str) -> str:
    """Where the views of a calendar are."""
    return "/me" if calendar == OWN.remote_id else f"/me{path('calendars', calendar)}"


def events_of(calendar: str) -> str:
    """Where its events are made."""
    return f"{root(calendar)}/events"


def window(now: datetime) -> str:
    """The month that the window is laid around."""
    return f"{now:%Y-%m}"


def span(month: str) -> dict[str, str]:
    """The window of a month; raises ``CursorExpired`` where it is none."""
    try:
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        raise CursorExpired(collection="The calendar") from None
    begins, ends = (first.replace(year=first.year + years) for years in (-YEARS_BACK, YEARS_AHEAD))
    return {"startDateTime": f"{begins:%Y-%m-%dT00:00:00Z}", "endDateTime": f"{ends:%Y-%m-%dT00:00:00Z}"}


@dataclass(slots=True)
class CalendarChanges:
    """What changed in one calendar. A cursor is ``MONTH LINK``."""

    graph: Graph
    collection: Collection
    masters: dict[str, Json] = field(default_factory=dict)
    """The series met in this run: their instances tell no more than their times."""
    month: str = ""
    is_first: bool = True

    def pages(self, cursor: str | None) -> Iterator[Page]:
        self.month = window(self.graph.now())
        month, _, link = (cursor or "").partition(" ")
        if cursor is not None and month != self.month:
            span(month)
            yield from self._anew()
            return
        self.is_first = cursor is None
        for page in self._round().pages(link or None):
            yield replace(page, cursor=f"{self.month} {page.cursor}")

    def _anew(self) -> Iterator[Page]:
        """A new window. Its first pages bring no cursor, so that one that is cut begins again."""
        seen: set[RemoteId] = set()
        last: Page | None = None
        for page in self._round().pages(None):
            if last is not None:
                yield replace(last, cursor=None)
            seen |= {item.remote_id for item in page.items}
            seen -= set(page.gone)
            last = page
        if last is not None:
            yield replace(last, cursor=f"{self.month} {last.cursor}", alive=frozenset(seen))

    def _round(self) -> Round:
        view, months = f"{root(self.collection.remote_id)}/calendarView", span(self.month)
        plain = (Plain(view, months), Plain(events_of(self.collection.remote_id), {"$top": "100"}, self._read_all))
        prefer = (*PREFER, _PAGE)
        return Round(self.graph, f"{view}/delta", months, self.collection.name, self._read, prefer, plain=plain)

    def _read_all(self, found: list[Json]) -> Entries:
        """A list of events, where a series is told by its master alone."""
        self.is_first = False
        return self._read(found)

    def _read(self, found: list[Json]) -> Entries:
        here = [each for each in found if "@removed" not in each]
        self.masters |= {str(each["id"]): each for each in here if each.get("type") == _SERIES}
        instances = [each for each in here if each.get("type") != _SERIES]
        if not self.is_first:
            told = {each.get("seriesMasterId") for each in instances}
            for master in (each for each in here if each.get("type") == _SERIES and each["id"] not in told):
                instances += self._instances(str(master["id"]))
        self._meet({str(e["seriesMasterId"]) for e in instances if e.get("seriesMasterId")} - set(self.masters))
        events = [event(each, self.masters.get(str(each.get("seriesMasterId")))) for each in instances]
        items: list[Event] = [each for each in events if each is not None]
        return Entries(tuple(items), tuple(RemoteId(str(each["id"])) for each in found if "@removed" in each))

    def _instances(self, master: str) -> list[Json]:
        """A changed series without its instances in the same page: they are asked for."""
        where = f"/me{path('events', master)}/instances"
        try:
            return [each for page in self.graph.pages(where, span(self.month), prefer=PREFER) for each in page]
        except Rejected as error:
            if not is_missing(error):
                raise
            return []

    def _meet(self, masters: set[str]) -> None:
        """Series of which this run has only seen instances."""
        for each in sorted(masters):
            try:
                self.masters[each] = self.graph.get(f"/me{path('events', each)}", prefer=PREFER)
            except Rejected as error:
                if error.message_key != "not_found":
                    raise


def view(graph: Graph, calendar: str, begins: str, ends: str, select: str) -> list[Json]:
    """What lies in a span of a calendar; all its events where the service knows no spans."""
    params = {"$select": select, "$top": "100"}
    try:
        within = {"startDateTime": begins, "endDateTime": ends, **params}
        return values(graph.get(f"{root(calendar)}/calendarView", within, prefer=PREFER), graph.host)
    except Rejected as error:
        if not is_missing(error):
            raise
    return [each for page in graph.pages(events_of(calendar), params, prefer=PREFER) for each in page]
