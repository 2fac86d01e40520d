"""A small real home for the screens of a conversation: two workplaces, two mail accounts, two CRMs and their cache."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject

from ui.models.observer import Observer
from ui.shell.context import Context
from workspace.connector.pages import Page
from workspace.engine.parsing import body_of
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, ItemId, RemoteId, ThreadId
from workspace.model.items import Collection, Email, Item, Record
from workspace.model.kinds import Kind, RecordType, Role
from workspace.store.home import Home
from workspace.store.open import bring_up_to_date, open_writer
from workspace.store.reader import Reader
from workspace.store.rows import ItemRow
from workspace.store.secrets import Vault, open_vault
from workspace.store.user import UserStore
from workspace.store.writer import CacheWriter

KEY = bytes(range(32))
MAIL, OPS, CRM, OTHER_CRM = (AccountId(f"{n}" * 8) for n in "abcd")
INBOX = Collection(RemoteId("INBOX"), "Inbox", Kind.EMAIL, Role.INBOX)
ARCHIVE = Collection(RemoteId("Archive"), "Archive", Kind.EMAIL, Role.ARCHIVE)
RECORDS = Collection(RemoteId("records"), "Records", Kind.RECORD, Role.RECORDS)
NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass
class SampleHome:
    """A home with its writer, as the engine would hold it, and the window's context."""

    path: Path
    parent: QObject
    rung: int = 0
    accounts: dict[AccountId, Account] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = Home(self.path)
        for name in ("user", "ledger", "cache"):
            bring_up_to_date(self.home, KEY, name)
        self.user = UserStore(self.home, KEY)
        self.writer = CacheWriter(open_writer(self.home.cache_db, KEY))
        self._add_accounts()
        self.reader = Reader(self.home, KEY)
        self.observer = Observer(self.reader, self.parent)
        self.context = Context(self.user, self.reader, self._vault(), self.observer, self._ring)

    def close(self) -> None:
        self.reader.close()
        self.user.close()
        self.writer.close()

    def put(self, raw: bytes, *, is_read: bool = True, account_id: AccountId = MAIL) -> ItemId:
        """Store a raw mail as the engine does: its headers, then its body. Returns its item id."""
        body = body_of(raw)
        from workspace.mail.parse import parse

        mail = parse(raw)
        remote_id = RemoteId(f"{account_id}-{abs(hash(raw))}")
        email = Email(
            remote_id,
            mail.sent_at or NOW,
            subject=mail.subject,
            from_=mail.from_,  # type: ignore[arg-type]
            to=mail.to,  # type: ignore[arg-type]
            cc=mail.cc,  # type: ignore[arg-type]
            reply_to=mail.reply_to,  # type: ignore[arg-type]
            sent_at=mail.sent_at,
            message_id=mail.message_id,
            in_reply_to=mail.in_reply_to,
            references=mail.references,
            is_read=is_read,
            is_automated=mail.is_automated,
            size=len(raw),
        )
        self.writer.apply_page(self.accounts[account_id], INBOX, Page((email,), cursor="1"))
        item_id = self.writer.item_id(account_id, "email", remote_id)
        assert item_id is not None
        self.writer.store_bodies([(item_id, body)])
        return item_id

    def put_headers(self, email: Email, account_id: AccountId = MAIL) -> ItemId:
        self.writer.apply_page(self.accounts[account_id], INBOX, Page((email,), cursor="1"))
        item_id = self.writer.item_id(account_id, "email", email.remote_id)
        assert item_id is not None
        return item_id

    def put_records(self, account_id: AccountId, records: Iterable[Item]) -> None:
        self.writer.apply_page(self.accounts[account_id], RECORDS, Page(tuple(records), cursor="1"))

    def row(self, item_id: ItemId) -> ItemRow:
        found = self.reader.item(item_id)
        assert found is not None
        return found

    def thread_of(self, item_id: ItemId) -> ThreadId:
        found = self.row(item_id).thread_id
        assert found is not None
        return found

    def queued(self, verb: str) -> list[tuple[str, str]]:
        """``(action id, account id)`` of what waits in the outbox."""
        return [(a.action_id, a.account_id) for a in self.reader.attempts() if a.verb == verb]

    def open_requests(self) -> list[tuple[str, str]]:
        """``(request id, verb)`` of every question asked of the engine."""
        return [(row[0], row[1]) for row in self.user._all("SELECT request_id, verb FROM request")]

    def _ring(self) -> None:
        self.rung += 1

    def _vault(self) -> Vault:
        return open_vault(self.home)

    def _add_accounts(self) -> None:
        service = self.user.add_workplace("Customer service", "#3B5BDB", "CS")
        ops = self.user.add_workplace("Ops", "#B7791F", "Op")
        for account_id, connector, name, identity, workplace in (
            (MAIL, "imap", "support@", "support@shop.example", service),
            (OPS, "imap", "ops@", "ops@depot.example", ops),
            (CRM, "builtin_crm", "Salesforce EMEA", "", service),
            (OTHER_CRM, "builtin_crm", "HubSpot", "", service),
        ):
            own = (identity,) if identity else ()
            account = Account(account_id, connector, name, {}, workplace.workplace_id, identity, own)
            self.user.add_account(account)
            self.accounts[account_id] = account
        self.writer.mirror_accounts(self.user.accounts(), self.user.workplace_accounts())
        for account_id in (MAIL, OPS):
            self.writer.discover(self.accounts[account_id], [INBOX, ARCHIVE])
        for account_id in (CRM, OTHER_CRM):
            self.writer.discover(self.accounts[account_id], [RECORDS])


def mail(
    text: str = "Hello",
    *,
    subject: str = "Order 48213",
    sender: str = "Orders desk <orders@haneul.example>",
    to: str = "support@shop.example",
    message_id: str = "<one@haneul.example>",
    kind: str = "text/plain",
    extra: str = "",
    minutes_ago: int = 5,
) -> bytes:
    """A raw mail in UTF-8."""
    at = NOW - timedelta(minutes=minutes_ago)
    return (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: {message_id}\r\n"
        f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}\r\nMIME-Version: 1.0\r\n{extra}"
        f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    ).encode()


def record(remote_id: str, record_type: RecordType, name: str, **fields: object) -> Record:
    return Record(RemoteId(remote_id), record_type, name, **fields)  # type: ignore[arg-type]


def haneul() -> list[Item]:
    """A company with a contact, an open deal and an open case."""
    return [
        record("co1", RecordType.COMPANY, "Haneul Trading", domains=("haneul.example",), city="Seoul",
               title="Key account", owner="EMEA desk"),
        record("c1", RecordType.CONTACT, "Orders desk", emails=("orders@haneul.example",), parent_ids=("co1",)),
        record("d1", RecordType.DEAL, "Renewal 2027", parent_ids=("co1",), stage="Renewal", amount="€48,000"),
        record("k1", RecordType.CASE, "Case 00731", parent_ids=("co1",), stage="Open"),
    ]  # fmt: skip
