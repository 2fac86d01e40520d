"""The Tryton connector: one user in one database, for one run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from connectors.tryton.creating import Creating, Origin
from connectors.tryton.drafts import drafts
from connectors.tryton.filings import Filings
from connectors.tryton.mapping import Links
from connectors.tryton.models import moment
from connectors.tryton.pulling import Cursor, Pull, read
from connectors.tryton.records import Records
from connectors.tryton.rpc import Rpc
from connectors.tryton.taking_back import TakingBack
from workspace.connector.base import Connector, Session
from workspace.connector.errors import Conflict, Rejected, Unsupported
from workspace.connector.pages import Identity, Page, Query
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import NewRecord, RecordField
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind, RecordType, Role, Verb

NAME = "tryton"
# One list: contacts and companies are parties alike, and a lead keeps its id when it becomes an opportunity.
RECORDS = Collection(RemoteId("records"), "Parties and opportunities", Kind.RECORD, Role.RECORDS)


class TrytonConnector(Connector):
    """Parties and opportunities over JSON-RPC; filings are notes and attachments on them."""

    page_size: ClassVar[int] = 200

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rpc = Rpc(session)
        client = session.settings.get("web_client") or self._rpc.base_url
        self._links = Links(client, self._rpc.database)
        self._records = Records(self._rpc, self._links)

    @cached_property
    def _filings(self) -> Filings:
        return Filings(self._rpc, self.session, self._records, self._links)

    def check(self) -> Identity:
        self._rpc.refresh()
        name = str(self._rpc.preferences.get("employee.rec_name") or self._rpc.username)
        return Identity(self._rpc.username, name)

    def discover(self) -> Iterable[Collection]:
        self._rpc.refresh()
        if not self._records.models:
            raise Rejected("forbidden", host=self._rpc.host, reason="reading parties and opportunities")
        return (RECORDS,)

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        epoch = self._epoch()
        known = Cursor(epoch) if cursor is None else read(cursor, epoch, collection.name)
        yield from Pull(self._rpc, self._records, self.page_size).pages(known, is_first=cursor is None)

    def _epoch(self) -> str:
        """When this user was made: other in another database at the same address."""
        [row] = self._rpc.ask("res.user", "read", [self._rpc.signed.user_id], ["create_date"])
        at = moment(row.get("create_date"))
        return f"{self._rpc.database}/{self._rpc.signed.user_id}/{at.isoformat() if at else ''}"

    def perform(self, action: Action) -> Receipt:
        match action.verb:
            case Verb.FILE:
                return self._filings.file(action)
            case Verb.UNFILE:
                return self._filings.unfile(action)
            case Verb.CREATE:
                return self._create(action)
        raise Unsupported(connector=NAME)

    def find(self, action: Action) -> Receipt | None:
        if action.verb is Verb.FILE:
            return self._filings.find(action)
        if action.verb is Verb.CREATE:
            made = Creating(self._rpc, self._records).made_by(action.action_id)
            return self._created(action, made, made) if made else None
        return None

    def _create(self, action: Action) -> Receipt:
        """Make one record, unless it is there already."""
        creating = Creating(self._rpc, self._records)
        news = drafts([_new_record(action.payload)])
        origin = Origin(action.action_id, "Made with Workspace")
        try:
            creating.require(origin, news)
            wanted = creating.make(origin, news)
        except (Rejected, Conflict) as error:
            names = [each.name for each in news]
            back = TakingBack(self._rpc, self._records, self._links)
            raise back.refusal(action.action_id, (), names, error) from error
        return self._created(action, wanted, creating.made_by(action.action_id))

    def _created(self, action: Action, wanted: list[RecordRef], made: list[RecordRef]) -> Receipt:
        last = wanted[-1]
        return Receipt(
            receipt_id=ReceiptId(action.action_id),
            action_id=action.action_id,
            remote_id=last.remote_id,
            link=self._links.to(last.remote_id),
            records=tuple(wanted),
            created=tuple(made),
            found=not made,
        )

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        return tuple(Creating(self._rpc, self._records).demanded(record_type))

    def look_up(self, query: Query) -> Iterable[Record]:
        return self._records.look_up(query)

    def close(self) -> None:
        self._rpc.close()


def _new_record(payload: Mapping[str, object]) -> NewRecord:
    """The record of a ``create`` action: its fields are a mapping or pairs, a list is several values."""
    fields: Any = payload["fields"]
    pairs = fields.items() if isinstance(fields, Mapping) else fields
    return NewRecord(str(payload["record_type"]), tuple((str(key), value) for key, value in pairs))


CONNECTOR = TrytonConnector
