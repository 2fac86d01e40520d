"""Reading everything newest first, then what changed since, and last which records there are.

Tryton tells no deltas: a round asks for rows written after the last round's newest one, and a little before it, because
a transaction's rows carry the time of its beginning. What the last round brought of those is known by its time.
Changing an address changes its own row, not always its party's.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from connectors.tryton.mapping import last_change
from connectors.tryton.models import (
    ACTIVE_OR_NOT,
    MECHANISM,
    PARTY,
    RELATION,
    moment_json,
    reference,
)
from connectors.tryton.records import Records
from connectors.tryton.rpc import Domain, Row, Rpc
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId

OVERLAP = timedelta(minutes=10)
"""The longest transaction whose rows a round still finds when they appear late."""
KNOWN_AT_MOST = 2000
_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cursor:
    """``at``: the newest change that was seen. ``known``: the times of what changed shortly before it. ``todo``: in a
    first pull the models that are still to be read, each below an id.
    """

    epoch: str
    at: datetime = _START
    known: Mapping[str, str] = field(default_factory=dict)
    todo: tuple[tuple[str, int | None], ...] = ()

    def __str__(self) -> str:
        return json.dumps([self.epoch, self.at.isoformat(), dict(self.known), self.todo])


def read(text: str, epoch: str, name: str) -> Cursor:
    """The cursor in the text. Raises ``CursorExpired`` for another database's and for what is none."""
    try:
        found, at, known, todo = json.loads(text)
        cursor = Cursor(found, datetime.fromisoformat(at), dict(known), tuple((m, n) for m, n in todo))
    except (ValueError, TypeError):
        raise CursorExpired(collection=name) from None
    if cursor.epoch != epoch or cursor.at.tzinfo is None:
        raise CursorExpired(collection=name)
    return cursor


class Pull:
    """One round."""

    def __init__(self, rpc: Rpc, records: Records, page_size: int) -> None:
        self._rpc = rpc
        self._records = records
        self._page_size = page_size

    def pages(self, cursor: Cursor, *, is_first: bool) -> Iterator[Page]:
        if is_first:
            cursor = self._begin(cursor)
        total = len(self._records.all_ids()) if is_first else None
        while cursor.todo:
            page, cursor = self._page(cursor)
            yield replace(page, total=total)
        yield from self._changes(cursor)

    def _begin(self, cursor: Cursor) -> Cursor:
        at = self._newest()
        stamps = self._stamps(at - OVERLAP)
        todo: list[tuple[str, int | None]] = [(model, None) for model in self._records.models]
        return replace(cursor, at=at, known=_kept(stamps, at), todo=tuple(todo))

    def _newest(self) -> datetime:
        newest = [_START + OVERLAP]
        for model in self._watched():
            for name in ("create_date", "write_date"):
                rows = self._rpc.rows(model, [[name, "!=", None]], _TIMES, limit=1, order=[(name, "DESC")])
                newest += [at for row in rows if (at := last_change(row))]
        return max(newest)

    def _watched(self) -> Sequence[str]:
        if PARTY not in self._records.models:
            return self._records.models
        return [*self._records.models, MECHANISM, *([RELATION] if self._rpc.may(RELATION, "read") else [])]

    def _page(self, cursor: Cursor) -> tuple[Page, Cursor]:
        """The next rows of a first pull, by id: what is made meanwhile is found by its time."""
        (model, below), *others = cursor.todo
        domain: Domain = [["id", "<", below]] if below else []
        found = self._records.found(model, domain, self._page_size)
        if len(found) == self._page_size:
            lowest = int(found[-1].remote_id.partition(",")[2])
            cursor = replace(cursor, todo=((model, lowest), *others))
        else:
            cursor = replace(cursor, todo=tuple(others))
        return Page(items=tuple(found), cursor=str(cursor)), cursor

    def _changes(self, cursor: Cursor) -> Iterator[Page]:
        stamps = self._stamps(cursor.at - OVERLAP)
        news = sorted(
            (i for i, at in stamps.items() if cursor.known.get(i) != at), key=stamps.__getitem__, reverse=True
        )
        for start in range(0, len(news), self._page_size):
            some = news[start : start + self._page_size]
            cursor = replace(cursor, known={**cursor.known, **{i: stamps[i] for i in some}})
            yield Page(items=tuple(self._records.of(some)), cursor=str(cursor))
        at = max([cursor.at, *map(datetime.fromisoformat, stamps.values())])
        cursor = replace(cursor, at=at, known=_kept(stamps, at))
        yield Page(alive=frozenset(self._records.all_ids()), cursor=str(cursor))

    def _stamps(self, since: datetime) -> dict[RemoteId, str]:
        """When each record changed, of those that did since then."""
        after = [["create_date", ">=", moment_json(since)], ["write_date", ">=", moment_json(since)]]
        stamps: dict[RemoteId, str] = {}
        for model in self._watched():
            # An address that was made inactive is a change too, and so is a relation that ended.
            also: Domain = [ACTIVE_OR_NOT] if model in _OWNERS else []
            for row in self._rpc.rows(model, [["OR", *after], *also], (*_TIMES, *_OWNERS.get(model, ()))):
                if (at := last_change(row)) is None:
                    continue
                for owner in _owners(model, row):
                    stamps[owner] = max(stamps.get(owner, ""), at.isoformat(timespec="microseconds"))
        return stamps


_TIMES = ("create_date", "write_date")
_OWNERS: Mapping[str, tuple[str, ...]] = {MECHANISM: ("party",), RELATION: ("from_", "to")}
"""Models whose rows are part of parties."""


def _owners(model: str, row: Row) -> list[RemoteId]:
    """The records that a row is a part of."""
    if model not in _OWNERS:
        return [reference(model, row["id"])]
    return [reference(PARTY, row[name]) for name in _OWNERS[model] if row.get(name)]


def _kept(stamps: Mapping[RemoteId, str], at: datetime) -> dict[str, str]:
    """What the next round will see again; at most so many, the rest is brought twice."""
    earliest = (at - OVERLAP).isoformat(timespec="microseconds")
    recent = sorted(((when, i) for i, when in stamps.items() if when >= earliest), reverse=True)
    return {str(i): when for when, i in recent[:KNOWN_AT_MOST]}
