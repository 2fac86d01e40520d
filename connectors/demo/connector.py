"""The demo connector: the class that the engine sees; what it does is in the modules beside it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from threading import Lock

from connectors.demo import events, filing, folders, searching
from connectors.demo.mapping import receipt_from_json
from connectors.demo.performing import VERBS, Call, perform
from connectors.demo.pulling import pull
from connectors.demo.samples import load
from connectors.demo.service import DemoService, row_of
from connectors.demo.state import State
from connectors.demo.watching import DemoWatch
from workspace.connector.base import Connector, Session, Watch
from workspace.connector.errors import AuthRequired, Rejected, Transient, Unsupported
from workspace.connector.pages import Identity, Page, Query, Ref, Search
from workspace.mail.parse import attachment
from workspace.model.actions import Action, Receipt
from workspace.model.filings import RecordField
from workspace.model.ids import AccountId, ReceiptId, RemoteId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind, RecordType, Verb

PIECE = 1024 * 1024
_IN_MEMORY: dict[AccountId, DemoService] = {}
_OPENING = Lock()


def service_of(session: Session) -> DemoService:
    """The service that an account talks to, filled with its persona's sample data when new."""
    path = session.settings.get("path")
    with _OPENING:
        known = _IN_MEMORY.get(session.account_id)
        service = known if known and not path else DemoService(path)
        if not path:
            _IN_MEMORY[session.account_id] = service
        persona = session.settings.get("persona")
        if persona and service.is_new():
            load(service, persona, datetime.now(UTC))
    return service


class DemoConnector(Connector):
    """One account at the made-up service."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.service = service_of(session)
        self.address = session.settings.get("address", "me@demo.example")
        self.page_size = int(session.settings.get("page_size", "50"))

    def check(self) -> Identity:
        self._reach()
        return Identity(self.address, self.address.partition("@")[0], (self.address,))

    def discover(self) -> Iterable[Collection]:
        self._reach()
        return self.service.collections()

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        self._reach()
        for page in pull(self.service, collection, cursor, self.page_size):
            yield page
            self._reach()

    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        for ref in refs:
            row = self._reach()["items"].get(f"{Kind.EMAIL.value}/{ref.remote_id}")
            if row is not None and row["raw"]:
                yield ref, self.service.place.bytes_of(row["raw"])

    def perform(self, action: Action) -> Receipt:
        if action.verb not in VERBS:
            raise Unsupported(connector="demo")
        self._reach()
        with self.service.change() as state:
            blob = self.session.blob
            return perform(Call(state, self.service.place, action, self.address, blob))

    def find(self, action: Action) -> Receipt | None:
        state = self._reach()
        if action.verb is Verb.FILE:
            return filing.find(state, action)
        known = state["receipts"].get(action.action_id)
        if known:
            return receipt_from_json(known)
        if action.verb in (Verb.SEND, Verb.REPLY):
            return _sent(state, action)
        if action.verb is Verb.CREATE_EVENT and (made := events.made(state, str(action.payload.get("uid")))):
            receipt_id = ReceiptId(f"demo-{action.action_id}")
            return Receipt(receipt_id, action.action_id, RemoteId(made), found=True)
        if action.verb in (Verb.CREATE_FOLDER, Verb.RENAME_FOLDER) and (found := folders.find(state, action)):
            return Receipt(ReceiptId(f"demo-{action.action_id}"), action.action_id, RemoteId(found), found=True)
        return None

    def look_up(self, query: Query) -> Iterable[Record]:
        return filing.look_up(self._reach(), query)

    def search(self, search: Search, collections: Sequence[Collection]) -> Iterator[tuple[Collection, Page]]:
        self._reach()
        yield from searching.search(self.service, search, collections)

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        return filing.demanded(self._reach(), record_type)

    def watch(self, collection: Collection) -> Watch | None:
        self._reach()
        return DemoWatch(self.service)

    def fetch(self, ref: Ref) -> Iterator[bytes]:
        content = self._part(self._reach(), ref)
        for start in range(0, max(len(content), 1), PIECE):
            yield content[start : start + PIECE]

    def _part(self, state: State, ref: Ref) -> bytes:
        """A part of a mail by its number, anything else by the name of its bytes."""
        part_id = ref.part_id or ""
        try:
            if f"{Kind.EMAIL.value}/{ref.remote_id}" not in state["items"]:
                return self.service.place.bytes_of(part_id)
            raw = row_of(state, Kind.EMAIL, ref.remote_id)["raw"]
            return attachment(self.service.place.bytes_of(raw), part_id)
        except LookupError:
            raise Rejected("not_found", what=part_id) from None

    def _reach(self) -> State:
        """The state, if the service can be reached and lets us in."""
        state = self.service.state()
        if state["is_cut_off"]:
            raise Transient("unreachable", host="demo")
        if state["password"] is not None and self.session.secret("password") != state["password"]:
            raise AuthRequired("signin_refused", host="demo")
        return state


def _sent(state: State, action: Action) -> Receipt | None:
    """A mail that is at the service under the action's Message-ID, whoever sent it."""
    message_id = action.payload.get("message_id")
    for row in state["items"].values():
        item = row["item"]
        is_sent_mail = row["kind"] == Kind.EMAIL.value and item["is_sent"]
        if message_id and is_sent_mail and item["message_id"] == message_id:
            receipt_id = ReceiptId(f"demo-{action.action_id}")
            return Receipt(receipt_id, action.action_id, RemoteId(item["remote_id"]), found=True)
    return None


CONNECTOR = DemoConnector
