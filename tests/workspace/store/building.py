"""Mails, chats and records to store, and a home to store them in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workspace.connector.pages import Page
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, RemoteId, WorkplaceId
from workspace.model.items import Address, ChatMessage, Collection, Email, Item
from workspace.model.kinds import Kind, Role
from workspace.store.home import Home
from workspace.store.ledger import Ledger
from workspace.store.open import bring_up_to_date, open_writer
from workspace.store.reader import Reader
from workspace.store.user import UserStore
from workspace.store.writer import CacheWriter, Stored

KEY = bytes(range(32))
START = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
KIM = Address("김민수", "minsu@customer.example")
ME = Address("Jane", "jane@ours.example")
ACCOUNT = Account(AccountId("mail"), "imap", "Mail", {}, WorkplaceId("w1"), ME.email, (ME.email,))
INBOX = Collection(RemoteId("INBOX"), "Inbox", Kind.EMAIL, Role.INBOX)
ARCHIVE = Collection(RemoteId("Archive"), "Archive", Kind.EMAIL, Role.ARCHIVE)
SENT = Collection(RemoteId("Sent"), "Sent", Kind.EMAIL, Role.SENT)
TRASH = Collection(RemoteId("Trash"), "Trash", Kind.EMAIL, Role.TRASH)
CHANNEL = Collection(RemoteId("C1"), "sales", Kind.CHAT, Role.CHANNEL)
DIRECT = Collection(RemoteId("D1"), "Kim", Kind.CHAT, Role.DIRECT)


def mail(n: int, **fields: object) -> Email:
    """The n-th mail of a mailbox, a minute after the one before."""
    given: dict[str, object] = {
        "remote_id": RemoteId(str(n)),
        "received_at": START + timedelta(minutes=n),
        "subject": f"견적 요청 {n}",
        "from_": (KIM,),
        "to": (ME,),
        "message_id": f"<{n}@customer.example>",
        "size": 1000 + n,
    }
    return Email(**{**given, **fields})  # type: ignore[arg-type]


def chat(n: int, text: str, **fields: object) -> ChatMessage:
    given: dict[str, object] = {
        "remote_id": RemoteId(f"m{n}"),
        "received_at": START + timedelta(minutes=n),
        "from_": KIM,
        "text": text,
        "global_id": f"team/C1/{n}",
    }
    return ChatMessage(**{**given, **fields})  # type: ignore[arg-type]


@dataclass
class Store:
    """A home with all its readers and writers open."""

    home: Home
    cache: CacheWriter
    ledger: Ledger
    user: UserStore
    reader: Reader
    account: Account = field(default_factory=lambda: ACCOUNT)

    @classmethod
    def open(cls, path: Path, key: bytes = KEY) -> "Store":
        home = Home(path)
        for name in ("cache", "ledger", "user"):
            bring_up_to_date(home, key, name)
        cache = CacheWriter(open_writer(home.cache_db, key))
        ledger = Ledger(open_writer(home.ledger_db, key))
        store = cls(home, cache, ledger, UserStore(home, key), Reader(home, key))
        cache.mirror_accounts([ACCOUNT], {"w1": ["mail"]})
        cache.discover(ACCOUNT, [INBOX, ARCHIVE, SENT, TRASH, CHANNEL, DIRECT])
        return store

    def close(self) -> None:
        for each in (self.cache, self.ledger, self.user, self.reader):
            each.close()

    def pull(self, *items: Item, into: Collection = INBOX, insist: bool = False, **page: object) -> Stored:
        """Store one page."""
        made = Page(items=items, **page)  # type: ignore[arg-type]
        return self.cache.apply_page(self.account, into, made, insist=insist)

    def remote_ids(self, collection: Collection = INBOX) -> set[str]:
        """What the cache holds of a collection."""
        return {
            item.key.remote_id
            for item in self.reader.items(collection.kind, limit=100_000)
            if collection.remote_id in item.collections
        }

    def key(self, remote_id: str, kind: Kind = Kind.EMAIL):
        found = self.cache.item_id(ACCOUNT.account_id, str(kind), RemoteId(remote_id))
        assert found is not None
        item = self.reader.item(found)
        assert item is not None
        return item


def subjects(rows: Iterable[object]) -> list[str]:
    return [row.subject for row in rows]  # type: ignore[attr-defined]
