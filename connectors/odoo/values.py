"""Values given as text, in the type of the field that they are for; what may be chosen in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from connectors.odoo.failures import NotOffered
from connectors.odoo.looking import literal
from connectors.odoo.mapping import stamp
from connectors.odoo.models import Row
from connectors.odoo.rpc import Rpc
from workspace.connector.errors import Rejected

MOST_CHOICES = 100
"""A field with more to choose from is asked for as text."""
RELATIONS = ("many2one", "many2many")
_TEXTS = ("char", "text", "html")
_NUMBERS = ("integer", "float", "monetary")
_TRUE, _FALSE = ("1", "true", "yes"), ("0", "false", "no")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a new record: ``key`` is the name that values are given by, ``field`` as ``Schema`` knows it."""

    key: str
    field: Row
    record_type: str

    @property
    def label(self) -> str:
        return str(self.field.get("string") or self.key)


class Values:
    """Reads texts as values, and says what can be chosen."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc

    def typed(self, asked: Asked, texts: Sequence[str]) -> Any:
        """The value to write. Raises ``Rejected`` for one that the field does not take."""
        kind, text = str(asked.field.get("type")), texts[0]
        if kind == "many2many":
            return [self._chosen(asked, each) for each in texts]
        if kind == "many2one":
            return self._chosen(asked, text)
        if kind == "selection":
            return self._selected(asked, text)
        if kind not in (*_TEXTS, *_NUMBERS, "boolean", "date", "datetime"):
            raise Rejected("setting_wrong", field=asked.label, reason="it takes no text")
        try:
            return _plain(kind, text)
        except (ValueError, IndexError):
            raise Rejected("setting_wrong", field=asked.label, reason=f"“{text[:40]}” is no {_WORDS[kind]}") from None

    def choices(self, field: Row) -> tuple[str, ...]:
        """What people may choose, by the words they see; none where it is free or too much."""
        if field.get("type") == "selection":
            return tuple(str(label) for _, label in field.get("selection") or ())
        if field.get("type") not in RELATIONS:
            return ()
        labels = tuple(label for _, label in self._named(str(field.get("relation")), "", "ilike", MOST_CHOICES + 1))
        return labels if len(labels) <= MOST_CHOICES else ()

    def gone(self, asked: Asked, value: str) -> Rejected:
        return Rejected(
            "value_gone",
            host=self._rpc.host,
            field=asked.label,
            key=asked.key,
            record_type=asked.record_type,
            value=value[:80],
        )

    def _selected(self, asked: Asked, text: str) -> str:
        """By what is stored, or by what people see."""
        pairs = [(str(value), str(label)) for value, label in asked.field.get("selection") or ()]
        found = [value for value, label in pairs if value == text]
        found += [value for value, label in pairs if label.casefold() == text.casefold()]
        if not found:
            raise self.gone(asked, text)
        return found[0]

    def _chosen(self, asked: Asked, text: str) -> int:
        """The first of that name, as people see it."""
        found = self._named(str(asked.field.get("relation")), literal(text), "=ilike", 1)
        if not found:
            raise self.gone(asked, text)
        return found[0][0]

    def _named(self, model: str, name: str, operator: str, limit: int) -> list[tuple[int, str]]:
        try:
            found = self._rpc.call(model, "name_search", name=name, operator=operator, limit=limit)
        except NotOffered:
            domain = [["name", operator, name]] if name else []
            found = [[row["id"], row["name"]] for row in self._rpc.rows(model, domain, ["name"], limit=limit)]
        return [(int(each[0]), str(each[1])) for each in found or ()]


_WORDS = {
    **dict.fromkeys(_NUMBERS, "number"),
    "boolean": "yes or no",
    "date": "date such as 2026-11-30",
    "datetime": "moment such as 2026-11-30T09:00+09:00",
}


def _plain(kind: str, text: str) -> Any:
    """Raises ``ValueError`` or ``IndexError``."""
    if kind in _NUMBERS:
        # An amount may have its currency behind it.
        number = float(text.replace(",", "").split()[0])
        return int(number) if kind == "integer" else number
    if kind == "boolean":
        if text.casefold() not in (*_TRUE, *_FALSE):
            raise ValueError(text)
        return text.casefold() in _TRUE
    if kind == "date":
        return date.fromisoformat(text).isoformat()
    if kind == "datetime":
        at = datetime.fromisoformat(text)
        return stamp(at if at.tzinfo else at.replace(tzinfo=UTC))
    return text


def cell(value: object) -> str:
    """A value as a cell of an import: ids of several are joined by commas."""
    if isinstance(value, list):
        return ",".join(str(each) for each in value)
    return ("1" if value else "0") if isinstance(value, bool) else str(value)
