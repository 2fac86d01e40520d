"""What a filing hangs on: its records as the org has them now, the one thing it relates to, and the people on it.

An email or task relates to one case, opportunity or account; an account is reached through its opportunity or case too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from connectors.salesforce.failures import Refused
from connectors.salesforce.line import Line
from connectors.salesforce.objects import OBJECTS, PEOPLE, asked_fields, name_of, type_of
from connectors.salesforce.soql import Row, Select, Where, chunks, text_of
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef
from workspace.model.ids import RemoteId
from workspace.model.kinds import RecordType

_THINGS = (RecordType.CASE.value, RecordType.DEAL.value, RecordType.COMPANY.value)
"""What is related to first: the closest to the mail."""


@dataclass(frozen=True, slots=True)
class Target:
    """One chosen record: ``record_id`` is where it is linked, the contact's for a lead that was converted."""

    ref: RecordRef
    record_id: str
    record_type: str
    account_id: str = ""


class Targets:
    """The records of one filing."""

    def __init__(self, found: Sequence[Target]) -> None:
        self.all = found
        self.people = [each for each in found if each.record_type in PEOPLE]
        above = {each.account_id for each in found if each.record_type in _THINGS[:2]}
        things = [each for kind in _THINGS for each in found if each.record_type == kind]
        self.things = [
            each for each in things if each.ref.record_type != RecordType.COMPANY or each.record_id not in above
        ]

    def covered(self, linked: Collection[str], accounts: Collection[str]) -> list[RecordRef]:
        """Those that are reached from the linked ids; ``accounts`` are those of linked opportunities and cases."""
        return [
            each.ref
            for each in self.all
            if each.record_id in linked or (each.ref.record_type == RecordType.COMPANY and each.record_id in accounts)
        ]


def targets(line: Line, refs: Iterable[RecordRef], *, tolerant: bool = False) -> Targets:
    """The records as they are now. Raises ``Rejected`` for one that was deleted or merged, unless ``tolerant``."""
    listed = list(dict.fromkeys(refs))
    found: dict[RecordRef, Target] = {}
    for record_type in dict.fromkeys(each.record_type for each in listed):
        some = [each for each in listed if each.record_type == record_type]
        rows = _rows(line, record_type, [each.remote_id for each in some])
        for ref in some:
            row = rows.get(ref.remote_id)
            if row is not None:
                found[ref] = _target(line, ref, row)
            elif not tolerant:
                raise _gone(line, ref)
    return Targets([found[ref] for ref in listed if ref in found])


def named(line: Line, record_ids: Iterable[str], known: Mapping[str, RecordRef]) -> list[RecordRef]:
    """References of ids, with names where the org tells them; users and other objects are no records here."""
    ids = [each for each in dict.fromkeys(record_ids) if type_of(each) or each in known]
    unknown = [each for each in ids if each not in known]
    names = {}
    for record_type in {type_of(each) for each in unknown}:
        some = [each for each in unknown if type_of(each) == record_type]
        names.update({i: name_of(row, OBJECTS[record_type]) for i, row in _rows(line, record_type, some).items()})
    return [known.get(each) or RecordRef(type_of(each), RemoteId(each), names.get(each, "")) for each in ids]


def accounts_of(line: Line, record_ids: Iterable[str], known: Mapping[str, str]) -> set[str]:
    """The accounts of opportunities and cases; ``known`` are the types of chosen ids."""
    found: set[str] = set()
    ids = list(record_ids)
    for kind in _THINGS[:2]:
        some = [each for each in ids if (known.get(each) or type_of(each)) == kind]
        found.update(text_of(row, "AccountId") for row in _rows(line, kind, some).values())
    return found - {""}


def _gone(line: Line, ref: RecordRef) -> Rejected:
    """Deleted, or merged into another record, which the recycle bin tells."""
    kept, what = OBJECTS[ref.record_type], ref.name or str(ref)
    if kept.record_type is not RecordType.DEAL:
        asked = Select(kept.name, ("Id", "MasterRecordId"), (Where("Id", "=", ref.remote_id),))
        try:
            rows = line.select(asked, with_deleted=True)
        except Refused:
            # Only a server without a bin refuses that.
            rows = []
        into = next((text for row in rows if (text := text_of(row, "MasterRecordId"))), "")
        there = _rows(line, ref.record_type, [into]).get(into) if into else None
        if there is not None:
            return Rejected("merged", what=what, into=name_of(there, kept), host=line.host)
    return Rejected("not_found", what=what)


def _rows(line: Line, record_type: str, ids: Sequence[str]) -> dict[str, Row]:
    kept = OBJECTS.get(record_type)
    if kept is None:
        raise Rejected("setting_wrong", field="records", reason=f"{record_type} is no type of record")
    found: dict[str, Row] = {}
    fields = tuple(each for each in asked_fields(line, kept) if not each.startswith("("))
    for some in chunks(ids):
        rows = line.select(Select(kept.name, fields, (Where("Id", "IN", some),)))
        found.update({str(row["Id"]): row for row in rows})
    return found


def _target(line: Line, ref: RecordRef, row: Row) -> Target:
    contact_id = text_of(row, "ConvertedContactId")
    if contact_id and row.get("IsConverted"):
        return Target(ref, contact_id, RecordType.CONTACT.value)
    account_id = text_of(row, "AccountId")
    named_ref = ref if ref.name else RecordRef(ref.record_type, ref.remote_id, name_of(row, OBJECTS[ref.record_type]))
    return Target(named_ref, ref.remote_id, ref.record_type, account_id)
