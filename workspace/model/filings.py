"""What a filing is, from the match to what the CRM is asked to write; pure data, serialised in actions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workspace.model.actions import RecordRef
from workspace.model.ids import RemoteId
from workspace.model.items import Address


@dataclass(frozen=True, slots=True)
class FiledAttachment:
    """An attachment that goes along; its bytes are pinned in the cache until the filing is done."""

    part_id: str
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to create first, with its fields by the names of :class:`workspace.model.items.Record`."""

    record_type: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field that an organisation demands in every new record of a type.

    ``name`` is the key to give it by in :class:`NewRecord`: one of ours where we have one for it, else the CRM's own.
    ``label`` is what the CRM's people call it; ``choices`` are the values they may choose, none where it is free.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """Exactly what would be written to one CRM: the payload of a ``file`` action.

    ``key`` is the same for every colleague who files the same thing: the Message-ID, or the hash or global id
    that stands for it. Text fields are already cut at the CRM's limits; ``cut`` names them.
    """

    key: str
    kind: str
    subject: str
    text: str
    from_: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    sent_at: datetime
    is_incoming: bool
    records: tuple[RecordRef, ...]
    create: tuple[NewRecord, ...] = ()
    attachments: tuple[FiledAttachment, ...] = ()
    html: str | None = None
    thread_key: str = ""
    follow: bool = False
    cut: tuple[str, ...] = ()
    bcc: tuple[Address, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """JSON-ready; :meth:`from_json` is its inverse."""
        return {
            "key": self.key,
            "kind": self.kind,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "from": [self.from_.name, self.from_.email],
            "to": [[a.name, a.email] for a in self.to],
            "cc": [[a.name, a.email] for a in self.cc],
            "bcc": [[a.name, a.email] for a in self.bcc],
            "sent_at": self.sent_at.isoformat(),
            "is_incoming": self.is_incoming,
            "records": [[r.record_type, r.remote_id, r.name] for r in self.records],
            "create": [[n.record_type, [list(f) for f in n.fields]] for n in self.create],
            "attachments": [[a.part_id, a.name, a.content_type, a.size] for a in self.attachments],
            "thread_key": self.thread_key,
            "follow": self.follow,
            "cut": list(self.cut),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Filing":
        return cls(
            key=data["key"],
            kind=data["kind"],
            subject=data["subject"],
            text=data["text"],
            html=data["html"],
            from_=Address(*data["from"]),
            to=tuple(Address(*a) for a in data["to"]),
            cc=tuple(Address(*a) for a in data["cc"]),
            sent_at=datetime.fromisoformat(data["sent_at"]),
            is_incoming=data["is_incoming"],
            records=tuple(RecordRef(t, RemoteId(i), n) for t, i, n in data["records"]),
            create=tuple(NewRecord(t, tuple((k, v) for k, v in fields)) for t, fields in data["create"]),
            attachments=tuple(FiledAttachment(*a) for a in data["attachments"]),
            thread_key=data["thread_key"],
            follow=data["follow"],
            cut=tuple(data["cut"]),
            # Absent in what was queued by an older version.
            bcc=tuple(Address(*a) for a in data.get("bcc", ())),
        )
