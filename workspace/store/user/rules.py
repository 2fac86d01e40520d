"""The user's rules and settings."""

import json
from collections.abc import Sequence
from typing import Any

from workspace.model.ids import AccountId
from workspace.store.times import now_ms
from workspace.store.user.file import UserFile


class Rules(UserFile):
    """What is never filed, whose images load, which threads are followed, and settings by name."""

    def never_file(self) -> list[str]:
        return [row[0] for row in self._all("SELECT pattern FROM never_file ORDER BY pattern")]

    def add_never_file(self, pattern: str) -> None:
        self._write("INSERT OR IGNORE INTO never_file VALUES (?, ?)", pattern, now_ms())

    def remove_never_file(self, pattern: str) -> bool:
        return self._write("DELETE FROM never_file WHERE pattern = ?", pattern) > 0

    def trusted_senders(self) -> frozenset[str]:
        return frozenset(row[0] for row in self._all("SELECT email FROM trusted_sender"))

    def trust_sender(self, email: str) -> None:
        self._write("INSERT OR IGNORE INTO trusted_sender VALUES (?, ?)", email, now_ms())

    def distrust_sender(self, email: str) -> bool:
        return self._write("DELETE FROM trusted_sender WHERE email = ?", email) > 0

    def follows(self) -> list[tuple[str, AccountId, list[list[str]]]]:
        """Threads whose later mails are filed too: ``(thread_key, crm_account_id, records)``."""
        sql = "SELECT thread_key, crm_account_id, records FROM follow WHERE ended_at IS NULL"
        return [(key, account_id, json.loads(records)) for key, account_id, records in self._all(sql)]

    def add_follow(self, thread_key: str, crm_account_id: AccountId, records: Sequence[Sequence[str]]) -> None:
        """``records`` are ``(record_type, remote_id, name)``."""
        self._write(
            "INSERT OR REPLACE INTO follow (thread_key, crm_account_id, records, created_at) VALUES (?, ?, ?, ?)",
            thread_key,
            crm_account_id,
            json.dumps([list(record) for record in records]),
            now_ms(),
        )

    def end_follow(self, thread_key: str, crm_account_id: AccountId) -> bool:
        sql = "UPDATE follow SET ended_at = ? WHERE thread_key = ? AND crm_account_id = ?"
        return self._write(sql, now_ms(), thread_key, crm_account_id) > 0

    def setting(self, key: str, default: Any = None) -> Any:
        rows = self._all("SELECT value FROM setting WHERE key = ?", key)
        return json.loads(rows[0][0]) if rows else default

    def settings(self) -> dict[str, Any]:
        return {key: json.loads(value) for key, value in self._all("SELECT key, value FROM setting")}

    def set_setting(self, key: str, value: object) -> None:
        """Keep any JSON value."""
        self._write("INSERT OR REPLACE INTO setting VALUES (?, ?)", key, json.dumps(value))
