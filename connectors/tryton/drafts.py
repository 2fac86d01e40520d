"""What a new party or opportunity may hold, and how the fields of a form become Tryton's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers

from connectors.tryton.mapping import is_address, site_of
from connectors.tryton.notes import one_line
from workspace.connector.errors import Rejected
from workspace.model.filings import NewRecord
from workspace.model.kinds import RecordType

LISTS = ("emails", "phones", "domains")
ALLOWED: Mapping[str, tuple[str, ...]] = {
    RecordType.CONTACT: ("name", "emails", "phones", "title", "company", "city"),
    RecordType.COMPANY: ("name", "emails", "phones", "domains", "city"),
    RecordType.LEAD: ("name", "emails", "phones", "title", "company", "city", "stage", "amount"),
    RecordType.DEAL: ("name", "stage", "amount", "company"),
}
ORDER = (RecordType.COMPANY, RecordType.CONTACT, RecordType.LEAD, RecordType.DEAL)
"""What hangs on others comes after them."""
STAGES = ("lead", "opportunity")


@dataclass(frozen=True, slots=True)
class Draft:
    """The checked fields of a new record; ``number`` is its place among those of its action."""

    number: int
    record_type: str
    name: str
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    """Fields by Tryton's own names."""

    @property
    def emails(self) -> tuple[str, ...]:
        return self.lists.get("emails", ())

    @property
    def is_party(self) -> bool:
        return self.record_type in (RecordType.CONTACT, RecordType.COMPANY)

    @property
    def amount(self) -> dict[str, str] | None:
        text = self.words.get("amount", "").replace(",", "").replace(" ", "")
        return {"__class__": "Decimal", "decimal": text} if text else None

    @property
    def state(self) -> str:
        """Where an opportunity begins."""
        return self.words.get("stage", "").lower() or ("lead" if self.record_type == RecordType.LEAD else "opportunity")

    def about(self) -> str:
        """What Tryton has no field for, as a line to read."""
        return ", ".join(self.words[key] for key in ("title", "company") if self.words.get(key))


def drafts(news: Iterable[NewRecord]) -> list[Draft]:
    """The new records in the order in which they are made. Raises ``Rejected`` naming the field that is wrong."""
    made = [_draft(number, new) for number, new in enumerate(news)]
    return sorted(made, key=lambda each: ORDER.index(RecordType(each.record_type)))


def _draft(number: int, new: NewRecord) -> Draft:
    if new.record_type not in ALLOWED:
        raise Rejected("setting_wrong", field="record_type", reason=f"Tryton has no {new.record_type}")
    lists: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    more: dict[str, str] = {}
    given: Iterable[tuple[str, Any]] = new.fields
    for key, value in given:
        for text in value if isinstance(value, list | tuple) else (value,):
            if not (tidy := one_line(str(text))):
                continue
            _check(key, tidy)
            if key in LISTS and key in ALLOWED[new.record_type]:
                lists[key] = tuple(dict.fromkeys((*lists.get(key, ()), tidy)))
            elif key in ALLOWED[new.record_type]:
                words[key] = tidy
            else:
                more[key] = tidy
    if not words.get("name"):
        raise Rejected("setting_missing", field="name")
    return Draft(number, new.record_type, words.pop("name"), lists, words, more)


def _check(key: str, text: str) -> None:
    if key == "emails" and not is_address(text):
        raise Rejected("setting_wrong", field=key, reason=f"“{text}” is no mail address")
    if key == "domains" and not site_of(text):
        raise Rejected("setting_wrong", field=key, reason=f"“{text}” is no domain")
    if key == "stage" and text.lower() not in STAGES:
        raise Rejected("setting_wrong", field=key, reason=f"what is new in Tryton is one of {', '.join(STAGES)}")
    if key == "amount":
        try:
            Decimal(text.replace(",", "").replace(" ", ""))
        except InvalidOperation:
            raise Rejected("setting_wrong", field=key, reason=f"“{text}” is no amount") from None


def party_values(draft: Draft, comment: str) -> dict[str, Any]:
    """What ``create`` takes; the comment goes to the first way to reach the party, which every new one has."""
    ways = [("email", email) for email in draft.emails]
    ways += [(_phone_type(phone), phone) for phone in draft.lists.get("phones", ())]
    ways += [("website", f"https://{site_of(domain)}") for domain in draft.lists.get("domains", ())]
    mechanisms: list[dict[str, Any]] = [
        {"type": kind, "value": value} for kind, value in ways or [("other", "Workspace")]
    ]
    mechanisms[0]["comment"] = comment
    values: dict[str, Any] = {"name": draft.name, "contact_mechanisms": [["create", mechanisms]]}
    if city := draft.words.get("city"):
        values["addresses"] = [["create", [{"city": city}]]]
    return values


def _phone_type(text: str) -> str:
    """Tryton refuses a phone that it cannot place; that one is kept as it is."""
    try:
        is_number = phonenumbers.is_valid_number(phonenumbers.parse(text))
    except phonenumbers.NumberParseException:
        is_number = False
    return "phone" if is_number else "other"
