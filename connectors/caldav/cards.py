"""vCards 3.0 and 4.0 (RFC 2426, RFC 6350) as contacts."""

import logging
from typing import Any

import vobject
from vobject.base import VObjectError

from connectors.caldav.xml import CARDDAV
from workspace.model.ids import RemoteId
from workspace.model.items import Contact

# It logs the lines that it skips, which are people's data.
logging.getLogger("vobject.base").setLevel(logging.CRITICAL + 1)

_FAILURES = (VObjectError, UnicodeError, LookupError, ValueError, AttributeError, TypeError, RecursionError)


class CardReader:
    """The resources of an address book."""

    namespace = CARDDAV
    data = f"{CARDDAV}address-data"
    month = ""

    def items(self, href: str, etag: str, text: bytes) -> tuple[Contact, ...] | None:
        """One contact; none for a list of people, None where the card cannot be read."""
        try:
            contents = vobject.readOne(text.decode("utf-8", "replace"), ignoreUnreadable=True).contents
            return _contacts(contents, href, etag)
        except _FAILURES:
            return None


def _contacts(contents: dict[str, list[Any]], href: str, etag: str) -> tuple[Contact, ...]:
    if _first(contents, "kind").lower() == "group" or _first(contents, "x-addressbookserver-kind").lower() == "group":
        return ()
    emails = _texts(contents, "email")
    organization = _first(contents, "org")
    phones = tuple(each.removeprefix("tel:") for each in _texts(contents, "tel"))
    name = _first(contents, "fn") or _name(contents) or organization or "".join(emails[:1])
    extra = {key: text for key in ("uid", "note", "url", "bday", "nickname") if (text := _first(contents, key))}
    return (
        Contact(
            RemoteId(href), name, emails, phones, organization, _first(contents, "title"), etag or None, dict(extra)
        ),
    )


def _texts(contents: dict[str, list[Any]], key: str) -> tuple[str, ...]:
    found = [_text(line.value) for line in _preferred(contents.get(key, []))]
    return tuple(dict.fromkeys(each for each in found if each))


def _preferred(lines: list[Any]) -> list[Any]:
    """The line that its owner prefers first: PREF=1 in version 4, TYPE=PREF in version 3."""
    return sorted(lines, key=_preference)


def _preference(line: Any) -> int:
    params = line.params
    number = "".join(params.get("PREF", []))
    if number.isdecimal():
        return int(number)
    return 1 if any(each.upper() == "PREF" for each in params.get("TYPE", [])) else 101


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value.strip() if isinstance(value, str) else ""


def _first(contents: dict[str, list[Any]], key: str) -> str:
    return "".join(_texts(contents, key)[:1])


def _name(contents: dict[str, list[Any]]) -> str:
    for line in contents.get("n", []):
        parts = [getattr(line.value, part, "") for part in ("given", "additional", "family")]
        words = [" ".join(each) if isinstance(each, list) else str(each) for each in parts]
        return " ".join(" ".join(words).split())
    return ""
