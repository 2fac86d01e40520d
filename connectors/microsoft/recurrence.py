"""Repetition: RFC 5545's RRULE and Graph's ``patternedRecurrence``, each as the other.

https://learn.microsoft.com/graph/api/resources/patternedrecurrence
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workspace.connector.errors import Rejected

Json = dict[str, Any]
_DAYS = {
    "MO": "monday",
    "TU": "tuesday",
    "WE": "wednesday",
    "TH": "thursday",
    "FR": "friday",
    "SA": "saturday",
    "SU": "sunday",
}
_SHORT = {name: short for short, name in _DAYS.items()}
_INDEX = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}
_NUMBER = {name: number for number, name in _INDEX.items()}
_FREQ = {"daily": "DAILY", "weekly": "WEEKLY"}


def rrule(recurrence: object) -> str | None:
    """The RRULE of a series; None for what is none."""
    if not isinstance(recurrence, dict):
        return None
    pattern, span = recurrence.get("pattern") or {}, recurrence.get("range") or {}
    kind = str(pattern.get("type") or "").lower()
    if not kind:
        return None
    parts = [("FREQ", "MONTHLY" if kind.endswith("monthly") else "YEARLY" if kind.endswith("yearly") else _FREQ[kind])]
    if int(pattern.get("interval") or 1) > 1:
        parts.append(("INTERVAL", str(pattern["interval"])))
    parts += _days(kind, pattern)
    parts += _end(span)
    return ";".join(f"{key}={value}" for key, value in parts if value)


def _days(kind: str, pattern: Json) -> list[tuple[str, str]]:
    names = [_SHORT[each.lower()] for each in pattern.get("daysOfWeek") or () if each.lower() in _SHORT]
    month = [("BYMONTH", str(pattern.get("month") or ""))] if kind.endswith("yearly") else []
    if kind == "weekly":
        first = _SHORT.get(str(pattern.get("firstDayOfWeek") or "").lower(), "")
        return [("BYDAY", ",".join(names)), ("WKST", first if first != "MO" else "")]
    if kind.startswith("absolute"):
        return [*month, ("BYMONTHDAY", str(pattern.get("dayOfMonth") or ""))]
    if kind.startswith("relative"):
        number = _NUMBER.get(str(pattern.get("index") or "first").lower(), "1")
        if len(names) == 1:
            return [*month, ("BYDAY", f"{number}{names[0]}")]
        return [*month, ("BYDAY", ",".join(names)), ("BYSETPOS", number)]
    return []


def _end(span: Json) -> list[tuple[str, str]]:
    kind = str(span.get("type") or "").lower()
    if kind == "numbered":
        return [("COUNT", str(span.get("numberOfOccurrences") or ""))]
    if kind == "enddate":
        return [("UNTIL", str(span.get("endDate") or "").replace("-", ""))]
    return []


def patterned(rule: str, starts_on: date, tzid: str | None) -> Json:
    """Graph's form of an RRULE; raises ``Rejected`` for a repetition that Graph has no words for."""
    parts = dict(each.split("=", 1) for each in rule.removeprefix("RRULE:").upper().split(";") if "=" in each)
    known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
    try:
        if not set(parts) <= known:
            raise KeyError(rule)
        pattern = _pattern(parts, starts_on)
        span = _span(parts, starts_on, tzid)
    except (KeyError, ValueError, IndexError):
        raise Rejected("setting_wrong", field="rrule", reason="Microsoft 365 has no such repetition") from None
    return {"pattern": pattern, "range": span}


def _pattern(parts: Mapping[str, str], starts_on: date) -> Json:
    freq = parts["FREQ"]
    by_day = [each for each in parts.get("BYDAY", "").split(",") if each]
    pattern: Json = {"interval": int(parts.get("INTERVAL", "1"))}
    if freq == "DAILY" and not by_day:
        return {**pattern, "type": "daily"}
    if freq in ("DAILY", "WEEKLY"):
        days = [_DAYS[each] for each in by_day] or [list(_DAYS.values())[starts_on.weekday()]]
        return {**pattern, "type": "weekly", "daysOfWeek": days, "firstDayOfWeek": _DAYS[parts.get("WKST", "MO")]}
    if freq not in ("MONTHLY", "YEARLY"):
        raise KeyError(freq)
    if freq == "YEARLY":
        pattern["month"] = int(parts.get("BYMONTH", str(starts_on.month)))
    elif "BYMONTH" in parts:
        raise KeyError("BYMONTH")
    kind = "Monthly" if freq == "MONTHLY" else "Yearly"
    if not by_day:
        return {**pattern, "type": f"absolute{kind}", "dayOfMonth": int(parts.get("BYMONTHDAY", str(starts_on.day)))}
    numbers = {each[:-2] for each in by_day} - {""} or {parts["BYSETPOS"]}
    [number] = {each.removeprefix("+") for each in numbers}
    days = [_DAYS[each[-2:]] for each in by_day]
    return {**pattern, "type": f"relative{kind}", "daysOfWeek": days, "index": _INDEX[number]}


def _span(parts: Mapping[str, str], starts_on: date, tzid: str | None) -> Json:
    span: Json = {"startDate": starts_on.isoformat(), "recurrenceTimeZone": tzid or "UTC"}
    if "COUNT" in parts:
        return {**span, "type": "numbered", "numberOfOccurrences": int(parts["COUNT"])}
    if "UNTIL" in parts:
        until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d")  # noqa: DTZ007  a day in the event's own zone
        return {**span, "type": "endDate", "endDate": until.date().isoformat()}
    return {**span, "type": "noEnd"}
