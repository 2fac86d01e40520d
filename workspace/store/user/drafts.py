"""The user's drafts, and the files that go with drafts and actions."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workspace.model.ids import AccountId, ActionId, DraftId
from workspace.model.items import ItemKey
from workspace.store.chunks import megabytes
from workspace.store.rows import DraftRow
from workspace.store.times import from_ms, now_ms
from workspace.store.user.file import UserFile

DAY_MS = 86_400_000
_WITH_NOTHING = """
SELECT blob_id FROM blob WHERE created_at < ?
    AND NOT EXISTS (SELECT 1 FROM draft WHERE instr(draft.fields, blob.blob_id))
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE instr(outbox.payload, blob.blob_id))
"""


class Drafts(UserFile):
    """Unsent writing with its attachments."""

    def save_draft(self, draft_id: DraftId | None, account_id: AccountId, fields: Mapping[str, object]) -> DraftId:
        """Keep a draft's fields (JSON-ready); a new id where there was none."""
        draft_id = draft_id or DraftId(str(uuid.uuid4()))
        self._write(
            "INSERT OR REPLACE INTO draft (draft_id, account_id, fields, updated_at) VALUES (?, ?, ?, ?)",
            draft_id,
            account_id,
            json.dumps(dict(fields)),
            now_ms(),
        )
        return draft_id

    def drafts(self) -> list[DraftRow]:
        sql = "SELECT draft_id, account_id, fields, updated_at FROM draft ORDER BY updated_at DESC"
        return [_draft(row) for row in self._all(sql)]

    def drafts_on(self, answered: Iterable[ItemKey]) -> list[DraftRow]:
        """Those that answer an item of these names: the others are not read, which may hold megabytes of quotes."""
        sql = (
            "SELECT draft_id, account_id, fields, updated_at FROM draft WHERE json_extract(fields, '$.item.remote_id')"
            " IN (SELECT value FROM json_each(?)) ORDER BY updated_at DESC"
        )
        names = [key.remote_id for key in answered]
        return [_draft(row) for row in self._all(sql, json.dumps(names))] if names else []

    def draft(self, draft_id: DraftId) -> DraftRow | None:
        sql = "SELECT draft_id, account_id, fields, updated_at FROM draft WHERE draft_id = ?"
        rows = self._all(sql, draft_id)
        return _draft(rows[0]) if rows else None

    def delete_draft(self, draft_id: DraftId) -> bool:
        return self._write("DELETE FROM draft WHERE draft_id = ?", draft_id) > 0

    def withdraw_saves(self, draft_id: DraftId) -> None:
        """Forget the ``save_draft`` actions of a draft: a newer one, or its end, stands for them."""
        now = now_ms()
        which = "verb = 'save_draft' AND json_extract(payload, '$.draft_id') = ? AND withdrawn_at IS NULL"
        with self._writing() as execute:
            execute(
                f"INSERT OR IGNORE INTO tray_dismissed SELECT action_id, ? FROM outbox WHERE {which}", (now, draft_id)
            )
            execute(f"UPDATE outbox SET withdrawn_at = ? WHERE {which}", (now, draft_id))

    def deleted_drafts(self) -> dict[ActionId, str]:
        """The Message-IDs of drafts that were finished here, by the action that deletes them at their service."""
        sql = (
            "SELECT action_id, json_extract(payload, '$.message_id') FROM outbox"
            " WHERE verb = 'delete_draft' AND withdrawn_at IS NULL"
        )
        return {ActionId(action_id): message_id for action_id, message_id in self._all(sql)}

    def add_blob(self, name: str, content_type: str, chunks: Iterable[bytes]) -> str:
        """Keep a file that goes with a draft or an action; returns its ``blob_id``.

        Each megabyte is a transaction of its own: the window asks this file meanwhile.
        """
        blob_id, size = uuid.uuid4().hex, 0
        self._write("INSERT INTO blob VALUES (?, ?, ?, ?, ?)", blob_id, name, content_type, 0, now_ms())
        try:
            for n, chunk in enumerate(megabytes(chunks)):
                self._write("INSERT INTO blob_chunk VALUES (?, ?, ?)", blob_id, n, chunk)
                size += len(chunk)
            self._write("UPDATE blob SET size = ? WHERE blob_id = ?", size, blob_id)
        except BaseException:
            self.delete_blob(blob_id)
            raise
        return blob_id

    def blob(self, blob_id: str) -> Iterator[bytes]:
        """Its bytes in pieces of at most 1 MiB. Raises ``KeyError`` if there is none."""
        if not self._all("SELECT 1 FROM blob WHERE blob_id = ?", blob_id):
            raise KeyError(blob_id)
        sql = "SELECT data FROM blob_chunk WHERE blob_id = ? AND n = ?"
        n = 0
        while rows := self._all(sql, blob_id, n):
            yield rows[0][0]
            n += 1

    def delete_blob(self, blob_id: str) -> None:
        with self._writing() as execute:
            execute("DELETE FROM blob WHERE blob_id = ?", (blob_id,))
            execute("DELETE FROM blob_chunk WHERE blob_id = ?", (blob_id,))

    def sweep_blobs(self) -> int:
        """Delete the files that go with nothing any more: of letters that have left, or of one whose program was killed
        before it was saved. Returns how many.

        Only what is older than a day, as a letter that is open may not be saved yet. Each megabyte is a transaction.
        """
        found = self._all(_WITH_NOTHING, now_ms() - DAY_MS)
        for (blob_id,) in found:
            for (n,) in self._all("SELECT n FROM blob_chunk WHERE blob_id = ?", blob_id):
                self._write("DELETE FROM blob_chunk WHERE blob_id = ? AND n = ?", blob_id, n)
            self.delete_blob(blob_id)
        return len(found)


def _draft(row: tuple[Any, ...]) -> DraftRow:
    draft_id, account_id, fields, updated_at = row
    return DraftRow(draft_id, account_id, json.loads(fields), from_ms(updated_at))
