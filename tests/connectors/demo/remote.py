"""The demo service as the conformance kit changes it, behind the connector's back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from connectors.demo.filing import create_record
from connectors.demo.mapping import to_json
from connectors.demo.service import DemoService
from workspace.connector.contract import Filed, Remote
from workspace.connector.contract_remote import moment
from workspace.model.filings import RecordField
from workspace.model.ids import RemoteId
from workspace.model.items import (
    Address,
    Attendee,
    ChatMessage,
    Contact,
    Email,
    Event,
    Item,
    Record,
)
from workspace.model.kinds import Kind, RecordType, Role

ME = Address("Me", "me@demo.example")


class DemoRemote(Remote):
    """One service in a file, with pages of three."""

    secrets: Mapping[str, str] = {"password": "right"}
    wrong_secrets: Mapping[str, str] = {"password": "wrong"}
    colleague: Mapping[str, str] = {"address": "colleague@demo.example"}

    def __init__(self, path: Path) -> None:
        self.service = DemoService(path)
        self.service.set_password("right")
        self.settings = {"path": str(path), "page_size": "3", "address": ME.email}

    def deliver(self, raw: bytes, received_at: datetime) -> None:
        self.service.add_raw("inbox", raw, received_at)

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        remote_id = RemoteId(f"kit-{title}")
        if kind is Kind.CHAT:
            self.service.post_chat(text=title, received_at=received_at)
        elif kind is Kind.EVENT:
            self.service.add_event(Event(remote_id, title, title, received_at, received_at))
        elif kind is Kind.CONTACT:
            self.service.put("people", Contact(remote_id, title, ("a@haneul.example",)))
        elif kind is Kind.RECORD:
            self.service.add_record(Record(remote_id, RecordType.CONTACT, title))
        else:
            super().add(kind, title, received_at)

    def delete(self, item: Item) -> None:
        self.service.delete(item.remote_id, item.kind)

    def change(self, item: Item, title: str) -> None:
        if isinstance(item, ChatMessage):
            self.service.put("general", replace(item, text=title))
        elif isinstance(item, Event):
            self.service.put("calendar", replace(item, summary=title))
        elif isinstance(item, Contact):
            self.service.put("people", replace(item, name=title))
        elif isinstance(item, Record):
            self.service.put(item.record_type, replace(item, name=title))

    def mark(self, item: Item, *, is_read: bool) -> None:
        self.service.set_flags(item.remote_id, item.kind, is_read=is_read)

    def move(self, item: Email, role: Role) -> None:
        self.service.move(item.remote_id, role.value)

    def marks(self, item: Item) -> tuple[bool, bool]:
        now = self.service.state()["items"][f"{item.kind.value}/{item.remote_id}"]["item"]
        return now["is_read"], now["is_flagged"]

    def mailboxes(self, item: Email) -> set[str]:
        return {
            each.remote_id
            for each in self.service.collections()
            if any(
                isinstance(other, Email) and other.message_id == item.message_id
                for other in self.service.items(each.remote_id).values()
            )
        }

    def sent(self) -> list[bytes]:
        return [self.service.raw(remote_id) for remote_id in self.service.items("sent")]

    def drafts(self) -> list[bytes]:
        return [self.service.raw(remote_id) for remote_id in self.service.items("drafts")]

    def said(self) -> list[str]:
        items = self.service.items("general").values()
        return [item.text for item in items if isinstance(item, ChatMessage)]

    def reactions(self, item: ChatMessage) -> dict[str, int]:
        now = self.service.items("general")[item.remote_id]
        assert isinstance(now, ChatMessage)
        return dict(now.reactions)

    def invite(self, title: str) -> None:
        asked = (Attendee(ME), Attendee(Address("", "mina@demo.example"), "ACCEPTED"))
        event = Event(RemoteId("kit-invited"), "kit-uid", title, moment(0), moment(30))
        self.service.add_event(replace(event, attendees=asked, partstat="NEEDS-ACTION"))

    def answer(self, item: Event) -> str:
        now = self.service.items("calendar")[item.remote_id]
        assert isinstance(now, Event)
        assert [each.partstat for each in now.attendees] == [now.partstat, "ACCEPTED"]
        return now.partstat or ""

    def add_record(self, record: Record) -> None:
        fields = {"name": record.name, "emails": to_json(record.emails)}
        with self.service.change() as state:
            create_record(state, record.record_type, fields.items())

    def record_names(self) -> set[str]:
        found: set[str] = set()
        for record_type in RecordType:
            items = self.service.items(record_type.value).values()
            found |= {item.name for item in items if isinstance(item, Record)}
        return found

    def rename_record(self, remote_id: str, name: str) -> None:
        record = self.service.items("contact")[remote_id]
        assert isinstance(record, Record)
        self.service.add_record(replace(record, name=name))

    def demand_field(self, record_type: RecordType) -> str:
        self.service.demand(record_type, RecordField("region", "Region", ("Seoul", "Busan")))
        return "Busan"

    def field_value(self, remote_id: str, name: str) -> str:
        record = self.service.items("contact")[remote_id]
        assert isinstance(record, Record)
        return str(record.extra[name])

    def filings(self) -> list[Filed]:
        return [
            Filed(
                remote_id,
                filing["key"],
                filing["subject"],
                filing["text"],
                frozenset(f"{r['record_type']}:{r['remote_id']}" for r in filing["records"]),
                self.service.filed_bytes(remote_id),
            )
            for remote_id, filing in self.service.filings().items()
        ]

    def forget_cursors(self) -> None:
        self.service.renumber()

    def cut_network(self) -> None:
        self.service.cut_network()

    def mend_network(self) -> None:
        self.service.cut_network(is_cut_off=False)
