"""Between the JSON that the demo service keeps and the model's frozen dataclasses."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from workspace.connector.errors import Rejected
from workspace.mail.parse import parse
from workspace.model.actions import Receipt
from workspace.model.ids import RemoteId
from workspace.model.items import (
    Address,
    Attachment,
    ChatMessage,
    Contact,
    Email,
    Event,
    Item,
    Record,
)
from workspace.model.kinds import Kind

CLASSES: Mapping[Kind, type[Item]] = {
    Kind.EMAIL: Email,
    Kind.CHAT: ChatMessage,
    Kind.EVENT: Event,
    Kind.CONTACT: Contact,
    Kind.RECORD: Record,
}
SNIPPET_LENGTH = 160
T = TypeVar("T")


def to_json(value: Any) -> Any:
    """A dataclass of the model as what ``json`` writes; :func:`from_json` is its inverse."""
    if is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        return [to_json(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    return value


def from_json(wanted: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass in the JSON; raises ``Rejected`` naming a field that does not belong."""
    hints = get_type_hints(wanted)
    for name in data:
        if name not in hints:
            raise Rejected("setting_wrong", field=name, reason="there is no such field")
    return wanted(**{name: _revive(hints[name], value) for name, value in data.items()})


def _revive(hint: Any, value: Any) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return None if value is None else _revive(arguments[0], value)
    if origin is tuple:
        inner = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_revive(each, part) for each, part in zip(inner, value, strict=True))
    if not isinstance(hint, type):
        return value
    if issubclass(hint, date):
        return hint.fromisoformat(value)
    if is_dataclass(hint):
        return from_json(hint, value)
    return hint(value) if issubclass(hint, str) else value


def item_from_json(kind: Kind, data: Mapping[str, Any]) -> Item:
    return from_json(CLASSES[kind], data)


def receipt_from_json(data: Mapping[str, Any]) -> Receipt:
    return from_json(Receipt, data)


def email_from_raw(raw: bytes, remote_id: RemoteId, received_at: datetime) -> Email:
    """What a list shows of a raw message; the text stays behind, as ``bodies()`` delivers it."""
    mail = parse(raw)
    return Email(
        remote_id=remote_id,
        received_at=received_at,
        subject=mail.subject,
        from_=_people(mail.from_),
        to=_people(mail.to),
        cc=_people(mail.cc),
        bcc=_people(mail.bcc),
        reply_to=_people(mail.reply_to),
        sent_at=mail.sent_at,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        is_automated=mail.is_automated,
        size=len(raw),
        snippet=" ".join(mail.text.split())[:SNIPPET_LENGTH],
        attachments=tuple(
            Attachment(p.part_id, p.name, p.content_type, p.size, p.content_id, p.is_inline) for p in mail.attachments
        ),
    )


def _people(addresses: tuple[Any, ...]) -> tuple[Address, ...]:
    return tuple(Address(each.name, each.email) for each in addresses)


def with_labels(item: Item, labels: tuple[RemoteId, ...]) -> Item:
    """The item with the other collections that it is in; only mail can be in several."""
    return replace(item, labels=labels) if isinstance(item, Email) else item
