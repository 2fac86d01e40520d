"""Google's calendars as pages: single events and instances inside a rolling window, then what a sync token says.

The window is fixed in the token, because ``timeMin`` and ``timeMax`` cannot go with one: a calendar is read anew when
its window is a month old. Guide: https://developers.google.com/workspace/calendar/api/guides/sync.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from connectors.google.apis import Caller
from connectors.google.event_mapping import event, remote_id, rule
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Event
from workspace.model.kinds import Kind, Role

BACK, AHEAD, ROLLS = timedelta(days=366), timedelta(days=731), timedelta(days=30)
PAGE = 1000
_CURSOR = re.compile(r"([1-9]\d{5})\|(.+)", re.DOTALL)


class Calendars:
    """One account's calendars for one run."""

    def __init__(self, caller: Caller, page_size: int = PAGE) -> None:
        self._caller = caller
        self._page_size = page_size
        self._rules: dict[tuple[str, str], str | None] = {}

    def collections(self) -> list[Collection]:
        """The user's own calendar first."""
        listing = self._caller.api["calendarList"]
        pages = self._caller.pages(listing.list(maxResults=250), listing.list_next)
        found = [each for page in pages for each in page.get("items") or () if not each.get("deleted")]
        found.sort(key=lambda each: not each.get("primary"))
        return [_collection(each) for each in {each["id"]: each for each in found}.values()]

    def primary(self) -> str:
        """The id of the user's own calendar, which is the account's address."""
        return str(self._caller.ask(self._caller.api["calendarList"].get(calendarId="primary"))["id"])

    def pages(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        """Raises ``CursorExpired`` for a token that Google forgot, and for a window that has to roll."""
        today = datetime.now(UTC).date()
        if cursor is None:
            yield from self._everything(collection, today)
            return
        match = _CURSOR.fullmatch(cursor)
        if match is None or abs(today - date.fromordinal(int(match[1]))) > ROLLS:
            raise CursorExpired(collection=collection.name)
        yield from self._changes(collection, match[1], match[2])

    def _everything(self, collection: Collection, today: date) -> Iterator[Page]:
        """The token comes with the last page, so a cut reading begins again; what went meanwhile is not ``alive``."""
        midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
        window = {"timeMin": _iso(midnight - BACK), "timeMax": _iso(midnight + AHEAD)}
        alive: dict[RemoteId, str | None] = {}
        for answer in self._answers(collection, window, {}):
            items, _ = self._read(collection, answer)
            alive.update((item.remote_id, item.version) for item in items)
            token = answer.get("nextSyncToken")
            is_last = not answer.get("nextPageToken")
            after = f"{today.toordinal()}|{token}" if token and self._tells_changes(collection, token, alive) else None
            yield Page(items=items, alive=frozenset(alive) if is_last else None, cursor=after)

    def _tells_changes(self, collection: Collection, token: str, alive: Mapping[RemoteId, str | None]) -> bool:
        """False for a server that imitates Google and takes no sync token: it sends again what was just read."""
        if not alive:
            return True
        events, gone = self._caller.api["events"], {400: None, 410: None}
        asked = {"calendarId": collection.remote_id, "singleEvents": True, "maxResults": self._page_size}
        answer = self._caller.ask_or(gone, events.list(**asked, syncToken=token)) or {}
        told = [each for each in answer.get("items") or () if each.get("etag")]
        return not any(alive.get(remote_id(collection.remote_id, each["id"])) == each["etag"] for each in told)

    def _changes(self, collection: Collection, window: str, token: str) -> Iterator[Page]:
        gone = CursorExpired(collection=collection.name)
        for answer in self._answers(collection, {"syncToken": token}, {410: gone, 400: gone}):
            items, left = self._read(collection, answer)
            fresh = answer.get("nextSyncToken")
            yield Page(items=items, gone=left, cursor=f"{window}|{fresh}" if fresh else None)

    def _answers(
        self, collection: Collection, options: dict[str, Any], statuses: dict[int, Exception]
    ) -> Iterator[dict[str, Any]]:
        events = self._caller.api["events"]
        asked = {"calendarId": collection.remote_id, "singleEvents": True, "maxResults": self._page_size, **options}
        return self._caller.pages(events.list(**asked), events.list_next, statuses)

    def _read(self, collection: Collection, answer: dict[str, Any]) -> tuple[tuple[Event, ...], tuple[RemoteId, ...]]:
        calendar = collection.remote_id
        found = {each["id"]: each for each in answer.get("items") or ()}
        here = [each for each in found.values() if each.get("status") != "cancelled"]
        self._learn_rules(calendar, {each["recurringEventId"] for each in here if each.get("recurringEventId")})
        items = tuple(event(calendar, each, self._rules.get((calendar, each.get("recurringEventId")))) for each in here)
        gone = tuple(remote_id(calendar, name) for name, each in found.items() if each.get("status") == "cancelled")
        return items, gone

    def _learn_rules(self, calendar: str, series: set[str]) -> None:
        """Instances do not say how they recur; their masters do."""
        get = self._caller.api["events"].get
        unknown = sorted(each for each in series if (calendar, each) not in self._rules)
        requests = {each: get(calendarId=calendar, eventId=each, fields="id,recurrence") for each in unknown}
        for name, master in self._caller.ask_all(requests):
            self._rules[calendar, name] = rule(master)


def _collection(data: dict[str, Any]) -> Collection:
    extra = {
        "color": data.get("backgroundColor"),
        "access": data.get("accessRole"),
        "is_primary": bool(data.get("primary")),
        "tzid": data.get("timeZone"),
    }
    name = data.get("summaryOverride") or data.get("summary") or data["id"]
    return Collection(RemoteId(data["id"]), name, Kind.EVENT, Role.CALENDAR, extra=extra)


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
