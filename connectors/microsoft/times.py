"""Times as Graph writes them: ISO 8601 with up to seven decimals, and Windows names of time zones beside IANA's."""

import re
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_DECIMALS = re.compile(r"(\.\d{6})\d+")
_OURS = {"tzone://Microsoft/Utc": "UTC", "UTC": "UTC", "": "UTC"}


def moment(text: Any) -> datetime | None:
    """An instant in UTC (``2026-03-02T09:00:00Z``); None for what is none."""
    if not isinstance(text, str) or not text:
        return None
    try:
        at = datetime.fromisoformat(_DECIMALS.sub(r"\1", text))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def iana(name: str) -> str:
    """The IANA name of a zone that Exchange names its own way; the name itself where it is unknown."""
    return _OURS.get(name) or WINDOWS_TO_OLSON.get(name) or name


def zone(name: str) -> tzinfo:
    """UTC for names that nobody knows."""
    try:
        return ZoneInfo(iana(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def zoned(value: Any) -> datetime | None:
    """A ``dateTimeTimeZone`` in UTC (https://learn.microsoft.com/graph/api/resources/datetimetimezone)."""
    if not isinstance(value, dict):
        return None
    try:
        at = datetime.fromisoformat(_DECIMALS.sub(r"\1", str(value.get("dateTime"))))
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=zone(str(value.get("timeZone") or "")))).astimezone(UTC)


def day(value: Any) -> date | None:
    """The day of an all-day event's ``dateTimeTimeZone``: midnight in whatever zone it names."""
    try:
        return date.fromisoformat(str(value["dateTime"])[:10])
    except (TypeError, KeyError, ValueError):
        return None


def stamp(at: datetime) -> str:
    """An instant as Graph takes it, in UTC to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def in_zone(at: datetime, tzid: str | None) -> dict[str, str]:
    """A ``dateTimeTimeZone`` at the wall clock of ``tzid``, or of UTC where that is unknown."""
    name = tzid if tzid and zone(tzid) is not UTC else "UTC"
    local = at.astimezone(zone(name)).replace(tzinfo=None)
    return {"dateTime": local.isoformat(timespec="seconds"), "timeZone": name}
