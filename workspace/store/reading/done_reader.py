"""What the window and the command line ask about what was done; a part of :class:`workspace.store.reader.Reader`."""

import json
from abc import abstractmethod
from collections.abc import Iterable
from datetime import datetime

from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, ReceiptId, ThreadId
from workspace.model.items import ItemKey
from workspace.store import queries
from workspace.store.reading import done_rows, item_rows
from workspace.store.reading.connections import Files
from workspace.store.reading.overlay import Overlay
from workspace.store.rows import AttemptRow, FiledChip, ReceiptRow
from workspace.store.times import to_ms


class DoneReader:
    """Filings, receipts and attempts."""

    _files: Files

    @abstractmethod
    def _pending(self) -> Overlay: ...

    @abstractmethod
    def _living(self, thread_id: int) -> int: ...

    def filed_for(self, filing_key: str) -> list[FiledChip]:
        chips = item_rows.filed(self._files, self._pending(), [filing_key])
        return list(chips.get(filing_key, ()))

    def thread_filings(self, thread_id: ThreadId) -> list[ReceiptRow]:
        """The filings of a conversation's items that still stand, newest first."""
        rows = self._files.cache(queries.THREAD_ITEMS, self._living(thread_id))
        return self._filings({row[11] for row in rows})

    def topic_filings(self, root: ItemKey) -> list[ReceiptRow]:
        """The same of one chat message and what stands under it: a channel is about many things."""
        values = (root.account_id, root.remote_id, root.remote_id, root.account_id)
        return self._filings({row[0] for row in self._files.cache(queries.TOPIC_KEYS, *values)})

    def filings_under(self, thread_key: str, account_id: AccountId) -> list[ReceiptRow]:
        """What stands at one CRM of a conversation, by the key that colleagues share; the first filing first."""
        return done_rows.receipts(
            self._files,
            "WHERE thread_key = ? AND account_id = ? AND verb = 'file' AND undone_at IS NULL ORDER BY done_at",
            thread_key,
            account_id,
        )

    def _filings(self, filing_keys: set[str | None]) -> list[ReceiptRow]:
        return done_rows.receipts(
            self._files,
            "WHERE filing_key IN (SELECT value FROM json_each(?)) AND verb = 'file'"
            " AND undone_at IS NULL ORDER BY done_at DESC",
            json.dumps(sorted(key for key in filing_keys if key)),
        )

    def attempts(self, states: Iterable[str] | None = None) -> list[AttemptRow]:
        return done_rows.attempts(self._files, states)

    def attempt_number(self) -> int:
        """How many :meth:`attempts` there are."""
        return done_rows.number(self._files)

    def attempt(self, action_id: ActionId) -> AttemptRow | None:
        """How far an action is; None if it is unknown or withdrawn."""
        return done_rows.attempt(self._files, action_id)

    def tried(self, action_id: ActionId) -> Action | None:
        """The action as it was tried, also one that the engine decided itself; None if it never was."""
        return done_rows.tried(self._files, action_id)

    def unfiled(self, scope: str = "*") -> list[AttemptRow]:
        """Filings to the CRMs of a scope that ended without being filed, and were not put aside."""
        found = done_rows.unfiled(self._files)
        members = {scope, *(row[0] for row in self._files.cache(queries.ACCOUNTS_IN, scope))}
        return [row for row in found if scope == "*" or row.account_id in members]

    def finished_actions(self) -> set[ActionId]:
        """Outbox rows that ``UserStore.sweep`` may remove."""
        return done_rows.finished_actions(self._files)

    def receipts(self, limit: int = 100, verb: str = "file") -> list[ReceiptRow]:
        """The newest receipts of a verb."""
        where = "WHERE verb = ? ORDER BY done_at DESC LIMIT ?"
        return done_rows.receipts(self._files, where, verb, limit)

    def filings(self, since: datetime | None = None) -> list[ReceiptRow]:
        """The whole filing record from ``since`` on, undone filings too, the newest first."""
        where = "WHERE verb = 'file' AND done_at >= ? ORDER BY done_at DESC"
        return done_rows.receipts(self._files, where, to_ms(since) if since else 0)

    def receipt(self, receipt_id: ReceiptId) -> ReceiptRow | None:
        found = done_rows.receipts(self._files, "WHERE receipt_id = ?", receipt_id)
        return found[0] if found else None

    def receipt_of(self, action_id: ActionId) -> ReceiptRow | None:
        found = done_rows.receipts(self._files, "WHERE action_id = ?", action_id)
        return found[0] if found else None
