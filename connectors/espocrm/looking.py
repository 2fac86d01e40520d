"""Records that the cache may not have, asked of the server now."""

from collections.abc import Iterable, Iterator

from connectors.espocrm.api import Espo, Json, either, where
from connectors.espocrm.mapping import ENTITIES, WITH_ADDRESSES, Mapper
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.items import Record
from workspace.model.kinds import RecordType

MOST = 50
_AT_ONCE = 20


def look_up(api: Espo, mapper: Mapper, types: Iterable[RecordType], query: Query) -> Iterator[Record]:
    """Whole records, each once: by any of their addresses, by domain, or by a piece of the name."""
    for record_type in types:
        seen: set[str] = set()
        for conditions in _batches(_conditions(record_type, query)):
            rows, _ = api.list(ENTITIES[record_type], either(*conditions), select=("id",), size=MOST)
            for row in rows:
                if row["id"] not in seen:
                    seen.add(str(row["id"]))
                    yield from _whole(api, mapper, record_type, row)


def _whole(api: Espo, mapper: Mapper, record_type: RecordType, row: Json) -> Iterator[Record]:
    try:
        yield mapper.record(record_type, api.one(ENTITIES[record_type], str(row["id"])))
    except Rejected:
        return


def _conditions(record_type: RecordType, query: Query) -> Iterator[Json]:
    """The server compares addresses and names without case, and knows no list of addresses."""
    if record_type in WITH_ADDRESSES:
        for email in dict.fromkeys(each.lower() for each in query.emails):
            yield where("equals", "emailAddress", email)
        for domain in dict.fromkeys(each.lower() for each in query.domains):
            yield where("endsWith", "emailAddress", f"@{domain}")
            if record_type is RecordType.COMPANY:
                yield where("contains", "website", domain)
    if text := " ".join(query.text.split()):
        yield where("contains", "name", text)


def _batches(conditions: Iterable[Json]) -> Iterator[list[Json]]:
    listed = list(conditions)
    for at in range(0, len(listed), _AT_ONCE):
        yield listed[at : at + _AT_ONCE]
