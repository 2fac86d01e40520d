"""What stands in the column of a chat: days, the line of what is new, messages with their replies, sayings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ui.chat.talk import Talk
from workspace.store.rows import ItemRow, RepliesRow, SayingRow

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Day:
    """The messages of a day follow."""

    day: date

    @property
    def key(self) -> object:
        return ("day", self.day)


@dataclass(frozen=True, slots=True)
class News:
    """What follows was not read when the conversation was opened."""

    key: object = "news"


@dataclass(frozen=True, slots=True)
class Said:
    """A message; with its author where somebody else, or another minute, was before. ``is_reply`` stands indented."""

    item: ItemRow
    has_head: bool
    is_reply: bool = False
    replies: RepliesRow | None = None
    is_unfolded: bool = False

    @property
    def key(self) -> object:
        return ("said", self.item.item_id, self.is_reply)


@dataclass(frozen=True, slots=True)
class Saying:
    """A message of the user's on its way."""

    row: SayingRow

    @property
    def key(self) -> object:
        return ("saying", self.row.action_id)


Block = Day | News | Said | Saying


def blocks(talk: Talk) -> Iterator[Block]:
    """The whole column."""
    before: ItemRow | None = None
    day: date | None = None
    is_news_told = talk.news_from is None
    for root in talk.roots:
        if _day(root) != day:
            day, before = _day(root), None
            yield Day(day)
        if not is_news_told and talk.news_from is not None and root.item_id >= talk.news_from:
            is_news_told, before = True, None
            yield News()
        remote_id = root.key.remote_id
        counted, is_unfolded = talk.counts.get(remote_id), remote_id in talk.unfolded
        yield Said(root, not _continues(before, root), replies=counted, is_unfolded=is_unfolded)
        under: list[Block] = [*_run(talk.replies.get(remote_id, ())), *_sayings(talk, remote_id)]
        yield from under
        before = None if under or counted else root
    known = {root.key.remote_id for root in talk.roots}
    if not talk.has_newer:
        yield from (Saying(each) for each in talk.sayings if each.root_remote_id not in known)


def _run(replies: Iterable[ItemRow]) -> Iterator[Said]:
    before: ItemRow | None = None
    for item in replies:
        yield Said(item, not _continues(before, item), is_reply=True)
        before = item


def _sayings(talk: Talk, root_remote_id: str) -> Iterator[Saying]:
    return (Saying(each) for each in talk.sayings if each.root_remote_id == root_remote_id)


def _continues(before: ItemRow | None, item: ItemRow) -> bool:
    """Whether it is one breath with the message before: the same author in the same minute, nothing in between."""
    if before is None or (before.from_, before.is_sent) != (item.from_, item.is_sent):
        return False
    return before.received_at.timestamp() // MINUTE == item.received_at.timestamp() // MINUTE


def _day(item: ItemRow) -> date:
    return item.received_at.astimezone().date()
