"""The one class a connector is, and what the engine hands to it.

Glossary: a COLLECTION holds items (mailbox, channel, calendar). A CURSOR says up to where a collection was pulled.
A PAGE is items plus the cursor after them. A REF names one item or attachment. An ACTION is what the user wants done,
a RECEIPT what the service answered. The KEY of a filing is the same for every colleague who files the same mail.

The connector owns paging and mapping. The engine owns schedule, retry, backoff, limits, transactions, threads, health.
"""

import ssl
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from workspace.connector.errors import Unsupported
from workspace.connector.pages import Identity, Page, Query, Ref, Search
from workspace.model.actions import Action, Receipt
from workspace.model.filings import RecordField
from workspace.model.ids import AccountId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind, RecordType


class Session(Protocol):
    """What the engine lends a connector for one run; everything account-specific comes from here."""

    account_id: AccountId
    settings: Mapping[str, str]
    """The account's settings with the manifest's defaults filled in."""
    is_asked: bool
    """Whether the user asked for this run; services that forbid polling may be read then, whatever was read today."""

    def secret(self, key: str) -> str:
        """The account's secret of that name from the keyring; raises ``AuthRequired("secret_missing")``."""

    def token(self, *, renew: bool = False) -> str:
        """An OAuth access token that is good for minutes; refreshed under one lock per account.

        ``renew`` after the service refused the last one: asks for another even if the old one looks fresh. Raises
        ``AuthRequired`` where there is none or the service will not renew it, ``Transient`` where it is not reachable.
        """

    def ssl_context(self) -> ssl.SSLContext:
        """The process's one verifying context (the system's roots, plus the account's ``ca_file`` if set)."""

    def blob(self, name: str) -> Iterator[bytes]:
        """The bytes that go along with the action being performed, in pieces of at most 1 MiB.

        ``name`` is the ``part_id`` of a :class:`~workspace.model.filings.FiledAttachment` or the ``blob_id`` in a
        ``send`` payload. Raises ``Rejected("not_found")`` where the cache lost it.
        """

    def data_path(self, name: str) -> str:
        """A path inside the home that belongs to this account alone, for connectors with a file of their own."""


class Watch(Protocol):
    """A push channel, polled by the engine's selector."""

    def fileno(self) -> int:
        """A socket that becomes readable when there may be news."""

    def heard(self) -> bool:
        """Read what came without blocking; true if the collection should be pulled.

        Raises ``Transient`` when the channel broke. Called also every few minutes to let it renew itself.
        """

    def close(self) -> None:
        """Give the channel up; never raises."""


class Connector(ABC):
    """One account for one run: made by the engine, used by one thread at a time, closed by the engine.

    Every method may raise the classes of :mod:`workspace.connector.errors`; anything else counts as a bug of the
    connector and pauses the account.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.unlisted: set[tuple[Kind, str | None]] = set()
        """What ``discover`` could not list, by kind and ``Collection.identity``: what is cached of it stays."""

    @abstractmethod
    def check(self) -> Identity:
        """Sign in and say who we are; cheap, changes nothing."""

    @abstractmethod
    def discover(self) -> Iterable[Collection]:
        """Every collection of the account, the inbox first."""

    @abstractmethod
    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        """What changed since ``cursor``, newest first; everything when it is None. Raises ``CursorExpired``."""

    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        """The raw RFC 5322 messages of mails that came without text; ids that vanished are left out."""
        raise Unsupported(connector=type(self).__name__)

    def perform(self, action: Action) -> Receipt:
        """Do it once. The payload's keys per verb are in :mod:`workspace.connector.payloads`."""
        raise Unsupported(connector=type(self).__name__)

    def find(self, action: Action) -> Receipt | None:
        """What the service already has under this action's key (Message-ID, filing key), else None.

        The engine asks before a filing (a colleague may have been first), after it (to read back what was written) and
        after a crash (to learn whether the call went through). Must see what ``perform`` wrote at once, or say in the
        manifest's ``limits.find_delay_seconds`` how long the service's index lags.
        """
        raise Unsupported(connector=type(self).__name__)

    def look_up(self, query: Query) -> Iterable[Record]:
        """Ask the service now for records that the cache may not have."""
        raise Unsupported(connector=type(self).__name__)

    def search(self, search: Search, collections: Sequence[Collection]) -> Iterator[tuple[Collection, Page]]:
        """Ask the service now for mails that the cache may not have, as a pull would bring them.

        ``collections`` are those of ``discover``. A page has items alone, never a cursor; a mail in several
        collections comes with each. A collection that refuses is left out.
        """
        raise Unsupported(connector=type(self).__name__)

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        """What the organisation demands in a new record of that type, the name and what it fills in itself left out.

        Asked before a form is shown, so that nobody learns of a field by a refusal. Nothing where the CRM does not say.
        """
        return ()

    def watch(self, collection: Collection) -> Watch | None:
        """A push channel for the collection, or None where the service has none."""
        return None

    def fetch(self, ref: Ref) -> Iterator[bytes]:
        """The decoded bytes of one attachment, in pieces of at most 1 MiB."""
        raise Unsupported(connector=type(self).__name__)

    def close(self) -> None:  # noqa: B027  most have nothing to let go of
        """Let go of connections; never raises."""
