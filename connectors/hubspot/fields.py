"""What a portal demands in a new record, and values as its properties take them.

``requiredProperties``: https://developers.hubspot.com/docs/api-reference/crm-schemas-v3; types and choices:
https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide
"""

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.hubspot.api import Api, Json, results
from connectors.hubspot.failures import HOST
from connectors.hubspot.objects import KINDS
from workspace.connector.errors import Rejected
from workspace.model.filings import RecordField
from workspace.model.kinds import RecordType

OURS: Mapping[RecordType, Mapping[str, str]] = {
    RecordType.CONTACT: {"email": "emails", "phone": "phones", "jobtitle": "title", "company": "company"},
    RecordType.COMPANY: {"domain": "domains", "phone": "phones"},
    RecordType.LEAD: {},
    RecordType.DEAL: {"amount": "amount"},
    RecordType.CASE: {},
}
"""Properties that a form asks for under a name of ours."""
FILLED = frozenset(
    {
        *("firstname", "lastname", "name", "dealname", "subject", "hs_lead_name"),
        *("pipeline", "dealstage", "hs_pipeline", "hs_pipeline_stage"),
    }
)
"""Properties that are always given: the name, and the place in a pipeline."""
NAMES = frozenset({"name", "emails", "phones", "title", "company", "domains", "amount", "stage"})
"""What a form calls its fields; any other is a property of HubSpot's."""
_TRUE, _FALSE = ("true", "yes", "1", "y", "예"), ("false", "no", "0", "n", "아니요")


class Fields:
    """The properties of one account for one run, read once a kind."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[RecordType, dict[str, Json]] = {}

    def demanded(self, record_type: RecordType) -> list[RecordField]:
        """What the schema requires and a form does not give anyhow; nothing where the server does not say."""
        try:
            said = self._api.get(f"/crm-object-schemas/v3/schemas/{KINDS[record_type].type_id}")
        except Rejected:
            return []
        names = [str(each) for each in said.get("requiredProperties") or () if str(each) not in FILLED]
        return [self._field(record_type, name) for name in names if self._is_writable(record_type, name)]

    def label(self, record_type: RecordType, name: str) -> str:
        return str(self._definition(record_type, name).get("label") or name)

    def key(self, record_type: RecordType, name: str) -> str:
        """How a form calls a property."""
        return OURS[record_type].get(name, "name" if name in FILLED else name)

    def more(self, record_type: RecordType, values: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """The values that are given by names of HubSpot's, as it takes them."""
        return {
            name: ";".join(self._as_taken(record_type, name, each) for each in given)
            for name, given in values.items()
            if name not in NAMES
        }

    def _as_taken(self, record_type: RecordType, name: str, given: str) -> str:
        """Everything is text; numbers without separators, booleans and choices by their values.

        Raises ``Rejected("value_gone")`` for a choice that is not there.
        """
        definition, plain = self._definition(record_type, name), given.strip().casefold()
        match definition.get("type"):
            case "number":
                return given.replace(",", "").replace(" ", "")
            case "bool":
                return "true" if plain in _TRUE else "false" if plain in _FALSE else given
            case "enumeration" if options := _options(definition):
                fitting = [v for v, label in options if plain in (v.casefold(), label.casefold())]
                if fitting:
                    return fitting[0]
                asked = {"field": self.label(record_type, name), "key": name, "record_type": record_type.value}
                raise Rejected("value_gone", host=HOST, value=given, **asked)
        return given

    def _field(self, record_type: RecordType, name: str) -> RecordField:
        choices = tuple(label for _, label in _options(self._definition(record_type, name)))
        return RecordField(self.key(record_type, name), self.label(record_type, name), choices)

    def _is_writable(self, record_type: RecordType, name: str) -> bool:
        definition = self._definition(record_type, name)
        return not (definition.get("calculated") or (definition.get("modificationMetadata") or {}).get("readOnlyValue"))

    def _definition(self, record_type: RecordType, name: str) -> Json:
        if record_type not in self._known:
            try:
                rows = results(self._api.get(f"/crm/v3/properties/{self._api.named(KINDS[record_type].name)}"))
            except Rejected:
                rows = []
            self._known[record_type] = {str(each.get("name")): each for each in rows}
        return self._known[record_type].get(name, {})


def _options(definition: Json) -> list[tuple[str, str]]:
    """Value and label of what may be chosen now."""
    given: Sequence[Any] = definition.get("options") or ()
    shown = [each for each in given if isinstance(each, dict) and not each.get("hidden")]
    return [(str(each.get("value")), str(each.get("label") or each.get("value"))) for each in shown]
