"""One iCalendar resource as events: the master of a series and its instances in a rolling window.

For connectors whose service only gives masters (CalDAV, files); the rules are RFC 5545's. What cannot be expanded in
reasonable time is shown once and marked in ``extra["defects"]``; hostile rules cost milliseconds.
"""

import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

import recurring_ical_events
from icalendar import Calendar
from icalendar.error import GloballyUniqueTZIDGuessed
from icalendar.timezone import tzp
from icalendar.timezone.zoneinfo import ZONEINFO

from workspace.connector.recurrence_bounds import keep_bounded, per_day
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attendee, Event

MOST_INSTANCES = 5_000
"""Of one resource; a series that has more is expanded around today only."""
PARSE_FAILURES = (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError, RecursionError)
"""What icalendar and dateutil raise for text that is not iCalendar."""
# Guessing is what we want of "/freeassociation.sourceforge.net/Europe/Berlin".
warnings.simplefilter("ignore", GloballyUniqueTZIDGuessed)
# icalendar keeps the zones that a calendar defines for every calendar after it; using a provider forgets them.
_PARSING = threading.Lock()
_ZONES = ZONEINFO()
_VTIMEZONE = re.compile(rb"^BEGIN:VTIMEZONE\r?\n.*?^END:VTIMEZONE\r?\n", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_RFC_NAME = re.compile(r"[A-Z-]+")


class Unreadable(ValueError):
    """This is no iCalendar text with an event in it that has a start."""


@dataclass(frozen=True, slots=True)
class Window:
    """The span in which instances are made; whole months, so that it rolls once a month."""

    start: datetime
    end: datetime

    @classmethod
    def around(cls, now: datetime) -> "Window":
        """One year back and two ahead."""
        after = now.replace(day=1) + timedelta(days=32)
        return cls(
            datetime(now.year - 1, now.month, 1, tzinfo=UTC), datetime(after.year + 2, after.month, 1, tzinfo=UTC)
        )

    @property
    def today(self) -> datetime:
        """A year after the start, for what cannot be expanded from end to end."""
        return self.start + timedelta(days=365)

    def narrowed(self, days: float) -> "Window":
        """So many days around today."""
        half = timedelta(days=days / 2)
        return Window(max(self.start, self.today - half), min(self.end, self.today + half))

    @property
    def month(self) -> str:
        """What a cursor keeps to notice that the window rolled: the month of its start, ``2025-11``."""
        return f"{self.start:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a resource came from, and how its events are to be read.

    ``remote_id`` names the single event or the master; an instance is ``remote_id#recurrence-id``. ``addresses`` are
    the account owner's, lower case. ``zone`` is where floating times happen; None is this computer's zone.
    """

    remote_id: RemoteId
    version: str | None = None
    addresses: frozenset[str] = frozenset()
    zone: tzinfo | None = None
    link: str | None = None
    extra: dict[str, object] = field(default_factory=dict)


def read(raw: bytes) -> Calendar:
    """The text as components; a broken VTIMEZONE is left out. Raises :class:`Unreadable`."""
    for text in (raw, _VTIMEZONE.sub(b"", raw)):
        try:
            with _PARSING:
                tzp.use(_ZONES)
                found = Calendar.from_ical(text)
        except PARSE_FAILURES:
            continue
        if isinstance(found, Calendar):
            return found
    raise Unreadable("not an iCalendar object")


def events_in(calendar: Calendar) -> list[Any]:
    """The VEVENT components: the master, if there is one, and the overrides."""
    return list(calendar.walk("VEVENT"))


def expand(calendar: Calendar, window: Window, origin: Origin) -> tuple[Event, ...]:
    """The single event, or the master and its instances in the window, by start.

    A master has ``rrule`` (``RDATE`` where there is no rule) and no ``recurrence_id``; an instance has it the other way
    round, in UTC (``20260302T000000Z``), as a day, or floating. Overrides, EXDATE, RDATE and THISANDFUTURE are applied.
    Raises :class:`Unreadable`.
    """
    try:
        return _expand(calendar, window, origin)
    except Unreadable:
        raise
    except PARSE_FAILURES as error:
        raise Unreadable(type(error).__name__) from error


def _expand(calendar: Calendar, window: Window, origin: Origin) -> tuple[Event, ...]:
    components = [each for each in events_in(calendar) if _moment(each, "DTSTART") is not None]
    calendar.subcomponents = [each for each in calendar.subcomponents if each.name != "VEVENT" or each in components]
    if not components:
        raise Unreadable("no event with a start")
    found: dict[str, Event] = {}
    for component in components:
        if "RECURRENCE-ID" not in component:
            event = event_of(component, origin, component)
            # One UID a resource is CalDAV's rule (RFC 4791 section 4.1), not every file's.
            if event.remote_id in found:
                event = replace(event, remote_id=RemoteId(f"{origin.remote_id}#{event.uid}"))
            found[event.remote_id] = event
    if is_series(components):
        instances, defects = _expanded(calendar, components, window, origin)
        if defects:
            found = {key: _marked(event, defects) for key, event in found.items()}
        found.update({event.remote_id: event for event in instances})
    return tuple(sorted(found.values(), key=starts))


def is_series(components: Iterable[Any]) -> bool:
    """Whether an event has more than one occurrence, or is one of a series."""
    return any(name in each for each in components for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def starts(event: Event) -> datetime:
    """When an event begins, an all-day one at midnight UTC."""
    return event.starts_at or datetime.combine(event.starts_on or date.min, time.min, UTC)


def _marked(event: Event, defects: tuple[str, ...]) -> Event:
    return replace(event, extra={**event.extra, "defects": list(defects)})


def _expanded(
    calendar: Calendar, components: list[Any], window: Window, origin: Origin
) -> tuple[list[Event], tuple[str, ...]]:
    """The instances, and what was wrong with the series; its master is shown even if no instance can be."""
    try:
        defects = keep_bounded(components, window.start.date(), window.end.date())
        return _instances(calendar, components, window, origin), defects
    except PARSE_FAILURES:
        return [], ("series_unreadable",)


def _instances(calendar: Calendar, components: list[Any], window: Window, origin: Origin) -> list[Event]:
    sources = {str(each.get("UID", "")): each for each in components if "RECURRENCE-ID" not in each}
    shifts = _shifts(components)
    query = recurring_ical_events.of(calendar, skip_bad_series=True)
    made = []
    dense = per_day(components)
    if dense * (window.end - window.start).days > MOST_INSTANCES:
        window = window.narrowed(MOST_INSTANCES / dense)
    for each in query.between(window.start, window.end):
        source = sources.get(str(each.get("UID", "")), each)
        if source is not each and not is_series([source]) and not _is_override(each, components):
            continue
        event = event_of(each, origin, source)
        recurrence_id = written(_original(each, shifts))
        made.append(
            replace(
                event,
                remote_id=RemoteId(f"{origin.remote_id}#{recurrence_id}"),
                recurrence_id=recurrence_id,
                rrule=None,
                extra={**event.extra, "series_id": origin.remote_id},
            )
        )
    made.sort(key=lambda event: abs(starts(event) - window.today))
    return made[:MOST_INSTANCES]


def _is_override(component: Any, components: list[Any]) -> bool:
    here = _moment(component, "RECURRENCE-ID")
    return any("RECURRENCE-ID" in each and _moment(each, "RECURRENCE-ID") == here for each in components)


def _shifts(components: list[Any]) -> dict[date, tuple[date, timedelta]]:
    """For every THISANDFUTURE override (RFC 5545 section 3.2.13): its own start and how far it moves the rest."""
    found = {}
    for each in components:
        original, start = _moment(each, "RECURRENCE-ID"), _moment(each, "DTSTART")
        if original is not None and start is not None and each["RECURRENCE-ID"].params.get("RANGE") == "THISANDFUTURE":
            found[original] = (start, start - original)
    return found


def _original(instance: Any, shifts: dict[date, tuple[date, timedelta]]) -> date:
    """When the instance would have been: the later ones of a THISANDFUTURE override all carry that one's id."""
    start, original = _moment(instance, "DTSTART"), _moment(instance, "RECURRENCE-ID")
    if original is None or start is None:
        raise Unreadable("an instance without a time")
    if original in shifts:
        first, shift = shifts[original]
        return start - shift if start != first else original
    return original


def written(moment: date) -> str:
    """A recurrence id as this program writes it: UTC where there is a zone, so that all services agree."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    if moment.tzinfo is None:
        return f"{moment:%Y%m%dT%H%M%S}"
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _moment(component: Any, name: str) -> date | None:
    value = _value(component, name)
    return value if isinstance(value, date) else None


def _value(component: Any, name: str) -> object:
    """A property's time or length; None where it is missing, given twice or broken."""
    try:
        return getattr(component.get(name), "dt", None)
    except PARSE_FAILURES:
        return None


def event_of(component: Any, origin: Origin, source: Any) -> Event:
    """One component as an event; ``source`` is the master that it comes from. Raises :class:`Unreadable`."""
    start, end = _span(component)
    attendees = tuple(_attendee(each) for each in _many(component.get("ATTENDEE")))
    mine = [each.partstat for each in attendees if each.address.email.lower() in origin.addresses]
    organizer = _many(component.get("ORGANIZER"))
    event = Event(
        remote_id=origin.remote_id,
        uid=str(component.get("UID", "")) or origin.remote_id,
        summary=_text(component, "SUMMARY"),
        tzid=_tzid(source, component),
        rrule=_rrule(component),
        location=_text(component, "LOCATION"),
        description=_text(component, "DESCRIPTION"),
        organizer=_address(organizer[0]) if organizer else None,
        attendees=attendees,
        partstat=mine[0] if mine else None,
        is_cancelled=_text(component, "STATUS").upper() == "CANCELLED",
        version=origin.version,
        link=_link(component) or origin.link,
        extra={**origin.extra, **dict(_leftovers(component))},
    )
    if isinstance(start, datetime) and isinstance(end, datetime):
        return replace(event, starts_at=_aware(start, origin), ends_at=_aware(end, origin))
    return replace(event, starts_on=start, ends_on=end)


def _span(component: Any) -> tuple[date, date]:
    """Start and exclusive end, both dates or both datetimes (RFC 5545 section 3.6.1); never an end before the start."""
    start, end = _moment(component, "DTSTART"), _moment(component, "DTEND")
    if start is None:
        raise Unreadable("no start")
    is_timed = isinstance(start, datetime)
    length = _value(component, "DURATION")
    if end is None and isinstance(length, timedelta):
        end = start + length
    shortest = start if is_timed else start + timedelta(days=1)
    if end is None or isinstance(end, datetime) is not is_timed:
        return start, shortest
    if isinstance(start, datetime) and isinstance(end, datetime) and (start.tzinfo is None) != (end.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    return start, max(end, shortest)


def _aware(moment: datetime, origin: Origin) -> datetime:
    if moment.tzinfo is None and origin.zone is not None:
        moment = moment.replace(tzinfo=origin.zone)
    return moment.astimezone(UTC)


def _tzid(*components: Any) -> str | None:
    """The zone's name as written, also where nobody knows it."""
    for component in components:
        value = component.get("DTSTART")
        if value is not None and (named := value.params.get("TZID")):
            return str(named)
        zone = getattr(getattr(value, "dt", None), "tzinfo", None)
        if zone is not None:
            return str(getattr(zone, "key", None) or "UTC")
    return None


def _rrule(component: Any) -> str | None:
    rules = _many(component.get("RRULE"))
    if rules:
        return "\n".join(rule.to_ical().decode() for rule in rules)
    return "RDATE" if "RDATE" in component else None


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(component: Any, name: str) -> str:
    found = _many(component.get(name))
    return str(found[0]).strip() if found else ""


def _attendee(value: Any) -> Attendee:
    params = getattr(value, "params", {})
    return Attendee(_address(value), str(params.get("PARTSTAT", "NEEDS-ACTION")).upper())


def _address(value: Any) -> Address:
    """A calendar address (RFC 5545 section 3.3.3); what is no mailto: stands as it is."""
    text = str(value).strip()
    params = getattr(value, "params", {})
    email = text[len("mailto:") :] if text.lower().startswith("mailto:") else str(params.get("EMAIL", "")) or text
    return Address(str(params.get("CN", "")), email.strip())


def _link(component: Any) -> str | None:
    url = _text(component, "URL")
    return url if url.startswith(("https://", "http://")) else None


def _leftovers(component: Any) -> Iterator[tuple[str, object]]:
    """What has no field: shown, never queried."""
    for name in ("STATUS", "TRANSP", "CLASS", "SEQUENCE"):
        if value := _text(component, name):
            yield name.lower(), value if _RFC_NAME.fullmatch(value) else value[:40]
    start = _moment(component, "DTSTART")
    if isinstance(start, datetime) and start.tzinfo is None:
        yield "is_floating", True
