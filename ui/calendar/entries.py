"""What the calendar shows of an event: where it lies in local time, in which colour, and what it overlaps."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from ui.calendar.copies import UNKNOWN, asked, invited, merged
from ui.calendar.span import Span, here, midnight
from ui.compose.letter import own_addresses
from ui.shell.context import Context
from ui.theme.theme import theme
from workspace.model.accounts import Workplace
from workspace.model.ids import AccountId, WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb
from workspace.store.rows import ItemRow

DAY = timedelta(days=1)
SHORTEST = timedelta(minutes=15)
"""A moment is drawn this long, and clashes with what happens meanwhile."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event on the screen. ``starts`` and ``ends`` are local; ``last`` is the last day it touches."""

    row: ItemRow
    title: str
    starts: datetime
    ends: datetime
    is_all_day: bool
    color: str
    workplace: str
    account: str
    verbs: frozenset[str] = frozenset()
    overlaps: tuple[str, ...] = ()
    """The titles of what it clashes with."""
    is_shown: bool = True
    invited: int = UNKNOWN
    copies: tuple["Entry", ...] = ()
    """The same meeting in other accounts."""

    @property
    def key(self) -> ItemKey:
        return self.row.key

    @property
    def everywhere(self) -> tuple["Entry", ...]:
        """The meeting in every account that has it, the one that stands for all first."""
        return (self, *self.copies)

    @property
    def asked(self) -> "Entry | None":
        """Where an answer goes."""
        return asked(self.everywhere)

    @property
    def colors(self) -> tuple[str, ...]:
        """Of the shown workplaces that have it."""
        return tuple(dict.fromkeys(each.color for each in self.everywhere if each.is_shown)) or (self.color,)

    @property
    def workplaces(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.workplace for each in self.everywhere if each.workplace))

    @property
    def accounts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.account for each in self.everywhere if each.account))

    @property
    def first(self) -> date:
        return self.starts.date()

    @property
    def last(self) -> date:
        return max(self.first, (self.ends - timedelta(microseconds=1)).date())

    @property
    def is_whole_days(self) -> bool:
        """Shown in the lane above the hours."""
        return self.is_all_day or self.ends - self.starts >= DAY

    @property
    def answer(self) -> str:
        return str((self.asked or self).row.detail.get("partstat") or "")

    @property
    def is_open(self) -> bool:
        """An invitation that waits for an answer."""
        return self.answer == "NEEDS-ACTION" and not self.is_cancelled

    @property
    def is_off(self) -> bool:
        """Cancelled, or declined."""
        return self.is_cancelled or self.answer == "DECLINED"

    @property
    def is_cancelled(self) -> bool:
        return bool(self.row.detail.get("is_cancelled"))

    @property
    def is_pending(self) -> bool:
        return any(each.row.detail.get("pending") for each in self.everywhere)

    @property
    def is_busy(self) -> bool:
        """Whether one cannot be elsewhere (RFC 5545 section 3.8.2.7)."""
        extra = self.row.detail.get("extra")
        transp = str(extra.get("transp", "")) if isinstance(extra, Mapping) else ""
        return not self.is_off and not self.is_all_day and transp.upper() != "TRANSPARENT"

    @property
    def series(self) -> str:
        """The remote id of the series it is one of; empty for a single event."""
        extra = self.row.detail.get("extra")
        series = str(extra.get("series_id") or "") if isinstance(extra, Mapping) else ""
        return series or (self.row.key.remote_id if self.row.detail.get("recurrence_id") else "")

    @property
    def place(self) -> str:
        return str(self.row.detail.get("location") or "")

    @property
    def times(self) -> str:
        """When on its day, in words."""
        if self.is_all_day:
            return tr("all day")
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    def can(self, verb: Verb) -> bool:
        return verb in self.verbs


def tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


class Colors:
    """Which workplace an account belongs to, and what its connector can do; read once a load."""

    def __init__(self, context: Context) -> None:
        self.workplaces: dict[WorkplaceId, Workplace] = {w.workplace_id: w for w in context.user.workplaces()}
        self._accounts = {account.account_id: account for account in context.user.accounts()}
        self._context = context
        self._verbs: dict[str, frozenset[str]] = {}
        places: defaultdict[AccountId, list[WorkplaceId]] = defaultdict(list)
        for place, ids in context.user.workplace_accounts().items():
            for account_id in ids:
                places[account_id].append(place)
        self.of_account: dict[AccountId, tuple[WorkplaceId, ...]] = {
            own: _home_first(places[own], account.home_workplace_id) for own, account in self._accounts.items()
        }

    def name(self, account_id: AccountId) -> str:
        account = self._accounts.get(account_id)
        return account.name if account else ""

    def own(self, account_id: AccountId) -> frozenset[str]:
        """The addresses of an account."""
        account = self._accounts.get(account_id)
        return frozenset(map(str.lower, own_addresses(account))) if account else frozenset()

    def verbs(self, account_id: AccountId) -> frozenset[str]:
        """What an account can do: the same for all of a connector."""
        account = self._accounts.get(account_id)
        if account is None:
            return frozenset()
        if account.connector_id not in self._verbs:
            manifest = self._context.manifest_of(account)
            self._verbs[account.connector_id] = frozenset(map(str, manifest.actions)) if manifest else frozenset()
        return self._verbs[account.connector_id]

    def workplace(self, account_id: AccountId, shown: Collection[WorkplaceId]) -> Workplace | None:
        """The first shown workplace of an account: its home, where that is shown."""
        found = [place for place in self.of_account.get(account_id, ()) if place in shown]
        return self.workplaces.get(found[0]) if found else None

    def is_shown(self, account_id: AccountId, shown: Collection[WorkplaceId]) -> bool:
        """What is in no workplace cannot be hidden."""
        places = self.of_account.get(account_id)
        return places == () or (places is not None and any(place in shown for place in places))


def _home_first(places: Iterable[WorkplaceId], home: str | None) -> tuple[WorkplaceId, ...]:
    return tuple(sorted(places, key=lambda place: place != home))


def entries(context: Context, span: Span, shown: Collection[WorkplaceId]) -> list[Entry]:
    """The events of the shown workplaces that touch the span, by start; clashes are looked for among all accounts."""
    colors = Colors(context)
    rows = context.reader.events("*", span.start - DAY, span.end + DAY, with_bodies=False)
    found = merged([entry_of(row, colors, shown) for row in rows], list(colors.of_account))
    inside = [each for each in found if each.ends > span.start and each.starts < span.end]
    inside += [each for each in found if each.starts == each.ends == span.start]
    return [each for each in with_clashes(inside) if each.is_shown]


def entry_of(row: ItemRow, colors: Colors, shown: Collection[WorkplaceId]) -> Entry:
    place = colors.workplace(row.key.account_id, shown)
    starts, ends, is_all_day = local_span(row)
    return Entry(
        row,
        row.subject or tr("No title"),
        starts,
        ends,
        is_all_day,
        place.color if place else theme().colors.accent,
        place.name if place else "",
        colors.name(row.key.account_id),
        colors.verbs(row.key.account_id),
        is_shown=colors.is_shown(row.key.account_id, shown),
        invited=invited(row, colors.own(row.key.account_id)),
    )


def local_span(row: ItemRow) -> tuple[datetime, datetime, bool]:
    """Start and end here; whole days are the same days everywhere."""
    detail = row.detail
    if starts_on := detail.get("starts_on"):
        first = date.fromisoformat(str(starts_on))
        end = date.fromisoformat(str(detail.get("ends_on") or first + DAY))
        return midnight(first), midnight(max(end, first + DAY)), True
    starts = _moment(detail.get("starts_at")) or row.received_at
    ends = _moment(detail.get("ends_at")) or starts
    return here(starts), here(max(starts, ends)), False


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str) or not value:
        return None
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def with_clashes(found: Sequence[Entry]) -> list[Entry]:
    """Each with the titles of what happens at the same time; a series does not clash with itself."""
    busy = sorted((each for each in found if each.is_busy), key=lambda each: each.starts)
    titles: dict[ItemKey, list[str]] = {}
    running: list[Entry] = []
    for each in busy:
        running = [other for other in running if _end(other) > each.starts]
        for other in running:
            if other.row.detail.get("uid") != each.row.detail.get("uid"):
                titles.setdefault(each.key, []).append(other.title)
                titles.setdefault(other.key, []).append(each.title)
        running.append(each)
    return [replace(each, overlaps=tuple(titles[each.key])) if each.key in titles else each for each in found]


def clashes_with(context: Context, starts: datetime, ends: datetime, uid: str) -> list[Entry]:
    """What a meeting at that time would overlap, in any account."""
    colors = Colors(context)
    rows = context.reader.events("*", starts, max(ends, starts + SHORTEST), with_bodies=False)
    others = [entry_of(row, colors, colors.workplaces) for row in rows if row.detail.get("uid") != uid]
    found = merged(others, list(colors.of_account))
    return [e for e in found if e.is_busy and e.starts < max(ends, starts + SHORTEST) and _end(e) > starts]


def _end(entry: Entry) -> datetime:
    return max(entry.ends, entry.starts + SHORTEST)


def on_day(found: Iterable[Entry], day: date) -> list[Entry]:
    return [each for each in found if each.first <= day <= each.last]
