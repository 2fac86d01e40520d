"""Records that a filing makes first: fields named as ours, the org's own rules looked at before anything is written.

Salesforce would refuse the same, but only after other records were made.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from connectors.salesforce.line import Line
from connectors.salesforce.objects import KEPT, OBJECTS, Kept, asked_fields, email_fields, name_of, type_of
from connectors.salesforce.soql import Row, Select, Where, text_of
from workspace.connector.errors import Rejected
from workspace.connector.journal import Journal
from workspace.model.actions import RecordRef
from workspace.model.filings import NewRecord
from workspace.model.ids import RemoteId
from workspace.model.kinds import RecordType

ORDER = [
    each.value for each in (RecordType.COMPANY, RecordType.CONTACT, RecordType.LEAD, RecordType.DEAL, RecordType.CASE)
]
CLOSES_AFTER = timedelta(days=30)
"""An opportunity has to say when it will be closed."""
_API_NAME = re.compile(r"[A-Z][A-Za-z0-9_]*")
_PERSON = {"phones": "Phone", "title": "Title"}
_PLAIN: Mapping[str, Mapping[str, str]] = {
    RecordType.CONTACT: {**_PERSON, "city": "MailingCity"},
    RecordType.LEAD: {**_PERSON, "city": "City", "company": "Company", "stage": "Status"},
    RecordType.COMPANY: {"name": "Name", "phones": "Phone", "domains": "Website", "city": "BillingCity"},
    RecordType.DEAL: {"name": "Name", "stage": "StageName", "amount": "Amount"},
    RecordType.CASE: {"name": "Subject", "stage": "Status"},
}
# Where else a record may hang: what is used is not taken back.
_USES: Mapping[str, Sequence[tuple[str, str]]] = {
    "Contact": [
        ("EmailMessageRelation", "RelationId"), ("Task", "WhoId"), ("Event", "WhoId"), ("Case", "ContactId"),
        ("OpportunityContactRole", "ContactId"),
    ],
    "Lead": [("EmailMessageRelation", "RelationId"), ("Task", "WhoId"), ("Event", "WhoId")],
    "Account": [
        ("EmailMessage", "RelatedToId"), ("Task", "WhatId"), ("Event", "WhatId"), ("Contact", "AccountId"),
        ("Opportunity", "AccountId"), ("Case", "AccountId"),
    ],
    "Opportunity": [("EmailMessage", "RelatedToId"), ("Task", "WhatId"), ("Event", "WhatId")],
    "Case": [("EmailMessage", "ParentId"), ("EmailMessage", "RelatedToId"), ("Task", "WhatId"), ("Event", "WhatId")],
}  # fmt: skip


class Creating:
    """Makes the records of one action; what is there already is used instead."""

    def __init__(self, line: Line, journal: Journal) -> None:
        self._line = line
        self._journal = journal

    def make_all(self, wanted: Sequence[NewRecord], chosen: Sequence[RecordRef]) -> list[RecordRef]:
        """One reference for each, in an order in which they can hang on another. Everything is checked first."""
        known = list(chosen)
        planned = sorted(wanted, key=lambda new: _order(new.record_type))
        bodies = [self._body(OBJECTS[new.record_type], _pairs(new.fields)) for new in planned]
        for new, body in zip(planned, bodies, strict=True):
            kept = OBJECTS[new.record_type]
            if not self._line.schema.has(kept.name, may_create=True):
                raise Rejected("forbidden", host=self._line.host, reason=f"a new {kept.name}")
            known.append(self._again(kept, body) or self._same(kept, body) or self._make(kept, body, known))
        return known[len(chosen) :]

    def made(self) -> list[RecordRef]:
        """What this action made, as far as it is noted."""
        entries = self._journal.all("created")
        return [RecordRef(each["type"], RemoteId(each["id"]), each["name"]) for each in entries]

    def found(self, new: NewRecord) -> RecordRef | None:
        """What an earlier attempt made, or the person or company that was there already."""
        if made := self.made():
            return made[0]
        kept = OBJECTS[new.record_type]
        body = self._body(kept, _pairs(new.fields))
        return self._again(kept, body) or self._same(kept, body)

    def take_back(self) -> None:
        """Delete what this action made, last first, where it is as it was and nothing else hangs on it."""
        for entry in reversed(self._journal.all("created")):
            kept = OBJECTS[entry["type"]]
            row = self._line.get(kept.name, entry["id"], ("Id", "LastModifiedDate", *entry["fields"]))
            if row is not None and _is_as_made(row, entry) and not self._is_used(kept.name, entry["id"]):
                self._line.delete(kept.name, entry["id"])
            self._journal.drop("created", entry)

    def _make(self, kept: Kept, body: Row, known: Sequence[RecordRef]) -> RecordRef:
        body = {**body, **self._parents(kept, body, known)}
        self._journal.note("begun", {"type": kept.record_type.value, "name": _title(body)})
        record_id = self._line.create(kept.name, body, what=_title(body))
        return self._noted(kept, record_id, body)

    def _noted(self, kept: Kept, record_id: str, body: Row) -> RecordRef:
        row = self._line.get(kept.name, record_id, ("Id", "LastModifiedDate", *body)) or {}
        name = _title(body)
        entry = {
            "type": kept.record_type.value,
            "id": record_id,
            "name": name,
            "fields": {key: row[key] for key in body if key in row},
            "at": text_of(row, "LastModifiedDate"),
        }
        self._journal.note("created", entry)
        return RecordRef(kept.record_type.value, RemoteId(record_id), name)

    def _again(self, kept: Kept, body: Row) -> RecordRef | None:
        """What this action made before it was cut off: noted, or begun and there under the same name now."""
        name = _title(body)
        for each in self.made():
            if (each.record_type, each.name) == (kept.record_type.value, name):
                return each
        if {"type": kept.record_type.value, "name": name} not in self._journal.all("begun"):
            return None
        keys = [key for key in ("LastName", "Email", "Name", "Subject") if body.get(key)]
        conditions = tuple(Where(key, "=", body[key]) for key in keys)
        rows = self._line.select(Select(kept.name, (*KEPT[:1], *keys), conditions))
        return self._noted(kept, str(rows[0]["Id"]), body) if len(rows) == 1 else None

    def _same(self, kept: Kept, body: Row) -> RecordRef | None:
        """The one person with the address, or the one company of the name."""
        either: tuple[Where, ...] = ()
        if kept.record_type is RecordType.COMPANY:
            either = (Where("Name", "=", body.get("Name", "")),)
        elif body.get("Email"):
            either = tuple(Where(each, "IN", [body["Email"]]) for each in email_fields(self._line, kept))
        if not either:
            return None
        asked = Select(kept.name, asked_fields(self._line, kept), any_of=either)
        rows = [row for row in self._line.select(asked) if not row.get("IsConverted")]
        if len(rows) != 1:
            return None
        return RecordRef(kept.record_type.value, RemoteId(str(rows[0]["Id"])), name_of(rows[0], kept))

    def _body(self, kept: Kept, fields: Mapping[str, list[str]]) -> Row:
        body: Row = {}
        plain = _PLAIN[kept.record_type]
        for key, values in fields.items():
            if _API_NAME.fullmatch(key):
                body[key] = values[0]
            elif key in plain:
                body[plain[key]] = values[0]
        if kept.record_type.value in ("contact", "lead"):
            body.update(_person(fields, body))
        if kept.record_type is RecordType.CONTACT and fields.get("company"):
            body.update(self._company(fields["company"][0]))
        body.update(self._defaults(kept, body))
        self._refuse_missing(kept, body)
        return body

    def _company(self, name: str) -> Row:
        rows = self._line.select(Select("Account", ("Id", "Name"), (Where("Name", "=", name),)))
        return {"AccountId": str(rows[0]["Id"])} if len(rows) == 1 else {}

    def _defaults(self, kept: Kept, body: Row) -> Row:
        if kept.record_type is RecordType.DEAL:
            found: Row = {"CloseDate": (date.today() + CLOSES_AFTER).isoformat()}  # noqa: DTZ011  the user's day
            if stage := self._choice(kept.name, "StageName"):
                found["StageName"] = stage
            return {key: value for key, value in found.items() if not body.get(key)}
        if kept.record_type is RecordType.CASE and not body.get("Origin"):
            offered = {str(each.get("value")) for each in self._line.schema.choices(kept.name, "Origin")}
            return {"Origin": "Email"} if "Email" in offered else {}
        return {}

    def _choice(self, name: str, field: str) -> str:
        choices = self._line.schema.choices(name, field)
        default = next((str(each["value"]) for each in choices if each.get("defaultValue")), "")
        return default or next((str(each["value"]) for each in choices), "")

    def _refuse_missing(self, kept: Kept, body: Row) -> None:
        """Name what the org demands or would not take, before anything is written."""
        required = _REQUIRED[kept.name]
        known = self._line.schema.fields(kept.name)
        if known is not None:
            required = [
                key for key, f in known.items()
                if f.get("createable") and not f.get("nillable", True) and not f.get("defaultedOnCreate")
                and f.get("type") != "boolean"
            ]  # fmt: skip
        for key in required:
            if body.get(key) in (None, ""):
                label = str((known or {}).get(key, {}).get("label") or key)
                raise Rejected("setting_missing", field=label if label == key else f"{label} ({key})")
        for key, value in body.items():
            self._refuse_wrong(kept.name, key, value, None if known is None else known.get(key))

    def _refuse_wrong(self, name: str, key: str, value: Any, field: Mapping[str, Any] | None) -> None:
        if self._line.schema.fields(name) is None:
            return
        if field is None or not field.get("createable"):
            raise Rejected("forbidden", host=self._line.host, reason=f"{name}.{key}")
        offered = [str(each.get("value")) for each in self._line.schema.choices(name, key)]
        if field.get("restrictedPicklist") and offered and str(value) not in offered:
            raise Rejected(
                "setting_wrong", field=f"{name}.{key}", reason=f"{value} is none of {', '.join(offered)}"[:200]
            )
        length = int(field.get("length") or 0)
        if length and isinstance(value, str) and len(value) > length:
            raise Rejected("setting_wrong", field=f"{name}.{key}", reason=f"longer than {length} characters")

    def _parents(self, kept: Kept, body: Row, known: Sequence[RecordRef]) -> Row:
        """A new person hangs on the one company of the filing, a new deal or case on its company and contact."""
        companies = [each.remote_id for each in known if each.record_type == RecordType.COMPANY]
        contacts = [each.remote_id for each in known if each.record_type == RecordType.CONTACT]
        found: Row = {}
        if "AccountId" in (*kept.parents,) and not body.get("AccountId") and len(set(companies)) == 1:
            found["AccountId"] = companies[0]
        if kept.record_type is RecordType.CASE and not body.get("ContactId") and contacts:
            found["ContactId"] = contacts[0]
        if "AccountId" not in {**body, **found} and contacts and kept.record_type is RecordType.DEAL:
            row = self._line.get("Contact", contacts[0], ("Id", "AccountId")) or {}
            found.update({"AccountId": row["AccountId"]} if row.get("AccountId") else {})
        return {key: value for key, value in found.items() if self._line.schema.creatable(kept.name, key)}

    def _is_used(self, name: str, record_id: str) -> bool:
        return any(
            self._line.schema.has(other)
            and self._line.select(Select(other, ("Id", field), (Where(field, "=", record_id),)))
            for other, field in _USES[name]
        )


_REQUIRED: Mapping[str, Sequence[str]] = {
    "Account": ["Name"],
    "Contact": ["LastName"],
    "Lead": ["LastName", "Company"],
    "Opportunity": ["Name", "StageName", "CloseDate"],
    "Case": [],
}
"""What Salesforce itself demands, for a server that does not describe."""


def _order(record_type: str) -> int:
    if record_type not in ORDER:
        raise Rejected("setting_wrong", field="record_type", reason=f"one of {', '.join(ORDER)}")
    return ORDER.index(record_type)


def _pairs(fields: Iterable[tuple[str, Any]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in fields:
        values = value if isinstance(value, list) else [value]
        found.setdefault(key, []).extend(str(each).strip() for each in values if str(each).strip())
    return {key: values for key, values in found.items() if values}


def _person(fields: Mapping[str, list[str]], body: Row) -> Row:
    found: Row = {}
    words = " ".join(fields.get("name", ())).split()
    if words and not body.get("LastName"):
        # A name in one piece, as Korean ones are, is a last name.
        found = {"LastName": words[-1], **({"FirstName": " ".join(words[:-1])} if words[:-1] else {})}
    if fields.get("emails") and not body.get("Email"):
        found["Email"] = fields["emails"][0]
    if len(fields.get("phones", ())) > 1:
        found["MobilePhone"] = fields["phones"][1]
    return found


def _title(body: Row) -> str:
    whole = " ".join(str(body[key]) for key in ("FirstName", "LastName") if body.get(key))
    return whole or str(body.get("Name") or body.get("Subject") or "")


def _is_as_made(row: Row, entry: Mapping[str, Any]) -> bool:
    same = all(row.get(key) == value for key, value in entry["fields"].items())
    return same and text_of(row, "LastModifiedDate") == entry["at"]


__all__ = ["ORDER", "Creating", "type_of"]
