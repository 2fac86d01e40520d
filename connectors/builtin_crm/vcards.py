"""vCard files (2.1, RFC 2426, RFC 6350): cards of phones and mail programs in, contacts out as
version 3.0.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import vobject
from vobject.base import VObjectError

from connectors.builtin_crm.fields import Draft, draft
from connectors.builtin_crm.tables import full_name
from workspace.connector.errors import Rejected
from workspace.model.kinds import RecordType

# It logs the lines that it skips, which are people's data.
logging.getLogger("vobject.base").setLevel(logging.CRITICAL + 1)

MAX_CARD_BYTES = 4 * 1024 * 1024
Entry = tuple[int, Draft | str]
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_BULKY = re.compile(rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)


def read(path: Path) -> Iterator[Entry]:
    """Every card as a checked record, or what is wrong with it, with the line it starts on."""
    for line, lines in _cards(path):
        yield line, _entry(b"".join(lines)) if lines else "the card has no end or is too large"


def _cards(path: Path) -> Iterator[tuple[int, list[bytes]]]:
    """The lines of each card without its pictures; none for a card that does not end."""
    card: list[bytes] = []
    start, size = 0, 0
    is_bulky = False
    with path.open("rb") as source:
        for number, line in enumerate(_unmarked(source), 1):
            if _BEGIN.fullmatch(line):
                if start:
                    yield start, []
                start, card, size = number, [], 0
            if not start:
                continue
            is_folded = line[:1] in b" \t" and bool(line.strip())
            is_bulky = is_bulky if is_folded else bool(_BULKY.match(line))
            if not is_bulky:
                card.append(line)
                size += len(line)
            if _END.fullmatch(line):
                yield start, card if size <= MAX_CARD_BYTES else []
                start = 0
    if start:
        yield start, []


def _unmarked(source: Iterable[bytes]) -> Iterator[bytes]:
    for number, line in enumerate(source):
        yield line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line


def _entry(raw: bytes) -> Draft | str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("cp949", "replace")
    try:
        card = vobject.readOne(text, ignoreUnreadable=True, allowQP=True)
        return draft(*_fields(card.contents))
    except Rejected as error:
        return error.sentence
    except (VObjectError, UnicodeError, LookupError, ValueError, IndexError, AttributeError) as error:
        return f"the card cannot be read ({type(error).__name__})"


def _fields(contents: dict[str, list[Any]]) -> tuple[str, list[tuple[str, object]]]:
    emails = _values(contents, "email")
    company = "".join(_values(contents, "org")[:1])
    is_company = _values(contents, "kind")[:1] == ["org"]
    name = "".join(_values(contents, "fn")[:1]) or _name(contents) or "".join(emails[:1]) or company
    shared: list[tuple[str, object]] = [
        ("name", name),
        ("emails", emails),
        ("phones", [each.removeprefix("tel:") for each in _values(contents, "tel")]),
        ("city", _city(contents)),
    ]
    if is_company:
        return RecordType.COMPANY, [*shared, ("domains", _values(contents, "url"))]
    title = "".join(_values(contents, "title")[:1])
    return RecordType.CONTACT, [*shared, ("title", title), ("company", company)]


def _values(contents: dict[str, list[Any]], key: str) -> list[str]:
    found = []
    for line in contents.get(key, []):
        value = line.value
        text = value[0] if isinstance(value, list) and value else value
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        if isinstance(text, str) and text.strip():
            found.append(text.strip())
    return found


def _name(contents: dict[str, list[Any]]) -> str:
    for line in contents.get("n", []):
        given, family = (str(getattr(line.value, part, "")) for part in ("given", "family"))
        return full_name(given.strip(), family.strip())
    return ""


def _city(contents: dict[str, list[Any]]) -> str:
    for line in contents.get("adr", []):
        city = getattr(line.value, "city", "")
        return city if isinstance(city, str) else " ".join(city)
    return ""


def write(path: Path, drafts: Iterable[Draft]) -> int:
    """Write contacts as version 3.0, which every phone reads."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as target:
        for each in drafts:
            target.write(_card(each).serialize())
            count += 1
    return count


def _card(each: Draft) -> Any:
    card = vobject.vCard()
    card.add("fn").value = each.name
    given, _, family = each.name.rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    for key, values in (("email", each.emails), ("tel", each.phones)):
        for value in values:
            card.add(key).value = value
    if each.title:
        card.add("title").value = each.title
    if each.company:
        card.add("org").value = [each.company]
    if each.city:
        card.add("adr").value = vobject.vcard.Address(city=each.city)
    return card
