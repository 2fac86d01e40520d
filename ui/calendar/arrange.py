"""Where events stand: side by side where they overlap, and in lanes where they last for days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ui.calendar.entries import SHORTEST, Entry
from ui.calendar.span import Span

LEAST = SHORTEST / timedelta(hours=1)
"""Hours."""


@dataclass(frozen=True, slots=True)
class Slice:
    """An entry, or its part on one day: hours since midnight, and which of how many columns it takes."""

    entry: Entry
    begin: float
    end: float
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Bar:
    """An entry over several days: ``lane`` counts from the top, ``first`` and ``last`` are days of the span."""

    entry: Entry
    lane: int
    first: int
    last: int


def by_day(found: Iterable[Entry], span: Span) -> list[list[Entry]]:
    """For each day of a span the entries that touch it, in the order they were in."""
    days: list[list[Entry]] = [[] for _ in range(span.days)]
    for each in found:
        first, last = (each.first - span.first).days, (each.last - span.first).days
        for number in range(max(0, first), min(span.days - 1, last) + 1):
            days[number].append(each)
    return days


def slices(found: Iterable[Entry], day: date) -> list[Slice]:
    """The parts of the timed entries on a day; what overlaps stands side by side."""
    parts = [(each, *hours(each, day)) for each in found if each.first <= day <= each.last]
    parts.sort(key=lambda part: (part[1], -part[2]))
    made: list[Slice] = []
    group: list[tuple[Entry, float, float]] = []
    until = 0.0
    for part in parts:
        if group and part[1] >= until:
            made += _side_by_side(group)
            group = []
        group.append(part)
        until = max(until, part[2]) if len(group) > 1 else part[2]
    return made + _side_by_side(group)


def hours(entry: Entry, day: date) -> tuple[float, float]:
    """From when until when an entry takes its place on a day, by the clock on the wall."""
    begin = min(_clock(entry.starts) if entry.first == day else 0.0, 24 - LEAST)
    end = _clock(entry.ends) if entry.ends.date() <= day else 24.0
    return begin, max(end, begin + LEAST)


def _clock(moment: datetime) -> float:
    return moment.hour + moment.minute / 60


def _side_by_side(group: Sequence[tuple[Entry, float, float]]) -> list[Slice]:
    ends: list[float] = []
    placed: list[tuple[tuple[Entry, float, float], int]] = []
    for part in group:
        column = next((n for n, end in enumerate(ends) if end <= part[1]), len(ends))
        ends[column : column + 1] = [part[2]]
        placed.append((part, column))
    return [Slice(entry, begin, end, column, len(ends)) for (entry, begin, end), column in placed]


def bars(found: Iterable[Entry], first: date, days: int) -> list[Bar]:
    """The entries in lanes, the longest on top; only what touches the span."""
    spans = []
    for each in found:
        begin, end = (each.first - first).days, (each.last - first).days
        if end >= 0 and begin < days:
            spans.append((max(0, begin), min(days - 1, end), each))
    spans.sort(key=lambda span: (span[0], span[0] - span[1], not span[2].is_all_day, span[2].starts))
    free: list[int] = []
    made = []
    for begin, end, each in spans:
        lane = next((n for n, day in enumerate(free) if day <= begin), len(free))
        free[lane : lane + 1] = [end + 1]
        made.append(Bar(each, lane, begin, end))
    return made
