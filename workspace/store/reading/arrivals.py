"""What has arrived for the user lately; a part of :class:`workspace.store.reader.Reader`."""

import json
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workspace.model.ids import AccountId, ItemId, RemoteId, ThreadId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind
from workspace.store.reading.connections import Files
from workspace.store.reading.overlay import Overlay
from workspace.store.times import from_ms, now_ms, to_ms
from workspace.store.unread import ITEM_COUNTS

_COUNTS = f"{ITEM_COUNTS} AND t.is_muted = 0 AND (t.snoozed_until IS NULL OR t.snoozed_until <= ?)"
SINCE = f"""
SELECT i.item_id, i.account_id, i.kind, i.remote_id, i.thread_id, i.filing_key, i.from_name, i.from_email,
    CASE i.kind WHEN 'chat' THEN t.subject ELSE i.subject END, i.snippet, t.tab, i.received_at
FROM json_each(?) a CROSS JOIN json_each('["email","chat"]') k
CROSS JOIN item i INDEXED BY item_by_account ON i.account_id = a.value AND i.kind = k.value AND i.item_id >= ?
JOIN thread t ON t.thread_id = i.thread_id
WHERE {_COUNTS}
ORDER BY i.item_id DESC LIMIT ?
"""
STILL = f"""
SELECT i.account_id, i.kind, i.remote_id, i.item_id, i.thread_id
FROM json_each(?) k CROSS JOIN item i ON i.account_id = json_extract(k.value, '$[0]')
    AND i.kind = json_extract(k.value, '$[1]') AND i.remote_id = json_extract(k.value, '$[2]')
JOIN thread t ON t.thread_id = i.thread_id
WHERE {_COUNTS}
"""


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A mail or a chat message that counts as unread. ``subject`` is a chat's name where it is one."""

    item_id: ItemId
    key: ItemKey
    thread_id: ThreadId
    filing_key: str | None
    who: str
    email: str
    subject: str
    snippet: str
    tab: str
    received_at: datetime


class ArrivalReader:
    """By the one rule of what counts as unread, pending actions applied."""

    _files: Files

    @abstractmethod
    def _pending(self) -> Overlay: ...

    def arrivals(self, account_ids: Iterable[AccountId], since: datetime, limit: int = 500) -> list[ArrivalRow]:
        """What these accounts received from ``since`` on and is unread, the newest first."""
        values = json.dumps(sorted(account_ids)), to_ms(since) << 20, now_ms(), limit
        found = [_row(row) for row in self._files.cache(SINCE, *values)]
        return [row for row in found if self._counts(row.thread_id)]

    def still_unread(self, keys: Iterable[ItemKey]) -> set[ItemKey]:
        """Those of them that count as unread now; who was moved or removed does not."""
        wanted = json.dumps([[key.account_id, key.kind, key.remote_id] for key in keys])
        return {
            ItemKey(AccountId(account_id), Kind(kind), RemoteId(remote_id))
            for account_id, kind, remote_id, _, thread_id in self._files.cache(STILL, wanted, now_ms())
            if self._counts(thread_id)
        }

    def _counts(self, thread_id: int) -> bool:
        """Whether what the user did meanwhile leaves the conversation unread."""
        preview = self._pending().threads.get(thread_id)
        return preview is None or preview.is_unread


def _row(row: tuple[object, ...]) -> ArrivalRow:
    item_id, account_id, kind, remote_id, thread_id, filing_key, name, email, subject, snippet, tab, at = row
    return ArrivalRow(
        item_id,  # type: ignore[arg-type]
        ItemKey(account_id, Kind(str(kind)), remote_id),  # type: ignore[arg-type]
        thread_id,  # type: ignore[arg-type]
        filing_key,  # type: ignore[arg-type]
        str(name or email),
        str(email),
        str(subject),
        str(snippet),
        str(tab),
        from_ms(at),  # type: ignore[arg-type]
    )
