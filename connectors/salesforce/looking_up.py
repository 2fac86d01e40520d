"""Records that are asked for now, by address, domain or name; converted leads stand for their contact."""

from collections.abc import Iterator

from connectors.salesforce.line import Line
from connectors.salesforce.objects import OBJECTS, Kept, asked_fields, email_fields, record
from connectors.salesforce.soql import Row, Select, Where, chunks
from workspace.connector.pages import Query
from workspace.model.items import Record
from workspace.model.kinds import RecordType

MOST = 100
_NAMES = {RecordType.CASE: ("Subject", "CaseNumber")}


def look_up(line: Line, query: Query) -> Iterator[Record]:
    """At most a hundred of each type for a text."""
    for kept in OBJECTS.values():
        if not line.schema.has(kept.name):
            continue
        emails = email_fields(line, kept)
        seen: set[str] = set()
        for either in _conditions(kept, emails, query):
            for row in rows(line, kept, either):
                if row["Id"] not in seen:
                    seen.add(str(row["Id"]))
                    yield record(row, kept, emails, line)


def rows(line: Line, kept: Kept, any_of: tuple[Where, ...], limit: int = MOST) -> list[Row]:
    """Rows with one of the conditions; a name that the server does not keep is put together before it is compared."""
    asked = Select(kept.name, asked_fields(line, kept), any_of=any_of, limit=limit)
    return line.select(asked)


def _conditions(kept: Kept, emails: tuple[str, ...], query: Query) -> Iterator[tuple[Where, ...]]:
    for some in chunks(query.emails):
        if emails:
            yield tuple(Where(field, "IN", some) for field in emails)
    for domain in query.domains:
        either = [Where(field, "ends", f"@{domain}") for field in emails]
        if kept.record_type is RecordType.COMPANY:
            either.append(Where("Website", "has", domain))
        if either:
            yield tuple(either)
    if query.text.strip():
        yield tuple(Where(field, "has", query.text.strip()) for field in _NAMES.get(kept.record_type, ("Name",)))
