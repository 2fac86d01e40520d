"""Who the addresses of a mail are in the org: contacts, leads and users, as Salesforce's own mail add-in looks them up.

An address that several of a kind have is nobody's, unless the user chose one of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from connectors.salesforce.line import Line
from connectors.salesforce.objects import KEPT, OBJECTS, email_fields
from connectors.salesforce.soql import Select, Where, chunks, text_of
from workspace.model.kinds import RecordType

_CONTACT, _LEAD = OBJECTS[RecordType.CONTACT.value], OBJECTS[RecordType.LEAD.value]
USER = "005"


@dataclass(frozen=True, slots=True)
class Known:
    """One person of the org; a converted lead by its contact's id."""

    record_id: str
    name: str
    rank: int


def resolve(line: Line, addresses: Iterable[str], chosen: Collection[str]) -> Mapping[str, Known]:
    """The person behind each address (in lower case), where it is one.

    The chosen records win, then users, contacts and leads: with enhanced email Salesforce takes users first.
    """
    # As they are written too, for a server that compares with their case.
    wanted = [form for each in addresses if "@" in each for form in (each.lower(), each)]
    found: dict[str, list[Known]] = {}
    for some in chunks(wanted):
        for email, known in _asked(line, some):
            found.setdefault(email, []).append(known)
    picked = {email: _pick(each, chosen) for email, each in found.items()}
    return {email: known for email, known in picked.items() if known is not None}


def _asked(line: Line, some: Collection[str]) -> Iterable[tuple[str, Known]]:
    for rank, kept in ((1, _CONTACT), (2, _LEAD)):
        fields = email_fields(line, kept)
        if not fields or not line.schema.has(kept.name):
            continue
        more = line.schema.present(kept.name, ("Name", "FirstName", "LastName", *kept.parents))
        either = tuple(Where(field, "IN", some) for field in fields)
        for row in line.select(Select(kept.name, (*KEPT[:1], *more, *fields), any_of=either)):
            record_id = text_of(row, "ConvertedContactId") or str(row["Id"])
            for field in fields:
                if (email := text_of(row, field).lower()) in some or text_of(row, field) in some:
                    yield email, Known(record_id, text_of(row, "Name"), 1 if record_id != row["Id"] else rank)
    if line.schema.has("User"):
        asked = Select("User", ("Id", "Name", "Email", "IsActive"), any_of=(Where("Email", "IN", some),))
        for row in line.select(asked):
            if row.get("IsActive") is not False:
                yield text_of(row, "Email").lower(), Known(str(row["Id"]), text_of(row, "Name"), 0)


def _pick(found: list[Known], chosen: Collection[str]) -> Known | None:
    for some in ([k for k in found if k.record_id in chosen], *([k for k in found if k.rank == n] for n in range(3))):
        ids = {each.record_id for each in some}
        if ids:
            return some[0] if len(ids) == 1 else None
    return None
