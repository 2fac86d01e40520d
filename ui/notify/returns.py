"""Which snoozed conversations have come back since the last look."""

from datetime import datetime

from workspace.store.mark_rows import Key, MarkRow
from workspace.store.reader import Reader
from workspace.store.reading.arrivals import ArrivalRow
from workspace.store.rows import ItemRow
from workspace.store.standing import DONE
from workspace.store.times import to_ms
from workspace.store.user import UserStore

PATIENCE_MS = 10 * 60 * 1000
"""How long a return is waited for: the engine puts it into the list, after the computer slept later than its time."""


class Returns:
    """For one thread at a time; the first look takes what is back for known."""

    def __init__(self, user: UserStore, reader: Reader) -> None:
        self._user, self._reader = user, reader
        self._looked_at: int | None = None
        self._due: dict[Key, MarkRow] = {}

    def look(self, now: datetime) -> list[ArrivalRow]:
        """Their newest messages; none of what is muted, was answered by new mail meanwhile, or left the inbox."""
        at = to_ms(now)
        since, self._looked_at = self._looked_at, at
        if since is None:
            return []
        marks = {row.key: row for row in self._user.marks()}
        self._due |= {key: row for key, row in marks.items() if since < (row.mark.snoozed_until or 0) <= at < DONE}
        found = []
        for key, row in list(self._due.items()):
            thread_id = self._reader.marked_thread(row)
            if thread_id is not None and "inbox" in self._reader.views_of(thread_id):
                newest = _newest(self._reader.thread_items(thread_id, with_bodies=False))
                found += [newest] if newest is not None and _is_due(marks.get(key), row, newest) else []
                del self._due[key]
            elif at - (row.mark.snoozed_until or 0) > PATIENCE_MS or marks.get(key) != row:
                del self._due[key]
        return found

    def stands(self, item: ItemRow) -> bool:
        """Whether it is still there for having been snoozed, read or not."""
        return item.thread_id is not None and "inbox" in self._reader.views_of(item.thread_id)


def _is_due(now: MarkRow | None, then: MarkRow, newest: ArrivalRow) -> bool:
    return now == then and not then.mark.is_muted and to_ms(newest.received_at) <= then.mark.seen_at


def _newest(items: list[ItemRow]) -> ArrivalRow | None:
    """The newest message that was not written here."""
    item = next((each for each in reversed(items) if not (each.is_sent or each.is_draft)), None)
    if item is None or item.thread_id is None:
        return None
    who = item.from_.name or item.from_.email
    return ArrivalRow(
        item.item_id, item.key, item.thread_id, item.filing_key, who, item.from_.email, item.subject, item.snippet, "",
        item.received_at,
    )  # fmt: skip
