"""A record to create, filled in from what a mail says of its sender: display name, signature,
domain.
"""

import re
from collections.abc import Iterator, Sequence

from workspace.filing import signature
from workspace.filing.rules import Rules, outsiders
from workspace.mail.address import domain_of, normalise
from workspace.mail.domains import organisation
from workspace.mail.threading import without_marks
from workspace.model.filings import NewRecord, RecordField
from workspace.model.items import Address
from workspace.model.kinds import RecordType
from workspace.store.rows import ItemRow

FIELDS: dict[str, tuple[str, ...]] = {
    RecordType.CONTACT: ("name", "emails", "phones", "title", "company"),
    RecordType.LEAD: ("name", "emails", "phones", "title", "company"),
    RecordType.COMPANY: ("name", "domains", "phones"),
    RecordType.DEAL: ("name", "stage", "amount"),
    RecordType.CASE: ("name", "stage"),
}
"""The fields of each type in the order of the form. Lists (emails, phones, domains) are one pair a
value.
"""

_SHARED = frozenset(
    [
        "info",
        "sales",
        "support",
        "contact",
        "hello",
        "office",
        "admin",
        "service",
        "help",
        "order",
        "orders",
        "mail",
        "team",
        "hr",
        "billing",
        "marketing",
        "cs",
        "webmaster",
        "inquiry",
        "enquiries",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")


def with_fields(new: NewRecord, given: Sequence[tuple[str, str]]) -> NewRecord:
    """The record with these values instead of the ones it was filled in with; an empty value leaves a field out.

    Any field of the CRM may be named, also one that only this organisation has. Several pairs of one name are a list.
    """
    named = {key for key, _ in given}
    kept = [(key, value) for key, value in new.fields if key not in named]
    return NewRecord(new.record_type, (*kept, *((key, value) for key, value in given if value)))


def missing(new: NewRecord, demanded: Sequence[RecordField]) -> tuple[RecordField, ...]:
    """Those of the demanded fields that the record has no value for."""
    given = {key for key, value in new.fields if value.strip()}
    return tuple(each for each in demanded if each.name not in given)


def prefill(item: ItemRow, record_type: str, rules: Rules, person: Address | None = None) -> NewRecord:
    """The new record as the form first shows it; ``person`` is the first outsider unless given.

    Raises ``ValueError`` for an unknown record type.
    """
    if record_type not in FIELDS:
        raise ValueError(f"{record_type} is not a record type")
    others = outsiders(item, rules)
    person = person or (others[0] if others else item.from_)
    values = _Values(item, person, rules)
    pairs = [(key, v) for key in FIELDS[record_type] for v in values.of(record_type, key) if v]
    return NewRecord(str(record_type), tuple(pairs))


class _Values:
    """What the mail says of one person."""

    def __init__(self, item: ItemRow, person: Address, rules: Rules) -> None:
        self.item = item
        self.email = normalise(person.email)
        self.domain = domain_of(self.email)
        self.is_company = rules.is_company_domain(self.domain)
        # A signature speaks for who wrote the mail, not for the people it is addressed to.
        wrote = normalise(item.from_.email) == self.email
        self.signature = signature.read(item.text or "" if wrote else "", region_of(self.domain))
        self.display = signature.read_name(person.name)

    def of(self, record_type: str, key: str) -> Iterator[str]:
        if record_type in (RecordType.DEAL, RecordType.CASE):
            if key == "name":
                yield without_marks(self.item.subject)
        elif key == "name":
            yield self._company() if record_type == RecordType.COMPANY else self._name()
        elif key == "emails":
            yield self.email
        elif key == "phones":
            yield from self.signature.phones
        elif key == "title":
            yield self.display.title or self.signature.title
        elif key == "company":
            yield self._company()
        elif key == "domains" and self.is_company:
            yield organisation(self.domain)

    def _name(self) -> str:
        return self.display.name or name_of(self.email)

    def _company(self) -> str:
        known = self.signature.company or self.display.company
        if known or not self.is_company:
            return known
        label = organisation(self.domain).partition(".")[0]
        return label.encode().decode("idna").title() if label.startswith("xn--") else label.title()


def name_of(email: str) -> str:
    """A name out of ``first.last@``; the first word alone where there is one, the whole for shared
    mailboxes.
    """
    local = email.partition("@")[0].partition("+")[0]
    words = _WORD.findall(local)
    if not words or local in _SHARED:
        return local
    return " ".join(word.title() for word in words)


def region_of(domain: str) -> str:
    """The country whose phone numbers a sender writes without country code; Korea unless the domain
    says otherwise.
    """
    ending = domain.rpartition(".")[2].upper()
    return {"UK": "GB"}.get(ending, ending) if len(ending) == 2 else "KR"
