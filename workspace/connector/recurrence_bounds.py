"""Which recurrence rules are safe to expand: dateutil walks every step from DTSTART, and for a rule that never matches
it walks to the year 9999. What would take more than a moment is taken out before anybody walks.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

MOST_STEPS = 200_000
FEW = 1_000
"""A rule with a COUNT up to this is expanded wherever it lies."""
_ENDLESS = 1 << 60
_SECONDS = {
    "SECONDLY": 1,
    "MINUTELY": 60,
    "HOURLY": 3600,
    "DAILY": 86_400,
    "WEEKLY": 7 * 86_400,
    "MONTHLY": 28 * 86_400,
    "YEARLY": 365 * 86_400,
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAILY = 86_400

Rule = Mapping[str, list[Any]]


def keep_bounded(components: list[Any], first: date, last: date) -> tuple[str, ...]:
    """Remove from the components the rules that cannot be expanded or have no day in the window.

    Returns what was wrong, for ``extra["defects"]``: ``rule_too_dense`` or ``rule_unreadable``.
    """
    defects: list[str] = []
    for component in components:
        if "RRULE" not in component:
            continue
        start = component["DTSTART"].dt
        kept = []
        for rule in _rules(component):
            defect = _defect(rule, start, last)
            if defect:
                defects.append(defect)
            elif _has_days(rule, first, last):
                kept.append(rule)
        del component["RRULE"]
        if kept:
            component["RRULE"] = kept[0] if len(kept) == 1 else kept
    return tuple(dict.fromkeys(defects))


def _defect(rule: Rule, start: date, last: date) -> str | None:
    try:
        seconds = _SECONDS[str(_first(rule, "FREQ", "")).upper()]
        interval = int(_first(rule, "INTERVAL", 1))
        count = int(_first(rule, "COUNT", _ENDLESS))
    except (KeyError, ValueError, TypeError):
        return "rule_unreadable"
    if interval < 1 or count < 1:
        return "rule_unreadable"
    per_step = _per_step(rule, seconds)
    if seconds <= _DAILY and (_reaches_beyond(rule, per_step) or "BYWEEKNO" in rule or "BYYEARDAY" in rule):
        return "rule_too_dense"
    if "BYSECOND" in rule and seconds == 1:
        return "rule_too_dense"
    steps = _steps(rule, start, last, seconds * interval)
    has_filters = any(name.startswith("BY") for name in rule)
    if not has_filters:
        steps = min(steps, count)
    return "rule_too_dense" if steps * per_step > MOST_STEPS else None


def per_day(components: list[Any]) -> float:
    """At most how many occurrences the rules have on a day; those with few in all do not count."""
    return sum(_daily(rule) for each in components for rule in _rules(each))


def _rules(component: Any) -> list[Rule]:
    rules = component.get("RRULE")
    if rules is None:
        return []
    return rules if isinstance(rules, list) else [rules]


def _daily(rule: Rule) -> float:
    seconds = _SECONDS[str(_first(rule, "FREQ", "")).upper()]
    if int(_first(rule, "COUNT", _ENDLESS)) <= FEW:
        return 0
    share = math.prod(
        len(set(rule[name])) / whole
        for name, unit, whole in (("BYHOUR", 3600, 24), ("BYMINUTE", 60, 60))
        if name in rule and seconds <= unit
    )
    return _DAILY / seconds / int(_first(rule, "INTERVAL", 1)) * _per_step(rule, seconds) * share


def _steps(rule: Rule, start: date, last: date, seconds: int) -> int:
    begin = start.date() if isinstance(start, datetime) else start
    until: date = _first(rule, "UNTIL", last)
    end = until.date() if isinstance(until, datetime) else until
    return max(0, (min(end, last) - begin).days + 1) * _DAILY // seconds + 1


def _per_step(rule: Rule, seconds: int) -> int:
    """How many occurrences one step has: BYHOUR and finer parts multiply where the step is coarser than they are."""
    finer = {"BYHOUR": 3600, "BYMINUTE": 60, "BYSECOND": 1}
    return math.prod(max(1, len(set(rule.get(name, [])))) for name, unit in finer.items() if unit < seconds)


def _reaches_beyond(rule: Rule, per_step: int) -> bool:
    """Whether BYSETPOS asks for a place that no step has, which would never end."""
    return any(abs(int(place)) > per_step for place in rule.get("BYSETPOS", []))


def _has_days(rule: Rule, first: date, last: date) -> bool:
    """Whether any day of the window passes BYMONTH and BYMONTHDAY (and plain weekdays where no ordinal counts)."""
    months = {int(each) for each in rule.get("BYMONTH", [])}
    days = {int(each) for each in rule.get("BYMONTHDAY", [])}
    weekdays = {str(each).upper() for each in rule.get("BYDAY", [])}
    if not months and not days:
        return True
    plain = {_WEEKDAYS.index(each) for each in weekdays & set(_WEEKDAYS)} if weekdays <= set(_WEEKDAYS) else set()
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return any(
        (not months or day.month in months)
        and (not days or day.day in days or day.day - _month_days(day) - 1 in days)
        and (not plain or day.weekday() in plain)
        for day in span
    )


def _month_days(day: date) -> int:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal() - day.replace(day=1).toordinal()


def _first(rule: Rule, name: str, default: Any) -> Any:
    found: Any = rule.get(name)
    if isinstance(found, list):
        return found[0] if found else default
    return default if found is None else found
