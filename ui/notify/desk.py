"""The desk of notifications: looks what arrived, decides, and keeps the history. It works beside the window."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from ui.notify.choices import NotifyChoices
from ui.notify.returns import Returns
from ui.notify.rules import Pace, Rules, Tell, decide, held_until
from workspace.model.ids import AccountId, ThreadId, WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind
from workspace.store.reader import Reader
from workspace.store.reading.arrivals import ArrivalRow
from workspace.store.user import UserStore
from workspace.store.user.notices import NewNotice, NoticeRow

BEFORE = timedelta(minutes=2)
"""Services' clocks differ a little from this computer's."""
SPAN = timedelta(days=1)
"""What was received longer ago is old, also if it only comes now."""
DIGEST = "digest"
BURST = "burst"


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in a notice."""

    item: ItemKey
    who: str
    what: str
    workplace: str
    is_hidden: bool
    is_back: bool = False
    """It was snoozed and has returned."""


@dataclass(frozen=True, slots=True)
class Said:
    """One notice for the system. ``key`` names it, and what comes under the same key takes its place."""

    key: str
    lines: tuple[Line, ...]

    @property
    def item(self) -> ItemKey | None:
        """What it is about, where it is about one conversation."""
        return self.lines[0].item if len(self.lines) == 1 else None

    def hidden(self) -> "Said":
        """The same without what it is about."""
        return Said(self.key, tuple(replace(line, is_hidden=True) for line in self.lines))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to say, which notices to take back, how many are held and when the first of them may be told."""

    say: tuple[Said, ...] = ()
    back: tuple[str, ...] = ()
    held: int = 0
    until: datetime | None = None


class Desk:
    """Knows what was there before. For one thread at a time."""

    def __init__(self, user: UserStore, reader: Reader) -> None:
        self._user, self._reader = user, reader
        self._choices = NotifyChoices(user)
        self._returns = Returns(user, reader)
        self._backs: set[ItemKey] = set()
        """Those that came back: told whether they are read or not."""
        self._pace = Pace()
        self._began: datetime | None = None
        self._ids: set[int] = set()
        self._keys: set[ItemKey] = set()
        self._live: dict[str, tuple[ItemKey, ...]] = {}
        self._closed: deque[str] = deque()

    def look(
        self,
        accounts: Iterable[AccountId] | None = None,
        *,
        shown: ThreadId | None = None,
        now: datetime | None = None,
    ) -> Outcome:
        """What arrived for these accounts, or all, since the last look; the first look takes all there is for known.

        ``shown`` is the conversation in front of the user.
        """
        now = now or datetime.now(UTC)
        homes = {account.account_id: account.home_workplace_id for account in self._user.accounts()}
        rules = self._choices.all_rules()
        backs = self._returns.look(now)
        self._backs.update(row.key for row in backs)
        fresh = [*self._fresh(homes if accounts is None else accounts, now), *backs]
        focus = self._choices.focus_until(now)
        decision = decide(fresh, homes=homes, rules=rules, focus_until=focus, now=now, shown=shown)
        self._note(decision.tell, homes, is_held=False)
        self._note(decision.hold, homes, is_held=True)
        names = {each.workplace_id: each.name for each in self._user.workplaces()}
        telling = _Words(homes, rules, names, self._backs)
        singles, together = self._pace.share(decision.tell, now)
        say = [Said(f"thread {row.thread_id}", (telling.line(row),)) for row in singles]
        if together:
            say.append(Said(BURST, tuple(telling.line(row) for row in together)))
        back = self._gone()
        held = self._user.held_notices()
        due = [row for row in held if held_until(rules.get(row.workplace_id, Rules()), focus, now) is None]
        say += self._release(due, telling)
        self._live.update({each.key: tuple(line.item for line in each.lines) for each in say})
        waiting = [row for row in held if row not in due]
        ends = [held_until(rules.get(row.workplace_id, Rules()), focus, now) for row in waiting]
        return Outcome(tuple(say), back, len(waiting), min((end for end in ends if end), default=None))

    def forget(self, key: str) -> None:
        """The user closed or answered a notice. From any thread."""
        self._closed.append(key)

    def _fresh(self, accounts: Iterable[AccountId], now: datetime) -> list[ArrivalRow]:
        # Also where the clock was put back: what lies before the first look now was known then.
        is_first = self._began is None or now < self._began
        self._began = now - BEFORE if self._began is None or is_first else self._began
        since = max(self._began, now - SPAN)
        rows = self._reader.arrivals(accounts, since)
        fresh = [row for row in rows if row.item_id not in self._ids and row.key not in self._keys]
        self._ids.update(row.item_id for row in fresh)
        self._keys.update(row.key for row in fresh)
        return [] if is_first else fresh

    def _note(
        self, rows: Iterable[ArrivalRow], homes: Mapping[AccountId, WorkplaceId | None], *, is_held: bool
    ) -> None:
        new = [
            NewNotice(homes.get(row.key.account_id), row.key, row.who, self._about(row), row.received_at, is_held)
            for row in rows
        ]
        if new:
            self._user.add_notices(new)

    def _about(self, row: ArrivalRow) -> str:
        return back_words(about(row)) if row.key in self._backs else about(row)

    def _still(self, items: set[ItemKey]) -> set[ItemKey]:
        """What is still to be told of: unread, or back in the inbox."""
        unread = self._reader.still_unread(items)
        backs = [self._reader.item_by_key(key) for key in (items - unread) & self._backs]
        return unread | {item.key for item in backs if item is not None and self._returns.stands(item)}

    def _gone(self) -> tuple[str, ...]:
        """The notices whose conversations were all read meanwhile, here or elsewhere."""
        while self._closed:
            self._live.pop(self._closed.popleft(), None)
        told = {item for items in self._live.values() for item in items}
        held = {row.item for row in self._user.held_notices()}
        if not told | held:
            return ()
        read = (told | held) - self._still(told | held)
        if read:
            self._user.read_notices(read)
            self._user.release_notices(row.seq for row in self._user.held_notices() if row.item in read)
        back = tuple(key for key, items in self._live.items() if read.issuperset(items))
        for key in back:
            del self._live[key]
        return back

    def _release(self, due: list[NoticeRow], telling: "_Words") -> list[Said]:
        """One notice of everything that was held."""
        if not due:
            return []
        self._user.release_notices(row.seq for row in due)
        lines = tuple(telling.line_of(row) for row in due if telling.tells(row.workplace_id))
        return [Said(DIGEST, lines)] if lines else []


class _Words:
    """Makes lines with the name and the rules of their workplace."""

    def __init__(
        self,
        homes: Mapping[AccountId, WorkplaceId | None],
        rules: Mapping[WorkplaceId | None, Rules],
        names: Mapping[WorkplaceId, str],
        backs: Collection[ItemKey],
    ) -> None:
        self._homes, self._rules, self._names, self._backs = homes, rules, names, backs

    def line(self, row: ArrivalRow) -> Line:
        home = self._homes.get(row.key.account_id)
        if row.key in self._backs:
            return self._line(row.key, back_words(row.subject or row.snippet), row.who, home, is_back=True)
        what = dict.fromkeys(part for part in (row.subject, row.snippet) if part and part != row.who)
        return self._line(row.key, row.who, "\n".join(what), home)

    def line_of(self, row: NoticeRow) -> Line:
        return self._line(row.item, row.title, row.text, row.workplace_id)

    def tells(self, workplace_id: WorkplaceId | None) -> bool:
        """Whether it was not made mute meanwhile."""
        return self._rules.get(workplace_id, Rules()).tell is not Tell.NOTHING

    def _line(self, item: ItemKey, who: str, what: str, home: WorkplaceId | None, *, is_back: bool = False) -> Line:
        name = self._names.get(home, "") if home is not None and len(self._names) > 1 else ""
        return Line(item, who, what, name, self._rules.get(home, Rules()).is_hidden, is_back)


def about(row: ArrivalRow) -> str:
    """What it is about in one line: a mail's subject; the channel, where it is one, with what was said."""
    if row.key.kind is not Kind.CHAT:
        return row.subject or row.snippet
    return ": ".join(part for part in (row.subject, row.snippet) if part and part != row.who)


def back_words(subject: str) -> str:
    """What is said of a snoozed conversation that has returned."""
    return QCoreApplication.translate("notify", "Back: {subject}").format(subject=subject)
