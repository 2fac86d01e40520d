"""Pulls by windows of ``write_date``, newest ids first; what is gone is seen by comparing ids.

A cursor is JSON. ``since`` is where the next window begins; ``next`` and ``below`` are there in the middle of a walk:
where the one after it begins, and which ids were seen. Windows overlap: ``seen`` has the checksums of what the next one
would bring again. ``count`` is how many there were when ids were last listed.
"""

import json
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from connectors.odoo.failures import UnknownField
from connectors.odoo.mapping import moment, record, stamp
from connectors.odoo.models import Domain, Listed, Row, Schema, remote_id
from connectors.odoo.rights import Rights
from connectors.odoo.rpc import Rpc
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Page
from workspace.model.items import Record

OVERLAP = timedelta(minutes=5)
"""``write_date`` is when a transaction began: one that takes longer than this may change records unseen."""
LIST_EVERY = timedelta(hours=1)
MOST_SEEN = 500
"""Where more than this changed inside the overlap, as by an import, it is brought twice."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a pull came."""

    base: str
    """Which database: one that was put in its place has another."""
    since: str = ""
    next: str = ""
    below: int = 0
    count: int = -1
    listed: str = ""
    seen: dict[str, int] = field(default_factory=dict)

    def to_text(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, text: str | None, base: str, name: str) -> "Cursor":
        """Raises ``CursorExpired`` for one of another database, or none of ours."""
        if text is None:
            return cls(base)
        try:
            found = cls(**json.loads(text))
        except (ValueError, TypeError):
            raise CursorExpired(collection=name) from None
        numbers, words = (found.below, found.count), (found.since, found.next, found.listed)
        is_sound = all(type(each) is int for each in numbers) and all(w == "" or moment(w) for w in words)
        if found.base != base or not is_sound or not isinstance(found.seen, dict):
            raise CursorExpired(collection=name)
        return found


class Records:
    """Reads rows of the models and makes records of them, for pulls and look-ups."""

    def __init__(self, rpc: Rpc, schema: Schema, rights: Rights) -> None:
        self.rpc = rpc
        self.schema = schema
        self._rights = rights
        self._owners: dict[int, str] = {}

    def search(self, model: str, domain: Domain, **named: Any) -> list[Record]:
        try:
            rows = self.rpc.rows(model, domain, self.schema.readable(model), **named)
        except UnknownField:
            # Renamed or removed since the model was described.
            self.schema.forget(model)
            rows = self.rpc.rows(model, domain, self.schema.readable(model), **named)
        return self.mapped(model, rows)

    def mapped(self, model: str, rows: list[Row]) -> list[Record]:
        refused = self._rights.unwritable(model, [row["id"] for row in rows])
        self._learn_owners(rows)
        base_url = self.rpc.web.base_url
        return [record(model, row, base_url, can_write=row["id"] not in refused, owners=self._owners) for row in rows]

    def _learn_owners(self, rows: list[Row]) -> None:
        wanted = {each for row in rows for each in row.get("user_ids") or ()} - set(self._owners)
        if wanted:
            found = self.rpc.rows("res.users", [["id", "in", sorted(wanted)]], ["name"], context={"active_test": False})
            self._owners.update({row["id"]: str(row.get("name") or "") for row in found})


class Pull:
    """One pull of one collection."""

    def __init__(self, records: Records, listed: Listed, base: str, page_size: int) -> None:
        self._records = records
        self._rpc = records.rpc
        self._listed = listed
        self._base = base
        self._page_size = page_size

    def pages(self, text: str | None) -> Iterator[Page]:
        cursor = Cursor.read(text, self._base, self._listed.name)
        if cursor.next:
            # What came meanwhile has higher ids than those where the walk was cut.
            cursor = yield from self._walk(cursor)
        cursor = yield from self._walk(replace(cursor, next=stamp(self._rpc.now - OVERLAP)))
        yield self._last(cursor)

    def _walk(self, cursor: Cursor) -> Generator[Page, None, Cursor]:
        """The pages of one window; the cursor at its end."""
        total = self._count() if not cursor.since and not cursor.below else None
        before, seen = cursor.seen, dict(cursor.seen) if cursor.below else {}
        while True:
            items = self._page(cursor)
            if items:
                seen |= {str(n): _checksum(each) for n, each in items if each.version and each.version >= cursor.next}
                cursor = replace(cursor, below=items[-1][0], seen=_bounded(before | seen))
                fresh = tuple(each for n, each in items if before.get(str(n)) != _checksum(each))
                yield Page(fresh, cursor=cursor.to_text(), total=total)
                total = None
            if len(items) < self._page_size:
                break
        return replace(cursor, since=cursor.next, next="", below=0, seen=_bounded(seen))

    def _page(self, cursor: Cursor) -> list[tuple[int, Record]]:
        domain = list(self._listed.domain)
        if cursor.since:
            domain.append(["write_date", ">=", cursor.since])
        if cursor.below:
            domain.append(["id", "<", cursor.below])
        model = self._listed.model
        found = self._records.search(
            model, domain, limit=self._page_size, order="id desc", context=dict(self._listed.context)
        )
        return [(int(item.remote_id.rpartition("/")[2]), item) for item in found]

    def _last(self, cursor: Cursor) -> Page:
        """With every id where their number changed, and once an hour."""
        now = self._rpc.now
        listed_at = moment(cursor.listed)
        count = self._count()
        if count == cursor.count and listed_at is not None and _is_recent(listed_at, now):
            return Page(cursor=cursor.to_text())
        context = dict(self._listed.context)
        ids = self._rpc.ids(self._listed.model, "search", domain=list(self._listed.domain), order="id", context=context)
        # The engine believes a list with so much less only when it is given once more.
        is_believed = len(ids) * 2 >= cursor.count
        cursor = replace(cursor, count=len(ids) if is_believed else -1, listed=stamp(now))
        alive = frozenset(remote_id(self._listed.model, each) for each in ids)
        return Page(alive=alive, cursor=cursor.to_text())

    def _count(self) -> int:
        found = self._rpc.call(
            self._listed.model,
            "search_count",
            domain=list(self._listed.domain),
            context=dict(self._listed.context),
        )
        return found if isinstance(found, int) else 0


def _bounded(seen: dict[str, int]) -> dict[str, int]:
    return seen if len(seen) <= MOST_SEEN else {}


def _checksum(record: Record) -> int:
    """Two changes in one second have the same ``write_date``."""
    return crc32(repr(record).encode())


def _is_recent(at: datetime, now: datetime) -> bool:
    return timedelta() <= now - at < LIST_EVERY
