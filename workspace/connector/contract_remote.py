"""What the conformance kit needs of whoever tests a connector: a hand that changes the service behind
the connector's back, and a session without an engine.
"""

import io
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from workspace.connector.base import Connector
from workspace.connector.errors import AuthRequired, Rejected
from workspace.connector.oauth import TOKENS, Tokens
from workspace.connector.pages import Page
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Address, ChatMessage, Collection, Email, Event, Item, ItemKey, Record
from workspace.model.kinds import Kind, RecordType, Role

PIECE = 1024 * 1024
STARTED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filed:
    """A filing as the CRM has it; ``records`` as ``TYPE:REMOTE_ID``."""

    remote_id: str
    key: str
    subject: str
    text: str
    records: frozenset[str]
    attachments: Mapping[str, bytes]


class Remote:
    """The service, or its fake, changed and looked at from outside the connector.

    A subclass gives the methods that its connector's manifest calls for; a missing one fails the test that
    needs it. Items are named by what ``title_of`` shows of them.
    """

    settings: Mapping[str, str] = {}
    secrets: Mapping[str, str] = {}
    wrong_secrets: Mapping[str, str] = {}
    """Well-formed secrets that the service refuses."""
    colleague: Mapping[str, str] = {}
    """Settings that differ for a second user of the same CRM."""
    me: Address = Address("Me", "me@demo.example")
    """Who sends the kit's mails; a real service takes the account's own address alone."""
    them: Address = Address("Orders desk", "orders@haneul.example")
    """Who they go to."""

    def deliver(self, raw: bytes, received_at: datetime) -> None:
        """Put a raw message into the inbox, unread."""
        _needed("deliver", raw, received_at)

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        """Put a new item with that title into the first collection of its kind."""
        if kind is Kind.EMAIL:
            self.deliver(sample_mail(title, received_at), received_at)
        else:
            _needed(f"add for {kind.value}", title)

    def delete(self, item: Item) -> None:
        _needed("delete", item)

    def change(self, item: Item, title: str) -> None:
        """Give an item (not a mail) another title."""
        _needed("change", item, title)

    def mark(self, item: Item, *, is_read: bool) -> None:
        _needed("mark", item, is_read)

    def move(self, item: Email, role: Role) -> None:
        """Move a mail out of the inbox into the mailbox of that role."""
        _needed("move", item, role)

    def marks(self, item: Item) -> tuple[bool, bool]:
        """Whether the item is read, and flagged, at the service."""
        _needed("marks", item)

    def mailboxes(self, item: Email) -> set[str]:
        """Remote ids of the collections that the mail is in, found by its Message-ID."""
        _needed("mailboxes", item)

    def sent(self) -> list[bytes]:
        """The raw messages that went out, each once."""
        _needed("sent")

    def drafts(self) -> list[bytes]:
        _needed("drafts")

    def said(self) -> list[str]:
        """The texts of the first channel."""
        _needed("said")

    def reactions(self, item: ChatMessage) -> dict[str, int]:
        _needed("reactions", item)

    def answer(self, item: Event) -> str:
        """The account owner's PARTSTAT at the service."""
        _needed("answer", item)

    def invite(self, title: str) -> None:
        """Put an event into the first calendar to which the account's owner is asked."""
        _needed("invite", title)

    def add_record(self, record: Record) -> None:
        """Put a record into the CRM; the service chooses the id."""
        _needed("add_record", record)

    def record_names(self) -> set[str]:
        _needed("record_names")

    def rename_record(self, remote_id: str, name: str) -> None:
        _needed("rename_record", remote_id, name)

    def demand_field(self, record_type: RecordType) -> str:
        """Make the organisation demand one more field in new records of that type; returns a value that it takes, ""
        where the CRM has no such thing or does not say."""
        return ""

    def field_value(self, remote_id: str, name: str) -> str:
        """What a record has in a field that :meth:`demand_field` added, by the name that the connector gave it."""
        _needed("field_value", remote_id, name)

    def filings(self) -> list[Filed]:
        _needed("filings")

    def forget_cursors(self) -> None:
        """Make the service refuse every cursor that it handed out."""
        _needed("forget_cursors")

    def cut_network(self) -> None:
        _needed("cut_network")

    def mend_network(self) -> None:
        _needed("mend_network")


def _needed(what: str, *_: object) -> NoReturn:
    raise LookupError(f"the manifest calls for it: give the Remote a method for {what}")


class KitSession:
    """A session for one test: settings and secrets as given, blobs from a dictionary."""

    def __init__(self, settings: Mapping[str, str], secrets: Mapping[str, str], folder: Path) -> None:
        self.account_id = AccountId("kit")
        self.settings = settings
        self.is_asked = True
        self.blobs: dict[str, bytes] = {}
        self._secrets = secrets
        self._folder = folder

    def secret(self, key: str) -> str:
        try:
            return self._secrets[key]
        except KeyError:
            raise AuthRequired("secret_missing") from None

    def token(self, *, renew: bool = False) -> str:
        """The access token of the secret ``oauth``; renewed once to that of ``oauth_renewed``, where there is one."""
        if renew and "oauth_renewed" not in self._secrets:
            raise AuthRequired("signin_expired", host="the service")
        return Tokens.from_json(self.secret("oauth_renewed" if renew else TOKENS)).access_token

    def ssl_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if ca_file := self.settings.get("ca_file"):
            context.load_verify_locations(ca_file)
        return context

    def blob(self, name: str) -> Iterator[bytes]:
        if name not in self.blobs:
            raise Rejected("not_found", what=name)
        content = io.BytesIO(self.blobs[name])
        yield from iter(lambda: content.read(PIECE), b"")

    def data_path(self, name: str) -> str:
        return str(self._folder / name)


@dataclass(slots=True)
class Mirror:
    """A collection as the engine's cache would hold it after the pages that it was given."""

    collection: Collection
    items: dict[RemoteId, Item] = field(default_factory=dict)
    cursor: str | None = None

    def apply(self, page: Page) -> None:
        self.items.update({item.remote_id: item for item in page.items})
        for flags in page.flags:
            item = self.items.get(flags.remote_id)
            marks = {"is_read": flags.is_read, "is_flagged": flags.is_flagged}
            known: Any = {k: v for k, v in marks.items() if v is not None and hasattr(item, k)}
            if item is not None:
                self.items[flags.remote_id] = replace(item, **known)
        for remote_id in page.gone:
            self.items.pop(remote_id, None)
        if page.alive is not None:
            self.items = {k: v for k, v in self.items.items() if k in page.alive}
        self.cursor = page.cursor or self.cursor

    def pull(self, connector: Connector, pages: int | None = None) -> list[Page]:
        """Apply the next pages, all or so many, and give the pull up as the engine does."""
        pulling = connector.pull(self.collection, self.cursor)
        seen = []
        for page in islice(pulling, pages):
            self.apply(page)
            seen.append(page)
        close = getattr(pulling, "close", None)
        if close is not None:
            close()
        return seen

    def titles(self, prefix: str = "") -> list[str]:
        return sorted(t for t in map(title_of, self.items.values()) if t.startswith(prefix))

    def titled(self, title: str) -> Item:
        found = [item for item in self.items.values() if title_of(item) == title]
        assert len(found) == 1, f"{len(found)} items are titled {title!r}"
        return found[0]


def title_of(item: Item) -> str:
    """What a person would call the item: subject, text, summary or name."""
    for name in ("subject", "summary", "name", "text"):
        if title := getattr(item, name, ""):
            return str(title)
    return ""


def key_of(item: Item) -> ItemKey:
    return ItemKey(AccountId("kit"), item.kind, item.remote_id)


def sample_mail(
    title: str,
    sent_at: datetime,
    attachments: Iterable[tuple[str, bytes]] = (),
    sender: str = "Orders desk <orders@haneul.example>",
) -> bytes:
    """A raw message whose text and Message-ID carry its title."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "support@demo.example"
    message["Subject"] = title
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = message_id(title)
    message.set_content(f"This is the text of {title}.\n")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def message_id(title: str) -> str:
    name = title.replace(" ", ".") if title.isascii() else title.encode().hex()
    return f"<{name}@haneul.example>"


def moment(number: int) -> datetime:
    """The time of the n-th sample item: later ones are newer, all are past."""
    return STARTED_AT + timedelta(minutes=number)


def sample_record(name: str = "Orders desk", email: str = "orders@haneul.example") -> Record:
    return Record(RemoteId(""), RecordType.CONTACT, name, emails=(email,))
