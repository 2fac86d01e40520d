"""The stand-in's lists: conditions, order and pages, as the server's database answers them."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Json = dict[str, Any]
MOST = 200
_STEP = re.compile(r"\[(\w+)\]")


class Wrong(Exception):
    """A refusal: status and what ``X-Status-Reason`` says."""

    def __init__(self, status: int, reason: str = "", body: Any = None) -> None:
        super().__init__(status, reason)
        self.status, self.reason, self.body = status, reason, body


def nested(params: Mapping[str, str]) -> Json:
    """``where[0][type]=equals`` as PHP reads it."""
    found: Json = {}
    for name, value in params.items():
        at: Json = found
        steps = [name.partition("[")[0], *_STEP.findall(name)]
        for step in steps[:-1]:
            at = at.setdefault(step, {})
        at[steps[-1]] = value
    return found


def conditions(found: Json) -> list[Json]:
    listed = found.get("where", {})
    return [listed[key] for key in sorted(listed, key=int)]


def search(rows: Iterable[Json], params: Mapping[str, str]) -> Json:
    """One page and the total. Text is compared without case (utf8mb4_unicode_ci).

    Where an address is one of several conditions, a record is listed once for each of its addresses.
    """
    given = nested(params)
    size, offset = int(given.get("maxSize", 20)), int(given.get("offset", 0))
    if size > MOST:
        raise Wrong(403, f"Max size should not exceed {MOST}. Use offset and limit.")
    wanted = conditions(given)
    fits = [row for row in rows for _ in range(_times(row, wanted))]
    key = str(given.get("orderBy", "createdAt"))
    fits.sort(key=lambda row: (str(row.get(key) or ""), row["id"]), reverse=given.get("order", "desc") == "desc")
    return {"total": len(fits), "list": fits[offset : offset + size]}


def _times(row: Json, wanted: list[Json]) -> int:
    if not all(_fits(row, condition) for condition in wanted):
        return 0
    is_joined = any(each["type"] == "or" and _asks_address(each) for each in wanted)
    return max(1, len(row.get("emailAddressData", ()))) if is_joined else 1


def _asks_address(condition: Json) -> bool:
    return any(e.get("attribute") == "emailAddress" and e["type"] == "equals" for e in condition["value"].values())


def _fits(row: Json, condition: Json) -> bool:
    kind = condition["type"]
    if kind in ("or", "and"):
        inner = [_fits(row, each) for each in condition["value"].values()]
        return any(inner) if kind == "or" else all(inner)
    attribute, value = condition["attribute"], condition.get("value")
    if attribute == "emailAddress":
        if kind == "in":
            raise Wrong(500)
        addresses = [each["emailAddress"] for each in row.get("emailAddressData", ())]
        return any(_TESTS[kind](each.lower(), str(value).lower()) for each in addresses)
    if kind == "in":
        if not isinstance(value, dict):
            raise Wrong(400, "Bad where item 'in'.")
        return str(row.get(attribute)).lower() in {str(each).lower() for each in value.values()}
    return row.get(attribute) is not None and _TESTS[kind](str(row[attribute]).lower(), str(value).lower())


_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "equals": lambda text, value: text == value,
    "contains": lambda text, value: value in text,
    "endsWith": lambda text, value: text.endswith(value),
    "lessThan": lambda text, value: text < value,
    "greaterThan": lambda text, value: text > value,
    "lessThanOrEquals": lambda text, value: text <= value,
    "greaterThanOrEquals": lambda text, value: text >= value,
}
