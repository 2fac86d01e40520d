"""A HubSpot portal with real state: objects, associations, files, owners, pipelines and an index that lags.

Shapes are those of HubSpot's published OpenAPI files (CRM objects v3, associations v4, Files v3, Owners v3, Pipelines
v3, Properties v3, Account Info v3). What each request may hold is in ``hubspot_table.py``, the socket in
``hubspot_web.py``.
"""

import json
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from time import monotonic
from typing import Any

Json = dict[str, Any]
KINDS = ("contacts", "companies", "leads", "deals", "tickets", "emails", "meetings", "notes", "calls", "tasks")
UNIQUE = {"contacts": "email"}
"""A contact's address is unique: https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/guide"""
MODIFIED = {"contacts": "lastmodifieddate"}
LONGEST = 65_536
"""Characters of a property: https://developers.hubspot.com/docs/api-reference/legacy/crm/activities/notes/guide"""
READ_ONLY = frozenset({"hs_email_from_email", "hs_email_to_email", "hs_object_id", "hs_lastmodifieddate", "createdate"})
TYPE_IDS = {
    ("emails", "contacts"): 198,
    ("emails", "companies"): 186,
    ("emails", "deals"): 210,
    ("emails", "tickets"): 224,
    ("meetings", "contacts"): 200,
    ("meetings", "companies"): 188,
    ("meetings", "deals"): 212,
    ("meetings", "tickets"): 226,
    ("notes", "contacts"): 202,
    ("notes", "companies"): 190,
    ("notes", "deals"): 214,
    ("notes", "tickets"): 228,
    ("contacts", "companies"): 279,
    ("deals", "contacts"): 3,
    ("deals", "companies"): 341,
    ("tickets", "contacts"): 16,
    ("tickets", "companies"): 339,
    ("leads", "contacts"): 578,
}
"""HUBSPOT_DEFINED ids: https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records"""


@dataclass(slots=True)
class Fault:
    """What one call gets instead of its answer, or after it was carried out (``is_late``)."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    is_half: bool = False
    hangs_up: bool = False
    is_late: bool = False


@dataclass(slots=True)
class Thing:
    """One object."""

    kind: str
    id: str
    properties: Json
    created: datetime
    updated: datetime
    indexed_at: float
    archived: bool = False

    def json(self, names: list[str] | None = None) -> Json:
        known = {
            **self.properties,
            "hs_object_id": self.id,
            MODIFIED.get(self.kind, "hs_lastmodifieddate"): iso(self.updated),
        }
        always = ("hs_object_id", "createdate", MODIFIED.get(self.kind, "hs_lastmodifieddate"))
        shown = {name: known.get(name) for name in (*(names or ()), *always)}
        return {
            "id": self.id,
            "properties": shown,
            "createdAt": iso(self.created),
            "updatedAt": iso(self.updated),
            "archived": self.archived,
        }


class Refused(Exception):
    """HubSpot's error object: https://developers.hubspot.com/docs/api-reference/error-handling"""

    def __init__(self, status: int, category: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"status": "error", "message": message, "category": category, "correlationId": "c0", **more}


class HubSpotPortal:
    """One portal, and what was asked of it."""

    def __init__(self) -> None:
        self.guard = threading.RLock()
        self.portal = 243_104_115
        self.things: dict[str, dict[str, Thing]] = {kind: {} for kind in KINDS}
        self.links: set[tuple[str, str, str, str]] = set()
        self.files: dict[str, tuple[Json, bytes]] = {}
        self.tokens: Mapping[str, str] = {"right": "minsu@brightwell.example", "theirs": "jiyoung@brightwell.example"}
        self.owners = {"71": "minsu@brightwell.example", "72": "jiyoung@brightwell.example"}
        self.missing_scopes: dict[str, str] = {}
        """By kind of object: the scope that the sign-in lacks."""
        self.readonly: set[str] = set()
        """Properties that this portal does not let anybody write."""
        self.mandatory: dict[str, tuple[str, ...]] = {}
        self.absent: set[str] = set()
        """What this server does not have: ``search``, ``associations``, ``properties``, ``owners``, a kind."""
        self.by_type_id: set[str] = set()
        """Kinds that this server knows by the ids of their types alone."""
        self.hangs_on_creation = True
        """Whether associations in the body of a creation are heeded."""
        self.gives_associations = True
        """Whether an object comes with its associations where they are asked for."""
        self.wraps_created = False
        """A created object is in ``entity``: CRM/Contacts of 2025-09 has it so."""
        self.wants_repeats = False
        """``properties`` is one parameter a name, as OpenAPI explodes it; a list with commas is one unknown name."""
        self.wants_sort_texts = False
        """Sorts are texts and ``after`` is demanded, as the published OpenAPI has it."""
        self.heeds_filters = True
        self.forbidden: set[tuple[str, str]] = set()
        """Records on which the user may log nothing."""
        self.overwrites = True
        """Whether an upload takes the place of a file of that name in that folder."""
        self.folders: dict[str, str] = {}
        self.demanded: dict[str, tuple[str, ...]] = {}
        """By kind: what the schema says is required."""
        self.definitions: dict[str, list[Json]] = defaultdict(list)
        """By kind: properties as CRM/Properties v3 defines them."""
        self.lag = 0.0
        """Seconds until a search sees what was written."""
        self.hangs_contact_on_company = False
        self.most = 10_000
        """What a search gives at most: https://developers.hubspot.com/docs/api-reference/legacy/crm/search"""
        self.sorts = True
        self.behind = timedelta(0)
        """How far this computer's clock is ahead of the portal's."""
        self.scopes: list[str] = []
        self.limit: int | None = None
        """Calls in ten seconds."""
        self.times: deque[float] = deque()
        self.clock: Callable[[], float] = monotonic
        self.calls: Counter[str] = Counter()
        self.violations: list[str] = []
        self.faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        """By ``METHOD kind``, for example ``POST emails``; ``search kind`` and ``batch_read kind`` for those."""
        self._ids = count(1001)
        self._now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    # What a test puts in

    def add(self, kind: str, **properties: Any) -> str:
        return self.create(kind, {key: str(value) for key, value in properties.items()}).id

    def merge(self, kind: str, gone: str, into: str) -> None:
        """The old id leads to the new one (https://developers.hubspot.com/docs/api-reference/crm-contacts-v3)."""
        with self.guard:
            old = self.things[kind].pop(gone)
            kept = self.things[kind][into]
            said = kept.properties.get("hs_calculated_merged_vids", "")
            kept.properties["hs_calculated_merged_vids"] = ";".join(filter(None, [said, f"{old.id}:1700000000000"]))

    def tick(self) -> datetime:
        """Now: each change has a moment of its own."""
        self._now = max(self._now + timedelta(milliseconds=1), datetime.now(UTC) - self.behind)
        return self._now

    # What the API does

    def create(self, kind: str, properties: Mapping[str, str]) -> Thing:
        self._check(kind, properties)
        for name in self.mandatory.get(kind, ()):
            if not properties.get(name):
                raise Refused(
                    400,
                    "VALIDATION_ERROR",
                    f"Error creating {kind}. Some required properties were not set.",
                    errors=[{"message": f"Property {name} is required.", "code": "REQUIRED_PROPERTY"}],
                )
        if (unique := UNIQUE.get(kind)) and (value := properties.get(unique, "").lower()):
            for each in self.live(kind):
                others = str(each.properties.get("hs_additional_emails", "")).lower().split(";")
                if value in (each.properties.get(unique, "").lower(), *others):
                    raise Refused(409, "CONFLICT", f"Contact already exists. Existing ID: {each.id}")
        now = self.tick()
        made = Thing(kind, str(next(self._ids)), dict(properties), now, now, self.clock() + self.lag)
        self.things[kind][made.id] = made
        return made

    def change(self, kind: str, object_id: str, properties: Mapping[str, str]) -> Thing:
        thing = self.thing(kind, object_id)
        self._check(kind, properties)
        thing.properties.update(properties)
        thing.updated, thing.indexed_at = self.tick(), self.clock() + self.lag
        return thing

    def _check(self, kind: str, properties: Mapping[str, str]) -> None:
        wrong = [name for name in properties if name in READ_ONLY or name in self.readonly]
        if wrong:
            errors = [{"message": f'"{n}" is a read only property', "code": "READ_ONLY_VALUE"} for n in wrong]
            raise Refused(400, "VALIDATION_ERROR", "Property values were not valid", errors=errors)
        if long := [name for name, value in properties.items() if len(value) > LONGEST]:
            raise Refused(400, "VALIDATION_ERROR", f"{long[0]} is too long")
        if kind == "emails" and "hs_timestamp" not in properties and "hs_attachment_ids" not in properties:
            raise Refused(400, "VALIDATION_ERROR", "hs_timestamp is required")

    def thing(self, kind: str, object_id: str) -> Thing:
        found = self.things[kind].get(object_id) or self._merged(kind, object_id)
        if found is None or found.archived:
            raise Refused(404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.")
        return found

    def _merged(self, kind: str, object_id: str) -> Thing | None:
        for each in self.things[kind].values():
            vids = each.properties.get("hs_calculated_merged_vids", "").split(";")
            if object_id in [vid.split(":")[0] for vid in vids]:
                return each
        return None

    def live(self, kind: str) -> list[Thing]:
        return [each for each in self.things[kind].values() if not each.archived]

    def archive(self, kind: str, object_id: str) -> None:
        """Archiving what is archived or never was is no error: 204."""
        if thing := self.things[kind].get(object_id):
            thing.archived = True
            self.links = {link for link in self.links if (kind, object_id) not in (link[:2], link[2:])}

    def link(self, kind: str, object_id: str, to: str, to_id: str) -> None:
        self.thing(kind, object_id)
        self.thing(to, to_id)
        if (to, to_id) in self.forbidden:
            raise Refused(403, "FORBIDDEN", "You do not have permissions to edit this record")
        self.links |= {(kind, object_id, to, to_id), (to, to_id, kind, object_id)}
        if self.hangs_contact_on_company and to == "contacts" and kind == "emails":
            # HubSpot files a mail of a contact under the contact's company too.
            for company in self.linked("contacts", to_id, "companies"):
                self.links |= {(kind, object_id, "companies", company), ("companies", company, kind, object_id)}

    def unlink(self, kind: str, object_id: str, to: str, to_id: str) -> None:
        self.links -= {(kind, object_id, to, to_id), (to, to_id, kind, object_id)}

    def linked(self, kind: str, object_id: str, to: str) -> list[str]:
        return sorted(link[3] for link in self.links if link[:3] == (kind, object_id, to))

    def search(self, kind: str, body: Json) -> list[Thing]:
        """https://developers.hubspot.com/docs/api-reference/legacy/crm/search: groups are alternatives."""
        now = self.clock()
        seen = [each for each in self.live(kind) if each.indexed_at <= now]
        groups = [group["filters"] for group in body["filterGroups"]]
        groups = groups if self.heeds_filters else []
        found = [each for each in seen if not groups or any(all(self._holds(each, f) for f in g) for g in groups)]
        if words := str(body.get("query") or "").casefold().split():
            found = [e for e in found if all(any(w in str(v).casefold() for v in e.properties.values()) for w in words)]
        sorts = [json.loads(each) if isinstance(each, str) else each for each in body["sorts"]] if self.sorts else []
        for sort in reversed(sorts):
            found.sort(key=lambda e: self._value(e, sort["propertyName"]), reverse=sort["direction"] == "DESCENDING")
        return found

    def _value(self, thing: Thing, name: str) -> str:
        if name == MODIFIED.get(thing.kind, "hs_lastmodifieddate"):
            return str(int(thing.updated.timestamp() * 1000))
        if name == "hs_email_domain":
            return str(thing.properties.get("email", "")).rpartition("@")[2]
        return str(thing.properties.get(name) or "")

    def _holds(self, thing: Thing, rule: Json) -> bool:
        said, wanted = self._value(thing, rule["propertyName"]), str(rule.get("value", ""))
        match rule["operator"]:
            case "EQ":
                return said.casefold() == wanted.casefold()
            case "GTE":
                return bool(said) and int(said) >= int(wanted)
            case "CONTAINS_TOKEN":
                return wanted.casefold() in [part.strip().casefold() for part in said.split(";")]
        raise Refused(400, "VALIDATION_ERROR", f"operator {rule['operator']} is not known to the stand-in")

    def pages(self, rows: list[Any], after: str, limit: int) -> Iterator[Any]:
        start = int(after or 0)
        yield rows[start : start + limit]
        yield {"next": {"after": str(start + limit)}} if start + limit < len(rows) else None


def iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
