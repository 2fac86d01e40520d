"""Calendars of the Graph stand-in: events and series in a view, answers, changes by etag."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.graph_feed import Feeds
from tests.fakes.graph_wire import Call, Json, Refused, Reply

OWN = "AAkCal-own="
PARTIAL = ("id", "@odata.etag", "seriesMasterId", "type", "start", "end", "originalStart")
_ANSWERS = {"accept": "accepted", "tentativelyAccept": "tentativelyAccepted", "decline": "declined"}


@dataclass
class Calendars:
    feeds: Feeds
    names: dict[str, str] = field(default_factory=lambda: {OWN: "Calendar", "AAkCal-team=": "Team"})
    events: dict[str, Json] = field(default_factory=dict)
    numbers: int = 0

    def add(self, json: Json, calendar: str = OWN) -> str:
        """An event; one with a recurrence is a series, whose instances are made at once."""
        self.numbers += 1
        known = f"AAkE-{self.numbers}="
        self.events[known] = {
            "isAllDay": False,
            "isCancelled": False,
            "isOrganizer": True,
            "attendees": [],
            "responseStatus": {"response": "organizer"},
            "originalStartTimeZone": (json.get("start") or {}).get("timeZone", "UTC"),
            "webLink": "https://outlook.example/event",
            "type": "singleInstance",
            "iCalUId": f"040000008200E00074C5B7101A82E008{self.numbers:08}",
            **json,
            "id": known,
            "calendar": calendar,
        }
        self.touch(known)
        if json.get("recurrence"):
            self.events[known]["type"] = "seriesMaster"
            self.repeat(known)
        return known

    def repeat(self, master: str) -> None:
        """The instances of a series, made anew: daily or weekly, numbered."""
        series = self.events[master]
        pattern, span = series["recurrence"]["pattern"], series["recurrence"]["range"]
        step = timedelta(days=pattern["interval"] * (7 if pattern["type"] == "weekly" else 1))
        for old in [k for k, each in self.events.items() if each.get("seriesMasterId") == master]:
            self.delete(old)
        for number in range(span["numberOfOccurrences"]):
            self.numbers += 1
            known = f"AAkO-{self.numbers}="
            moved = {key: _later(series[key], step * number) for key in ("start", "end")}
            own = {"id": known, "type": "occurrence", "seriesMasterId": master, "calendar": series["calendar"]}
            start = _instant(moved["start"]).strftime("%Y-%m-%dT%H:%M:%SZ")
            self.events[known] = {**own, **moved, "originalStart": start}
            self.touch(known)

    def touch(self, known: str) -> None:
        event = self.events[known]
        self.feeds.touch(f"calendar/{event['calendar']}", known)
        event["@odata.etag"] = f'W/"{self.feeds.serial}"'
        event["changeKey"] = str(self.feeds.serial)

    def update(self, known: str, changes: Json) -> None:
        event = self.events[known]
        event.update(changes)
        if event["type"] == "occurrence":
            event["type"] = "exception"
        self.touch(known)
        if event["type"] == "seriesMaster" and {"start", "end", "recurrence"} & set(changes):
            self.repeat(known)

    def delete(self, known: str) -> None:
        event = self.events.pop(known)
        self.feeds.leave(f"calendar/{event['calendar']}", known)
        for each in [k for k, other in self.events.items() if other.get("seriesMasterId") == known]:
            self.delete(each)

    def whole(self, known: str) -> Json:
        event = self.events.get(known)
        if event is None:
            raise Refused(404, "ErrorItemNotFound")
        series = self.events.get(event.get("seriesMasterId", ""), {})
        inherited = {k: v for k, v in series.items() if k not in ("recurrence", *PARTIAL)}
        return {k: v for k, v in {**inherited, **event}.items() if k != "calendar"}

    def within(self, calendar: str, begins: datetime, ends: datetime) -> list[str]:
        return [
            known
            for known, each in self.events.items()
            if each["calendar"] == calendar
            and each["type"] != "seriesMaster"
            and _instant(each["start"]) < ends
            and _instant(each["end"]) >= begins
        ]


def _instant(value: Json) -> datetime:
    at = datetime.fromisoformat(value["dateTime"][:26])
    return at.replace(tzinfo=UTC if value["timeZone"] == "UTC" else ZoneInfo(value["timeZone"]))


def _later(value: Json, by: timedelta) -> Json:
    at = datetime.fromisoformat(value["dateTime"][:26]) + by
    return {"dateTime": at.isoformat(), "timeZone": value["timeZone"]}


def _shown(call: Call, event: Json) -> Json:
    """Times in the preferred zone (.../graph/api/event-get, "Prefer: outlook.timezone")."""
    shown = dict(event)
    for key in ("start", "end"):
        if not event.get("isAllDay") and call.prefers("outlook.timezone") == "UTC":
            at = _instant(event[key]).astimezone(UTC)
            shown[key] = {"dateTime": f"{at:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}
    return shown


def answer(call: Call) -> Reply | None:
    handler = _HANDLERS.get(call.shape)
    return handler(call) if handler else None


def _list(call: Call) -> Reply:
    names = call.fake.calendars.names
    return Reply.of(
        {"value": [{"id": k, "name": n, "isDefaultCalendar": k == OWN, "canEdit": True} for k, n in names.items()]}
    )


def _all(call: Call) -> Reply:
    """Single events and masters of series (.../graph/api/user-list-events)."""
    calendars = call.fake.calendars
    return Reply.of({"value": [calendars.whole(known) for known in calendars.events]})


def _calendar(call: Call) -> str:
    known = call.names.get("calendar", OWN)
    if known not in call.fake.calendars.names:
        raise Refused(404, "ErrorItemNotFound")
    return known


def _delta(call: Call) -> Reply:
    """Series whole, their instances with their times alone, exceptions whole (.../graph/delta-query-events)."""
    calendars, calendar = call.fake.calendars, _calendar(call)

    def show(known: str, low: int, asked: Json) -> Json | None:
        event = calendars.events[known]
        begins, ends = (datetime.fromisoformat(asked[key]) for key in ("startDateTime", "endDateTime"))
        if event["type"] != "seriesMaster" and known not in calendars.within(calendar, begins, ends):
            # Outside the window an event is told as removed.
            return {"id": known, "@removed": {"reason": "deleted"}} if low else None
        if event["type"] == "occurrence":
            return _shown(call, {key: event[key] for key in PARTIAL if key in event})
        return _shown(call, calendars.whole(known))

    values, params = call.fake.feeds.page(f"calendar/{calendar}", call.query, lambda known: known, call.size(), show)
    return call.page(values, params)


def _view(call: Call) -> Reply:
    calendars = call.fake.calendars
    begins, ends = (datetime.fromisoformat(call.query[key]) for key in ("startDateTime", "endDateTime"))
    found = calendars.within(_calendar(call), begins, ends)
    return Reply.of({"value": [_shown(call, calendars.whole(each)) for each in found]})


def _instances(call: Call) -> Reply:
    calendars, master = call.fake.calendars, call.names["event"]
    calendars.whole(master)
    found = [k for k, each in calendars.events.items() if each.get("seriesMasterId") == master]
    return Reply.of({"value": [_shown(call, calendars.whole(each)) for each in found]})


def _create(call: Call) -> Reply:
    """The same ``transactionId`` again is answered with the event that it made (.../graph/api/resources/event)."""
    calendars = call.fake.calendars
    wish = call.body.get("transactionId")
    for known, each in calendars.events.items():
        if wish and each.get("transactionId") == wish:
            return Reply.of(_shown(call, calendars.whole(known)), 201)
    people = [{**each, "status": {"response": "none"}} for each in call.body.get("attendees", [])]
    known = calendars.add({**call.body, "attendees": people}, _calendar(call))
    return Reply.of(_shown(call, calendars.whole(known)), 201)


def _get(call: Call) -> Reply:
    return Reply.of(_shown(call, call.fake.calendars.whole(call.names["event"])))


def _matched(call: Call) -> str:
    known = call.names["event"]
    event = call.fake.calendars.whole(known)
    if call.headers.get("If-Match", event["@odata.etag"]) != event["@odata.etag"]:
        raise Refused(412, "ErrorIrresolvableConflict")
    return known


def _patch(call: Call) -> Reply:
    known = _matched(call)
    call.fake.calendars.update(known, call.body)
    return Reply.of(_shown(call, call.fake.calendars.whole(known)))


def _delete(call: Call) -> Reply:
    call.fake.calendars.delete(_matched(call))
    return Reply(204)


def _answer(call: Call) -> Reply:
    event = call.fake.calendars.whole(call.names["event"])
    if event["isOrganizer"]:
        raise Refused(400, "ErrorInvalidRequest", "You can't respond to this meeting because you're the organizer.")
    said = _ANSWERS[call.path.rpartition("/")[2]]
    people = [dict(each) for each in event["attendees"]]
    for each in people:
        if each["emailAddress"]["address"] == call.mailbox:
            each["status"] = {"response": said}
    changes: dict[str, Any] = {"attendees": people, "responseStatus": {"response": said}}
    call.fake.calendars.update(call.names["event"], changes)
    return Reply(202)


_HANDLERS = {
    "GET /me/calendars": _list,
    "GET /me/calendarView/delta": _delta,
    "GET /me/calendars/{calendar}/calendarView/delta": _delta,
    "GET /me/calendarView": _view,
    "GET /me/calendars/{calendar}/calendarView": _view,
    "GET /me/events": _all,
    "POST /me/events": _create,
    "POST /me/calendars/{calendar}/events": _create,
    "GET /me/events/{event}": _get,
    "GET /me/events/{event}/instances": _instances,
    "PATCH /me/events/{event}": _patch,
    "DELETE /me/events/{event}": _delete,
    **{f"POST /me/events/{{event}}/{each}": _answer for each in _ANSWERS},
}
