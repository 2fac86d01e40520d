"""New records: filled in, checked against what the organisation demands, made once, removed if nobody used them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.espocrm.api import Espo, Json, either, where
from connectors.espocrm.demands import Demands
from connectors.espocrm.failures import Duplicate, Invalid
from connectors.espocrm.made import Made
from connectors.espocrm.mapping import ENTITIES, PEOPLE, WITH_ADDRESSES, Fields, entity_of, moment
from connectors.espocrm.rights import Rights
from workspace.connector.errors import Rejected
from workspace.model.actions import Action, RecordRef
from workspace.model.ids import RemoteId
from workspace.model.kinds import RecordType

Pairs = Iterable[tuple[str, object]]

_ORDER = tuple(ENTITIES)
_CLOSES_IN = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(minutes=5)
_STAGE = {RecordType.LEAD: "status", RecordType.DEAL: "stage", RecordType.CASE: "status"}
_CITY = {RecordType.COMPANY: "billingAddressCity"}
_ALIASES = {"email": "emails", "phone": "phones", "domain": "domains"}
# What may hang on a record, by the field that names it.
_USES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Account": (("Contact", "accountId"), ("Opportunity", "accountId"), ("Case", "accountId")),
    "Contact": (("Case", "contactId"), ("Opportunity", "contactId"), ("Task", "contactId")),
    "Lead": (("Case", "leadId"),),
}
_UNDER_ANY = ("Email", "Meeting", "Call", "Task")


class Creating:
    """For one run of one account."""

    def __init__(self, api: Espo, rights: Rights, fields: Fields, made: Made) -> None:
        self._api = api
        self._rights = rights
        self._demands = Demands(api, rights, fields)
        self._made = made

    def drafts(self, wanted: Iterable[tuple[str, Pairs]]) -> list[tuple[RecordType, Json]]:
        """What would be sent, companies first. Raises ``Rejected`` naming a field that is missing or not right."""
        found = [(RecordType(t), self._draft(t, pairs)) for t, pairs in wanted if entity_of(t)]
        return sorted(found, key=lambda each: _ORDER.index(each[0]))

    def make_all(
        self,
        drafts: Sequence[tuple[RecordType, Json]],
        action: Action,
        chosen: Sequence[RecordRef],
        earlier: Sequence[RecordRef] = (),
    ) -> tuple[list[RecordRef], list[RecordRef]]:
        """The records, and those of them that this action made: people hang on the company, work on all of them.

        ``earlier`` is what an attempt of this action noted that it made.
        """
        noted = [each for each in self._made.of(action.action_id) if each not in earlier and self._is_there(each)]
        known, created, left = list(chosen), [], [*earlier, *noted]
        for record_type, draft in drafts:
            _hang_on(record_type, draft, known)
            before = next((each for each in left if each.record_type == record_type), None)
            if before is not None:
                left.remove(before)
            ref, is_ours = (before, True) if before else self._make(record_type, draft, action)
            known.append(ref)
            if is_ours:
                self._made.add(action.action_id, ref)
                created.append(ref)
        return known[len(chosen) :], created

    def find(self, record_type: RecordType, draft: Json, action: Action) -> tuple[RecordRef, bool] | None:
        """What an interrupted attempt of this action made, else the one person or company like it."""
        same = self._same(record_type, draft)
        for row in same:
            is_free = not self._made.is_anothers(str(row["id"]), action.action_id)
            if is_free and self._is_made_by(row, action) and not self._has_mails(row):
                return _ref(record_type, row), True
        if record_type in WITH_ADDRESSES and len(same) == 1:
            return _ref(record_type, same[0]), False
        return None

    def remove_unused(self, refs: Iterable[RecordRef]) -> list[RecordRef]:
        """Those that nobody changed, and on which nothing hangs, deals before companies; says which went."""
        gone = []
        for ref in sorted(refs, key=lambda each: -_ORDER.index(RecordType(each.record_type))):
            entity = entity_of(ref.record_type)
            try:
                row = self._api.one(entity, ref.remote_id)
            except Rejected:
                continue
            if not is_changed(row) and not self._is_used(entity, ref.remote_id):
                self._api.delete(entity, ref.remote_id)
                gone.append(ref)
        return gone

    def _is_there(self, ref: RecordRef) -> bool:
        try:
            return bool(self._api.one(entity_of(ref.record_type), ref.remote_id))
        except Rejected:
            return False

    def done(self, action_id: str) -> None:
        """The action is over: what it made stands in its receipt, or is gone."""
        self._made.done(action_id)

    def _make(self, record_type: RecordType, draft: Json, action: Action) -> tuple[RecordRef, bool]:
        found = self.find(record_type, draft, action)
        if found is not None:
            return found
        try:
            made = self._created(ENTITIES[record_type], draft)
        except Invalid as error:
            raise self._demands.said(record_type, error, draft) from error
        return _ref(record_type, made), True

    def _created(self, entity: str, draft: Json) -> Json:
        try:
            return self._api.create(entity, draft)
        except Duplicate:
            # Alike, as the organisation's rule has it: a namesake with another address. They are two.
            return self._api.create(entity, draft, skip_duplicates=True)

    def _same(self, record_type: RecordType, draft: Json) -> list[Json]:
        """By address, or by name where there is none; oldest first."""
        emails = [str(each["emailAddress"]) for each in draft.get("emailAddressData", ())]
        if record_type in PEOPLE and emails:
            conditions = [either(*(where("equals", "emailAddress", each) for each in emails))]
        elif record_type in PEOPLE:
            names = {key: draft[key] for key in ("firstName", "lastName") if draft.get(key)}
            conditions = [where("equals", key, text) for key, text in names.items()]
        else:
            conditions = [where("equals", "name", draft["name"])]
        select = ("id", "name", "createdAt", "createdById", "modifiedAt", "modifiedById")
        rows, _ = self._api.list(ENTITIES[record_type], *conditions, select=select, order=("createdAt", "asc"), size=20)
        return list({str(row["id"]): row for row in rows}.values())

    def _is_made_by(self, row: Json, action: Action) -> bool:
        """By us, since the user wanted it, and untouched."""
        at = moment(row.get("createdAt"))
        since = action.created_at - _CLOCKS_DIFFER if action.created_at else None
        is_ours = bool(self._rights.user_id) and row.get("createdById") == self._rights.user_id
        return is_ours and not is_changed(row) and at is not None and since is not None and at >= since

    def _has_mails(self, row: Json) -> bool:
        """Whether another filing is done with it: work of the same name is made once for each."""
        return any(self._counts(each, where("equals", "parentId", row["id"])) for each in _UNDER_ANY)

    def _is_used(self, entity: str, record_id: str) -> bool:
        uses = [(each, "parentId") for each in _UNDER_ANY] + list(_USES.get(entity, ()))
        if any(self._counts(other, where("equals", name, record_id)) for other, name in uses):
            return True
        rows, _ = (
            self._api.list(f"{entity}/{record_id}/stream", size=50) if self._rights.may(entity, "stream") else ([], 0)
        )
        return any(row.get("type") == "Post" for row in rows)

    def _counts(self, entity: str, condition: Json) -> bool:
        if not self._rights.may(entity, "read"):
            return False
        return bool(self._api.list(entity, condition, select=("id",), size=1)[0])

    def _draft(self, record_type: str, pairs: Pairs) -> Json:
        kind = RecordType(record_type)
        self._rights.require(ENTITIES[kind], "create")
        given: dict[str, list[str]] = {}
        for key, value in pairs:
            values = value if isinstance(value, list | tuple) else [value]
            texts = [" ".join(str(each).replace("\0", "").split()) for each in values]
            given.setdefault(_ALIASES.get(key, key), []).extend(each for each in texts if each)
        draft: Json = {}
        for key, texts in given.items():
            if texts:
                draft |= self._field(kind, key, texts)
        if not (draft.get("name") or draft.get("lastName")):
            raise Rejected("setting_missing", field="name")
        if kind is RecordType.DEAL:
            # A new installation demands both; nobody knows them when a mail comes in.
            closes_on = (datetime.now(UTC) + _CLOSES_IN).date().isoformat()
            # No amount is only an amount in some currency.
            currency = {"amountCurrency": self._rights.currency} if self._rights.currency else {}
            draft = {"amount": 0, "closeDate": closes_on} | currency | draft
        self._demands.check(kind, draft)
        return draft

    def _field(self, kind: RecordType, key: str, texts: list[str]) -> Json:
        maker = _FIELDS.get(key)
        if maker is not None and (found := maker(self, kind, texts)):
            return dict(found)
        if self._demands.has(kind, key):
            return self._demands.value(kind, key, texts)
        if key in ("domains", "contacts", "owner", "is_open", "parent_ids", "city", "title", "company"):
            return {}
        raise Rejected("setting_wrong", field=key, reason=f"a {kind} has no such field")

    def _company(self, kind: RecordType, texts: list[str]) -> Json:
        if kind is RecordType.LEAD:
            return {"accountName": texts[0]}
        if kind is RecordType.COMPANY or not self._rights.may("Account", "read"):
            return {}
        rows, _ = self._api.list("Account", where("equals", "name", texts[0]), select=("id",), size=2)
        return {"accountId": rows[0]["id"]} if len(rows) == 1 else {}

    def _stage(self, kind: RecordType, texts: list[str]) -> Json:
        return self._demands.value(kind, _STAGE[kind], texts) if kind in _STAGE else {}

    def _parents(self, kind: RecordType, texts: list[str]) -> Json:
        """Ids of records that it hangs on; only a company's fits everywhere."""
        return {"accountId": texts[0]} if kind not in (RecordType.LEAD, RecordType.COMPANY) else {}


def _name(_: Creating, kind: RecordType, texts: list[str]) -> Json:
    if kind not in PEOPLE:
        return {"name": texts[0]}
    first, _space, last = texts[0].rpartition(" ")
    return {"firstName": first, "lastName": last} if first else {"lastName": last}


def _emails(_: Creating, kind: RecordType, texts: list[str]) -> Json:
    if kind not in WITH_ADDRESSES:
        return {}
    unique = list({each.lower(): each for each in texts}.values())
    data = [{"emailAddress": each, "primary": number == 0} for number, each in enumerate(unique)]
    return {"emailAddress": unique[0], "emailAddressData": data}


def _phones(_: Creating, kind: RecordType, texts: list[str]) -> Json:
    if kind not in WITH_ADDRESSES:
        return {}
    data = [{"phoneNumber": each, "primary": number == 0} for number, each in enumerate(dict.fromkeys(texts))]
    return {"phoneNumber": texts[0], "phoneNumberData": data}


_FIELDS: Mapping[str, Any] = {
    "name": _name,
    "emails": _emails,
    "phones": _phones,
    "company": Creating._company,
    "parent_ids": Creating._parents,
    "stage": Creating._stage,
    "city": lambda _, kind, texts: {_CITY.get(kind, "addressCity"): texts[0]} if kind in WITH_ADDRESSES else {},
    "domains": lambda _, kind, texts: {"website": texts[0]} if kind is RecordType.COMPANY else {},
}


def _hang_on(record_type: RecordType, draft: Json, known: Sequence[RecordRef]) -> None:
    companies = [each.remote_id for each in known if each.record_type == RecordType.COMPANY]
    contacts = [each.remote_id for each in known if each.record_type == RecordType.CONTACT]
    if companies and record_type not in (RecordType.LEAD, RecordType.COMPANY):
        draft.setdefault("accountId", companies[0])
    if contacts and record_type in (RecordType.DEAL, RecordType.CASE):
        draft.setdefault("contactsIds", contacts)


def is_changed(row: Json) -> bool:
    """The server names a modifier only where somebody modified."""
    return bool(row.get("modifiedById")) or row.get("modifiedAt") != row.get("createdAt")


def _ref(record_type: RecordType, row: Json) -> RecordRef:
    return RecordRef(record_type.value, RemoteId(str(row["id"])), str(row.get("name") or ""))
