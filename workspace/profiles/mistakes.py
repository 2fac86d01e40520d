"""What the schema has against some data, in words for the one who wrote the file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from workspace.profiles.words import Wrong, wrong

TABLES = ("label", "hosts", "defaults", "filing")
Key = tuple[str, ...]

_EXPECTED = {
    "string_type": "text",
    "string_too_short": "text_not_empty",
    "int_type": "number",
    "list_type": "list",
    "dict_type": "table",
    "model_type": "table",
    "model_attributes_type": "table",
}
_KEYS = {"label": ("en", "ko"), "filing": ("header_only", "never_file", "not_companies")}
_VALUES: Mapping[str, str] = {"hosts": "text_or_number", "defaults": "plain_value"}


def mistakes(model: type[BaseModel], data: Mapping[str, Any]) -> list[tuple[Key, Wrong]]:
    """Each wrong key once, at most one table deep, with what was expected there."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        found: dict[Key, Wrong] = {}
        for details in error.errors(include_url=False):
            key = _key(details)
            found.setdefault(key, _expected(model, key, details))
        return list(found.items())
    return []


def _key(details: ErrorDetails) -> Key:
    """Without what pydantic adds: the branch of a union, the place in a list."""
    parts = tuple(str(part) for part in details["loc"] if part != "[key]")
    return parts[:2] if parts[0] in TABLES else parts[:1]


def _expected(model: type[BaseModel], key: Key, details: ErrorDetails) -> Wrong:
    kind = details["type"]
    if kind == "extra_forbidden":
        known = _KEYS.get(key[0]) or sorted(model.model_fields)
        return wrong("no_such_key", known=", ".join(known))
    if kind == "missing":
        return wrong("missing")
    if kind == "string_pattern_mismatch":
        return _at(details, wrong("pattern" if key[0] == "filing" else "name"))
    if len(key) > 1 and key[0] in _VALUES and kind != "string_too_short":
        return wrong(_VALUES[key[0]])
    if kind in ("greater_than_equal", "less_than_equal"):
        return _out_of_bounds(model, key[0])
    said = wrong(_EXPECTED.get(kind, "other"), reason=details["msg"].replace("Input should be", "expected"))
    return _at(details, said)


def _at(details: ErrorDetails, said: Wrong) -> Wrong:
    """With the place in a list, where it is in one."""
    in_list = next((part for part in details["loc"] if isinstance(part, int)), None)
    return said if in_list is None else replace(said, entry=in_list + 1)


def _out_of_bounds(model: type[BaseModel], name: str) -> Wrong:
    rules = model.model_fields[name].metadata
    low, high = (next(getattr(rule, side) for rule in rules if hasattr(rule, side)) for side in ("ge", "le"))
    return wrong("bounds", low=low, high=high)
