"""What the chat screen asks of the files; a part of :class:`workspace.store.reader.Reader`."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence

from workspace.model.ids import AccountId, ItemId, ThreadId
from workspace.model.items import Address, ItemKey
from workspace.store.reading import chat_rows
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.overlay import Overlay
from workspace.store.reading.thread_rows import NEWEST
from workspace.store.rows import ChatRow, ItemRow, RepliesRow, SayingRow


class ChatReader:
    """Chats page by page: a channel of many thousands is never read whole."""

    _files: Files

    @abstractmethod
    def _pending(self) -> Overlay: ...

    @abstractmethod
    def _living(self, thread_id: int) -> int: ...

    @abstractmethod
    def _items(self, rows: Sequence[Row], *, with_bodies: bool = False) -> list[ItemRow]: ...

    def chat(self, thread_id: ThreadId) -> ChatRow | None:
        """A channel or direct conversation; None if the thread is none."""
        return chat_rows.place(self._files, self._pending(), self._living(thread_id))

    def chat_in(self, account_id: AccountId, remote_id: str) -> ThreadId | None:
        """The conversation of a collection; None while nothing was said there."""
        return chat_rows.thread_of(self._files, account_id, remote_id)

    def chat_page(self, thread_id: ThreadId, before: ItemId | None = None, limit: int = 40) -> list[ItemRow]:
        """The newest messages before ``before`` with their bodies, oldest first, without what stands under others."""
        before_id = NEWEST - 1 if before is None else before
        rows = chat_rows.roots_before(self._files, self._living(thread_id), before_id, limit)
        return self._items(rows, with_bodies=True)

    def chat_from(self, thread_id: ThreadId, first: ItemId, limit: int = 40) -> list[ItemRow]:
        """The messages from ``first`` on, oldest first, without what stands under others."""
        return self._items(chat_rows.roots_from(self._files, self._living(thread_id), first, limit), with_bodies=True)

    def chat_replies(self, root: ItemKey, before: ItemId | None = None, limit: int = 100) -> list[ItemRow]:
        """The newest replies under a message, oldest first."""
        before_id = NEWEST - 1 if before is None else before
        rows = chat_rows.replies(self._files, root.account_id, root.remote_id, before_id, limit)
        return self._items(rows, with_bodies=True)

    def reply_counts(self, account_id: AccountId, root_remote_ids: Iterable[str]) -> Mapping[str, RepliesRow]:
        """What stands under messages, by their remote ids; those without replies are left out."""
        return chat_rows.counts(self._files, account_id, root_remote_ids)

    def root_of(self, item_id: ItemId) -> ItemId:
        """The message that a reply stands under; the message itself if it is none, or if that one is not here."""
        return ItemId(chat_rows.root_of(self._files, item_id))

    def chat_people(self, thread_id: ThreadId) -> Sequence[Address]:
        """Who else wrote in a chat lately, the last one first."""
        return chat_rows.people(self._files, self._living(thread_id))

    def sayings(self, chat: ChatRow) -> list[SayingRow]:
        """What the user said there and the service does not show yet, oldest first."""
        from workspace.store.reading.sayings import sayings

        return sayings(self._files, chat)
