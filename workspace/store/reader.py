"""Everything the window and the command line ask of the three files: short SELECTs, fetched whole, nothing written."""

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from workspace.mail.address import ascii_domain, normalise
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, CollectionId, ItemId, ThreadId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Role
from workspace.store import integrity, queries
from workspace.store.departures import DepartureReader
from workspace.store.home import Home
from workspace.store.reading import event_rows, item_rows, overlay, record_rows, thread_rows, timeline
from workspace.store.reading.arrivals import ArrivalReader
from workspace.store.reading.chat_reader import ChatReader
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.demand_rows import DemandReader
from workspace.store.reading.done_reader import DoneReader
from workspace.store.reading.folder_reader import FolderReader
from workspace.store.reading.inbox_reader import InboxReader
from workspace.store.reading.kept import Kept
from workspace.store.reading.known import KnownReader
from workspace.store.reading.search_reader import SearchReader
from workspace.store.reading.timeline import TimelinePage
from workspace.store.rows import (
    AnswerRow,
    CollectionRow,
    Coming,
    HealthRow,
    ItemRow,
    RecordRow,
    ThreadRow,
    TimelineRow,
)
from workspace.store.times import from_ms, maybe_from_ms

HEAD_BYTES = 128 << 10
"""Of a picture: enough to know its size, also behind what a camera writes before it."""


class Reader(
    ArrivalReader, ChatReader, DemandReader, DepartureReader, DoneReader,
    FolderReader, InboxReader, KnownReader, SearchReader,
):  # fmt: skip
    """Answers from the home's files, pending actions applied. Safe to use from several threads.

    ``scope`` is a workplace id, an account id, or ``"*"`` for all. Raises :class:`StoreNotReady` when made before
    the engine has made the cache and the ledger.
    """

    def __init__(self, home: Home, key: bytes) -> None:
        self._home = home
        self._key = key
        self._files = Files(home, key)
        self._files.check()
        self._overlay: tuple[tuple[int, ...], overlay.Overlay] = ((), overlay.Overlay())
        self._kept = Kept(self._files.cache)
        self._building = threading.Lock()

    def close(self) -> None:
        self._files.close()

    def another(self) -> "Reader":
        """One with connections of its own, for a long answer that must not keep others waiting; close it."""
        return Reader(self._home, self._key)

    def data_version(self) -> tuple[int, ...]:
        """Differs from the value before whenever one of the files was written."""
        return self._files.versions()

    def _pending(self) -> overlay.Overlay:
        with self._building:
            versions = self._files.versions()
            seen, found = self._overlay
            if versions != seen:
                if versions[-1:] != seen[-1:]:  # the cache's own
                    self._kept = Kept(self._files.cache)
                found = overlay.build(self._files, self._kept)
                self._overlay = versions, found
            return found

    def prepare(self) -> None:
        """Work out what is pending: the next question finds it done. For a thread beside the window."""
        self._pending()

    # Conversations

    def threads(
        self,
        *,
        scope: str,
        view: str = "inbox",
        tab: str | None = None,
        before: int | None = None,
        limit: int = 60,
    ) -> list[ThreadRow]:
        """A page of a view in its order; ``before`` is the ``order`` of the row above the page.

        The first page of the inbox begins with all that are pinned, beyond the limit; no other page has them.
        """
        return thread_rows.page(
            self._files, self._pending(), scope=scope, view=view, tab=tab, before=before, limit=limit
        )  # fmt: skip

    def has_threads(self, scope: str, view: str, tab: str) -> bool:
        """Whether a tab of a view has any conversation; asks less than a page of one."""
        return thread_rows.has_any(self._files, self._pending(), scope, view, tab)

    def thread(self, thread_id: ThreadId) -> ThreadRow | None:
        return thread_rows.one(self._files, self._pending(), self._living(thread_id))

    def unread(self, scope: str, view: str = "inbox") -> int:
        stored: int = self._files.cache(queries.UNREAD, scope, view)[0][0]
        changes = self._pending().unread_changes()
        return stored + sum(n for (s, v, _), n in changes.items() if (s, v) == (scope, view))

    def unread_counts(self) -> dict[str, dict[str, int]]:
        """Unread conversations by scope and view; what has none is left out."""
        counts: Counter[tuple[str, str]] = Counter()
        for scope, view, count in self._files.cache(queries.UNREAD_COUNTS):
            counts[scope, view] += count
        for (scope, view, _), count in self._pending().unread_changes().items():
            counts[scope, view] += count
        found: dict[str, dict[str, int]] = {}
        for (scope, view), count in counts.items():
            if count > 0:
                found.setdefault(scope, {})[view] = count
        return found

    def tab_counts(self, scope: str) -> dict[str, int]:
        """Unread conversations of the inbox by tab."""
        counts: Counter[str] = Counter(dict(self._files.cache(queries.TAB_COUNTS, scope)))
        for (s, view, tab), count in self._pending().unread_changes().items():
            if (s, view) == (scope, "inbox"):
                counts[tab] += count
        return {tab: count for tab, count in counts.items() if count > 0}

    def thread_items(self, thread_id: ThreadId, *, with_bodies: bool = True) -> list[ItemRow]:
        """The items of a conversation with their bodies unless they are not wanted, oldest first; an alias leads to the
        living thread.

        Of a chat the 200 newest: see :meth:`chat_page`.
        """
        living = self._living(thread_id)
        if self._files.cache(queries.KIND_OF_THREAD, living) == [("chat",)]:
            rows = self._files.cache(queries.CHAT_TAIL, living)[::-1]
        else:
            rows = self._files.cache(queries.THREAD_ITEMS, living)
        return self._items(rows, with_bodies=with_bodies)

    def items_of_conversation(self, thread_key: str) -> list[ItemRow]:
        """The items of every account's conversation that names this Message-ID or holds this filing key; the replies
        under the chat message of this remote id.
        """
        rows = self._files.cache(queries.CONVERSATIONS, thread_key, thread_key)
        answers = self._items(self._files.cache(queries.CHAT_REPLIES, thread_key), with_bodies=True)
        return [item for row in rows for item in self.thread_items(ThreadId(row[0]))] + answers

    def _living(self, thread_id: int) -> int:
        alias = self._files.cache(queries.ALIAS, thread_id)
        return alias[0][0] if alias else thread_id

    # Items

    def _items(self, rows: Sequence[Row], *, with_bodies: bool = False) -> list[ItemRow]:
        return item_rows.items(self._files, self._pending(), rows, with_bodies=with_bodies)

    def _by_ids(self, ids: Iterable[int], *, with_bodies: bool = False) -> list[ItemRow]:
        rows = self._files.cache(queries.ITEMS_BY_ID, json.dumps(list(ids)))
        return self._items(rows, with_bodies=with_bodies)

    def items_by_id(self, item_ids: Iterable[ItemId]) -> list[ItemRow]:
        """Those that are here, without bodies."""
        return self._by_ids(item_ids)

    def item(self, item_id: ItemId) -> ItemRow | None:
        """One item with its body."""
        found = self._by_ids([item_id], with_bodies=True)
        return found[0] if found else None

    def item_by_key(self, key: ItemKey) -> ItemRow | None:
        rows = self._files.cache(queries.ITEM_BY_KEY, key.account_id, str(key.kind), key.remote_id)
        found = self._items(rows, with_bodies=True)
        return found[0] if found else None

    def items_by_filing_key(self, filing_key: str) -> list[ItemRow]:
        """Every copy of what is filed under one key, without bodies."""
        return self._items(self._files.cache(queries.ITEMS_BY_FILING_KEY, filing_key))

    def items(self, kind: Kind, account_id: AccountId | None = None, limit: int = 100) -> list[ItemRow]:
        """The newest items of a kind, without bodies."""
        if account_id is None:
            return self._items(self._files.cache(queries.ITEMS_OF_KIND, str(kind), limit))
        return self._items(self._files.cache(queries.ITEMS_OF_ACCOUNT, account_id, str(kind), limit))

    def events(self, scope: str, from_: datetime, to: datetime, *, with_bodies: bool = True) -> list[ItemRow]:
        """Events that overlap a span of time, by their start, as they will be; ``detail["pending"]`` names the verb.

        Whole days span their days in UTC.
        """
        return event_rows.events(self._files, self._pending(), scope, from_, to, with_bodies)

    def event(self, key: ItemKey) -> ItemRow | None:
        """One event as it will be, also one that its service does not have yet; None where it is gone."""
        return event_rows.one(self._files, self._pending(), key)

    def events_with_uid(self, uid: str) -> list[ItemRow]:
        """The events and instances of every account with that iCalUID, by their start."""
        return event_rows.with_uid(self._files, self._pending(), uid)

    def pending_action(self, action_id: ActionId) -> Action | None:
        """An action on an event that is not seen in the cache yet."""
        return event_rows.action_of(self._files, self._pending(), action_id)

    def collections(
        self, account_id: AccountId | None = None, *, kind: Kind | None = None, is_counted: bool = False
    ) -> list[CollectionRow]:
        """Of one account or all, of one kind or all; counting reads as many rows as there are items."""
        asked = {"c.account_id = ?": account_id, "c.kind = ?": kind and kind.value}
        values = [value for value in asked.values() if value is not None]
        where = " AND ".join(term for term, value in asked.items() if value is not None)
        where = f"WHERE {where}" if where else ""
        count = queries.COUNT_OF_COLLECTION if is_counted else "NULL"
        rows = self._files.cache(queries.COLLECTIONS.format(where=where, count=count), *values)
        found = [_collection(row) for row in rows]
        folders = self._pending().folders
        if not folders.wishes:
            return found
        is_mail = kind in (None, Kind.EMAIL)
        return folders.shown(found, lambda wish: is_mail and account_id in (None, wish.account_id))

    def has_folder(self, account_id: AccountId, role: Role) -> bool:
        """Whether an account's service has a mail folder for this (RFC 6154), as it told last."""
        return bool(self._files.cache(queries.HAS_FOLDER, account_id, role)[0][0])

    def accounts_without(self, kind: Kind) -> frozenset[AccountId]:
        """Those that bring nothing of a kind; of one that was never synced nobody knows it."""
        self._pending()  # brings what is kept up to date
        return frozenset(row[0] for row in self._kept.whole(queries.ACCOUNTS_WITHOUT.format(kind=kind)))

    def is_brought(self, kind: Kind) -> bool:
        """Whether any account brings this kind."""
        return bool(self._files.cache(queries.IS_BROUGHT, str(kind))[0][0])

    def coming(self, account_ids: Sequence[AccountId], folder: CollectionId | None = None) -> Coming | None:
        """How far the first sync of accounts is, or of one of their collections; None once all were pulled whole."""
        number, whole, pulled, total = self._files.cache(queries.COMING, json.dumps(account_ids), folder)[0]
        return None if 0 < number == whole else Coming(pulled or 0, total or 0)

    # Records

    def records(self, account_id: AccountId | None = None, record_type: str | None = None) -> list[RecordRow]:
        if account_id is None:
            found = record_rows.records(self._files, record_rows.ALL)
        else:
            found = record_rows.records(self._files, record_rows.OF_ACCOUNT, account_id)
        return [row for row in found if record_type in (None, row.record_type)]

    def records_by_email(self, emails: Sequence[str]) -> list[RecordRow]:
        wanted = record_rows.listed([normalise(email) for email in emails])
        return record_rows.records(self._files, record_rows.BY_EMAIL, wanted)

    def records_by_domain(self, domains: Sequence[str]) -> list[RecordRow]:
        wanted = record_rows.listed([ascii_domain(domain) for domain in domains])
        return record_rows.records(self._files, record_rows.BY_DOMAIN, wanted)

    def records_by_parent(self, account_id: AccountId, parent_remote_ids: Sequence[str]) -> list[RecordRow]:
        """Records that hang on these: a company's contacts and deals."""
        wanted = record_rows.listed(parent_remote_ids)
        return record_rows.records(self._files, record_rows.BY_PARENT, account_id, wanted)

    def records_by_remote(self, account_id: AccountId, remote_ids: Sequence[str]) -> list[RecordRow]:
        wanted = record_rows.listed(remote_ids)
        return record_rows.records(self._files, record_rows.BY_REMOTE, account_id, wanted)

    def open_deals(self, emails: Sequence[str]) -> list[tuple[str, str]]:
        """Name and stage of the open deals of these people and their companies, in the order of the list of mail."""
        wanted = record_rows.listed([normalise(email) for email in emails])
        return list(dict.fromkeys((row[1], row[3]) for row in self._files.cache(queries.DEALS, wanted)))

    def timeline(self, emails: Sequence[str], limit: int = 20) -> list[TimelineRow]:
        """The newest mails, chats, events and filings with any of these addresses."""
        return list(self.timeline_page(emails, limit).rows[:limit])

    def timeline_page(self, emails: Sequence[str], limit: int = 20, before: int | None = None) -> TimelinePage:
        """The same in pages: so many items that came before an item, with the filings made of them."""
        return timeline.page(self._files, [normalise(email) for email in emails], limit, before)

    # The engine's news

    def health(self) -> dict[AccountId, HealthRow]:
        rows = self._files.cache(queries.HEALTH)
        return {row[0]: _health(row) for row in rows}

    def answer(self, request_id: str) -> AnswerRow | None:
        rows = self._files.cache(queries.ANSWER, request_id)
        return next((AnswerRow(row[0], row[1], json.loads(row[2]), row[3], json.loads(row[4])) for row in rows), None)

    def changes_since(self, seq: int) -> list[tuple[int, str, str | None, int | None]]:
        """``(seq, kind, account_id, collection_id)`` of every commit after ``seq``."""
        return [(row[0], row[1], row[2], row[3]) for row in self._files.cache(queries.CHANGES, seq)]

    def last_change(self) -> int:
        seq: int = self._files.cache(queries.LAST_CHANGE)[0][0]
        return seq

    def attachment_bytes(self, item_id: ItemId, part_id: str) -> Iterator[bytes] | None:
        """A part's bytes in pieces of at most 1 MiB; None while they are not fetched."""
        rows = self._files.cache(queries.ATTACHMENT_CHUNKS, item_id, part_id)
        return self._chunks(item_id, part_id, rows[0][0]) if rows else None

    def _chunks(self, item_id: ItemId, part_id: str, count: int) -> Iterator[bytes]:
        for n in range(count):
            rows = self._files.cache(queries.ATTACHMENT_CHUNK, item_id, part_id, n)
            if not rows:
                raise LookupError(part_id)
            yield rows[0][0]

    def has_remote_image(self, url: str) -> bool:
        return bool(self._files.cache(queries.IMAGE_ROW, url))

    def remote_image(self, url: str) -> Iterator[bytes] | None:
        """Its first bytes, and then what is left of it, which may be read beside; None where it is not here."""
        rows = self._files.cache(queries.IMAGE_ROW, url)
        head = self._files.head("remote_image", "data", rows[0][0], HEAD_BYTES) if rows else b""
        return self._image(url, head) if head else None

    def _image(self, url: str, head: bytes) -> Iterator[bytes]:
        yield head
        if len(head) == HEAD_BYTES:
            rows = self._files.aside(queries.IMAGE, url)
            if not rows:
                raise LookupError(url)
            yield rows[0][0][HEAD_BYTES:]

    def integrity(self) -> list[tuple[str, str]]:
        """Each file's name with what is wrong with it, empty if nothing."""
        return integrity.problems(self._home, self._key)


# A window with 1,200 accounts asks for all of them at every news: those that did not change are not made again.


@lru_cache(10_000)
def _collection(row: Row) -> CollectionRow:
    row_id, owner, remote_id, kind, name, role, count, pulled, total, at, held = row
    return CollectionRow(
        row_id, owner, remote_id, Kind(kind), name, role, count, pulled, total, maybe_from_ms(at), held
    )


@lru_cache(10_000)
def _health(row: Row) -> HealthRow:
    return HealthRow(row[0], row[1], from_ms(row[2]), row[3], json.loads(row[4]), maybe_from_ms(row[5]))
