"""Google Calendar's and Contacts' state as the stand-in keeps it, with sync tokens that can be forgotten.

Recurring events are expanded as ``singleEvents`` promises:
https://developers.google.com/workspace/calendar/api/v3/reference/events/list.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateutil.rrule import rrulestr

from tests.fakes.google_web import Refusal, Request

FAR = datetime(2200, 1, 1, tzinfo=UTC)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Data = dict[str, Any]


@dataclass
class Calendar:
    """One calendar: events and exceptions by id, and the serial at which each changed."""

    name: str
    is_primary: bool = False
    events: dict[str, Data] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    """Instances that a changed series does not have any more."""
    is_forbidden: bool = False


@dataclass
class Agenda:
    """One account's calendars and contacts."""

    address: str
    calendars: dict[str, Calendar] = field(default_factory=dict)
    people: dict[str, Data] = field(default_factory=dict)
    people_changed: dict[str, int] = field(default_factory=dict)
    serial: int = 1
    epoch: int = 1
    most: int = 2500
    takes_tokens: bool = True
    """False for a server that imitates Google: sync tokens are given out and not looked at."""
    notified: list[str] = field(default_factory=list)
    """Ids of events whose change was mailed to those who are asked."""

    def __post_init__(self) -> None:
        self.calendars[self.address] = Calendar(self.address, is_primary=True)

    def next(self) -> int:
        self.serial += 1
        return self.serial

    def put(self, calendar: str, event: Data) -> Data:
        """Store an event or exception under its id, with what Google fills in."""
        place = self.calendars[calendar]
        before = _instance_ids(place, event.get("recurringEventId") or event["id"])
        event = {"status": "confirmed", "iCalUID": f"{event['id']}@google.com", **event}
        event["etag"] = f'"{self.next()}"'
        event["htmlLink"] = f"https://calendar.google.com/event?eid={event['id']}"
        event.setdefault("organizer", {"email": self.address, "self": True})
        for each in event.get("attendees", ()):
            each.setdefault("responseStatus", "needsAction")
            if each["email"].lower() == self.address:
                each["self"] = True
        place.events[event["id"]] = event
        place.changed[event["id"]] = self.serial
        after = _instance_ids(place, event.get("recurringEventId") or event["id"])
        place.lost.update(dict.fromkeys(before - after, self.serial))
        return event

    def put_person(self, name: str, person: Data) -> None:
        self.people[name] = {"resourceName": name, "etag": f"%{self.next()}", **person}
        self.people_changed[name] = self.serial


def _instance_ids(place: Calendar, name: str) -> set[str]:
    master = place.events.get(name)
    return {each["id"] for each in instances(place, master, LONG_AGO, FAR)} if master else set()


def instances(place: Calendar, event: Data, start: datetime, end: datetime) -> Iterator[Data]:
    """The event itself, or what a series has in the window; exceptions replace instances."""
    if event["status"] == "cancelled":
        return
    if "recurrence" not in event or not event["recurrence"]:
        if start <= _at(event["start"]) < end:
            yield event
        return
    first = _at(event["start"])
    length = _at(event["end"]) - first
    # A series without an end is only followed so far.
    horizon = min(end, first + timedelta(days=400))
    for at in rrulestr("\n".join(event["recurrence"]), dtstart=first).between(max(start, first), horizon, inc=True):
        original = _moment(at, event["start"])
        name = f"{event['id']}_{_stamp(at, event['start'])}"
        exception = place.events.get(name)
        if exception is not None:
            if exception["status"] != "cancelled":
                yield exception
            continue
        inherited = {key: value for key, value in event.items() if key != "recurrence"}
        times = {"start": original, "end": _moment(at + length, event["end"]), "originalStartTime": original}
        yield {**inherited, **times, "id": name, "recurringEventId": event["id"]}


def _at(moment: Data) -> datetime:
    if "date" in moment:
        return datetime.combine(date.fromisoformat(moment["date"]), datetime.min.time(), UTC)
    return datetime.fromisoformat(moment["dateTime"]).astimezone(UTC)


def _moment(at: datetime, like: Data) -> Data:
    if "date" in like:
        return {"date": at.date().isoformat()}
    return {"dateTime": at.isoformat(), "timeZone": like.get("timeZone", "UTC")}


def _stamp(at: datetime, like: Data) -> str:
    return at.strftime("%Y%m%d" if "date" in like else "%Y%m%dT%H%M%SZ")


class EventMethods:
    """The ``calendar`` and ``people`` methods on one account's agenda."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda

    def calendars_list(self, request: Request, path: Mapping[str, str]) -> Any:
        return {"items": [self._listed(name) for name in self.agenda.calendars]}

    def calendars_get(self, request: Request, path: Mapping[str, str]) -> Any:
        self._calendar(path["calendarId"])
        return self._listed(self._name(path["calendarId"]))

    def _listed(self, name: str) -> Data:
        place = self.agenda.calendars[name]
        own = {"primary": True} if place.is_primary else {}
        return {"id": name, "summary": place.name, "accessRole": "owner", "backgroundColor": "#9fe1e7", **own}

    def events_list(self, request: Request, path: Mapping[str, str]) -> Any:
        place = self._calendar(path["calendarId"])
        since, serial, start, end = self._window(request)
        offset = 0
        if token := request.one("pageToken"):
            offset, since, serial = json.loads(token)
        found = list(self._found(place, since, start, end))
        size = min(int(request.one("maxResults", "250")), self.agenda.most)
        page, is_last = found[offset : offset + size], offset + size >= len(found)
        if not is_last:
            return {"items": page, "nextPageToken": json.dumps([offset + size, since, serial])}
        token = f"{self.agenda.epoch}:{serial}:{start.isoformat()}|{end.isoformat()}"
        return {"items": page, "nextSyncToken": token}

    def _window(self, request: Request) -> tuple[int, int, datetime, datetime]:
        """Since which serial, up to which, and the window; what may not go together is refused with 400."""
        token = request.one("syncToken")
        if request.one("singleEvents") != "true":
            raise Refusal(400, "invalid")
        if not token or not self.agenda.takes_tokens:
            start, end = request.one("timeMin", LONG_AGO.isoformat()), request.one("timeMax", FAR.isoformat())
            return 0, self.agenda.serial, datetime.fromisoformat(start), datetime.fromisoformat(end)
        if {"timeMin", "timeMax", "q", "orderBy", "updatedMin", "iCalUID"} & set(request.query):
            raise Refusal(400, "badRequest")
        epoch, _, rest = token.partition(":")
        serial, _, window = rest.partition(":")
        # https://developers.google.com/workspace/calendar/api/guides/errors#410_gone
        if epoch != str(self.agenda.epoch):
            raise Refusal(410, "fullSyncRequired")
        start, _, end = window.partition("|")
        return int(serial), self.agenda.serial, datetime.fromisoformat(start), datetime.fromisoformat(end)

    def _found(self, place: Calendar, since: int, start: datetime, end: datetime) -> Iterator[Data]:
        exceptions = {name for name, event in place.events.items() if event.get("recurringEventId")}
        for name, event in place.events.items():
            if name in exceptions:
                continue
            for each in instances(place, event, start, end):
                if max(place.changed.get(name, 0), place.changed.get(each["id"], 0)) > since:
                    yield each
        if since:
            gone = [name for name, event in place.events.items() if event["status"] == "cancelled"]
            left = {name: place.changed[name] for name in gone} | place.lost
            yield from ({"id": name, "status": "cancelled"} for name, serial in left.items() if serial > since)

    def events_get(self, request: Request, path: Mapping[str, str]) -> Any:
        return self._event(path)

    def events_insert(self, request: Request, path: Mapping[str, str]) -> Any:
        body = dict(request.body)
        name = body.get("id") or f"e{self.agenda.next()}"
        if name in self._calendar(path["calendarId"]).events:
            raise Refusal(409, "duplicate")
        if not set(name) <= set("abcdefghijklmnopqrstuv0123456789") or not 5 <= len(name) <= 1024:
            raise Refusal(400, "invalid")
        return self._store(path, {**body, "id": name}, request)

    def events_patch(self, request: Request, path: Mapping[str, str]) -> Any:
        event = self._event(path)
        self._match(request, event)
        merged = {**event, **request.body}
        for end in ("start", "end"):
            both = {**event.get(end, {}), **request.body.get(end, {})}
            merged[end] = {key: value for key, value in both.items() if value is not None}
        return self._store(path, merged, request)

    def events_delete(self, request: Request, path: Mapping[str, str]) -> Any:
        event = self._event(path)
        self._match(request, event)
        self._store(path, {**event, "status": "cancelled"}, request)

    def events_move(self, request: Request, path: Mapping[str, str]) -> Any:
        event = self._event(path)
        self._calendar(request.one("destination"))
        self._store(path, {**event, "status": "cancelled"}, request)
        return self.agenda.put(self._name(request.one("destination")), event)

    def _store(self, path: Mapping[str, str], event: Data, request: Request) -> Data:
        for end in ("start", "end"):
            if not {"date", "dateTime"} & set(event.get(end, {})):
                raise Refusal(400, "required")
            if event.get("recurrence") and "dateTime" in event[end] and "timeZone" not in event[end]:
                raise Refusal(400, "required")
        if request.one("sendUpdates") == "all":
            self.agenda.notified.append(event["id"])
        return self.agenda.put(self._name(path["calendarId"]), event)

    def _match(self, request: Request, event: Data) -> None:
        wanted = request.headers.get("if-match")
        if wanted and wanted != event["etag"]:
            raise Refusal(412, "conditionNotMet")

    def _event(self, path: Mapping[str, str]) -> Data:
        place, name = self._calendar(path["calendarId"]), path["eventId"]
        if name in place.events:
            event = place.events[name]
            if event["status"] == "cancelled":
                raise Refusal(410, "deleted")
            return event
        master = place.events.get(name.rpartition("_")[0])
        found = (each for each in instances(place, master, LONG_AGO, FAR) if each["id"] == name) if master else iter(())
        event = next(found, None)
        if event is None:
            raise Refusal(404, "notFound")
        return event

    def _name(self, name: str) -> str:
        return self.agenda.address if name == "primary" else name

    def _calendar(self, name: str) -> Calendar:
        place = self.agenda.calendars.get(self._name(name))
        if place is None:
            raise Refusal(404, "notFound")
        if place.is_forbidden:
            raise Refusal(403, "requiredAccessLevel")
        return place

    def connections_list(self, request: Request, path: Mapping[str, str]) -> Any:
        token, since = request.one("syncToken"), 0
        if token:
            epoch, _, serial = token.partition(":")
            # https://developers.google.com/people/v1/contacts#list-the-users-contacts-that-have-changed
            if epoch != str(self.agenda.epoch):
                raise Refusal(400, "failedPrecondition", "EXPIRED_SYNC_TOKEN")
            since = int(serial)
        changed = [name for name, serial in self.agenda.people_changed.items() if serial > since]
        found = [self.agenda.people[name] for name in changed]
        if not token:
            found = [each for each in found if not each.get("metadata", {}).get("deleted")]
        start = int(request.one("pageToken", "0"))
        end = start + int(request.one("pageSize", "100"))
        answer: Data = {"connections": found[start:end], "totalItems": len(found)}
        if end < len(found):
            return {**answer, "nextPageToken": str(end)}
        return {**answer, "nextSyncToken": f"{self.agenda.epoch}:{self.agenda.serial}"}
