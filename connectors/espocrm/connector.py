"""The EspoCRM connector: records of one server, and mails filed to them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from connectors.espocrm.api import CALLS_PER_SECOND, PAGE, Espo
from connectors.espocrm.demands import Demands
from connectors.espocrm.filing import Filer
from connectors.espocrm.looking import look_up
from connectors.espocrm.made import Made
from connectors.espocrm.mapping import ENTITIES, NAMES, Fields, Mapper
from connectors.espocrm.pulling import Pull
from connectors.espocrm.rights import Rights, rights_of
from connectors.espocrm.uploads import Uploads
from workspace.connector.base import Connector, Session
from workspace.connector.errors import Rejected, Unsupported
from workspace.connector.pages import Identity, Page, Query
from workspace.model.actions import Action, Receipt
from workspace.model.filings import RecordField
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind, RecordType, Role, Verb


class EspoConnector(Connector):
    """Signed in by an API key, by HMAC, or as a person."""

    page_size: ClassVar[int] = PAGE
    calls_per_second: ClassVar[float] = CALLS_PER_SECOND

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._api = Espo(session, self.calls_per_second)

    def check(self) -> Identity:
        self.__dict__.pop("_rights", None)
        rights = self._rights
        return Identity(rights.user_name, rights.name, rights.addresses)

    def discover(self) -> Iterable[Collection]:
        """A list for each kind of record that the roles let us read."""
        return [
            Collection(RemoteId(entity), NAMES[record_type], Kind.RECORD, Role.RECORDS)
            for record_type, entity in ENTITIES.items()
            if self._rights.may(entity, "read")
        ]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        user = self._rights.user_id
        for record_type, entity in ENTITIES.items():
            if entity == collection.remote_id:
                pull = Pull(self._api, self._mapper, self._fields, record_type, self.page_size, user)
                yield from pull.pages(cursor)
                return
        raise Rejected("not_found", what=collection.name)

    def perform(self, action: Action) -> Receipt:
        if action.verb is Verb.FILE:
            return self._filer.file(action)
        if action.verb is Verb.UNFILE:
            return self._filer.unfile(action)
        if action.verb is Verb.CREATE:
            return self._filer.create(action)
        raise Unsupported(connector="EspoCRM")

    def find(self, action: Action) -> Receipt | None:
        if action.verb is Verb.FILE:
            return self._filer.find(action)
        if action.verb is Verb.CREATE:
            return self._filer.find_created(action)
        raise Unsupported(connector="EspoCRM")

    def look_up(self, query: Query) -> Iterable[Record]:
        return look_up(self._api, self._mapper, self._readable(), query)

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        return Demands(self._api, self._rights, self._fields).listed(record_type) if record_type in ENTITIES else ()

    def close(self) -> None:
        self._api.close()

    def _readable(self) -> list[RecordType]:
        return [each for each, entity in ENTITIES.items() if self._rights.may(entity, "read")]

    @cached_property
    def _rights(self) -> Rights:
        return rights_of(self._api)

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self._api)

    @cached_property
    def _mapper(self) -> Mapper:
        return Mapper(self._api, self._rights, self._fields)

    @cached_property
    def _filer(self) -> Filer:
        uploads = Uploads(self._api, self.session.data_path("uploads.txt"))
        made = Made(self.session.data_path("made.json"))
        return Filer(self._api, self._rights, self._fields, uploads, made, self.session.blob)


CONNECTOR = EspoConnector
