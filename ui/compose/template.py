"""Fields in templates: what stands for what, and what is known of the person a letter goes to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from PySide6.QtCore import QDate, QLocale

from ui.customer.facts import customers
from ui.shell.context import Context
from workspace.filing.signature import read_name
from workspace.mail.address import normalise, parse_text
from workspace.store.user.wording import TemplateRow

FIELDS = ("name", "first", "company", "deal", "date")
_FIELD = re.compile(rf"\{{({'|'.join(FIELDS)})\}}")
_HANGUL_NAME = re.compile(r"^[가-힣]{2,4}$")


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with the fields that are known; the others still stand there."""

    subject: str
    html: str


def fill(template: TemplateRow, values: Mapping[str, str]) -> Filled:
    escaped = {name: escape(value) for name, value in values.items()}
    return Filled(_filled(template.subject, values), _filled(template.html, escaped))


def unfilled(text: str) -> list[str]:
    """The fields that stand in a text, as they are written there."""
    return list(dict.fromkeys(found[0] for found in _FIELD.finditer(text)))


def values_for(context: Context, to: str) -> dict[str, str]:
    """What is known about the first recipient: from the address as typed, and from the CRMs."""
    people = parse_text(to)
    person = people[0] if people else None
    found = customers(context, [normalise(person.email)]) if person else []
    contact = next((each.person for each in found if each.person is not None), None)
    company = next((each.company.name for each in found if each.company is not None), "")
    deal = next((each.deals[0].name for each in found if each.deals), "")
    typed = person.name if person and person.name != person.email else ""
    shown = read_name(typed)
    name = (contact.name if contact else "") or shown.name or typed
    values = {
        "name": name,
        "first": first_name(name),
        "company": company or shown.company,
        "deal": deal,
        "date": QLocale().toString(_today(), QLocale.FormatType.LongFormat),
    }
    return {field: value for field, value in values.items() if value}


def first_name(name: str) -> str:
    """What the person is called: 민수 of 김민수, Minsu of Minsu Kim and of Kim, Minsu."""
    family, comma, given = name.partition(",")
    words = (given if comma and given.strip() else family).split()
    if len(words) == 1 and _HANGUL_NAME.match(words[0]):
        return words[0][1:] if len(words[0]) < 4 else words[0][2:]
    return words[0] if words else ""


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def _today() -> QDate:
    today = datetime.now(UTC).astimezone().date()
    return QDate(today.year, today.month, today.day)
