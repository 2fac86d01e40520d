"""What an organisation demands of new records, said in its own words before anything is written."""

from collections.abc import Mapping

from connectors.espocrm.api import Espo, Json, where
from connectors.espocrm.failures import Invalid
from connectors.espocrm.mapping import ENTITIES, PEOPLE, Fields
from connectors.espocrm.rights import Rights
from connectors.espocrm.values import LINKS, LISTS, NotOfType, chosen, plain_value
from workspace.connector.errors import Rejected
from workspace.model.filings import RecordField
from workspace.model.kinds import RecordType

_OURS: Mapping[str, str] = {
    "emailAddress": "emails",
    "phoneNumber": "phones",
    "website": "domains",
    "account": "company",
    "accountName": "company",
    "stage": "stage",
    "status": "stage",
    "address": "city",
    "billingAddress": "city",
    "firstName": "firstName",
    "lastName": "name",
}
"""The key that a field of EspoCRM is given by; any other by its own name."""
_FILLED: Mapping[RecordType, frozenset[str]] = {
    **dict.fromkeys(PEOPLE, frozenset({"name", "firstName", "lastName"})),
    RecordType.DEAL: frozenset({"name", "amount", "closeDate"}),
}
"""Never asked for: they are made of the name, or have a value of ours."""
_ADDRESS_PARTS = ("Street", "City", "State", "Country", "PostalCode")


class Demands:
    """For one run of one account."""

    def __init__(self, api: Espo, rights: Rights, fields: Fields) -> None:
        self._api = api
        self._rights = rights
        self._fields = fields

    def listed(self, kind: RecordType) -> list[RecordField]:
        """What a form has to ask for."""
        entity = ENTITIES[kind]
        filled = _FILLED.get(kind, frozenset({"name"}))
        return [
            RecordField(_key(name), self._fields.label(entity, name), tuple(self._choices(entity, name).values()))
            for name, defs in self._fields.of(entity).items()
            if _is_demanded(name, defs) and name not in filled and not self._is_owner(name)
        ]

    def has(self, kind: RecordType, name: str) -> bool:
        return name in self._fields.of(ENTITIES[kind])

    def value(self, kind: RecordType, name: str, texts: list[str]) -> Json:
        """A field's attributes as the server takes them. Raises ``Rejected`` where no such value is allowed."""
        entity = ENTITIES[kind]
        defs = self._fields.of(entity).get(name, {})
        type_ = str(defs.get("type") or "")
        if type_ in LISTS:
            texts = [part.strip() for each in texts for part in each.split(",") if part.strip()]
        choices = self._choices(entity, name)
        try:
            if choices:
                texts = chosen(texts, choices)
            if type_ in LINKS:
                return {f"{name}Id": self._linked(entity, name, texts[0])}
            if type_ == "linkMultiple":
                return {f"{name}Ids": [self._linked(entity, name, each) for each in texts]}
            return plain_value(name, type_, texts)
        except KeyError as error:
            raise self._gone(kind, name, str(error.args[0])) from error
        except NotOfType as error:
            raise Rejected("setting_wrong", field=self._fields.label(entity, name), reason=str(error)) from error

    def check(self, kind: RecordType, draft: Json) -> None:
        """Raises ``Rejected("field_required")`` for what is mandatory and not there; the owner is who files."""
        for name, defs in self._fields.of(ENTITIES[kind]).items():
            if not _is_demanded(name, defs) or _is_given(name, draft):
                continue
            if not self._is_owner(name):
                raise self._required(kind, name)
            draft[f"{name}Id"] = self._rights.user_id

    def said(self, kind: RecordType, error: Invalid, draft: Json) -> Rejected:
        """What the server alone knew: a field of its own rules, or a list that was changed a moment ago."""
        if error.kind == "required":
            return self._required(kind, error.field)
        given = draft.get(error.field)
        if error.kind in ("valid", "validOptions") and given and self._choices(ENTITIES[kind], error.field):
            return self._gone(kind, error.field, ", ".join(given) if isinstance(given, list) else str(given))
        label = self._fields.label(ENTITIES[kind], error.field)
        return Rejected("setting_wrong", field=label, reason=error.params["reason"])

    def _required(self, kind: RecordType, name: str) -> Rejected:
        return Rejected("field_required", **self._about(kind, name))

    def _gone(self, kind: RecordType, name: str, value: str) -> Rejected:
        return Rejected("value_gone", value=value, **self._about(kind, name))

    def _about(self, kind: RecordType, name: str) -> dict[str, str]:
        label = self._fields.label(ENTITIES[kind], name)
        return {"host": self._api.host, "field": label, "key": _key(name), "record_type": kind.value}

    def _is_owner(self, name: str) -> bool:
        return name == "assignedUser" and bool(self._rights.user_id)

    def _choices(self, entity: str, name: str) -> dict[str, str]:
        """Labels by value; none where anything may be written."""
        defs = self._fields.of(entity).get(name, {})
        other, _, its_name = str(defs.get("optionsReference") or "").partition(".")
        options = self._fields.of(other).get(its_name, {}).get("options") if its_name else defs.get("options")
        if not isinstance(options, list) or defs.get("allowCustomOptions"):
            return {}
        return {str(each): self._fields.label(entity, name, str(each)) for each in options if each}

    def _linked(self, entity: str, name: str, text: str) -> str:
        """The one record of that name; raises ``KeyError`` where there is none, or more than one."""
        other = self._fields.target(entity, name)
        rows = self._api.list(other, where("equals", "name", text), select=("id",), size=2)[0] if other else []
        if len(rows) != 1:
            raise KeyError(text)
        return str(rows[0]["id"])


def _key(name: str) -> str:
    return _OURS.get(name, name)


def _is_demanded(name: str, defs: Json) -> bool:
    """Mandatory, not filled in by the server, and not put together from other fields."""
    is_ours_to_give = not any(defs.get(each) for each in ("readOnly", "notStorable", "disabled"))
    has_own = defs.get("default") is not None or defs.get("type") == "personName"
    return bool(defs.get("required")) and is_ours_to_give and not has_own


def _is_given(name: str, draft: Json) -> bool:
    ends = ("", "Id", "Ids", "Data", *_ADDRESS_PARTS)
    return any(draft.get(f"{name}{end}") not in (None, "", []) for end in ends)
