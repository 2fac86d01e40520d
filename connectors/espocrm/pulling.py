"""Reads one kind of record: everything once, newest first, then what was modified since, and what is gone.

The server's times have whole seconds and a row may be written a little before it is seen. So each round looks back a
few seconds, and the cursor remembers what was already brought from these. Deletions leave no trace: the records are
counted, and listed only where there are not as many as before and the new ones together.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta

from connectors.espocrm.api import PAGE, Espo, Json, both, either, where
from connectors.espocrm.mapping import ENTITIES, WITH_ADDRESSES, Fields, Mapper, has_more, moment, stamp
from workspace.connector.errors import CursorExpired, Rejected
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

OVERLAP = timedelta(seconds=20)
MOST_KNOWN = 500
_BEGINNING = "1970-01-01 00:00:00"


@dataclass(frozen=True, slots=True)
class Cursor:
    """``until`` is the time up to which changes were read, ``count`` how many records there were then; ``below`` is the
    id that a first pull has come down to; ``known`` names what the next round will see again, as it was. Another user
    sees other records, and a server that was installed anew has other users.
    """

    user: str

    until: str
    count: int
    below: str = ""
    known: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, text: str, collection: str, user: str) -> "Cursor":
        try:
            given = json.loads(text)
            cursor = cls(
                str(given["user"]), str(given["until"]), int(given["count"]), str(given["below"]), dict(given["known"])
            )
        except (ValueError, TypeError, KeyError) as error:
            raise CursorExpired(collection=collection) from error
        if moment(cursor.until) is None or cursor.user != user:
            raise CursorExpired(collection=collection)
        return cursor


class Pull:
    """One round of one collection."""

    def __init__(
        self, api: Espo, mapper: Mapper, fields: Fields, record_type: RecordType, size: int, user: str
    ) -> None:
        self._api = api
        self._mapper = mapper
        self._type = record_type
        self._entity = ENTITIES[record_type]
        self._select = fields.selected(record_type)
        self._size = min(size, PAGE)
        self._user = user

    def pages(self, text: str | None) -> Iterator[Page]:
        """Raises ``CursorExpired`` for a cursor that cannot be read."""
        cursor = self._start() if text is None else Cursor.read(text, self._entity, self._user)
        is_first = text is None or bool(cursor.below)
        if is_first:
            cursor = yield from self._everything(cursor, with_total=text is None)
        yield from self._changes(cursor, is_first=is_first)

    def _start(self) -> Cursor:
        """Up to the newest change that there is, by the server's own clock."""
        rows, _ = self._api.list(self._entity, select=("id", "modifiedAt"), order=("modifiedAt", "desc"), size=1)
        until = str(rows[0].get("modifiedAt") or _BEGINNING) if rows else _BEGINNING
        return Cursor(self._user, until, -1)

    def _count(self) -> int:
        """How many records there are; below zero where the server does not count."""
        return self._api.list(self._entity, select=("id",), size=1)[1]

    def _everything(self, cursor: Cursor, *, with_total: bool) -> Generator[Page, None, Cursor]:
        """Down the ids, which begin with the time of creation."""
        total: int | None = None
        while True:
            older = [where("lessThan", "id", cursor.below)] if cursor.below else []
            rows, left = self._api.list(
                self._entity, *older, select=self._select, order=("id", "desc"), size=self._size
            )
            if with_total and total is None:
                total = max(left, 0)
            is_last = len(rows) < self._size
            items = tuple(self._listed(rows))
            known = cursor.known | {str(item.remote_id): _seen(item) for item in items}
            below = "" if is_last else str(rows[-1]["id"])
            cursor = replace(cursor, below=below, known=_recent(known, cursor.until))
            yield Page(items=items, cursor=cursor.text(), total=total)
            if is_last:
                return cursor

    def _listed(self, rows: list[Json]) -> Iterator[Record]:
        """Rows as records; those of which a list does not tell all are read alone."""
        crowded = self._with_more_addresses(rows)
        for row in rows:
            record = self._mapper.record(self._type, row)
            if row["id"] in crowded or has_more(self._type, record):
                whole = self._whole(row)
                record = self._mapper.record(self._type, whole) if whole else record
            yield record

    def _with_more_addresses(self, rows: list[Json]) -> set[str]:
        """One condition of several on the address lists a record once for each address that it has.

        Seen on 8.4, not promised: where it is not so, further addresses come when a record is next modified.
        """
        if self._type not in WITH_ADDRESSES or not rows:
            return set()
        ids = [str(row["id"]) for row in rows if row.get("emailAddress")]
        if not ids:
            return set()
        seen: Counter[str] = Counter()
        any_address = either(where("contains", "emailAddress", "@"), where("equals", "emailAddress", "?"))
        conditions = where("in", "id", ids), any_address
        for row in self._api.every(self._entity, *conditions, select=("id",)):
            seen[str(row["id"])] += 1
        return {each for each, times in seen.items() if times > 1}

    def _whole(self, row: Json) -> Json | None:
        """None where it went, or is closed to us, since it was listed."""
        try:
            return self._api.one(self._entity, str(row["id"]))
        except Rejected:
            return None

    def _changes(self, cursor: Cursor, *, is_first: bool) -> Iterator[Page]:
        start = after = _before(cursor.until)
        last, until, created = "", cursor.until, 0
        known: dict[str, str] = {}
        while True:
            rows = self._modified(after, last)
            news = []
            for row in rows:
                item = self._mapper.record(self._type, self._whole(row) or row)
                known[item.remote_id] = _seen(item)
                created += item.remote_id not in cursor.known and str(row.get("createdAt")) >= start
                if cursor.known.get(item.remote_id) != known[item.remote_id]:
                    news.append(item)
            if rows:
                after, last = str(rows[-1].get("modifiedAt")), str(rows[-1]["id"])
                until = max(until, after)
            if len(rows) < self._size:
                break
            yield Page(items=tuple(news))
        total = self._count()
        alive = None if not is_first and 0 <= total == cursor.count + created else self._alive()
        end = Cursor(self._user, until, total, known=_recent(known, until))
        yield Page(items=tuple(news), alive=alive, cursor=end.text())

    def _modified(self, after: str, last: str) -> list[Json]:
        """The next rows by time and id: what is modified meanwhile moves on and makes none be skipped."""
        later = where("greaterThanOrEquals", "modifiedAt", after)
        if last:
            same = both(where("equals", "modifiedAt", after), where("greaterThan", "id", last))
            later = either(where("greaterThan", "modifiedAt", after), same)
        return self._api.list(self._entity, later, select=self._select, order=("modifiedAt", "asc"), size=self._size)[0]

    def _alive(self) -> frozenset[RemoteId]:
        """Every id, down the ids so that nothing that goes meanwhile makes another one be skipped."""
        found: list[RemoteId] = []
        while True:
            below = [where("lessThan", "id", found[-1])] if found else []
            rows, _ = self._api.list(self._entity, *below, select=("id",), order=("id", "desc"))
            found += [RemoteId(str(row["id"])) for row in rows]
            if len(rows) < PAGE:
                return frozenset(found)


def _before(until: str) -> str:
    at = moment(until)
    return stamp(at - OVERLAP) if at else _BEGINNING


def _recent(known: dict[str, str], until: str) -> dict[str, str]:
    """What the next round will see again; nothing where it is too much to remember."""
    kept = {each: seen for each, seen in known.items() if seen.partition("/")[0] >= _before(until)}
    return kept if len(kept) <= MOST_KNOWN else {}


def _seen(record: Record) -> str:
    """When it was modified, and how it was then: two changes may fall into one second."""
    return f"{record.version or ''}/{hashlib.sha256(repr(record).encode()).hexdigest()[:8]}"
