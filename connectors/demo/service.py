"""The made-up service behind the demo connector, and the hand that changes it from outside.

What it holds is one JSON state: collections, items, filings, and a serial number that every change
raises, so that it can report true deltas. Tests and the demo command change it with
:class:`DemoService` while accounts use it.
"""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any

from connectors.demo.mapping import email_from_raw, from_json, item_from_json, to_json, with_labels
from connectors.demo.state import InFile, InMemory, Place, State
from workspace.connector.errors import Rejected
from workspace.model.filings import RecordField
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attachment, ChatMessage, Collection, Event, Item, Record
from workspace.model.kinds import Kind, RecordType, Role

WATCHERS_KEPT = 32
Row = dict[str, Any]


def standard_collections() -> list[Collection]:
    """What a service has that no sample data was loaded into: something of every kind."""
    mail = (Role.INBOX, Role.SENT, Role.DRAFTS, Role.ARCHIVE, Role.TRASH, Role.JUNK)
    return [
        *(Collection(RemoteId(r.value), r.value.title(), Kind.EMAIL, r) for r in mail),
        Collection(RemoteId("general"), "general", Kind.CHAT, Role.CHANNEL),
        Collection(RemoteId("calendar"), "Calendar", Kind.EVENT, Role.CALENDAR),
        Collection(RemoteId("people"), "People", Kind.CONTACT, Role.ADDRESS_BOOK),
        *record_collections(),
    ]


def record_collections() -> list[Collection]:
    """One list of records for each type; its remote id is the type."""
    return [Collection(RemoteId(t.value), t.value.title(), Kind.RECORD, Role.RECORDS) for t in RecordType]


def new_state(collections: Sequence[Collection] = ()) -> State:
    return {
        "epoch": 1,
        "serial": 0,
        "number": 0,
        "is_cut_off": False,
        "password": None,
        "collections": to_json(collections or standard_collections()),
        "items": {},
        "gone": {},
        "filings": {},
        "receipts": {},
        "watchers": [],
    }


class DemoService:
    """The service of one account, or of several where they share a file; safe between processes.

    Every method that changes something rings the connectors that watch. Ids are unique per kind.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.place: Place = InFile(Path(path)) if path else InMemory()
        self._open = threading.local()

    def state(self) -> State:
        """The whole state as it is now, to read only."""
        return self._changing() or self.place.read() or new_state()

    def _changing(self) -> State | None:
        """The state that this thread is changing."""
        state: State | None = getattr(self._open, "state", None)
        return state

    @contextmanager
    def change(self) -> Iterator[State]:
        """The state to change, under the service's lock; nothing is kept if the block raises.

        Everything done to this service inside the block is one change: a thousand mails cost one.
        """
        outer = self._changing()
        if outer is not None:
            yield outer
            return
        with self.place.change() as state:
            if not state:
                state.update(new_state())
            self._open.state = state
            try:
                yield state
            finally:
                self._open.state = None
        ring(state["watchers"])

    def is_new(self) -> bool:
        return not self.place.read()

    def add_collection(self, collection: Collection) -> RemoteId:
        with self.change() as state:
            state["collections"].append(to_json(collection))
        return collection.remote_id

    def collections(self) -> list[Collection]:
        return [from_json(Collection, data) for data in self.state()["collections"]]

    def put(self, collection: str, item: Item, raw: bytes | None = None) -> RemoteId:
        """Add an item, or replace the one with its id."""
        name = self.place.keep(raw) if raw is not None else None
        with self.change() as state:
            put(state, collection, item, name)
        return item.remote_id

    def add_raw(self, collection: str, raw: bytes, received_at: datetime | None = None, **marks: Any) -> RemoteId:
        """Deliver a raw RFC 5322 message; ``marks`` are fields of ``Email`` such as ``is_read``."""
        name = self.place.keep(raw)
        with self.change() as state:
            email = email_from_raw(raw, new_id(state, "m"), received_at or datetime.now(UTC))
            row = put(state, collection, email, name)
            row["item"].update(to_json(marks))
        return email.remote_id

    def add_mail(
        self,
        collection: str = "inbox",
        *,
        from_: str = "Customer <customer@haneul.example>",
        to: str = "me@demo.example",
        subject: str = "A question",
        text: str = "Hello",
        html: str | None = None,
        message_id: str | None = None,
        headers: Mapping[str, str] | None = None,
        attachments: Sequence[tuple[str, str, bytes]] = (),
        received_at: datetime | None = None,
        **marks: Any,
    ) -> RemoteId:
        """Deliver a mail; ``attachments`` are (name, content type, bytes)."""
        received_at = received_at or datetime.now(UTC)
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = from_, to, subject
        message["Date"] = format_datetime(received_at)
        message["Message-ID"] = message_id or make_msgid(domain="demo.example")
        for header, value in (headers or {}).items():
            message[header] = value
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
        for name, content_type, content in attachments:
            main, _, sub = content_type.partition("/")
            message.add_attachment(content, maintype=main, subtype=sub, filename=name)
        return self.add_raw(collection, message.as_bytes(), received_at, **marks)

    def post_chat(
        self,
        channel: str = "general",
        text: str = "Hello",
        *,
        from_: Address = Address("Mina Park", "mina@demo.example"),  # noqa: B008
        received_at: datetime | None = None,
        attachments: Sequence[tuple[str, str, bytes]] = (),
        **fields: Any,
    ) -> RemoteId:
        """Post a chat message as somebody; the attachments' part ids name their bytes."""
        parts = tuple(
            Attachment(self.place.keep(content), name, content_type, len(content))
            for name, content_type, content in attachments
        )
        fields = {"is_read": False, "attachments": parts, **fields}
        received_at = received_at or datetime.now(UTC)
        with self.change() as state:
            remote_id = new_id(state, "c")
            global_id = f"demo/{channel}/{remote_id}"
            message = ChatMessage(remote_id, received_at, from_, text, global_id, **fields)
            put(state, channel, message)
        return remote_id

    def add_event(self, event: Event, calendar: str = "calendar") -> RemoteId:
        return self.put(calendar, event)

    def add_record(self, record: Record) -> RemoteId:
        return self.put(record.record_type, record)

    def demand(self, record_type: str, field: RecordField) -> None:
        """From now on the organisation demands this field of its own in every new record of that type."""
        with self.change() as state:
            rows = state.setdefault("demands", {}).setdefault(str(record_type), [])
            rows.append([field.name, field.label, list(field.choices)])

    def delete(self, remote_id: str, kind: Kind = Kind.EMAIL) -> None:
        with self.change() as state:
            delete(state, kind, remote_id)

    def move(self, remote_id: str, to: str, kind: Kind = Kind.EMAIL) -> None:
        """Out of every collection that it is in, into another; the id stays."""
        with self.change() as state:
            place_in(state, row_of(state, kind, remote_id), [to])

    def set_flags(self, remote_id: str, kind: Kind = Kind.EMAIL, **marks: bool) -> None:
        """Set ``is_read`` or ``is_flagged``."""
        with self.change() as state:
            mark(state, row_of(state, kind, remote_id), **marks)

    def renumber(self) -> None:
        """Make every cursor that was handed out invalid."""
        with self.change() as state:
            state["epoch"] += 1

    def cut_network(self, is_cut_off: bool = True) -> None:
        """From now on every connector gets ``Transient``, until called with False."""
        with self.change() as state:
            state["is_cut_off"] = is_cut_off

    def set_password(self, password: str | None) -> None:
        """Who signs in with another one gets ``AuthRequired``; None lets everybody in."""
        with self.change() as state:
            state["password"] = password

    def items(self, collection: str) -> dict[str, Item]:
        """What a collection holds now, by remote id."""
        rows = rows_in(self.state(), collection)
        return {row["item"]["remote_id"]: item_of(row, collection) for row in rows}

    def raw(self, remote_id: str) -> bytes:
        return self.place.bytes_of(row_of(self.state(), Kind.EMAIL, remote_id)["raw"])

    def filings(self) -> dict[str, Row]:
        """What was filed, by remote id: ``key subject text records attachments filed_by ...``."""
        found: dict[str, Row] = self.state()["filings"]
        return found

    def filed_bytes(self, filing_id: str) -> dict[str, bytes]:
        """The attachments of a filing, by name."""
        kept = self.filings()[filing_id]["attachments"]
        return {name: self.place.bytes_of(sha256) for name, _, sha256 in kept}


def new_id(state: State, prefix: str) -> RemoteId:
    state["number"] += 1
    return RemoteId(f"{prefix}{state['number']}")


def next_serial(state: State) -> int:
    state["serial"] += 1
    serial: int = state["serial"]
    return serial


def row_of(state: State, kind: Kind, remote_id: str) -> Row:
    """The row of one item; raises ``Rejected`` with ``not_found``."""
    try:
        row: Row = state["items"][f"{kind.value}/{remote_id}"]
    except KeyError:
        raise Rejected("not_found", what=f"{kind.value} {remote_id}") from None
    return row


def rows_in(state: State, collection: str) -> list[Row]:
    return [row for row in state["items"].values() if collection in row["collections"]]


def item_of(row: Row, collection: str) -> Item:
    """The item as a pull of this collection shows it: its other collections are labels."""
    labels = tuple(RemoteId(each) for each in row["collections"] if each != collection)
    return with_labels(item_from_json(Kind(row["kind"]), row["item"]), labels)


def put(state: State, collection: str, item: Item, raw: str | None = None) -> Row:
    """Add or replace an item; ``raw`` names the bytes of its message."""
    if all(each["remote_id"] != collection for each in state["collections"]):
        raise Rejected("not_found", what=collection)
    key = f"{item.kind.value}/{item.remote_id}"
    known = state["items"].get(key, {})
    state["number"] += 1
    row: Row = {
        "kind": item.kind.value,
        "collections": known.get("collections", [collection]),
        "number": known.get("number", state["number"]),
        "changed": next_serial(state),
        "marked": 0,
        "raw": raw or known.get("raw"),
        "item": {**to_json(item), "labels": []} if item.kind is Kind.EMAIL else to_json(item),
    }
    if item.kind is Kind.EVENT:
        row["item"]["version"] = str(row["changed"])
    state["items"][key] = row
    place_in(state, row, [collection])
    return row


def place_in(state: State, row: Row, collections: Sequence[str]) -> None:
    """Make these the collections of an item, and remember where it is gone from."""
    serial = next_serial(state)
    for left in set(row["collections"]) - set(collections):
        state["gone"].setdefault(left, {})[row["item"]["remote_id"]] = serial
    row["collections"] = list(collections)
    row["changed"] = serial


def delete(state: State, kind: Kind, remote_id: str) -> None:
    row = row_of(state, kind, remote_id)
    place_in(state, row, [])
    del state["items"][f"{kind.value}/{remote_id}"]


def mark(state: State, row: Row, **marks: bool) -> None:
    row["item"].update(marks)
    row["marked"] = next_serial(state)


def ring(ports: Sequence[int]) -> None:
    """Tell every watcher; whoever is not there any more does not mind."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
        for port in ports:
            bell.sendto(b"!", ("127.0.0.1", port))
