"""Graph's event as our ``Event`` and our ``EventFields`` as Graph's (https://learn.microsoft.com/graph/api/resources/event)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from connectors.microsoft import times
from connectors.microsoft.recurrence import patterned, rrule
from workspace.connector.payloads import EventFields
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attendee, Event

Json = dict[str, Any]
PREFER = ('outlook.timezone="UTC"', 'outlook.body-content-type="text"')
# https://learn.microsoft.com/graph/api/resources/responsestatus
_PARTSTAT = {
    "accepted": "ACCEPTED",
    "organizer": "ACCEPTED",
    "tentativelyaccepted": "TENTATIVE",
    "declined": "DECLINED",
    "notresponded": "NEEDS-ACTION",
    "none": "NEEDS-ACTION",
}
_OF_AN_INSTANCE = frozenset({"id", "start", "end", "originalStart", "type", "seriesMasterId", "@odata.etag"})


def event(found: Json, master: Json | None = None) -> Event | None:
    """One event, or one instance of ``master``; None where it has no time."""
    whole = {**{k: v for k, v in (master or {}).items() if k not in _OF_AN_INSTANCE}, **found}
    times_of = _times(whole)
    if times_of is None:
        return None
    attendees = tuple(_attendee(each) for each in whole.get("attendees") or () if isinstance(each, dict))
    return Event(
        remote_id=RemoteId(str(found["id"])),
        uid=str((master or whole).get("iCalUId") or found["id"]),
        summary=str(whole.get("subject") or ""),
        **times_of,
        tzid=times.iana(str(whole.get("originalStartTimeZone") or "UTC")),
        recurrence_id=_recurrence_id(whole) if master or whole.get("seriesMasterId") else None,
        rrule=rrule((master or whole).get("recurrence")),
        location=str((whole.get("location") or {}).get("displayName") or ""),
        description=str((whole.get("body") or {}).get("content") or whole.get("bodyPreview") or "").strip(),
        organizer=_address(whole.get("organizer")),
        attendees=attendees,
        partstat=_own_answer(whole, is_asked=bool(attendees)),
        is_cancelled=bool(whole.get("isCancelled")),
        version=version(whole),
        link=whole.get("webLink"),
        extra=_extra(whole),
    )


def version(found: Mapping[str, Any]) -> str | None:
    """The etag, which changes with every change."""
    return found.get("@odata.etag") or found.get("changeKey")


def _times(found: Json) -> dict[str, Any] | None:
    if found.get("isAllDay"):
        first, last = times.day(found.get("start")), times.day(found.get("end"))
        if first is None:
            return None
        return {"starts_on": first, "ends_on": max(last or first, first + timedelta(days=1))}
    starts_at, ends_at = times.zoned(found.get("start")), times.zoned(found.get("end"))
    return None if starts_at is None else {"starts_at": starts_at, "ends_at": ends_at or starts_at}


def _recurrence_id(found: Json) -> str | None:
    """Which instance it is, as RFC 5545 section 3.8.4.4 writes it."""
    at = times.moment(found.get("originalStart")) or times.zoned(found.get("start"))
    if at is None:
        return None
    return f"{at:%Y%m%d}" if found.get("isAllDay") else f"{at:%Y%m%dT%H%M%SZ}"


def _address(found: object) -> Address | None:
    email = found.get("emailAddress") if isinstance(found, dict) else None
    if not isinstance(email, dict):
        return None
    return Address(str(email.get("name") or ""), str(email.get("address") or ""))


def _attendee(found: Json) -> Attendee:
    answer = str((found.get("status") or {}).get("response") or "none").lower()
    return Attendee(_address(found) or Address("", ""), _PARTSTAT.get(answer, "NEEDS-ACTION"))


def _own_answer(found: Json, *, is_asked: bool) -> str | None:
    answer = str((found.get("responseStatus") or {}).get("response") or "none").lower()
    if found.get("isOrganizer") or (not is_asked and answer == "none"):
        return None
    return _PARTSTAT.get(answer)


def _extra(found: Json) -> dict[str, object]:
    meeting = found.get("onlineMeeting")
    join = meeting.get("joinUrl") if isinstance(meeting, dict) else None
    extra = {"join_url": join or found.get("onlineMeetingUrl"), "shows_as": found.get("showAs")}
    return {key: value for key, value in extra.items() if value}


def fields_json(fields: EventFields, given: frozenset[str]) -> Json:
    """What Graph takes for the fields named in ``given``; the others are left as they are."""
    body: Json = {}
    if "summary" in given:
        body["subject"] = fields.summary
    if "description" in given:
        body["body"] = {"contentType": "text", "content": fields.description}
    if "location" in given:
        body["location"] = {"displayName": fields.location}
    if "attendees" in given:
        people = [{"emailAddress": {"address": a.email, "name": a.name or a.email}} for a in fields.attendees]
        body["attendees"] = [{**each, "type": "required"} for each in people]
    if fields.starts_on is not None:
        ends_on = fields.ends_on or fields.starts_on + timedelta(days=1)
        body |= {"isAllDay": True, "start": _midnight(fields.starts_on, fields), "end": _midnight(ends_on, fields)}
    else:
        spans = (("start", fields.starts_at), ("end", fields.ends_at))
        body |= {key: times.in_zone(at, fields.tzid) for key, at in spans if at is not None}
        if fields.starts_at is not None:
            body["isAllDay"] = False
    return body


def repetition(
    rule: str | None, fields: EventFields, starts_at: datetime | None, starts_on: date | None
) -> Json | None:
    """Graph's recurrence for a series that begins then; None ends it."""
    if not rule:
        return None
    first = starts_on or (starts_at.astimezone(times.zone(fields.tzid or "UTC")).date() if starts_at else None)
    return patterned(rule, first, fields.tzid) if first else None


def _midnight(day: date, fields: EventFields) -> dict[str, str]:
    return {"dateTime": f"{day.isoformat()}T00:00:00", "timeZone": fields.tzid or "UTC"}
