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
    """One page and the total. A record is listed once for each of its addresses that fits, as the server's join does.

    Text is compared without case (utf8mb4_unicode_ci).
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
    times = 1
    for condition in wanted:
        found = _fits(row, condition)
        if not found:
            return 0
        times = max(times, found)
    return times


def _fits(row: Json, condition: Json) -> int:
    kind = condition["type"]
    if kind in ("or", "and"):
        inner = [_fits(row, condition["value"][key]) for key in sorted(condition["value"], key=int)]
        return max(inner) if kind == "or" or all(inner) else 0
    attribute, value = condition["attribute"], condition.get("value")
    if attribute == "emailAddress":
        if kind == "in":
            raise Wrong(500)
        addresses = [each["emailAddress"] for each in row.get("emailAddressData", ())]
        return sum(_TESTS[kind](each.lower(), str(value).lower()) for each in addresses)
    if kind == "in":
        options = value.values() if isinstance(value, dict) else [value]
        return int(str(row.get(attribute)).lower() in {str(each).lower() for each in options})
    if row.get(attribute) is None:
        return 0
    return int(_TESTS[kind](str(row[attribute]).lower(), str(value).lower()))


_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "equals": lambda text, value: text == value,
    "contains": lambda text, value: value in text,
    "endsWith": lambda text, value: text.endswith(value),
    "lessThan": lambda text, value: text < value,
    "greaterThan": lambda text, value: text > value,
    "lessThanOrEquals": lambda text, value: text <= value,
    "greaterThanOrEquals": lambda text, value: text >= value,
}
