"""The fields that an organisation's own Tryton has in new records: which it demands, and texts as their values.

Source: ``fields_get`` and ``default_get`` of every model (https://docs.tryton.org/latest/server/ref/models.html).
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from connectors.tryton.models import OPPORTUNITY, PARTY, date_json, moment_json
from connectors.tryton.rpc import Row, Rpc
from workspace.connector.errors import Rejected
from workspace.model.filings import RecordField

OURS: Mapping[str, Collection[str]] = {
    PARTY: ("name", "contact_mechanisms", "addresses"),
    OPPORTUNITY: (
        *("description", "party", "contact", "amount", "employee", "start_date", "comment"),
        *("company", "currency", "state"),
    ),
}
"""What the connector fills in, or the user's preferences do."""
CHOICES_AT_MOST = 100
_YES, _NO = ("true", "yes", "1", "예"), ("false", "no", "0", "아니요")


class Fields:
    """Of the models, as one user sees them."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._known: dict[str, dict[str, Row]] = {}
        self._demanded: dict[str, list[str]] = {}

    def of(self, model: str) -> dict[str, Row]:
        if model not in self._known:
            found = self._rpc.ask(model, "fields_get", [])
            self._known[model] = {str(name): dict(each) for name, each in found.items()}
        return self._known[model]

    def demanded(self, model: str) -> list[str]:
        """Names of those that are required, have no default, and are not filled in by us or by Tryton's sequences."""
        if model not in self._demanded:
            self._demanded[model] = self._without_default(model)
        return self._demanded[model]

    def _without_default(self, model: str) -> list[str]:
        fields = self.of(model)
        needed = [name for name, each in fields.items() if name not in OURS[model] and _is_required(each)]
        if not needed:
            return []
        # Tryton's convention: NAME_readonly says that a sequence of the organisation gives the value.
        sequenced = [f"{name}_readonly" for name in needed if f"{name}_readonly" in fields]
        defaults = self._rpc.ask(model, "default_get", [*needed, *sequenced])
        return [name for name in needed if defaults.get(name) is None and not defaults.get(f"{name}_readonly")]

    def described(self, model: str, name: str) -> RecordField:
        field = self.of(model)[name]
        choices = tuple(label for _, label in self._options(model, field) if label)
        return RecordField(name, _label(name, field), choices)

    def values(self, model: str, given: Mapping[str, str], record_type: str) -> dict[str, Any]:
        """What ``create`` takes of these texts. Raises ``Rejected`` naming the field that the text is no value of."""
        return {name: self._value(model, name, text, record_type) for name, text in given.items()}

    def _value(self, model: str, name: str, text: str, record_type: str) -> Any:
        field = self.of(model)[name]
        kind = str(field.get("type"))
        if kind in _READ:
            try:
                return _READ[kind](text)
            except (ValueError, InvalidOperation):
                reason = f"“{text}” is no {kind}"
                raise Rejected("setting_wrong", field=_label(name, field), reason=reason) from None
        if kind in ("selection", "many2one"):
            return self._chosen(model, name, text, record_type)
        raise Rejected("setting_wrong", field=_label(name, field), reason="it can only be given in Tryton itself")

    def _chosen(self, model: str, name: str, text: str, record_type: str) -> Any:
        field = self.of(model)[name]
        if field["type"] == "many2one":
            rows = self._rpc.rows(str(field["relation"]), [["rec_name", "=", text]], ("rec_name",), limit=1)
            found = [row["id"] for row in rows]
        else:
            options = self._options(model, field)
            found = [value for value, label in options if text.casefold() in (str(value).casefold(), label.casefold())]
        if not found:
            raise self.gone(model, name, text, record_type)
        return found[0]

    def gone(self, model: str, name: str, value: str, record_type: str) -> Rejected:
        """There is no such value to choose."""
        return Rejected("value_gone", value=value, **self._named(model, name, record_type))

    def missing(self, model: str, name: str, record_type: str) -> Rejected:
        """The field is demanded and was not given."""
        return Rejected("field_required", **self._named(model, name, record_type))

    def _named(self, model: str, name: str, record_type: str) -> dict[str, str]:
        label = _label(name, self.of(model)[name])
        return {"host": self._rpc.host, "field": label, "key": name, "record_type": record_type}

    def _options(self, model: str, field: Row) -> list[tuple[Any, str]]:
        """The values to choose from with their labels; none where there are too many to show, or any text will do."""
        if field.get("type") == "many2one":
            limit = CHOICES_AT_MOST + 1
            rows = self._rpc.rows(str(field["relation"]), [], ("rec_name",), limit=limit, order=[("rec_name", "ASC")])
            return [(row["id"], str(row["rec_name"])) for row in rows] if len(rows) < limit else []
        found = field.get("selection") or []
        if isinstance(found, str):
            found = self._rpc.ask(model, found)
        return [(value, str(label)) for value, label in found]

    def meant(self, model: str, reason: str, values: Mapping[str, Any], record_type: str) -> Rejected | None:
        """The refusal of a ``create`` with the field that Tryton's sentence names in quotes, in the user's language."""
        quoted = _quoted(reason)
        names = [name for name, each in self.of(model).items() if _label(name, each) in quoted]
        if len(names) != 1:
            return None
        name = names[0]
        if values.get(name) in (None, "", []):
            return self.missing(model, name, record_type)
        if self.of(model)[name].get("type") in ("selection", "many2one"):
            return self.gone(model, name, str(values[name]), record_type)
        return Rejected("setting_wrong", field=_label(name, self.of(model)[name]), reason=reason)


def _is_required(field: Row) -> bool:
    """Always; what only some states require, Tryton says when it refuses."""
    states = json.loads(field.get("states") or "{}")
    return (bool(field.get("required")) or states.get("required") is True) and not (
        field.get("readonly") or states.get("readonly") is True
    )


def _label(name: str, field: Row) -> str:
    return str(field.get("string") or name)


def _quoted(text: str) -> set[str]:
    for mark in "“”„«»「」『』":
        text = text.replace(mark, '"')
    return {each.strip() for each in text.split('"')[1::2]}


def _yes_or_no(text: str) -> bool:
    if text.casefold() not in (*_YES, *_NO):
        raise ValueError(text)
    return text.casefold() in _YES


def _decimal(text: str) -> dict[str, str]:
    return {"__class__": "Decimal", "decimal": str(Decimal(text.replace(",", "").replace(" ", "")))}


_READ: Mapping[str, Callable[[str], Any]] = {
    "char": str,
    "text": str,
    "integer": int,
    "float": float,
    "numeric": _decimal,
    "boolean": _yes_or_no,
    "date": lambda text: date_json(date.fromisoformat(text)),
    "datetime": lambda text: moment_json(datetime.fromisoformat(text).astimezone()),
    "timestamp": lambda text: moment_json(datetime.fromisoformat(text).astimezone()),
}


def unknown(names: Iterable[str], record_type: str) -> Rejected:
    """Fields that a record of that type has not."""
    return Rejected("setting_wrong", field=", ".join(names), reason=f"a {record_type} in Tryton has no such field")
