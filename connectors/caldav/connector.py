"""The CalDAV and CardDAV connector: the class that the engine sees; what it does is in the modules beside it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property

from connectors.caldav.cards import CardReader
from connectors.caldav.discovery import Principal, collections, principal
from connectors.caldav.events import EventReader
from connectors.caldav.pulling import Pull, Reader
from connectors.caldav.verbs import VERBS, call_of, find, perform
from connectors.caldav.wire import Wire
from workspace.connector.base import Connector, Session
from workspace.connector.errors import Unsupported
from workspace.connector.pages import Identity, Page
from workspace.model.actions import Action, Receipt
from workspace.model.items import Collection
from workspace.model.kinds import Kind


class CaldavConnector(Connector):
    """One account at one server."""

    page_size = 100
    timeout_seconds = 30.0

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.settings = session.settings

    @cached_property
    def wire(self) -> Wire:
        wire = Wire(
            self.settings["base_url"].strip(),
            self.settings["username"],
            self.session.secret("password"),
            self.session.ssl_context,
        )
        wire.timeout_seconds = self.timeout_seconds
        return wire

    @cached_property
    def owner(self) -> Principal:
        username = self.settings["username"]
        return principal(self.wire, self.settings.get("address", "") or (username if "@" in username else ""))

    def now(self) -> datetime:
        return datetime.now(UTC)

    def check(self) -> Identity:
        self.__dict__.pop("owner", None)
        owner = self.owner
        return Identity(self.settings["username"], owner.name, owner.addresses)

    def discover(self) -> Iterable[Collection]:
        return list(collections(self.wire, self.owner))

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        return Pull(self.wire, collection, self._reader(collection), self.page_size).pages(cursor)

    def _reader(self, collection: Collection) -> Reader:
        if collection.kind is Kind.CONTACT:
            return CardReader()
        return EventReader(lambda: frozenset(self.owner.addresses), self.now())

    def perform(self, action: Action) -> Receipt:
        if action.verb not in VERBS:
            raise Unsupported(connector="caldav")
        return perform(call_of(self.wire, action, lambda: self.owner))

    def find(self, action: Action) -> Receipt | None:
        return find(call_of(self.wire, action, lambda: self.owner))

    def close(self) -> None:
        if "wire" in self.__dict__:
            self.wire.close()


CONNECTOR = CaldavConnector
