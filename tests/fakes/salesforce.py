"""A stand-in for one Salesforce org: records, users and their rights, and what the platform does by itself.

Each behaviour has its source beside it; ``REF`` is the object reference, ``REST`` the REST guide of the table.
"""

import base64
import copy
import hashlib
import itertools
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from tests.fakes.salesforce_table import OBJECTS, Column, Table

Row = dict[str, Any]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


class SfError(Exception):
    """A refusal: status, code, message and the fields that it is about."""

    def __init__(self, status: int, code: str, message: str, *fields: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.fields = status, code, message, fields


@dataclass(slots=True)
class Fault:
    """A planted answer for a call whose ``METHOD path`` holds ``where``, after so many others; -1 hangs up."""

    where: str
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    after: int = 0
    is_done_first: bool = False
    """The call is carried out, and its answer is lost."""


@dataclass
class Org:
    """The state; every change from outside is one attribute or method."""

    org_id: str = "00D000000000001EAA"
    has_enhanced_email: bool = True
    has_describe: bool = True
    has_composite: bool = True
    has_deleted: bool = True
    versions: tuple[str, ...] = ("61.0", "62.0", "63.0")
    batch: int = 2000
    """Rows of one answer to a query."""
    limit: tuple[int, int] = (10, 15000)

    def __post_init__(self) -> None:
        self.guard = threading.RLock()
        self.rows: dict[str, dict[str, Row]] = {name: {} for name in OBJECTS}
        self.tokens: dict[str, str] = {}
        self.faults: deque[Fault] = deque()
        self.asked: list[tuple[str, str]] = []
        self.calls: Counter[str] = Counter()
        self.violations: list[str] = []
        self.custom: dict[str, dict[str, Column]] = {}
        self.hidden: dict[str, set[str]] = {}
        self.forbidden: set[str] = set()
        """Ids of records, and ``create:Object`` or ``delete:Object``, that the user has no right to."""
        self.cursors: dict[str, tuple[list[Row], int]] = {}
        self._count = itertools.count(1)
        self._clock = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        self.user = self.add_user("right", "Kim Minji", "minji@demo.example")
        self.other = self.add_user("colleague", "Lee Jun", "jun@demo.example")

    # From outside

    def add_user(self, token: str, name: str, email: str) -> str:
        user_id = self.new_id("User")
        row = {
            "Id": user_id,
            "Username": email,
            "Name": name,
            "LastName": name.split()[-1],
            "Email": email,
            "IsActive": True,
        }
        self.rows["User"][user_id] = {**self._system(user_id), **row}
        self.tokens[token] = user_id
        return user_id

    def put(self, name: str, **fields: Any) -> str:
        """Make a record as a colleague in Salesforce does."""
        with self.guard:
            return self.create(name, fields, self.other)

    def change(self, name: str, record_id: str, **fields: Any) -> None:
        with self.guard:
            row = self.rows[name][record_id]
            row.update(fields, **self._derived(name, {**row, **fields}))
            self._stamp(row, self.other)

    def live(self, name: str) -> list[Row]:
        with self.guard:
            return [row for row in self.rows[name].values() if not row["IsDeleted"]]

    def empty_bin(self) -> None:
        for name, rows in self.rows.items():
            self.rows[name] = {key: row for key, row in rows.items() if not row["IsDeleted"]}

    def columns(self, name: str) -> Mapping[str, Column] | None:
        """What a user sees of an object, None where there is none."""
        table = OBJECTS.get(name)
        if table is None or (not self.has_enhanced_email and name.startswith("EmailMessage")):
            return None
        seen = {**table.columns, **self.custom.get(name, {})}
        return {key: column for key, column in seen.items() if key not in self.hidden.get(name, ())}

    # What the API does

    def create(self, name: str, fields: Row, user: str) -> str:
        if f"create:{name}" in self.forbidden:
            raise SfError(403, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
        self._check(name, fields, "c")
        self._refuse_missing(name, fields)
        self._refuse_odd(name, fields)
        record_id = self.new_id(name)
        row: Row = {key: _default(column) for key, column in (self.columns(name) or {}).items()}
        row.update(
            {key: v for key, v in fields.items() if OBJECTS[name].columns.get(key, Column("")).type != "junctionidlist"}
        )
        row.update(self._system(user), Id=record_id)
        if "OwnerId" in row:
            row["OwnerId"] = fields.get("OwnerId") or user
        row.update(self._derived(name, row))
        self.rows[name][record_id] = row
        self._follow(name, row, fields, user)
        return record_id

    def update(self, name: str, record_id: str, fields: Row, user: str) -> None:
        row = self.found(name, record_id)
        self._refuse_forbidden([record_id])
        if name == "EmailMessage":
            _refuse_email_change(row, fields)
        self._check(name, fields, "u")
        row.update(fields, **self._derived(name, {**row, **fields}))
        self._stamp(row, user)

    def delete(self, name: str, record_id: str, user: str) -> None:
        row = self.found(name, record_id)
        if not OBJECTS[name].calls.count("d"):
            raise SfError(400, "CANNOT_DELETE", f"entity type {name} does not support delete")
        self._refuse_forbidden([record_id, f"delete:{name}"])
        row["IsDeleted"] = True
        self._stamp(row, user)
        for other, key in _CASCADES.get(name, ()):
            for each in self.live(other):
                if each.get(key) == record_id:
                    self._gone(other, each, user)
        if name == "EmailMessage" and row["ActivityId"]:
            self._gone("Task", self.rows["Task"][row["ActivityId"]], user)

    def found(self, name: str, record_id: str) -> Row:
        row = self.rows.get(name, {}).get(record_id)
        if row is None:
            raise SfError(
                404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + record_id
            )
        if row["IsDeleted"]:
            raise SfError(404, "ENTITY_IS_DELETED", "entity is deleted")
        return row

    def new_id(self, name: str) -> str:
        """15 characters and 3 for the case of the first: help.salesforce.com, "Record IDs"."""
        short = f"{OBJECTS[name].prefix}5g00000{next(self._count):05d}"
        suffix = ""
        for at in (0, 5, 10):
            bits = sum(1 << n for n, sign in enumerate(short[at : at + 5]) if sign.isupper())
            suffix += ALPHABET[bits]
        return short + suffix

    def tick(self) -> str:
        """The org's clock goes a second further with each change, so that order can be told."""
        self._clock = max(self._clock + timedelta(seconds=1), datetime.now(UTC).replace(microsecond=0))
        return self._clock.strftime("%Y-%m-%dT%H:%M:%S.000+0000")

    # Inside

    def _system(self, user: str) -> Row:
        at = self.tick()
        by = {"CreatedById": user, "LastModifiedById": user}
        return {"IsDeleted": False, **by, "CreatedDate": at, "LastModifiedDate": at, "SystemModstamp": at}

    def _stamp(self, row: Row, user: str) -> None:
        at = self.tick()
        row.update(LastModifiedById=user, LastModifiedDate=at, SystemModstamp=at)

    def _gone(self, name: str, row: Row, user: str) -> None:
        row["IsDeleted"] = True
        self._stamp(row, user)

    def _check(self, name: str, fields: Row, flag: str) -> None:
        known = self.columns(name)
        if known is None:
            raise SfError(404, "NOT_FOUND", "The requested resource does not exist")
        for key, value in fields.items():
            column = known.get(key)
            if column is None:
                raise SfError(400, "INVALID_FIELD", f"No such column '{key}' on sobject of type {name}")
            if key == "ActivityId":
                # REF EmailMessage: "ActivityId can only be specified for emails on cases".
                raise SfError(400, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights", key)
            if not column.can(flag):
                words = "Unable to create/update fields: " + key
                raise SfError(400, "INVALID_FIELD_FOR_INSERT_UPDATE", words, key)
            self._refuse_value(key, column, value)

    def _refuse_value(self, key: str, column: Column, value: Any) -> None:
        if value is None:
            return
        if column.length and isinstance(value, str) and len(value) > column.length and column.type != "reference":
            raise SfError(400, "STRING_TOO_LONG", f"{key}: data value too large (max length={column.length})", key)
        if column.can("p") and column.values and value not in column.values:
            words = f"bad value for restricted picklist field: {value}"
            raise SfError(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", words, key)
        if column.type == "email" and "@" not in value:
            raise SfError(400, "INVALID_EMAIL_ADDRESS", f"{key}: invalid email address: {value}", key)
        if column.type in ("boolean", "string", "textarea", "datetime", "date"):
            _refuse_type(key, column.type, value)
        ids = value if column.type == "junctionidlist" else [value] if column.type == "reference" else []
        for each in ids:
            self._refuse_reference(key, column, each)

    def _refuse_reference(self, key: str, column: Column, record_id: Any) -> None:
        name = next((n for n, t in OBJECTS.items() if str(record_id).startswith(t.prefix)), "")
        row = self.rows.get(name, {}).get(record_id)
        if row is None or (column.to and name not in column.to):
            raise SfError(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", key)
        if row["IsDeleted"]:
            raise SfError(400, "ENTITY_IS_DELETED", "entity is deleted", key)
        self._refuse_forbidden([record_id])

    def _refuse_forbidden(self, ids: Iterable[str]) -> None:
        if self.forbidden & set(ids):
            code = "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"
            raise SfError(400, code, "insufficient access rights on cross-reference id")

    def _refuse_missing(self, name: str, fields: Row) -> None:
        known = self.columns(name) or {}
        missing = [key for key, column in known.items() if column.is_required and fields.get(key) in (None, "")]
        if missing:
            words = f"Required fields are missing: [{', '.join(missing)}]"
            raise SfError(400, "REQUIRED_FIELD_MISSING", words, *missing)

    def _refuse_odd(self, name: str, fields: Row) -> None:
        if name in ("Task", "Event") and str(fields.get("WhoId") or "").startswith("00Q") and fields.get("WhatId"):
            # REF Task, WhatId: "If WhoId refers to a lead, then the WhatId field must be empty."
            raise SfError(400, "FIELD_INTEGRITY_EXCEPTION", "WhatId must be empty for a lead", "WhatId")
        if name == "Event" and not (fields.get("StartDateTime") and fields.get("DurationInMinutes") is not None):
            raise SfError(
                400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [DurationInMinutes]", "DurationInMinutes"
            )
        if name == "EmailMessage" and not fields.get("ParentId") and fields.get("Status") != "3":
            # REF EmailMessage, Status: "For emails not sent as part of a case, only the status 3 (Sent) is valid."
            raise SfError(400, "FIELD_INTEGRITY_EXCEPTION", "Status: only Sent is valid", "Status")
        if name == "ContentVersion" and not fields.get("PathOnClient"):
            raise SfError(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [PathOnClient]", "PathOnClient")

    def _derived(self, name: str, row: Row) -> Row:
        if name in ("Contact", "Lead"):
            return {"Name": " ".join(row[key] for key in ("FirstName", "LastName") if row.get(key))}
        if name == "Opportunity":
            return {"IsClosed": str(row.get("StageName")).startswith("Closed")}
        if name == "Case":
            number = row.get("CaseNumber") or f"{len(self.rows['Case']) + 1:08d}"
            return {
                "IsClosed": row.get("Status") == "Closed",
                "CaseNumber": number,
                "Status": row.get("Status") or "New",
            }
        if name in ("Task", "Event"):
            return {"IsClosed": row.get("Status") == "Completed"}
        return {"Status": row.get("Status") or "Open"} if name == "Lead" else {}

    def _follow(self, name: str, row: Row, fields: Row, user: str) -> None:
        """What the platform makes along with a record."""
        if name == "EmailMessage":
            for key, kind in (("ToIds", "ToAddress"), ("CcIds", "CcAddress"), ("BccIds", "BccAddress")):
                for each in fields.get(key) or ():
                    relation = {"EmailMessageId": row["Id"], "RelationId": each, "RelationType": kind}
                    self.create("EmailMessageRelation", relation, user)
            if not row["ParentId"]:
                # REF EmailMessage, Usage: each email is stored as an EmailMessage record and a Task record.
                task = {"Subject": (row["Subject"] or "")[:255], "WhatId": row["RelatedToId"], "Status": "Completed"}
                row["ActivityId"] = self.create("Task", {**task, "TaskSubtype": "Email"}, user)
        if name == "EmailMessageRelation":
            self._refuse_double_sender(row)
            person = self._person(row["RelationId"])
            row["RelationAddress"] = row["RelationAddress"] or person.get("Email")
        if name == "ContentVersion":
            self._publish(row, user)

    def _refuse_double_sender(self, row: Row) -> None:
        same = [
            each
            for each in self.live("EmailMessageRelation")
            if each["EmailMessageId"] == row["EmailMessageId"] and each["RelationType"] == row["RelationType"]
        ]
        if row["RelationType"] == "FromAddress" and len(same) > 1:
            del self.rows["EmailMessageRelation"][row["Id"]]
            raise SfError(400, "LIMIT_EXCEEDED", "an email has one sender", "RelationType")

    def _person(self, record_id: str | None) -> Row:
        found = (self.rows[name].get(str(record_id)) for name in ("Contact", "Lead", "User"))
        return next((row for row in found if row is not None), {})

    def _publish(self, row: Row, user: str) -> None:
        content = base64.b64decode(row["VersionData"] or "", validate=True)
        row["ContentSize"] = len(content)
        row["Checksum"] = hashlib.md5(content, usedforsecurity=False).hexdigest()
        row["FileExtension"] = PurePosixPath(row["PathOnClient"]).suffix.removeprefix(".") or None
        row["IsLatest"] = True
        row["Title"] = row["Title"] or PurePosixPath(row["PathOnClient"]).stem
        document = {**self._system(user), "Id": self.new_id("ContentDocument"), "Title": row["Title"]}
        self.rows["ContentDocument"][document["Id"]] = {**document, "LatestPublishedVersionId": row["Id"]}
        row["ContentDocumentId"] = document["Id"]
        # REF ContentDocumentLink: who uploads a file is linked to it, and the place where it was published first.
        for each, share in ((user, "I"), (row["FirstPublishLocationId"], "V")):
            if each:
                link = {"ContentDocumentId": document["Id"], "LinkedEntityId": each, "ShareType": share}
                self.create("ContentDocumentLink", link, user)

    def snapshot(self) -> Any:
        """For a composite call that may have to be undone."""
        return copy.deepcopy(self.rows)


_CASCADES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Account": (("Contact", "AccountId"), ("Opportunity", "AccountId"), ("Case", "AccountId")),
    "EmailMessage": (("EmailMessageRelation", "EmailMessageId"), ("ContentDocumentLink", "LinkedEntityId")),
    "Opportunity": (("OpportunityContactRole", "OpportunityId"),),
    "ContentDocument": (("ContentVersion", "ContentDocumentId"), ("ContentDocumentLink", "ContentDocumentId")),
    "Contact": (("EmailMessageRelation", "RelationId"), ("OpportunityContactRole", "ContactId")),
}


def _refuse_email_change(row: Row, fields: Row) -> None:
    """REF EmailMessage: beyond drafts ``IsExternallyVisible``, custom fields and ``RelatedToId`` if client-managed."""
    allowed = {"IsExternallyVisible", *(key for key in fields if key.endswith("__c"))}
    allowed |= {"RelatedToId"} if row["IsClientManaged"] else set()
    wrong = sorted(set(fields) - allowed)
    if row["Status"] != "5" and wrong:
        raise SfError(400, "INSUFFICIENT_ACCESS_OR_READONLY", "You can't update an email that isn't a draft", *wrong)


def _refuse_type(key: str, kind: str, value: Any) -> None:
    is_right = isinstance(value, bool) if kind == "boolean" else isinstance(value, str)
    parses: dict[str, Callable[[str], object]] = {"datetime": datetime.fromisoformat, "date": date.fromisoformat}
    if is_right and kind in parses:
        try:
            parses[kind](value)
        except ValueError:
            is_right = False
    if not is_right:
        words = f"Cannot deserialize instance of {kind} from {value!r}"
        raise SfError(400, "JSON_PARSER_ERROR", words, key)


def _default(column: Column) -> Any:
    return False if column.type == "boolean" else None


def with_required(column: Column) -> Column:
    """The same field, which the org made mandatory."""
    return replace(column, flags=column.flags.replace("n", "").replace("d", ""))


__all__ = ["Fault", "Org", "Row", "SfError", "Table", "with_required"]
