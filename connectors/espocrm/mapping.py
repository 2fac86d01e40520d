"""Records of EspoCRM as ours: which entity is what, which fields are read, and what they mean."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from connectors.espocrm.api import Espo, Json
from connectors.espocrm.rights import Rights
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

ENTITIES = {
    RecordType.CONTACT: "Contact",
    RecordType.COMPANY: "Account",
    RecordType.LEAD: "Lead",
    RecordType.DEAL: "Opportunity",
    RecordType.CASE: "Case",
}
TYPES = {entity: record_type for record_type, entity in ENTITIES.items()}
NAMES = {
    RecordType.CONTACT: "Contacts",
    RecordType.COMPANY: "Accounts",
    RecordType.LEAD: "Leads",
    RecordType.DEAL: "Opportunities",
    RecordType.CASE: "Cases",
}
PEOPLE = (RecordType.CONTACT, RecordType.LEAD)
WITH_ADDRESSES = (*PEOPLE, RecordType.COMPANY)

_COMMON = ("id", "name", "createdAt", "modifiedAt", "assignedUserName")
_REACHED = ("emailAddress", "phoneNumber")
_FIELDS: dict[RecordType, tuple[str, ...]] = {
    RecordType.CONTACT: (*_REACHED, "title", "addressCity", "accountId"),
    RecordType.COMPANY: (*_REACHED, "website", "billingAddressCity"),
    RecordType.LEAD: (*_REACHED, "title", "addressCity", "accountName", "status"),
    RecordType.DEAL: ("stage", "amount", "amountCurrency", "accountId", "contactId"),
    RecordType.CASE: ("status", "accountId", "contactId", "leadId"),
}
_STATUS = {RecordType.LEAD: "status", RecordType.DEAL: "stage", RecordType.CASE: "status"}
_CLOSED = {
    RecordType.LEAD: ("Converted", "Recycled", "Dead"),
    RecordType.DEAL: ("Closed Won", "Closed Lost"),
    RecordType.CASE: ("Closed", "Rejected", "Duplicate"),
}
"""What a new installation calls them; the organisation's own names are in its metadata."""
_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")


class Fields:
    """What the organisation made of the entities (``Metadata``): asked when needed, kept for the run."""

    def __init__(self, api: Espo) -> None:
        self._api = api
        self._known: dict[str, dict[str, Json]] = {}
        self._words: Json | None = None

    def of(self, entity: str) -> dict[str, Json]:
        """Definitions by field name; empty where the server does not tell."""
        if entity not in self._known:
            try:
                found = self._api.ask("GET", "Metadata", params={"key": f"entityDefs.{entity}.fields"})
            except Rejected:
                found = None
            fields = found if isinstance(found, dict) else {}
            self._known[entity] = {name: each for name, each in fields.items() if isinstance(each, dict)}
        return self._known[entity]

    def label(self, entity: str, name: str, value: str | None = None) -> str:
        """What the organisation's people call a field, or one of its values (``I18n``); the name itself if not told."""
        if self._words is None:
            try:
                found = self._api.ask("GET", "I18n")
            except Rejected:
                found = None
            self._words = found if isinstance(found, dict) else {}
        steps = ("fields", name) if value is None else ("options", name, value)
        for scope in (entity, "Global"):
            at: Any = self._words.get(scope)
            for step in steps:
                at = at.get(step) if isinstance(at, dict) else None
            if isinstance(at, str) and at:
                return at
        return name if value is None else value

    def target(self, entity: str, name: str) -> str:
        """The entity that a link leads to; empty where the server does not tell."""
        try:
            found = self._api.ask("GET", "Metadata", params={"key": f"entityDefs.{entity}.links.{name}.entity"})
        except Rejected:
            return ""
        return found if isinstance(found, str) else ""

    def closed(self, record_type: RecordType) -> frozenset[str]:
        """The stages in which a lead, deal or case is over."""
        defs = self.of(ENTITIES[record_type]).get(_STATUS.get(record_type, ""), {})
        odds = defs.get("probabilityMap")
        if isinstance(odds, dict) and odds:
            return frozenset(stage for stage, percent in odds.items() if percent in (0, 100))
        over = defs.get("notActualOptions")
        return frozenset(map(str, over)) if isinstance(over, list) else frozenset(_CLOSED.get(record_type, ()))

    def own_addresses(self, record_type: RecordType) -> tuple[str, ...]:
        """Text fields that the organisation added for further addresses."""
        if record_type not in WITH_ADDRESSES:
            return ()
        fields = self.of(ENTITIES[record_type]).items()
        return tuple(
            name
            for name, each in fields
            if each.get("isCustom") and each.get("type") in ("varchar", "array") and "mail" in name.lower()
        )

    def selected(self, record_type: RecordType) -> tuple[str, ...]:
        """What a list of these records asks for."""
        return (*_COMMON, *_FIELDS[record_type], *self.own_addresses(record_type))


class Mapper:
    """Makes our records of the server's rows."""

    def __init__(self, api: Espo, rights: Rights, fields: Fields) -> None:
        self._api = api
        self._fields = fields
        self._can_file = rights.may("Email", "create") and rights.may_import()

    def record(self, record_type: RecordType, row: Json) -> Record:
        """``row`` as read alone has every address and contact; in a list only the first ones."""
        stage = _text(row, _STATUS.get(record_type, ""))
        return Record(
            remote_id=RemoteId(str(row["id"])),
            record_type=record_type,
            name=_text(row, "name"),
            emails=tuple(self._emails(record_type, row)),
            domains=domains(row) if record_type is RecordType.COMPANY else (),
            phones=tuple(_several(row, "phoneNumber")),
            parent_ids=tuple(dict.fromkeys(_parents(record_type, row))),
            is_open=not stage or stage not in self._fields.closed(record_type),
            stage=stage,
            amount=_amount(row),
            owner=_text(row, "assignedUserName"),
            title=_text(row, "title"),
            city=_text(row, "addressCity") or _text(row, "billingAddressCity"),
            can_write=self._can_file,
            link=self._api.link(ENTITIES[record_type], str(row["id"])),
            updated_at=moment(row.get("modifiedAt")),
            version=_text(row, "modifiedAt") or None,
            extra={"company": row["accountName"]} if record_type is RecordType.LEAD and row.get("accountName") else {},
        )

    def _emails(self, record_type: RecordType, row: Json) -> Iterator[str]:
        seen = set()
        own = (each for name in self._fields.own_addresses(record_type) for each in _found(row.get(name)))
        for email in (*_several(row, "emailAddress"), *own):
            if email.lower() not in seen:
                seen.add(email.lower())
                yield email


def has_more(record_type: RecordType, record: Record) -> bool:
    """Whether a row of a list leaves out what matching needs: the further contacts of open work."""
    return record_type in (RecordType.DEAL, RecordType.CASE) and record.is_open


def ref_of(entity: str, record_id: object, name: object = "") -> RecordRef | None:
    """A record as receipts name it; None for entities that are none of ours."""
    record_type = TYPES.get(entity)
    return (
        RecordRef(record_type.value, RemoteId(str(record_id)), str(name or "")) if record_type and record_id else None
    )


def entity_of(record_type: str) -> str:
    try:
        return ENTITIES[RecordType(record_type)]
    except (KeyError, ValueError):
        raise Rejected(
            "setting_wrong", field="record_type", reason=f"it must be one of {', '.join(ENTITIES)}"
        ) from None


def moment(text: object) -> datetime | None:
    """The server writes UTC as ``2026-03-02 09:00:00``."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def domains(row: Json) -> tuple[str, ...]:
    """The company's own: that of its website."""
    bare = re.sub(r"^[a-z]+://", "", _text(row, "website").strip().lower())
    host = re.split(r"[/:?#]", bare)[0].removeprefix("www.")
    return (host,) if "." in host else ()


_PARENTS = {
    RecordType.CONTACT: ("accountId", "accountsIds"),
    RecordType.DEAL: ("accountId", "contactId", "contactsIds"),
    RecordType.CASE: ("accountId", "contactId", "leadId", "contactsIds"),
}


def _parents(record_type: RecordType, row: Json) -> Iterator[RemoteId]:
    for name in _PARENTS.get(record_type, ()):
        value = row.get(name)
        listed = value if isinstance(value, list) else [value]
        yield from (RemoteId(str(each)) for each in listed if each)


def _several(row: Json, name: str) -> Iterator[str]:
    """The primary value, then the others (``emailAddressData``, which only a record read alone has)."""
    if first := _text(row, name):
        yield first
    data = row.get(f"{name}Data")
    for each in data if isinstance(data, list) else ():
        value = str(each.get(name) or "") if isinstance(each, dict) else ""
        if value and value != first:
            yield value


def _found(value: object) -> list[str]:
    parts: Iterable[object] = value if isinstance(value, list) else (value,)
    return [each for part in parts for each in _ADDRESS.findall(str(part or ""))]


def _amount(row: Json) -> str:
    amount: Any = row.get("amount")
    if amount is None:
        return ""
    number = f"{amount:g}" if isinstance(amount, float) and abs(amount) < 1e6 else str(amount)
    return f"{number} {_text(row, 'amountCurrency')}".strip()


def _text(row: Json, name: str) -> str:
    value = row.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value)
