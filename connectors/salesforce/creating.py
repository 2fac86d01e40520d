"""Records that a filing makes first: fields named as ours, the org's own rules looked at before anything is written.

Salesforce would refuse the same, but only after other records were made.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from connectors.salesforce import fields
from connectors.salesforce.failures import Refused
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
                raise Rejected("no_right", host=self._line.host, what=f"a new {self._label(kept)}")
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
        if self._begun(kept, body) is None:
            before = [str(row["Id"]) for row in self._alike(kept, body)]
            self._journal.note("begun", {"type": kept.record_type.value, "name": _title(body), "before": before})
        try:
            record_id = self._line.attempt_create(kept.name, body)
        except Refused as refused:
            # The org has changed its rules since they were read.
            self._line.schema.forget(kept.name)
            if refused.status < 500:
                self._forget_begun(kept, body)
            raise fields.refused(self._line, kept, body, refused) or refused.meaning(
                self._line.host, _title(body), writes=True
            ) from None
        return self._noted(kept, record_id, body)

    def _label(self, kept: Kept) -> str:
        return text_of(self._line.schema.describe(kept.name) or {}, "label") or kept.name

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
        before = self._begun(kept, body)
        fresh = [row for row in self._alike(kept, body) if row["Id"] not in before] if before is not None else []
        return self._noted(kept, str(fresh[0]["Id"]), body) if fresh else None

    def _begun(self, kept: Kept, body: Row) -> list[str] | None:
        """The records of that name which were there before we began to make ours; None where we did not."""
        wanted = (kept.record_type.value, _title(body))
        return next(
            (each["before"] for each in self._journal.all("begun") if (each["type"], each["name"]) == wanted), None
        )

    def _forget_begun(self, kept: Kept, body: Row) -> None:
        """It was refused, so nothing under that name that comes later is ours."""
        wanted = (kept.record_type.value, _title(body))
        for each in self._journal.all("begun"):
            if (each["type"], each["name"]) == wanted:
                self._journal.drop("begun", each)

    def _alike(self, kept: Kept, body: Row) -> list[Row]:
        keys = [key for key in ("LastName", "Email", "Name", "Subject") if body.get(key)]
        conditions = tuple(Where(key, "=", body[key]) for key in keys)
        return self._line.select(Select(kept.name, (*KEPT[:1], *keys), conditions))

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

    def _body(self, kept: Kept, given: Mapping[str, list[str]]) -> Row:
        body = fields.written(self._line, kept, given)
        if kept.record_type is RecordType.CONTACT and given.get("company"):
            body.update(self._company(given["company"][0]))
        body.update({key: value for key, value in fields.defaults(self._line, kept).items() if not body.get(key)})
        fields.refuse_missing(self._line, kept, body)
        return body

    def _company(self, name: str) -> Row:
        rows = self._line.select(Select("Account", ("Id", "Name"), (Where("Name", "=", name),)))
        return {"AccountId": str(rows[0]["Id"])} if len(rows) == 1 else {}

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


def _order(record_type: str) -> int:
    if record_type not in ORDER:
        raise Rejected("setting_wrong", field="record_type", reason=f"one of {', '.join(ORDER)}")
    return ORDER.index(record_type)


def _pairs(given: Iterable[tuple[str, Any]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in given:
        values = value if isinstance(value, list) else [value]
        found.setdefault(key, []).extend(str(each).strip() for each in values if str(each).strip())
    return {key: values for key, values in found.items() if values}


def _title(body: Row) -> str:
    whole = " ".join(str(body[key]) for key in ("FirstName", "LastName") if body.get(key))
    return whole or str(body.get("Name") or body.get("Subject") or "")


def _is_as_made(row: Row, entry: Mapping[str, Any]) -> bool:
    same = all(row.get(key) == value for key, value in entry["fields"].items())
    return same and text_of(row, "LastModifiedDate") == entry["at"]


__all__ = ["ORDER", "Creating", "type_of"]
