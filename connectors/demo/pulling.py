"""Reading a collection as a true delta, newest first, so that a cut pull goes on where it was cut.

A cursor is ``epoch.high`` when everything up to serial ``high`` was delivered. In the middle of a
pull it is ``epoch.high.low.at``: of what changed after ``low`` and not after ``high``, the items
numbered below ``at`` are still to come.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from connectors.demo.service import DemoService, Row, item_of, rows_in
from connectors.demo.state import State
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Flags, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a collection was read; ``at`` is None when nothing is outstanding."""

    epoch: int
    high: int
    low: int = 0
    at: int | None = None

    def __str__(self) -> str:
        parts = [self.epoch, self.high, *([] if self.at is None else [self.low, self.at])]
        return ".".join(map(str, parts))


def pull(service: DemoService, collection: Collection, text: str | None, page_size: int) -> Iterator[Page]:
    """Pages until nothing is outstanding. Raises ``CursorExpired`` after ``renumber``."""
    state = service.state()
    cursor = _read(text, state, collection)
    while True:
        if cursor.at is None:
            cursor = Cursor(cursor.epoch, state["serial"], cursor.high, state["number"] + 1)
        while cursor.at is not None:
            page, cursor = _page(state, collection.remote_id, cursor, page_size)
            yield page
            state = service.state()
        if state["serial"] == cursor.high:
            return


def _read(text: str | None, state: State, collection: Collection) -> Cursor:
    if text is None:
        return Cursor(state["epoch"], 0)
    try:
        cursor = Cursor(*map(int, text.split(".")))
    except (ValueError, TypeError):
        raise CursorExpired(collection=collection.name) from None
    if cursor.epoch != state["epoch"] or cursor.high > state["serial"]:
        raise CursorExpired(collection=collection.name)
    return cursor


def _page(state: State, collection: str, cursor: Cursor, size: int) -> tuple[Page, Cursor]:
    at = cursor.at or 0
    waiting = [row for row in rows_in(state, collection) if _is_waiting(row, cursor, at)]
    waiting.sort(key=_number, reverse=True)
    part, is_last = waiting[:size], len(waiting) <= size
    after = Cursor(cursor.epoch, cursor.high)
    if not is_last:
        after = Cursor(cursor.epoch, cursor.high, cursor.low, _number(part[-1]))
    whole = [row for row in part if row["changed"] > cursor.low]
    page = Page(
        items=tuple(item_of(row, collection) for row in whole),
        flags=tuple(_flags(row) for row in part if row["changed"] <= cursor.low),
        gone=_gone(state, collection, cursor) if is_last else (),
        cursor=str(after),
        total=len(waiting),
    )
    return page, after


def _is_waiting(row: Row, cursor: Cursor, at: int) -> bool:
    """A mark set after ``high`` must not hide an item that is new in this round."""
    changed: int = row["changed"]
    marked: int = row["marked"]
    is_changed = cursor.low < changed <= cursor.high
    is_marked = changed <= cursor.low < marked <= cursor.high
    return _number(row) < at and (is_changed or is_marked)


def _number(row: Row) -> int:
    number: int = row["number"]
    return number


def _flags(row: Row) -> Flags:
    item = row["item"]
    return Flags(RemoteId(item["remote_id"]), item.get("is_read"), item.get("is_flagged"))


def _gone(state: State, collection: str, cursor: Cursor) -> tuple[RemoteId, ...]:
    here = {row["item"]["remote_id"] for row in rows_in(state, collection)}
    left = state["gone"].get(collection, {})
    return tuple(
        RemoteId(remote_id)
        for remote_id, serial in left.items()
        if cursor.low and serial > cursor.low and remote_id not in here
    )
