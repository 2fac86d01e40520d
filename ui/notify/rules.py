"""Who is told what, and when: decisions about arrivals, without windows, stores or clocks."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from workspace.model.ids import AccountId, ThreadId, WorkplaceId
from workspace.model.kinds import Kind
from workspace.store.reading.arrivals import ArrivalRow

DAY = 24 * 60
WEEK = 7
OTHER = "other"
"""The tab of who is neither a colleague nor in a CRM."""
AT_ONCE = 3
TOGETHER = timedelta(seconds=20)
"""More than :data:`AT_ONCE` notices within this time become one."""


class Tell(StrEnum):
    """What a workplace tells of; nothing means it is mute."""

    ALL = "all"
    PEOPLE = "people"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Rules:
    """How one workplace tells. ``quiet`` has, by weekday (0 is Monday), from and to in minutes of the local day; one
    that ends before it begins ends on the next day, one that ends where it begins lasts 24 hours.
    """

    tell: Tell = Tell.ALL
    is_hidden: bool = False
    quiet: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    heard: Tell = Tell.ALL
    """What a mute workplace tells of when it is heard again."""

    def telling(self, tell: Tell) -> "Rules":
        """The same with another choice; what it was before it became mute is remembered."""
        becomes_mute = tell is Tell.NOTHING and self.tell is not Tell.NOTHING
        return replace(self, tell=tell, heard=self.tell if becomes_mute else self.heard)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to tell now and what to hold, the oldest first."""

    tell: tuple[ArrivalRow, ...] = ()
    hold: tuple[ArrivalRow, ...] = ()


def quiet_until(quiet: Mapping[int, tuple[int, int]], now: datetime) -> datetime | None:
    """When the quiet hours around ``now`` end; both without a time zone, as the clock on the wall says. None where it
    is not quiet; a week without a gap ends after a week, and begins anew.
    """
    end, last = now, now + timedelta(days=WEEK)
    while end < last and (later := _span_end(quiet, end)) is not None:
        end = later
    return min(end, last) if end > now else None


def _span_end(quiet: Mapping[int, tuple[int, int]], moment: datetime) -> datetime | None:
    """The latest end of the spans of this day and the day before that ``moment`` lies in."""
    found = []
    for day in (moment.date() - timedelta(days=1), moment.date()):
        if day.weekday() not in quiet:
            continue
        begin, end = quiet[day.weekday()]
        midnight = datetime.combine(day, time())
        begins = midnight + timedelta(minutes=begin)
        ends = midnight + timedelta(minutes=end if end > begin else end + DAY)
        if begins <= moment < ends:
            found.append(ends)
    return max(found, default=None)


def held_until(rules: Rules, focus_until: datetime | None, now: datetime) -> datetime | None:
    """When neither focus nor quiet hours hold any more what arrives ``now``; None where nothing holds. Aware times."""
    end = now
    for _ in range(2 * WEEK):
        before = end
        if focus_until is not None and focus_until > end:
            end = focus_until
        quiet = quiet_until(rules.quiet, end.astimezone().replace(tzinfo=None))
        end = quiet.astimezone(now.tzinfo) if quiet is not None else end
        if end == before or end - now > timedelta(days=WEEK):
            break
    return end if end > now else None


def decide(
    arrivals: Iterable[ArrivalRow],
    *,
    homes: Mapping[AccountId, WorkplaceId | None],
    rules: Mapping[WorkplaceId | None, Rules],
    focus_until: datetime | None,
    now: datetime,
    shown: ThreadId | None = None,
) -> Decision:
    """One notice a conversation, about its newest message. Not told: what a mute workplace got, what is on screen
    (``shown``), and a second copy of a mail in the same workplace.
    """
    newest: dict[object, ArrivalRow] = {}
    for row in sorted(arrivals, key=lambda each: each.item_id):
        home = homes.get(row.key.account_id)
        if row.thread_id != shown and _is_told(row, rules.get(home, Rules())):
            newest.pop(row.thread_id, None)
            newest[row.thread_id] = row
    kept = _without_copies(newest.values(), homes)
    ends = {home: held_until(rules.get(home, Rules()), focus_until, now) for home in {*rules, *homes.values()}}
    is_held = [ends.get(homes.get(row.key.account_id)) is not None for row in kept]
    return Decision(
        tuple(row for row, holds in zip(kept, is_held, strict=True) if not holds),
        tuple(row for row, holds in zip(kept, is_held, strict=True) if holds),
    )


def _is_told(row: ArrivalRow, rules: Rules) -> bool:
    if rules.tell is Tell.PEOPLE:
        return row.key.kind is Kind.CHAT or row.tab != OTHER
    return rules.tell is Tell.ALL


def _without_copies(rows: Iterable[ArrivalRow], homes: Mapping[AccountId, WorkplaceId | None]) -> list[ArrivalRow]:
    found: dict[object, ArrivalRow] = {}
    for row in rows:
        found.setdefault((homes.get(row.key.account_id), row.filing_key or row.key), row)
    return list(found.values())


class Pace:
    """Keeps a hundred mails from becoming a hundred notices."""

    def __init__(self) -> None:
        self._told: deque[datetime] = deque()
        self._gathered: list[tuple[datetime, ArrivalRow]] = []

    def share(self, rows: Sequence[ArrivalRow], now: datetime) -> tuple[tuple[ArrivalRow, ...], tuple[ArrivalRow, ...]]:
        """Those told one by one, and those told as one notice, which takes the place of the last such notice."""
        while self._told and now - self._told[0] > TOGETHER:
            self._told.popleft()
        self._gathered = [each for each in self._gathered if now - each[0] <= TOGETHER]
        if len(self._told) + len(rows) <= AT_ONCE:
            self._told.extend(now for _ in rows)
            return tuple(rows), ()
        threads = {row.thread_id for row in rows}
        self._gathered = [each for each in self._gathered if each[1].thread_id not in threads]
        self._gathered.extend((now, row) for row in rows)
        return (), tuple(row for _, row in self._gathered)
