"""The Odoo connector: one user of one database, for one run."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from connectors.odoo.filing import LARGEST_CALL, Filings
from connectors.odoo.looking import look_up
from connectors.odoo.models import LISTS, Row, Schema
from connectors.odoo.pulling import Pull, Records
from connectors.odoo.rights import Rights
from connectors.odoo.rpc import Rpc
from workspace.connector.base import Connector, Session
from workspace.connector.errors import Rejected, Transient, Unsupported
from workspace.connector.pages import Identity, Page, Query
from workspace.mail.address import normalise
from workspace.model.actions import Action, Receipt
from workspace.model.filings import RecordField
from workspace.model.items import Collection, Record
from workspace.model.kinds import RecordType, Verb

NAME = "Odoo"


class OdooConnector(Connector):
    """Customers of an Odoo database, and the mails in their chatter."""

    page_size = 200
    largest_call = LARGEST_CALL

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rpc = Rpc(session)
        self._schema = Schema(self._rpc)
        self._rights = Rights(self._rpc)

    @cached_property
    def _me(self) -> Row:
        rows = self._rpc.rows("res.users", [["id", "=", self._rpc.uid]], ["name", "login", "email", "create_date"])
        if len(rows) != 1:
            raise Transient("bad_answer", host=self._rpc.host)
        return rows[0]

    def check(self) -> Identity:
        """Raises ``Rejected`` where the key is somebody else's than the login's."""
        login = str(self._me.get("login") or "")
        wanted = self.session.settings.get("login", "")
        if wanted and wanted.casefold() != login.casefold():
            raise Rejected("different_person", found=login, expected=wanted)
        email = normalise(str(self._me.get("email") or ""))
        return Identity(login, str(self._me.get("name") or ""), (email,) if "@" in email else ())

    def discover(self) -> list[Collection]:
        return [each.collection() for each in self._schema.lists()]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        listed = next((each for each in LISTS if each.remote_id == collection.remote_id), None)
        if listed is None:
            raise Rejected("not_found", what=collection.name)
        base = f"{self._rpc.uid} {self._me.get('create_date')}"
        return Pull(self._records, listed, base, self.page_size).pages(cursor)

    def look_up(self, query: Query) -> Iterable[Record]:
        return list(look_up(self._records, query))

    def find(self, action: Action) -> Receipt | None:
        if action.verb not in (Verb.FILE, Verb.CREATE):
            raise Unsupported(connector=NAME)
        return self._filings.find(action)

    def perform(self, action: Action) -> Receipt:
        if action.verb is Verb.FILE:
            return self._filings.file(action)
        if action.verb is Verb.UNFILE:
            return self._filings.unfile(action)
        if action.verb is Verb.CREATE:
            return self._filings.create(action)
        raise Unsupported(connector=NAME)

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        return self._filings.demanded(record_type)

    def close(self) -> None:
        self._rpc.close()

    @cached_property
    def _records(self) -> Records:
        return Records(self._rpc, self._schema, self._rights)

    @cached_property
    def _filings(self) -> Filings:
        return Filings(self._rpc, self._schema, self._rights, self.session.blob, self.largest_call)


CONNECTOR = OdooConnector
