"""Between Google's events and ours; the fields are those of
https://developers.google.com/workspace/calendar/api/v3/reference/events.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workspace.connector.errors import Rejected
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attendee, Event

PARTSTATS = {
    "ACCEPTED": "accepted",
    "TENTATIVE": "tentative",
    "DECLINED": "declined",
    "NEEDS-ACTION": "needsAction",
}
_ANSWERS = {theirs: ours for ours, theirs in PARTSTATS.items()}
_TEXTS = ("summary", "location", "description")


def remote_id(calendar: str, event_id: str) -> RemoteId:
    """One event can be in several calendars of an account, under the same id."""
    return RemoteId(f"{calendar}/{event_id}")


def event(calendar: str, data: Mapping[str, Any], rrule: str | None = None) -> Event:
    """A single event or one instance; ``rrule`` is that of its series."""
    starts_at, starts_on, tzid = _moment(data.get("start"))
    ends_at, ends_on, _ = _moment(data.get("end"))
    attendees = data.get("attendees") or ()
    series = data.get("recurringEventId")
    extra = {"series": series, "hangout": data.get("hangoutLink"), "type": data.get("eventType")}
    return Event(
        remote_id=remote_id(calendar, data["id"]),
        uid=data.get("iCalUID") or data["id"],
        summary=data.get("summary") or "",
        starts_at=starts_at,
        ends_at=ends_at or starts_at,
        starts_on=starts_on,
        ends_on=ends_on or (starts_on and starts_on + timedelta(days=1)),
        tzid=tzid,
        recurrence_id=_recurrence_id(data.get("originalStartTime")) if series else None,
        rrule=rrule,
        location=data.get("location") or "",
        description=data.get("description") or "",
        organizer=_address(data["organizer"]) if data.get("organizer") else None,
        attendees=tuple(Attendee(_address(each), _answer(each)) for each in attendees),
        partstat=next((_answer(each) for each in attendees if each.get("self")), None),
        is_cancelled=data.get("status") == "cancelled",
        version=data.get("etag"),
        link=data.get("htmlLink"),
        extra={name: value for name, value in extra.items() if value and value != "default"},
    )


def rule(master: Mapping[str, Any] | None) -> str | None:
    """The RRULE's value among the lines of ``recurrence``."""
    lines = (master or {}).get("recurrence") or ()
    return next((line.partition(":")[2] for line in lines if line.upper().startswith("RRULE:")), None)


def event_id(uid: str) -> str:
    """The id under which an event of ours is made, so that it is made once: base32hex, 5 to 1,024 characters."""
    return sha256(uid.encode()).hexdigest()


def body(changes: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Google's fields for the keys of :class:`EventFields` that are given; who was asked before keeps the answer."""
    found: dict[str, Any] = {name: changes[name] for name in _TEXTS if name in changes}
    for ours, theirs in (("starts", "start"), ("ends", "end")):
        if moment := _given(changes, ours):
            found[theirs] = moment
    if "attendees" in changes:
        known = {each.get("email", "").lower(): each for each in (before or {}).get("attendees") or ()}
        found["attendees"] = [known.get(each["email"].lower()) or _asked(each) for each in changes["attendees"]]
    if "rrule" in changes:
        found["recurrence"] = [f"RRULE:{changes['rrule']}"] if changes["rrule"] else []
    return found


def new_body(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a new event. Raises ``Rejected`` without a start."""
    given = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    found = body(given)
    if "start" not in found:
        raise Rejected("setting_missing", field="starts_at")
    if "end" not in found:
        found["end"] = dict(found["start"])
        if on := found["start"]["date"]:
            found["end"]["date"] = (date.fromisoformat(on) + timedelta(days=1)).isoformat()
    for end in ("start", "end"):
        found[end] = {name: value for name, value in found[end].items() if value is not None}
    return {**found, "id": event_id(str(fields["uid"]))}


def has(data: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether an event is already as a change wants it."""
    return all(_comparable(name, data.get(name)) == _comparable(name, value) for name, value in wanted.items())


def _comparable(name: str, value: Any) -> Any:
    if name in ("start", "end"):
        return _moment(value)[:2]
    if name == "attendees":
        return {each.get("email", "").lower() for each in value or ()}
    return value or ""


def _given(changes: Mapping[str, Any], name: str) -> dict[str, str | None] | None:
    """``start`` or ``end``; the form that is not used is emptied, for an event that becomes all-day or ceases to be."""
    if on := changes.get(f"{name}_on"):
        return {"date": on, "dateTime": None, "timeZone": None}
    if not (at := changes.get(f"{name}_at")):
        return None
    moment, tzid = datetime.fromisoformat(at), changes.get("tzid")
    zone = _zone(tzid)
    moment = moment.astimezone(zone or UTC)
    return {"date": None, "dateTime": moment.isoformat(), "timeZone": tzid if zone else "UTC"}


def _zone(tzid: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(tzid) if tzid else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _moment(data: Mapping[str, Any] | None) -> tuple[datetime | None, date | None, str | None]:
    """The instant in UTC, or the day, and the zone."""
    data = data or {}
    try:
        if at := data.get("dateTime"):
            moment = datetime.fromisoformat(at)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=_zone(data.get("timeZone")) or UTC)
            return moment.astimezone(UTC), None, data.get("timeZone")
        if on := data.get("date"):
            return None, date.fromisoformat(on), None
    except (ValueError, OverflowError, TypeError):
        pass
    return None, None, None


def _recurrence_id(data: Mapping[str, Any] | None) -> str | None:
    """RFC 5545 section 3.8.4.4, in UTC."""
    at, on, _ = _moment(data)
    if at:
        return at.strftime("%Y%m%dT%H%M%SZ")
    return on.strftime("%Y%m%d") if on else None


def _address(data: Mapping[str, Any]) -> Address:
    return Address(data.get("displayName") or "", data.get("email") or "")


def _answer(data: Mapping[str, Any]) -> str:
    return _ANSWERS.get(data.get("responseStatus") or "", "NEEDS-ACTION")


def _asked(person: Mapping[str, Any]) -> dict[str, str]:
    named = {"displayName": person["name"]} if person.get("name") else {}
    return {"email": person["email"], **named}
