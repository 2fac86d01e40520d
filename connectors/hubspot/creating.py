"""New contacts, companies, leads, deals and tickets: made once, with what the portal demands, and taken back unused."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from connectors.hubspot.api import Api, Json
from connectors.hubspot.associations import Associations
from connectors.hubspot.failures import HOST
from connectors.hubspot.fields import Fields
from connectors.hubspot.mapping import Words, full_name, pipelines, record
from connectors.hubspot.objects import ACTIVITIES, KINDS, place, remote_id
from workspace.connector.errors import Rejected
from workspace.connector.journal import Journal
from workspace.model.actions import RecordRef
from workspace.model.filings import NewRecord
from workspace.model.ids import RemoteId
from workspace.model.kinds import RecordType

_ORDER = (RecordType.COMPANY, RecordType.CONTACT, RecordType.LEAD, RecordType.DEAL, RecordType.CASE)
_NAMES = {RecordType.LEAD: "hs_lead_name", RecordType.DEAL: "dealname", RecordType.CASE: "subject"}
_OTHERS = ("calls", "tasks", *ACTIVITIES.values())
_EXISTING = re.compile(r"Existing ID: (\d+)")
"""In HubSpot's refusal of a contact whose address another one has, also as a further address."""
_AMOUNT = re.compile(r"([A-Z]{3})?\s*(-?\d+(?:\.\d+)?)\s*([A-Z]{3})?")
NEWEST = 100
"""So many records that hang on the same parent are compared with one whose making was cut off."""


class Creating:
    """Makes the records of one action; ``links`` are the records that the user chose beside them."""

    def __init__(self, api: Api, journal: Journal, words: Words) -> None:
        self._api = api
        self._links = Associations(api)
        self._fields = Fields(api)
        self._journal = journal
        self._words = words

    def all(self, wanted: Iterable[NewRecord], chosen: Sequence[RecordRef]) -> list[tuple[RecordRef, bool]]:
        """Each record with whether it was made now; a person or company that is there is used instead."""
        known = list(chosen)
        found: list[tuple[RecordRef, bool]] = []
        for new in sorted(wanted, key=lambda n: _ORDER.index(RecordType(n.record_type))):
            ref, is_new = self.one(new, known)
            known.append(ref)
            found.append((ref, is_new))
        return found

    def one(self, new: NewRecord, known: Sequence[RecordRef] = ()) -> tuple[RecordRef, bool]:
        there = self.there(new, known)
        if there is not None:
            return there
        record_type = RecordType(new.record_type)
        written = self._properties(record_type, _values(new))
        parents = _parents(record_type, known)
        if self._begun(new) is None:
            alike = [str(each["id"]) for each in self._alike(new, parents)]
            self._journal.note("creating", [str(record_type), _plain(new), alike])
        try:
            made = self._api.create(KINDS[record_type].name, written, parents)
        except Rejected as error:
            if same := self._existing(record_type, error):
                return same, False
            raise self._asking(record_type, written, error) from error
        return self._keep(new, made, parents), True

    def _asking(self, record_type: RecordType, written: Mapping[str, str], error: Rejected) -> Rejected:
        """The same refusal, with what a form needs to ask for the property that it names."""
        if error.message_key not in ("field_required", "value_gone"):
            return error
        name = error.params["key"]
        asked = {"field": self._fields.label(record_type, name), "key": self._fields.key(record_type, name)}
        value = error.params.get("value") or written.get(name, "")
        return Rejected(error.message_key, host=HOST, value=value, record_type=record_type.value, **asked)

    def there(self, new: NewRecord, known: Sequence[RecordRef] = ()) -> tuple[RecordRef, bool] | None:
        """What an attempt that was cut off made, or what HubSpot has."""
        record_type = RecordType(new.record_type)
        for noted in self._journal.all("created"):
            if (noted[0], noted[3]) == (record_type, _plain(new)):
                ref = RecordRef(record_type, RemoteId(noted[1]), str(noted[2]))
                self._hang(place(ref), _parents(record_type, known))
                return ref, True
        before = self._begun(new)
        if before is not None:
            parents = _parents(record_type, known)
            fresh = [each for each in self._alike(new, parents) if str(each["id"]) not in before]
            if fresh:
                return self._keep(new, fresh[0], parents), True
        same = self._same(record_type, _values(new))
        return None if same is None else (same, False)

    def _begun(self, new: NewRecord) -> list[str] | None:
        """The records of that name which were there before its making began; None where it did not."""
        notes = self._journal.all("creating")
        return next((ids for kind, plain, ids in notes if (kind, plain) == (new.record_type, _plain(new))), None)

    def _keep(self, new: NewRecord, made: Json, parents: Sequence[tuple[str, str]]) -> RecordRef:
        record_type = RecordType(new.record_type)
        name, object_id = KINDS[record_type].name, str(made["id"])
        label = record(record_type, made, self._words).name
        ref = RecordRef(record_type, remote_id(record_type, object_id), label)
        written = self._properties(record_type, _values(new))
        self._journal.note("created", [str(record_type), str(ref.remote_id), ref.name, _plain(new), written])
        self._hang((name, object_id), parents)
        return ref

    def _hang(self, made: tuple[str, str], parents: Sequence[tuple[str, str]]) -> None:
        """What the call that made it did not hang it on."""
        there = self._links.records(*made) if parents else []
        for parent in parents:
            if parent not in there:
                self._links.link(*made, *parent)

    def _alike(self, new: NewRecord, parents: Sequence[tuple[str, str]]) -> list[Json]:
        """The records of that name: below the same parents, which is right at once, and by search, which lags."""
        record_type, values = RecordType(new.record_type), _values(new)
        kind, key = KINDS[record_type], _NAMES.get(record_type, "name")
        if record_type is RecordType.CONTACT:
            emails = values.get("emails", ())
            return self._api.people(emails, kind.properties)
        wanted = next(iter(values.get("name", ())), "")
        found = self._api.found(
            kind.name, [[{"propertyName": key, "operator": "EQ", "value": wanted}]], kind.properties
        )
        ids = {each for to, to_id in parents for each in self._links.of(to, to_id, kind.name)}
        newest = sorted(ids, key=lambda each: (len(each), each), reverse=True)[:NEWEST]
        found += self._api.read(kind.name, newest, kind.properties) if newest else []
        return [each for each in found if _says(each, key, wanted)]

    def _existing(self, record_type: RecordType, error: Rejected) -> RecordRef | None:
        """The record that HubSpot names where it refuses a second one like it."""
        named = _EXISTING.search(error.params.get("reason", ""))
        given = self._api.one(KINDS[record_type].name, named[1], KINDS[record_type].properties) if named else None
        if given is None:
            return None
        label = record(record_type, given, self._words).name
        return RecordRef(record_type, remote_id(record_type, str(given["id"])), label)

    def _same(self, record_type: RecordType, values: Mapping[str, Sequence[str]]) -> RecordRef | None:
        """The person with one of the addresses, or the company with the domain or the name: HubSpot has each once."""
        kind = KINDS[record_type]
        found: list[Json] = []
        if record_type is RecordType.CONTACT and values.get("emails"):
            found = self._api.people(values["emails"], kind.properties)
        elif record_type is RecordType.COMPANY:
            asked = [("domain", d) for d in values.get("domains", ())] or [("name", n) for n in values.get("name", ())]
            filters = [[{"propertyName": key, "operator": "EQ", "value": value}] for key, value in asked]
            found = self._api.found(kind.name, filters, kind.properties) if filters else []
            found = [each for each in found if any(_says(each, key, value) for key, value in asked)]
        ids = {str(each["id"]): each for each in found}
        if len(ids) != 1:
            return None
        ((object_id, given),) = ids.items()
        return RecordRef(record_type, remote_id(record_type, object_id), record(record_type, given, self._words).name)

    def _properties(self, record_type: RecordType, values: Mapping[str, Sequence[str]]) -> dict[str, str]:
        def first(key: str) -> str:
            return next(iter(values.get(key, ())), "")

        if record_type is RecordType.CONTACT:
            given, family = _split(first("name"))
            found = {
                "email": first("emails"),
                "firstname": given,
                "lastname": family,
                "phone": first("phones"),
                "jobtitle": first("title"),
                "company": first("company"),
            }
        elif record_type is RecordType.COMPANY:
            found = {"name": first("name"), "domain": first("domains"), "phone": first("phones")}
        else:
            found = {_NAMES[record_type]: first("name")}
            found |= _amount(first("amount")) if record_type is RecordType.DEAL else {}
            found |= self._place(record_type, first("stage"))
        found |= self._fields.more(record_type, values)
        return {key: value for key, value in found.items() if value}

    def _place(self, record_type: RecordType, wanted: str) -> dict[str, str]:
        """The stage of that label, else the first one of the first pipeline: HubSpot demands one."""
        keys = {RecordType.DEAL: ("pipeline", "dealstage"), RecordType.CASE: ("hs_pipeline", "hs_pipeline_stage")}
        if record_type not in keys:
            return {}
        stages = [
            (str(pipeline.get("id")), str(stage.get("id")), str(stage.get("label") or ""))
            for pipeline in pipelines(self._api, KINDS[record_type].name)
            for stage in pipeline.get("stages") or ()
        ]
        fitting = [each for each in stages if each[2].casefold() == wanted.casefold()] if wanted else stages
        if wanted and stages and not fitting:
            names = ", ".join(dict.fromkeys(label for _, _, label in stages))
            asked = {"field": f"stage ({names})", "key": "stage", "record_type": record_type.value}
            raise Rejected("value_gone", host=HOST, value=wanted, **asked)
        pipeline_key, stage_key = keys[record_type]
        return {pipeline_key: fitting[0][0], stage_key: fitting[0][1]} if fitting else {}

    def take_back(self, noted: Sequence[Any], activity_id: str) -> bool:
        """Put a made record away if it says what we wrote and nothing else hangs on it; whether it is gone."""
        record_type = RecordType(noted[0])
        _, object_id = place(RecordRef(record_type, RemoteId(str(noted[1]))))
        written: Mapping[str, str] = noted[4] if len(noted) > 4 else {}
        name = KINDS[record_type].name
        there = self._api.one(name, object_id, tuple(written))
        if there is None:
            return True
        said = there.get("properties") or {}
        if any(str(said.get(key) or "") != value for key, value in written.items()):
            return False
        above = {KINDS[each].name for each in KINDS[record_type].parents}
        for to in (*_OTHERS, *(kind.name for kind in KINDS.values() if kind.name not in above)):
            if set(self._linked(name, object_id, to)) - {activity_id}:
                return False
        self._api.archive(name, object_id)
        return True

    def _linked(self, name: str, object_id: str, to: str) -> list[str]:
        """What the sign-in may not see cannot keep a record that we made."""
        try:
            return self._links.of(name, object_id, to)
        except Rejected as error:
            if error.message_key in ("forbidden", "scope_missing", "refused"):
                return []
            raise


def _says(given: Json, key: str, value: str) -> bool:
    """Whether a search was heeded: some servers answer with everything."""
    return str((given.get("properties") or {}).get(key) or "").casefold() == value.casefold()


def _parents(record_type: RecordType, known: Sequence[RecordRef]) -> list[tuple[str, str]]:
    return [place(each) for each in known if RecordType(each.record_type) in KINDS[record_type].parents]


def _amount(text: str) -> dict[str, str]:
    """A number with its currency, where it names one; what is neither is for HubSpot to refuse."""
    said = _AMOUNT.fullmatch(text.replace(",", "").strip())
    if said is None:
        return {"amount": text}
    return {"amount": said[2], "deal_currency_code": said[1] or said[3] or ""}


def _values(new: NewRecord) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in new.fields:
        found.setdefault(key, []).append(str(value))
    if not found.get("name") and not found.get("emails"):
        raise Rejected("setting_missing", field="name")
    return found


def _plain(new: NewRecord) -> list[list[str]]:
    return [[key, str(value)] for key, value in new.fields]


def _split(name: str) -> tuple[str, str]:
    """Given and family name; a Korean name without a blank begins with the family's."""
    given, blank, family = name.rpartition(" ")
    if blank:
        return given, family
    is_korean = 2 <= len(name) <= 4 and all("가" <= each <= "힣" for each in name)
    return (name[1:], name[0]) if is_korean and full_name(name[1:], name[0]) == name else (name, "")
