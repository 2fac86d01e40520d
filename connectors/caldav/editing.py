"""Changing a calendar resource: the whole event, or one instance of a series by an override (RFC 5545, 3.8.4.4)."""

import copy
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event, vCalAddress, vRecur, vText

from workspace.connector.errors import Rejected
from workspace.connector.payloads import EventFields
from workspace.connector.recurrence import Origin, Window, events_in, expand, written
from workspace.connector.recurrence import read as read_calendar
from workspace.model.ids import RemoteId
from workspace.model.items import Address

T = TypeVar("T")
PRODUCT = "-//Workspace//Workspace//EN"
_TEXTS = {"summary": "SUMMARY", "location": "LOCATION", "description": "DESCRIPTION"}
_SERIES = ("RRULE", "RDATE", "EXDATE", "EXRULE")
_TIMES = frozenset({"starts_at", "ends_at", "starts_on", "ends_on", "tzid"})
_DAY = timedelta(days=1)


def made(fields: EventFields, owner: str, now: datetime) -> bytes:
    """A new resource; with guests the owner is its organiser."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    event = Event()
    calendar.add_component(event)
    event.add("UID", fields.uid)
    event.add("DTSTAMP", now)
    event.add("CREATED", now)
    changes = {key: value for key, value in fields.to_json().items() if value not in (None, "", ())}
    apply(event, changes, owner)
    if "DTSTART" not in event:
        raise Rejected("setting_missing", field="starts_at")
    return finished(calendar)


def finished(calendar: Calendar) -> bytes:
    """The text, with a VTIMEZONE for each zone that it names (RFC 5545 section 3.6.5)."""
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text


def master(calendar: Calendar) -> Any | None:
    """The event itself; None where only instances were shared with us."""
    found = [each for each in events_in(calendar) if "RECURRENCE-ID" not in each]
    return found[0] if found else None


def instance(calendar: Calendar, text: bytes, recurrence_id: str) -> Any:
    """The override of one instance, made if there is none. Raises ``Rejected`` where the series has no such one."""
    for each in events_in(calendar):
        if "RECURRENCE-ID" in each and written(each["RECURRENCE-ID"].dt) == recurrence_id:
            return each
    series = master(calendar)
    if series is None or not _occurs(text, recurrence_id):
        raise Rejected("not_found", what="This occurrence")
    override = copy.deepcopy(series)
    for name in (*_SERIES, "DTEND", "DURATION"):
        override.pop(name, None)
    start = series["DTSTART"].dt
    begin = original_time(start, recurrence_id)
    _set_time(override, "RECURRENCE-ID", begin)
    _set_time(override, "DTSTART", begin)
    _set_time(override, "DTEND", begin + _length(series))
    calendar.add_component(override)
    return override


def _occurs(text: bytes, recurrence_id: str) -> bool:
    moment = _moment(recurrence_id)
    around = Window(moment - 2 * _DAY, moment + 2 * _DAY)
    found = expand(read_calendar(text), around, Origin(RemoteId("x")))
    return any(each.recurrence_id == recurrence_id for each in found)


def _moment(recurrence_id: str) -> datetime:
    form = "%Y%m%d" if len(recurrence_id) == 8 else "%Y%m%dT%H%M%S"
    try:
        return datetime.strptime(recurrence_id.removesuffix("Z"), form).replace(tzinfo=UTC)
    except ValueError:
        raise Rejected("not_found", what="This occurrence") from None


def original_time(start: date, recurrence_id: str) -> date:
    """A recurrence id in the form of its series' start: a day, floating, or in the zone."""
    moment = _moment(recurrence_id)
    if not isinstance(start, datetime):
        return moment.date()
    return moment.replace(tzinfo=None) if start.tzinfo is None else moment.astimezone(start.tzinfo)


def _length(event: Any) -> timedelta:
    start = event["DTSTART"].dt
    if "DTEND" in event:
        length: timedelta = event["DTEND"].dt - start
        return length
    if "DURATION" in event:
        duration: timedelta = event["DURATION"].dt
        return duration
    return timedelta() if isinstance(start, datetime) else _DAY


def take_out(calendar: Calendar, text: bytes, recurrence_id: str) -> bool:
    """Remove one instance from its series; false if it was not there any more."""
    overrides = [
        each
        for each in events_in(calendar)
        if "RECURRENCE-ID" in each and written(each["RECURRENCE-ID"].dt) == recurrence_id
    ]
    series = master(calendar)
    if not overrides and (series is None or not _occurs(text, recurrence_id)):
        return False
    calendar.subcomponents = [each for each in calendar.subcomponents if each not in overrides]
    if series is not None:
        moment = original_time(series["DTSTART"].dt, recurrence_id)
        series.add("EXDATE", moment, parameters={} if isinstance(moment, datetime) else {"VALUE": "DATE"})
    return True


def answer(event: Any, addresses: frozenset[str], partstat: str, comment: str) -> bool:
    """Set our own answer (RFC 5545 section 3.2.12); false if we are not among the guests."""
    is_asked = False
    for guest in _many(event.get("ATTENDEE")):
        if email_of(guest) in addresses:
            guest.params["PARTSTAT"] = partstat
            guest.params.pop("RSVP", None)
            is_asked = True
    if is_asked and comment:
        _set(event, "COMMENT", vText(comment))
    return is_asked


def email_of(address: Any) -> str:
    text = str(address).strip().lower()
    return (
        text.removeprefix("mailto:") if text.startswith("mailto:") else str(address.params.get("EMAIL", text)).lower()
    )


def apply(event: Any, changes: Mapping[str, Any], owner: str) -> None:
    """Write the keys of :class:`~workspace.connector.payloads.EventFields` that are given into an event."""
    for key, name in _TEXTS.items():
        if key in changes:
            event.pop(name, None)
            if changes[key]:
                event.add(name, changes[key])
    if _TIMES & changes.keys():
        _apply_times(event, changes)
    if "rrule" in changes:
        event.pop("RRULE", None)
        if changes["rrule"]:
            event.add("RRULE", _rule(changes["rrule"]))
    if "attendees" in changes:
        _apply_guests(event, changes["attendees"], owner)


def _rule(text: str) -> Any:
    try:
        return vRecur.from_ical(text.removeprefix("RRULE:"))
    except (ValueError, KeyError):
        raise Rejected("setting_wrong", field="rrule", reason="it is no recurrence rule") from None


def _apply_times(event: Any, changes: Mapping[str, Any]) -> None:
    before = event["DTSTART"].dt if "DTSTART" in event else None
    length = _length(event) if before is not None else None
    start = _new_time(changes, "starts", before)
    if start is None:
        raise Rejected("setting_missing", field="starts_at")
    end = _new_time(changes, "ends", start)
    if end is None:
        is_same_form = before is not None and isinstance(before, datetime) is isinstance(start, datetime)
        fallback = timedelta(hours=1) if isinstance(start, datetime) else _DAY
        end = start + (length if length is not None and is_same_form else fallback)
    if isinstance(end, datetime) is not isinstance(start, datetime) or end < start:
        raise Rejected("setting_wrong", field="ends_at", reason="it is before the start")
    event.pop("DURATION", None)
    _set_time(event, "DTSTART", start)
    _set_time(event, "DTEND", end)


def _new_time(changes: Mapping[str, Any], which: str, before: date | None) -> date | None:
    """The wanted start or end; without one, a start stays and an end is left open."""
    day, moment = changes.get(f"{which}_on"), changes.get(f"{which}_at")
    if day:
        return _parsed(f"{which}_on", date.fromisoformat, day)
    if not moment:
        return before if which == "starts" else None
    found = _parsed(f"{which}_at", datetime.fromisoformat, moment)
    if found.tzinfo is None:
        raise Rejected("setting_wrong", field=f"{which}_at", reason="it has no time zone")
    if changes.get("tzid"):
        return found.astimezone(_zone(changes["tzid"]))
    return found.astimezone(before.tzinfo or UTC if isinstance(before, datetime) else UTC)


def _parsed(field: str, parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except (ValueError, TypeError):
        raise Rejected("setting_wrong", field=field, reason="it is no ISO 8601 time") from None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Rejected("setting_wrong", field="tzid", reason="there is no such time zone") from None


def _apply_guests(event: Any, people: list[Mapping[str, str]], owner: str) -> None:
    """Who stays keeps the answer given so far."""
    known = {email_of(each): each for each in _many(event.get("ATTENDEE"))}
    event.pop("ATTENDEE", None)
    for each in people:
        guest = known.get(each["email"].lower()) or _guest(Address(each.get("name", ""), each["email"]))
        event.add("ATTENDEE", guest)
    if people and "ORGANIZER" not in event and owner:
        event.add("ORGANIZER", vCalAddress(f"mailto:{owner}"))


def _guest(person: Address) -> vCalAddress:
    guest = vCalAddress(f"mailto:{person.email}")
    if person.name:
        guest.params["CN"] = person.name
    guest.params.update({"PARTSTAT": "NEEDS-ACTION", "ROLE": "REQ-PARTICIPANT", "RSVP": "TRUE"})
    return guest


def shift_exceptions(calendar: Calendar, before: date, after: date) -> None:
    """Keep EXDATE and overrides on their instances when a series moves; if its kind of time changed they go."""
    series = master(calendar)
    if series is None or before == after:
        return
    if isinstance(before, datetime) is not isinstance(after, datetime):
        series.pop("EXDATE", None)
        calendar.subcomponents = [each for each in calendar.subcomponents if "RECURRENCE-ID" not in each]
        return
    delta = _wall(after) - _wall(before)
    skipped = [moment.dt for each in _many(series.get("EXDATE")) for moment in each.dts]
    series.pop("EXDATE", None)
    for moment in skipped:
        series.add("EXDATE", _moved(moment, delta, after))
    for each in events_in(calendar):
        if "RECURRENCE-ID" in each:
            _set_time(each, "RECURRENCE-ID", _moved(each["RECURRENCE-ID"].dt, delta, after))


def _wall(moment: date) -> datetime:
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else datetime(*moment.timetuple()[:3])  # noqa: DTZ001


def _moved(moment: date, delta: timedelta, like: date) -> date:
    zone = like.tzinfo if isinstance(like, datetime) else None
    if isinstance(moment, datetime) and moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(zone)
    return moment + delta


def stamp(event: Any, now: datetime, *, is_moved: bool) -> None:
    """Say that it changed; guests are asked again where its time did (RFC 5545 section 3.8.7.4)."""
    _set(event, "DTSTAMP", None)
    event.add("DTSTAMP", now)
    _set(event, "LAST-MODIFIED", None)
    event.add("LAST-MODIFIED", now)
    if is_moved:
        sequence = int(event.get("SEQUENCE", 0)) + 1
        _set(event, "SEQUENCE", None)
        event.add("SEQUENCE", sequence)


def _set_time(event: Any, name: str, moment: date) -> None:
    event.pop(name, None)
    event.add(name, moment)


def _set(event: Any, name: str, value: Any) -> None:
    event.pop(name, None)
    if value is not None:
        event.add(name, value)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
