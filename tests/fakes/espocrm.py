"""A stand-in of EspoCRM 8.4 with real state: users and roles, records, mails, uploads and notes.

What it does is what a real server did (``tests/connectors/espocrm/recorded``) and its documentation says
(https://docs.espocrm.com/development/api/).
"""

import base64
import threading
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count
from typing import Any

from tests.fakes.espocrm_search import Json, Wrong, search

PASSWORD, API_KEY = "kit password", "0123456789abcdef"
SCOPES = ("Contact", "Account", "Lead", "Opportunity", "Case", "Email", "Meeting", "Call", "Task", "User")
PEOPLE = ("Contact", "Lead")
ADDRESSED = ("Contact", "Account", "Lead")
HIDDEN = frozenset({"emailAddressData", "phoneNumberData", "contactsIds", "accountsIds", "body", "bodyPlain"})
"""What a list does not show, asked or not."""
FULL: Json = dict.fromkeys(("create", "read", "edit", "delete", "stream"), "all") | {"create": "yes"}
# Metadata entityDefs.*.fields of a new installation, as far as the connector asks.
FIELDS: Mapping[str, Json] = {
    "Contact": {"name": {"type": "personName"}, "lastName": {"type": "varchar", "required": True}},
    "Account": {"name": {"type": "varchar", "required": True}, "website": {"type": "url"}},
    "Lead": {
        "name": {"type": "personName"},
        "lastName": {"type": "varchar", "required": True},
        "status": {
            "type": "enum",
            "options": ["New", "Assigned", "Converted", "Dead"],
            "default": "New",
            "notActualOptions": ["Converted", "Dead"],
        },
    },
    "Opportunity": {
        "name": {"type": "varchar", "required": True},
        "amount": {"type": "currency", "required": True},
        "closeDate": {"type": "date", "required": True},
        "stage": {
            "type": "enum",
            "options": ["Prospecting", "Proposal", "Closed Won", "Closed Lost"],
            "default": "Prospecting",
            "probabilityMap": {"Prospecting": 10, "Proposal": 50, "Closed Won": 100, "Closed Lost": 0},
        },
    },
    "Meeting": {"assignedUser": {"type": "link", "required": True}},
    "Task": {"assignedUser": {"type": "link", "required": True}},
    "Case": {
        "name": {"type": "varchar", "required": True},
        "status": {"type": "enum", "options": ["New", "Closed"], "default": "New", "notActualOptions": ["Closed"]},
    },
}


@dataclass(slots=True)
class User:
    id: str
    name: str
    addresses: list[str]
    table: Json = field(default_factory=lambda: {**dict.fromkeys(SCOPES, FULL), "Import": True})

    def may(self, scope: str, action: str) -> bool:
        level = self.table.get(scope, True)
        return level.get(action) != "no" if isinstance(level, dict) else bool(level)


@dataclass(slots=True)
class Fault:
    """What a call gets instead of its answer; a ``length`` longer than the body is one that breaks off."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


class EspoFake:
    """All of it; every method is called under ``guard``."""

    def __init__(self) -> None:
        self.guard = threading.RLock()
        self._ids = count(0x6B02636B17BD6F11F)
        self.users = {name: self._user(name) for name in ("minsu", "jiyoung", "workspace")}
        self.keys = {API_KEY: "workspace"}
        self.tokens: dict[str, str] = {}
        self.rows: dict[str, dict[str, Json]] = defaultdict(dict)
        self.bytes: dict[str, bytes] = {}
        self.fields: dict[str, Json] = deepcopy(dict(FIELDS))
        self.links = {"Opportunity.account": "Account", "Case.teams": "Team"}
        self.words: Json = {"Opportunity": {"fields": {"stage": "Stage", "closeDate": "Close Date"}}}
        """What ``I18n`` says: the organisation's own words."""
        self.settings: Json = {"version": "8.4.2", "attachmentUploadChunkSize": 1, "defaultCurrency": "KRW"}
        self.is_strict_with_notes = False
        """Whether a note is older than its writer may delete it (``noteDeleteThresholdPeriod``)."""
        self.no_routes: set[str] = set()
        """Calls that this server does not have."""
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        """By how ``METHOD path`` begins: what the next of such calls get."""
        self.writes_left: int | None = None
        """So many writes are answered yet; the next one is carried out and its answer lost, as is all that follows."""
        self.asked: list[tuple[str, str, Any]] = []
        self.violations: list[str] = []

    def new_id(self) -> str:
        return f"{next(self._ids):017x}"

    def _user(self, name: str) -> User:
        return User(self.new_id(), name, [] if name == "workspace" else [f"{name}@demo.example"])

    # Records

    def row(self, entity: str, record_id: str, user: User | None = None) -> Json:
        row = self.rows[entity].get(record_id)
        if row is None:
            raise Wrong(404, f"Record {record_id} does not exist.")
        if user is not None:
            self.need(user, entity, "read", row)
        return self.whole(entity, row)

    def need(self, user: User, entity: str, action: str, row: Json | None = None) -> None:
        """Notes and attachments are one's own; an attachment is read by all who read its parent."""
        if entity in ("Note", "Attachment"):
            is_read = action == "read" and row is not None and row.get("parentId")
            if row is not None and not is_read and row["createdById"] != user.id:
                raise Wrong(403, f"No {action} access.")
        elif not user.may(entity, action) or (row or {}).get("closed_to") == user.name:
            raise Wrong(403, f"No {action} access.")

    def listed(self, entity: str, params: Mapping[str, str], user: User) -> Json:
        self.need(user, entity, "read")
        rows: Iterable[Json] = self.rows[entity].values()
        if entity == "Note":
            rows = [row for row in rows if row["createdById"] == user.id]
        if entity == "User":
            rows = [self._as_row(each) for each in self.users.values()]
        found = search([self.whole(entity, row) for row in rows], params)
        asked = {*params.get("select", "").split(","), "id", "createdById"} - HIDDEN
        found["list"] = [{k: v for k, v in row.items() if k in asked} for row in found["list"]]
        # Emails are not counted (collection.countDisabled of entityDefs.Email): -2 is "no more", -1 "there are more".
        return {**found, "total": -2} if entity == "Email" else found

    def _as_row(self, user: User) -> Json:
        data = [{"emailAddress": each, "primary": True} for each in user.addresses]
        return {"id": user.id, "name": user.name, "emailAddressData": data, "createdAt": self.now()}

    def create(self, entity: str, given: Json, user: User, *, skip_duplicates: bool = False) -> Json:
        self.need(user, entity, "create")
        given = {key: each for key, each in given.items() if key not in ("id", "createdById", "messageId")}
        self._validate(entity, given, is_new=True)
        if not skip_duplicates and (alike := self._alike(entity, given)):
            raise Wrong(409, "duplicate", alike)
        if entity == "Email":
            given = self._mail_of(given, user)
        if entity == "Note":
            self._check_note(given, user)
        defaults = {name: each["default"] for name, each in self.fields.get(entity, {}).items() if "default" in each}
        now = self.now()
        made: Json = {"id": self.new_id(), "createdById": user.id, "createdByName": user.name}
        made |= {"createdAt": now, **defaults, **given}
        if entity != "Attachment":
            made["modifiedAt"] = now
        self.rows[entity][made["id"]] = made
        if entity == "Attachment":
            self._begin_upload(made)
        answer = self.whole(entity, made)
        return answer if "emailAddress" in given else {k: v for k, v in answer.items() if k != "emailAddress"}

    def change(self, entity: str, record_id: str, given: Json, user: User) -> Json:
        row = self.rows[entity].get(record_id)
        if row is None:
            raise Wrong(404, f"Record {record_id} not found.")
        self.need(user, entity, "edit", row)
        self._validate(entity, given, is_new=False)
        if entity == "Email" and row["createdById"] == "system":
            # A mail that the server fetched: only where it hangs may be changed.
            given = {key: each for key, each in given.items() if key in ("parentType", "parentId")}
        if "attachmentsIds" in given:
            self._attach(entity, row, given.pop("attachmentsIds"))
        row |= {**given, "modifiedAt": self.now(), "modifiedById": user.id}
        return self.whole(entity, row)

    def delete(self, entity: str, record_id: str, user: User) -> None:
        row = self.rows[entity].get(record_id)
        if row is None:
            raise Wrong(404, f"Record {record_id} not found.")
        self.need(user, entity, "delete", row)
        if entity == "Note" and self.is_strict_with_notes:
            raise Wrong(403, "No delete access.")
        del self.rows[entity][record_id]
        if entity == "Attachment":
            self.bytes.pop(record_id, None)

    def whole(self, entity: str, row: Json) -> Json:
        """A record as it is read alone."""
        found = {"deleted": False, **row}
        if entity in PEOPLE:
            found["name"] = " ".join(part for part in (row.get("firstName"), row.get("lastName")) if part)
        if entity in ADDRESSED:
            data = row.get("emailAddressData") or [
                {"emailAddress": e, "primary": True} for e in [row.get("emailAddress")] if e
            ]
            found["emailAddressData"] = data
            if data:
                found["emailAddress"] = data[0]["emailAddress"]
        if entity in ("Email", "Task"):
            mine = [each for each in self.rows["Attachment"].values() if each.get("parentId") == row["id"]]
            found |= {"attachmentsIds": [e["id"] for e in mine], "attachmentsNames": {e["id"]: e["name"] for e in mine}}
        if entity == "Email":
            found |= self._people(row)
        if found.get("parentId"):
            parent = self.rows[found["parentType"]].get(found["parentId"])
            found["parentName"] = self.whole(found["parentType"], parent)["name"] if parent else None
        return found

    def _validate(self, entity: str, given: Json, *, is_new: bool) -> None:
        for name, defs in self.fields.get(entity, {}).items():
            value = given.get(f"{name}Id" if defs.get("type") == "link" else name)
            is_nothing = value in (None, "") or (
                defs.get("type") == "currency" and not value and f"{name}Currency" not in given
            )
            if defs.get("required") and is_new and is_nothing and "default" not in defs:
                raise self._invalid(entity, name, "required")
            given_values = set(value) if isinstance(value, list) else {value}
            if value and defs.get("options") and not given_values <= set(defs["options"]):
                raise self._invalid(entity, name, "valid")
        if len(str(given.get("name") or "")) > 255:
            raise self._invalid(entity, "name", "maxLength")

    def _invalid(self, entity: str, name: str, kind: str) -> Wrong:
        reason = f"Field validation failure; entityType: {entity}, field: {name}, type: {kind}."
        data = {"field": name, "type": kind}
        body = {"messageTranslation": {"label": "validationFailure", "scope": None, "data": data}}
        return Wrong(400, reason, body)

    def _alike(self, entity: str, given: Json) -> list[Json]:
        """A person of the same name or with a same address; a company of the same name."""
        if entity not in ADDRESSED:
            return []
        wanted = self.whole(entity, given)
        emails = {each["emailAddress"].lower() for each in wanted["emailAddressData"]}
        found = []
        for row in [self.whole(entity, each) for each in self.rows[entity].values()]:
            theirs = {each["emailAddress"].lower() for each in row["emailAddressData"]}
            if emails & theirs or str(row["name"]).lower() == str(wanted["name"]).lower():
                found.append({key: each for key, each in row.items() if key not in HIDDEN})
        return found

    # Mails

    def _mail_of(self, given: Json, user: User) -> Json:
        if not given.get("from"):
            raise Wrong(400, "No 'from' address")
        if not user.may("Import", "create") and given["from"].lower() not in user.addresses:
            raise Wrong(403, "Not allowed 'from' address.")
        return {**given, "messageId": f"dummy:{self.new_id()}", "messageIdInternal": None}

    def import_mail(self, file_id: str, user: User) -> Json:
        """One mail for each Message-ID, compared without case; the upload goes."""
        self.need(user, "Email", "create")
        if not user.may("Import", "create"):
            raise Wrong(403, "No access to 'Import'.")
        if file_id not in self.bytes:
            raise Wrong(404, "Attachment not found.")
        mail = message_from_bytes(self.bytes[file_id], policy=policy.default)
        assert isinstance(mail, EmailMessage)
        key = str(mail["Message-ID"]).strip()
        if same := self.mail_with(key):
            data = {"id": same["id"], "link": f"#Email/view/{same['id']}"}
            told = {"messageTranslation": {"label": "alreadyImported", "scope": "Email", "data": data}}
            raise Wrong(409, "Email is already imported.", told)
        made = self.receive(mail, user)
        del self.rows["Attachment"][file_id], self.bytes[file_id]
        return {"id": made["id"]}

    def mail_with(self, key: str) -> Json | None:
        rows = self.rows["Email"].values()
        return next((row for row in rows if row["messageId"].lower() == key.lower()), None)

    def receive(self, mail: EmailMessage, user: User | None = None) -> Json:
        """As the import of a message does, or the server's own fetching of a mailbox (no ``user``)."""
        key, delivered_to = str(mail["Message-ID"]).strip(), mail["Delivered-To"]
        body, html = mail.get_body(("plain",)), mail.get_body(("html",))
        text = body.get_content() if body else ""
        sent_at = mail["Date"].datetime.astimezone(UTC)
        now = self.now()
        made: Json = {
            "id": self.new_id(),
            "name": str(mail["Subject"] or "").encode()[:255].decode("utf-8", "replace") or "(No Subject)",
            "status": "Archived",
            "messageId": key,
            "messageIdInternal": f"{key}-{delivered_to}" if delivered_to else None,
            "from": mail["From"].addresses[0].addr_spec,
            **{
                name: ";".join(a.addr_spec for a in mail[name].addresses) if mail[name] else "" for name in ("to", "cc")
            },
            # Core/Mail/Importer/DefaultImporter reads no Bcc.
            "bcc": "",
            "dateSent": sent_at.strftime("%Y-%m-%d %H:%M:%S"),
            "isHtml": html is not None,
            "body": html.get_content() if html else text,
            "bodyPlain": text,
            "createdById": user.id if user else "system",
            "createdByName": user.name if user else "System",
            "createdAt": now,
            "modifiedAt": now,
        }
        for address, (entity, record_id) in self._known(made).items():
            if address == made["from"] and entity in ADDRESSED:
                # Core/Mail/Importer/DefaultParentFinder: the sender's record is the parent until somebody says better.
                made |= {"parentType": entity, "parentId": record_id}
        self.rows["Email"][made["id"]] = made
        return made

    def _known(self, mail: Json) -> dict[str, tuple[str, str]]:
        """Who has the addresses of a mail: contacts before leads before companies."""
        addresses = [mail["from"], *(each for name in ("to", "cc", "bcc") for each in mail.get(name, "").split(";"))]
        found: dict[str, tuple[str, str]] = {}
        for address in filter(None, addresses):
            for entity in ("Contact", "Lead", "Account"):
                for row in self.rows[entity].values():
                    theirs = [each["emailAddress"].lower() for each in self.whole(entity, row)["emailAddressData"]]
                    if address.lower() in theirs:
                        found.setdefault(address, (entity, row["id"]))
        return found

    def _people(self, mail: Json) -> Json:
        known = self._known(mail)
        parent = self.rows[mail["parentType"]].get(mail["parentId"], {}) if mail.get("parentId") else {}
        account = mail["parentId"] if mail.get("parentType") == "Account" else parent.get("accountId")
        return {
            "typeHash": {address: entity for address, (entity, _) in known.items()},
            "idHash": {address: record_id for address, (_, record_id) in known.items()},
            "accountId": account,
        }

    # Uploads

    def _begin_upload(self, made: Json) -> None:
        file = made.pop("file", None)
        if made.get("parentType"):
            made.pop("parentId", None)
        if made.get("isBeingUploaded"):
            self.bytes[made["id"]] = b""
            return
        if file is None:
            raise Wrong(400, "No file contents.")
        self.bytes[made["id"]] = base64.b64decode(str(file).partition(",")[2])
        made |= {"size": len(self.bytes[made["id"]]), "isBeingUploaded": False}

    def append(self, attachment_id: str, data: str, user: User) -> bool:
        row = self.rows["Attachment"].get(attachment_id)
        if row is None:
            raise Wrong(404, "")
        self.need(user, "Attachment", "read", row)
        if not row["isBeingUploaded"]:
            raise Wrong(403, "Attachment is not being-uploaded.")
        self.bytes[attachment_id] += base64.b64decode(data.partition(";base64,")[2])
        row["isBeingUploaded"] = len(self.bytes[attachment_id]) < row["size"]
        return True

    def file(self, attachment_id: str, user: User) -> bytes:
        self.row("Attachment", attachment_id, user)
        return self.bytes[attachment_id]

    def _attach(self, entity: str, row: Json, ids: list[str]) -> None:
        """The whole list: what is not in it goes."""
        for each in list(self.rows["Attachment"].values()):
            if each.get("parentId") == row["id"] and each["id"] not in ids:
                del self.rows["Attachment"][each["id"]]
            elif each["id"] in ids:
                each |= {"parentType": entity, "parentId": row["id"]}

    # Notes

    def _check_note(self, given: Json, user: User) -> None:
        parent = self.rows[given["parentType"]].get(given["parentId"])
        if parent is None or not user.may(given["parentType"], "stream"):
            raise Wrong(403, "No access to parent.")

    def stream(self, entity: str, record_id: str, params: Mapping[str, str], user: User) -> Json:
        self.row(entity, record_id, user)
        if not user.may(entity, "stream"):
            raise Wrong(403, "")
        notes = [each for each in self.rows["Note"].values() if each["parentId"] == record_id]
        return search(notes, params)

    def now(self) -> str:
        return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
