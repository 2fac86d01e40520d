"""The Salesforce connector: one user of one org, for one run."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from connectors.salesforce.failures import Refused
from connectors.salesforce.fields import demanded
from connectors.salesforce.filing import Filings
from connectors.salesforce.line import BURST, RATE, Line
from connectors.salesforce.looking_up import look_up
from connectors.salesforce.objects import OBJECTS
from connectors.salesforce.pulling import Pull, Since, read
from connectors.salesforce.soql import Row, text_of
from workspace.connector.base import Connector, Session
from workspace.connector.errors import Rejected, Unsupported
from workspace.connector.pages import Identity, Page, Query
from workspace.model.actions import Action, Receipt
from workspace.model.filings import RecordField
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind, RecordType, Role, Verb

KEPT_FREE = 0.9
"""Pulls stop at this share of the day's calls, so that filing goes on."""


class SalesforceConnector(Connector):
    """https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest.htm"""

    page_size: ClassVar[int] = 2000
    """https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_changing_batch_size.htm"""
    rate: ClassVar[tuple[float, float]] = (RATE, BURST)
    known: ClassVar[dict[tuple[str, str], Row]] = {}
    """Who a token belongs to, by the org's address and the token."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._line = Line(session, self.rate)
        self._filings = Filings(self._line, session)

    def check(self) -> Identity:
        who = self._ask_who()
        user = "/".join(text for each in ("organization_id", "user_id") if (text := text_of(who, each)))
        email = text_of(who, "email")
        return Identity(user or self._line.host, text_of(who, "name"), (email,) if email else ())

    def discover(self) -> Iterable[Collection]:
        self._line.schema.describe("Account", anew=True)
        return [
            Collection(RemoteId(kept.record_type.value), self._title(kept.name, kept.title), Kind.RECORD, Role.RECORDS)
            for kept in OBJECTS.values()
            if self._line.schema.has(kept.name)
        ]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        kept = OBJECTS.get(collection.remote_id)
        if kept is None:
            raise Rejected("not_found", what=collection.name)
        self._line.refuse_when_full(KEPT_FREE)
        org = self._org()
        pull = Pull(self._line, kept, self.page_size)
        if cursor is None:
            yield from pull.first(Since(org, self._line.now()), is_resumed=False)
            return
        since = read(cursor, org, self._line.now(), collection.name)
        if since.after:
            yield from pull.first(since, is_resumed=True)
        else:
            yield from pull.changes(since)

    def perform(self, action: Action) -> Receipt:
        match action.verb:
            case Verb.FILE:
                return self._filings.file(action)
            case Verb.UNFILE:
                return self._filings.unfile(action)
            case Verb.CREATE:
                return self._filings.create(action)
        raise Unsupported(connector="Salesforce")

    def find(self, action: Action) -> Receipt | None:
        if action.verb is Verb.FILE:
            return self._filings.find(action)
        return self._filings.find_created(action) if action.verb is Verb.CREATE else None

    def look_up(self, query: Query) -> Iterable[Record]:
        return look_up(self._line, query)

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        kept = OBJECTS.get(record_type)
        return demanded(self._line, kept) if kept is not None else ()

    def close(self) -> None:
        self._line.close()

    def _title(self, name: str, plain: str) -> str:
        """In the user's language, as the org calls them."""
        return text_of(self._line.schema.describe(name) or {}, "labelPlural") or plain

    def _org(self) -> str:
        """A sandbox that is refreshed gets another id, and its old cursors mean nothing."""
        key = (self._line.base_url, self.session.token())
        who = self.known.get(key) or self._ask_who()
        return text_of(who, "organization_id") or self._line.host

    def _ask_who(self) -> Row:
        """Empty on a server that does not know; whether it lets us in is then seen by reading something."""
        try:
            who = self._line.user_info()
        except Refused as refused:
            if not refused.is_missing and refused.status != 403:
                raise refused.meaning(self._line.host, "The user") from None
            who = {}
            self._line.ask("GET", "query", params={"q": "SELECT Id FROM Account LIMIT 1"})
        self.known[self._line.base_url, self.session.token()] = who
        return who


CONNECTOR = SalesforceConnector
