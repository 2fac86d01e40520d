"""Which of the org's objects are our record types, and how their rows become records.

Fields: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from connectors.salesforce.line import Line
from connectors.salesforce.soql import Row, parsed_moment, text_of, value_of
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

KEPT = ("Id", "IsDeleted", "SystemModstamp")


@dataclass(frozen=True, slots=True)
class Kept:
    """One object of the org that is a record type here. ``prefix`` begins the ids of its records."""

    record_type: RecordType
    name: str
    prefix: str
    title: str
    fields: tuple[str, ...]
    email: str = ""
    parents: tuple[str, ...] = ()


OBJECTS: Mapping[str, Kept] = {
    each.record_type.value: each
    for each in (
        Kept(
            RecordType.CONTACT,
            "Contact",
            "003",
            "Contacts",
            (
                "Name",
                "FirstName",
                "LastName",
                "Phone",
                "MobilePhone",
                "Title",
                "MailingCity",
                "AccountId",
                "Owner.Name",
            ),
            "Email",
            ("AccountId",),
        ),
        Kept(
            RecordType.COMPANY,
            "Account",
            "001",
            "Accounts",
            ("Name", "Phone", "Website", "BillingCity", "Owner.Name"),
            "PersonEmail",
            (),
        ),
        Kept(
            RecordType.LEAD,
            "Lead",
            "00Q",
            "Leads",
            (
                *("Name", "FirstName", "LastName", "Company", "Phone", "MobilePhone", "Title", "City", "Status"),
                *("IsConverted", "ConvertedContactId", "ConvertedAccountId", "Owner.Name"),
            ),
            "Email",
            ("ConvertedContactId", "ConvertedAccountId"),
        ),
        Kept(
            RecordType.DEAL,
            "Opportunity",
            "006",
            "Opportunities",
            (
                *("Name", "AccountId", "StageName", "Amount", "CurrencyIsoCode", "IsClosed", "CloseDate", "Owner.Name"),
                "(SELECT ContactId FROM OpportunityContactRoles)",
            ),
            "",
            ("AccountId",),
        ),
        Kept(
            RecordType.CASE,
            "Case",
            "500",
            "Cases",
            ("CaseNumber", "Subject", "Status", "IsClosed", "AccountId", "ContactId", "Owner.Name"),
            "",
            ("AccountId", "ContactId"),
        ),
    )
}
PEOPLE = (RecordType.CONTACT.value, RecordType.LEAD.value)
_BY_PREFIX = {each.prefix: each.record_type.value for each in OBJECTS.values()}


def type_of(record_id: str) -> str:
    """The record type that an id is of, empty for users and whatever else is no record here."""
    return _BY_PREFIX.get(record_id[:3], "")


def email_fields(line: Line, kept: Kept) -> tuple[str, ...]:
    """Where the object keeps addresses; of accounts only person accounts have any."""
    if not kept.email:
        return ()
    if kept.record_type is RecordType.COMPANY and line.schema.fields(kept.name) is None:
        return ()
    return line.schema.emails(kept.name, kept.email)


def asked_fields(line: Line, kept: Kept) -> tuple[str, ...]:
    """Everything that a record needs and the user may see."""
    own = [each for each in kept.fields if each != "CurrencyIsoCode" or line.schema.fields(kept.name)]
    return (*KEPT, *line.schema.present(kept.name, own), *email_fields(line, kept))


def record(row: Row, kept: Kept, emails: Sequence[str], line: Line, *, can_write: bool = True) -> Record:
    """A row as the engine caches it."""
    record_id = str(row["Id"])
    at = parsed_moment(row.get("SystemModstamp"))
    return Record(
        remote_id=RemoteId(record_id),
        record_type=kept.record_type,
        name=name_of(row, kept),
        emails=tuple(dict.fromkeys(text for each in emails if (text := text_of(row, each)))),
        domains=_domains(row),
        phones=tuple(dict.fromkeys(text for each in ("Phone", "MobilePhone") if (text := text_of(row, each)))),
        parent_ids=_parents(row, kept),
        is_open=not (row.get("IsClosed") or row.get("IsConverted")),
        stage=text_of(row, "StageName") or text_of(row, "Status"),
        amount=" ".join(t for t in (text_of(row, "Amount"), text_of(row, "CurrencyIsoCode")) if t),
        owner=text_of(row, "Owner.Name"),
        title=text_of(row, "Title"),
        city=next((text for each in ("MailingCity", "BillingCity", "City") if (text := text_of(row, each))), ""),
        can_write=can_write,
        link=line.link(record_id),
        updated_at=at,
        version=text_of(row, "SystemModstamp") or None,
        extra={"company": row["Company"]} if row.get("Company") else {},
    )


def name_of(row: Row, kept: Kept) -> str:
    """What people call the record; a case by its number and subject."""
    if kept.record_type is RecordType.CASE:
        return " ".join(text for each in ("CaseNumber", "Subject") if (text := text_of(row, each)))
    whole = " ".join(text for each in ("FirstName", "LastName") if (text := text_of(row, each)))
    return text_of(row, "Name") or whole


def _domains(row: Row) -> tuple[str, ...]:
    site = text_of(row, "Website").strip().lower()
    host = urlsplit(site if "://" in site else f"//{site}").hostname if site else None
    return (host.removeprefix("www."),) if host and "." in host else ()


def _parents(row: Row, kept: Kept) -> tuple[RemoteId, ...]:
    roles = value_of(row, "OpportunityContactRoles.records")
    contacts = [text_of(each, "ContactId") for each in roles if isinstance(each, dict)] if roles else []
    found = [text_of(row, each) for each in kept.parents] + contacts
    return tuple(RemoteId(each) for each in dict.fromkeys(found) if each)
