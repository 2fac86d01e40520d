"""What a user typed, as the type of an EspoCRM field wants it (``type`` in entityDefs).

https://docs.espocrm.com/administration/fields/
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from connectors.espocrm.api import Json

LISTS = frozenset({"multiEnum", "array", "checklist"})
LINKS = frozenset({"link", "linkParent", "linkOne"})
_YES = frozenset({"1", "true", "yes", "y", "on", "예", "네"})
_NO = frozenset({"0", "false", "no", "n", "off", "아니요"})
_AMOUNT = re.compile(r"(?P<before>[A-Za-z]{3})?\s*(?P<number>-?[\d.,\s]*\d)\s*(?P<after>[A-Za-z]{3})?")
_CENTS = re.compile(r"[.,](\d{1,2}|\d{4,})$")


class NotOfType(ValueError):
    """With what the field wants instead."""


def plain_value(name: str, kind: str, texts: list[str]) -> Json:
    """The attributes that a field without choices and links is written by. Raises :class:`NotOfType`."""
    if kind in LISTS:
        return {name: texts}
    if kind == "currency":
        return _currency(name, texts[0])
    make = _MAKERS.get(kind)
    return {name: make(texts[0]) if make else texts[0]}


def chosen(texts: list[str], choices: Mapping[str, str]) -> list[str]:
    """The values of choices that were named by value or label. Raises ``KeyError`` with the first that is none."""
    by_name = {label.casefold(): value for value, label in choices.items()}
    by_name |= {value.casefold(): value for value in choices}
    return [by_name[each.casefold()] if each.casefold() in by_name else _none(each) for each in texts]


def _none(text: str) -> str:
    raise KeyError(text)


def _currency(name: str, text: str) -> Json:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise NotOfType("it is an amount, such as 1200.50 or 1200 EUR")
    code = found["before"] or found["after"]
    return {name: _decimal(found["number"]), **({f"{name}Currency": code.upper()} if code else {})}


def _decimal(text: str) -> float:
    """With the marks of any country: what one or two digits follow are cents, what three follow are thousands."""
    bare = "".join(text.split())
    cents = _CENTS.search(bare)
    whole = re.sub(r"[.,]", "", bare[: cents.start()] if cents else bare)
    try:
        return float(f"{whole or '0'}.{cents[1]}" if cents else whole)
    except ValueError as error:
        raise NotOfType("it is a number, such as 12.5") from error


def _whole(text: str) -> int:
    found = _decimal(text)
    if found != int(found):
        raise NotOfType("it is a whole number")
    return int(found)


def _yes(text: str) -> bool:
    said = text.casefold()
    if said not in _YES | _NO:
        raise NotOfType("it is yes or no")
    return said in _YES


def _date(text: str) -> str:
    return _at(text, "2026-03-31").date().isoformat()


def _moment(text: str) -> str:
    return _at(text, "2026-03-31 14:00").astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _at(text: str, example: str) -> datetime:
    """Without an offset by the clock of this computer."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise NotOfType(f"it is written as {example}") from error


_MAKERS: Mapping[str, Callable[[str], object]] = {
    "int": _whole,
    "float": _decimal,
    "bool": _yes,
    "date": _date,
    "datetime": _moment,
    "datetimeOptional": _moment,
}
