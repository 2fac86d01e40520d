"""One chat conversation as it is loaded: a run of messages that grows at both ends, and what is unfolded in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ui.shell.context import Context
from workspace.model.ids import ItemId
from workspace.model.items import Address
from workspace.model.kinds import Role
from workspace.store.rows import ChatRow, ItemRow, RepliesRow, SayingRow

PAGE = 24
"""Messages that are loaded at once: a screen of them."""
MOST_KEPT = 200
"""Messages that stay loaded while the newest are shown; who scrolls back has more."""
AROUND = 10
"""Messages loaded before one that was looked for."""


@dataclass(slots=True)
class Talk:
    """What of a conversation is in memory; ``roots`` and what stands under those in ``unfolded`` are oldest first."""

    context: Context
    chat: ChatRow
    roots: list[ItemRow] = field(default_factory=list)
    counts: Mapping[str, RepliesRow] = field(default_factory=dict)
    replies: dict[str, list[ItemRow]] = field(default_factory=dict)
    sayings: list[SayingRow] = field(default_factory=list)
    people: Sequence[Address] = ()
    """Who else wrote there lately, as of when it was opened or read again."""
    unfolded: set[str] = field(default_factory=set)
    has_older: bool = False
    has_newer: bool = False
    news_from: ItemId | None = None
    """Where the line "new" stands, as it was when the conversation was opened."""

    @property
    def items(self) -> list[ItemRow]:
        """All that is shown, in the order it stands there."""
        return [each for root in self.roots for each in (root, *self.replies.get(root.key.remote_id, ()))]

    @property
    def has_threads(self) -> bool:
        """Whether answers stand under what they answer; in a direct conversation they do not."""
        return self.chat.role != Role.DIRECT

    @property
    def has_news_above(self) -> bool:
        """Whether what is new begins before what is loaded, or under a message that is folded."""
        first = self.chat.first_unread_id
        return first is not None and all(item.item_id != first for item in self.items)

    @property
    def own_names(self) -> tuple[str, ...]:
        """What people call the user there: the name that stands at his own messages."""
        own = dict.fromkeys(item.from_.name for item in self.items if item.is_sent and item.from_.name)
        return (*own, "channel", "here", "everyone", "all")

    def root(self, item: ItemRow) -> ItemRow:
        """The message that this one stands under; itself if it is none, or if that one is not loaded."""
        root_id = self.context.reader.root_of(item.item_id)
        return next((root for root in self.roots if root.item_id == root_id), item)

    def copy(self) -> "Talk":
        """One that can be read again while this one is shown."""
        return replace(self, replies=dict(self.replies), unfolded=set(self.unfolded))

    def open(self) -> None:
        """The newest messages."""
        self._take_newest()
        self._meet()
        self._note_news()

    def open_around(self, item_id: ItemId) -> None:
        """The messages around one that was looked for, with what stands under its question if it is a reply."""
        reader = self.context.reader
        root_id = reader.root_of(item_id)
        before = reader.chat_page(self.chat.thread_id, root_id, AROUND + 1)
        after = reader.chat_from(self.chat.thread_id, root_id, PAGE + 1)
        self.has_older, self.has_newer = len(before) > AROUND, len(after) > PAGE
        self.roots = [*before[-AROUND:], *after[:PAGE]]
        if root_id != item_id and after:
            self.unfolded.add(after[0].key.remote_id)
        self._look_under()
        self._note_news()
        self._meet()

    def older(self) -> None:
        """One page more before what is loaded."""
        found = self.context.reader.chat_page(self.chat.thread_id, self.roots[0].item_id, PAGE + 1)
        self.has_older = len(found) > PAGE
        self.roots = [*found[-PAGE:], *self.roots]
        self._look_under()

    def newer(self) -> None:
        """One page more after what is loaded."""
        found = self.context.reader.chat_from(self.chat.thread_id, ItemId(self.roots[-1].item_id + 1), PAGE + 1)
        self.has_newer = len(found) > PAGE
        self.roots = [*self.roots, *found[:PAGE]]
        self._look_under()

    def reload(self, chat: ChatRow, *, is_at_end: bool) -> None:
        """The same run of messages as it is now; at the end with what came since."""
        self.chat = chat
        known = {item.item_id: item for item in self.items}
        self._meet()
        if not self.roots or (is_at_end and not self.has_newer and len(self.roots) > MOST_KEPT):
            self._take_newest()
        else:
            room = len(self.roots) + (0 if self.has_newer else PAGE)
            found = self.context.reader.chat_from(chat.thread_id, self.roots[0].item_id, room + 1)
            self.has_newer = len(found) > room
            self.roots = found[:room] or self.roots
            self._look_under()
        # What is the same stays the same object: to find no difference costs nothing then.
        self.roots = _kept(known, self.roots)
        self.replies = {root: _kept(known, under) for root, under in self.replies.items()}

    def unfold(self, root_remote_id: str, is_unfolded: bool = True) -> None:
        """Show or hide what stands under a message."""
        (self.unfolded.add if is_unfolded else self.unfolded.discard)(root_remote_id)
        self._look_under()

    def _meet(self) -> None:
        self.people = self.context.reader.chat_people(self.chat.thread_id)

    def _note_news(self) -> None:
        news = (root.item_id for root in self.roots if not (root.is_read or root.is_sent))
        self.news_from = next(news, None)

    def _take_newest(self) -> None:
        found = self.context.reader.chat_page(self.chat.thread_id, limit=PAGE + 1)
        self.has_older, self.has_newer = len(found) > PAGE, False
        self.roots = found[-PAGE:]
        self._look_under()

    def _look_under(self) -> None:
        reader = self.context.reader
        self.counts = reader.reply_counts(self.chat.account_id, [root.key.remote_id for root in self.roots])
        self.sayings = reader.sayings(self.chat)
        self.replies = {
            root.key.remote_id: reader.chat_replies(root.key)
            for root in self.roots
            if root.key.remote_id in self.unfolded
        }


def _kept(known: Mapping[ItemId, ItemRow], items: Iterable[ItemRow]) -> list[ItemRow]:
    return [before if (before := known.get(item.item_id)) == item else item for item in items]
