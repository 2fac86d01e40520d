"""What the schema has against some data, in words for the one who wrote the file."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

TABLES = ("label", "hosts", "defaults", "filing")
Key = tuple[str, ...]

_EXPECTED = {
    "string_type": "expected text in quotes",
    "string_too_short": "expected text that is not empty",
    "int_type": "expected a whole number",
    "list_type": 'expected a list: ["...", "..."]',
    "dict_type": "expected a table",
    "model_type": "expected a table",
    "model_attributes_type": "expected a table",
}
_KEYS = {"label": ("en", "ko"), "filing": ("header_only", "never_file", "not_companies")}
_VALUES: Mapping[str, str] = {
    "hosts": "expected text in quotes or a whole number",
    "defaults": "expected text in quotes, a whole number, true or false",
}


def mistakes(model: type[BaseModel], data: Mapping[str, Any]) -> list[tuple[Key, str]]:
    """Each wrong key once, at most one table deep, with what was expected there."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        found: dict[Key, str] = {}
        for details in error.errors(include_url=False):
            key = _key(details)
            found.setdefault(key, _expected(model, key, details))
        return list(found.items())
    return []


def _key(details: ErrorDetails) -> Key:
    """Without what pydantic adds: the branch of a union, the place in a list."""
    parts = tuple(str(part) for part in details["loc"] if part != "[key]")
    return parts[:2] if parts[0] in TABLES else parts[:1]


def _expected(model: type[BaseModel], key: Key, details: ErrorDetails) -> str:
    kind = details["type"]
    if kind == "extra_forbidden":
        known = _KEYS.get(key[0]) or sorted(model.model_fields)
        return f"there is no such key; expected one of {', '.join(known)}"
    if kind == "missing":
        return "is missing"
    if kind == "string_pattern_mismatch":
        if key[0] == "filing":
            return f"expected an address or a domain{_entry(details)}"
        return "expected a name of 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit"
    if len(key) > 1 and key[0] in _VALUES and kind != "string_too_short":
        return _VALUES[key[0]]
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"expected a number from {_bounds(model, key[0])}"
    said = _EXPECTED.get(kind, details["msg"].replace("Input should be", "expected"))
    return said + _entry(details)


def _entry(details: ErrorDetails) -> str:
    in_list = next((part for part in details["loc"] if isinstance(part, int)), None)
    return "" if in_list is None else f" (entry {in_list + 1})"


def _bounds(model: type[BaseModel], name: str) -> str:
    rules = model.model_fields[name].metadata
    low, high = (next(getattr(rule, side) for rule in rules if hasattr(rule, side)) for side in ("ge", "le"))
    return f"{low} to {high}"
