"""HubSpot's objects as records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from connectors.hubspot.api import Api, Json, next_page, results
from connectors.hubspot.objects import KINDS, OWNER, remote_id
from workspace.connector.errors import Rejected
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

APP = "https://app.hubspot.com"
_WRITES = {
    RecordType.CONTACT: "crm.objects.contacts.write",
    RecordType.COMPANY: "crm.objects.companies.write",
    RecordType.LEAD: "crm.objects.leads.write",
    RecordType.DEAL: "crm.objects.deals.write",
    RecordType.CASE: "tickets",
}
_STAGED = {RecordType.DEAL: ("pipeline", "dealstage"), RecordType.CASE: ("hs_pipeline", "hs_pipeline_stage")}


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a pipeline."""

    label: str
    is_open: bool


@dataclass(slots=True)
class Words:
    """What single ids stand for in this portal: owners by id, stages by id, the portal itself."""

    portal: str = ""
    app: str = APP
    owners: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()
    """What the sign-in allows; empty where that is not known."""

    def can_write(self, record_type: RecordType) -> bool:
        return not self.scopes or _WRITES[record_type] in self.scopes

    def link(self, record_type: RecordType, object_id: str) -> str | None:
        """Where a record stands in the browser; None where the portal is not known."""
        return link(self.app, self.portal, KINDS[record_type].type_id, object_id)


def link(app: str, portal: str, type_id: str, object_id: str) -> str | None:
    return f"{app}/contacts/{portal}/record/{type_id}/{object_id}" if portal else None


def words_of(api: Api, portal: str, app: str, scopes: frozenset[str] = frozenset()) -> Words:
    """What a run needs to know of the portal; what it does not give is left empty."""
    return Words(portal, app, _owners(api), _stages(api), scopes)


def _owners(api: Api) -> dict[str, str]:
    """https://developers.hubspot.com/docs/api-reference/crm-owners-v3"""
    found: dict[str, str] = {}
    after = ""
    while True:
        try:
            answer = api.get("/crm/v3/owners", {"limit": 100, **({"after": after} if after else {})})
        except Rejected:
            return found
        for each in results(answer):
            name = f"{each.get('firstName') or ''} {each.get('lastName') or ''}".strip()
            found[str(each.get("id"))] = name or str(each.get("email") or "")
        after = next_page(answer)
        if not after:
            return found


def _stages(api: Api) -> dict[str, Stage]:
    """https://developers.hubspot.com/docs/api-reference/crm-pipelines-v3"""
    found: dict[str, Stage] = {}
    for name in ("deals", "tickets"):
        for pipeline in pipelines(api, name):
            for stage in pipeline.get("stages") or ():
                said: Mapping[str, Any] = stage.get("metadata") or {}
                is_closed = str(said.get("isClosed")).lower() == "true" or said.get("ticketState") == "CLOSED"
                found[f"{name}/{stage.get('id')}"] = Stage(str(stage.get("label") or ""), not is_closed)
    return found


def pipelines(api: Api, name: str) -> list[Json]:
    """The pipelines of a kind with their stages; none where the account may not see them."""
    try:
        return results(api.get(f"/crm/v3/pipelines/{name}"))
    except Rejected:
        return []


def merged(record_type: RecordType, given: Json) -> list[RemoteId]:
    """The objects that went into this one when they were merged: nothing else tells that they are gone."""
    said = _Said(given)
    ids = [*said.parts("hs_merged_object_ids"), *said.parts("hs_calculated_merged_vids")]
    found = dict.fromkeys(each.partition(":")[0].strip() for each in ids)
    return [remote_id(record_type, each) for each in found if each != str(given["id"])]


def record(record_type: RecordType, given: Json, words: Words, parents: Sequence[RemoteId] = ()) -> Record:
    """The record of an object as the API gives it."""
    said = _Said(given)
    return Record(
        remote_id=remote_id(record_type, str(given["id"])),
        record_type=record_type,
        name=said.name(record_type) or str(given["id"]),
        emails=said.emails(record_type),
        domains=said.domains() if record_type is RecordType.COMPANY else (),
        phones=tuple(dict.fromkeys(filter(None, (said["phone"], said["mobilephone"])))),
        parent_ids=tuple(dict.fromkeys((*said.company(), *parents))),
        is_open=said.is_open(record_type, words),
        stage=said.stage(record_type, words),
        amount=f"{said['amount']} {said['deal_currency_code']}".strip() if said["amount"] else "",
        owner=words.owners.get(said[OWNER], ""),
        title=said["jobtitle"],
        city=said["city"],
        can_write=words.can_write(record_type),
        link=words.link(record_type, str(given["id"])),
        updated_at=moment(given.get("updatedAt")),
    )


class _Said:
    """The properties of an object, without nulls."""

    def __init__(self, given: Json) -> None:
        found = given.get("properties")
        self._properties: Mapping[str, Any] = found if isinstance(found, dict) else {}

    def __getitem__(self, name: str) -> str:
        return str(self._properties.get(name) or "").strip()

    def parts(self, name: str) -> list[str]:
        """A list as HubSpot keeps it, parted by semicolons."""
        return [part.strip() for part in self[name].split(";") if part.strip()]

    def name(self, record_type: RecordType) -> str:
        if record_type is RecordType.CONTACT:
            return full_name(self["firstname"], self["lastname"]) or self["email"] or self["phone"] or self["company"]
        keys = {RecordType.LEAD: "hs_lead_name", RecordType.DEAL: "dealname", RecordType.CASE: "subject"}
        return self[keys.get(record_type, "name")] or self["domain"]

    def emails(self, record_type: RecordType) -> tuple[str, ...]:
        if record_type is RecordType.LEAD:
            return tuple(self.parts("hs_associated_contact_email"))
        found = [self["email"], *self.parts("hs_additional_emails"), self["work_email"]]
        return tuple(dict.fromkeys(each for each in found if "@" in each))

    def domains(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(d.lower() for d in (self["domain"], *self.parts("hs_additional_domains")) if d))

    def company(self) -> tuple[RemoteId, ...]:
        return (remote_id(RecordType.COMPANY, self["associatedcompanyid"]),) if self["associatedcompanyid"] else ()

    def is_open(self, record_type: RecordType, words: Words) -> bool:
        if record_type is RecordType.LEAD:
            return self["hs_lead_is_disqualified"].lower() != "true"
        if stage := self._known_stage(record_type, words):
            # A ticket that was opened again may keep the date on which it was closed.
            return stage.is_open
        return self["hs_is_closed"].lower() != "true" and not self["closed_date"]

    def stage(self, record_type: RecordType, words: Words) -> str:
        stage = self._known_stage(record_type, words)
        return stage.label if stage else self._stage(record_type)

    def _known_stage(self, record_type: RecordType, words: Words) -> Stage | None:
        return words.stages.get(f"{KINDS[record_type].name}/{self._stage(record_type)}")

    def _stage(self, record_type: RecordType) -> str:
        return self[_STAGED[record_type][1]] if record_type in _STAGED else ""


def full_name(first: str, last: str) -> str:
    """Korean names are written family name first and without a blank."""
    is_korean = all("가" <= each <= "힣" for each in first + last) and first and last and len(first + last) <= 5
    return f"{last}{first}" if is_korean else f"{first} {last}".strip()


def moment(text: object) -> datetime | None:
    """ISO 8601 in UTC, or milliseconds since 1970, as HubSpot gives both."""
    words = str(text or "")
    try:
        if words.isascii() and words.isdigit():
            return datetime.fromtimestamp(int(words) / 1000, UTC)
        at = datetime.fromisoformat(words)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
