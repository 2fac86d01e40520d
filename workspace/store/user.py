"""What the user decides: the only code that writes ``user.db``, for the window and the command line."""

import json
import threading
import uuid
from collections.abc import Collection as Several
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from workspace.model.accounts import Account, Workplace
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, DraftId, RequestId, WorkplaceId
from workspace.store.home import Home
from workspace.store.open import open_user
from workspace.store.rows import DraftRow
from workspace.store.times import from_ms, now_ms

COLORS = ("#3b6fd4", "#2f8f6b", "#b4602c", "#8a4fbf", "#c0405e", "#2b8aa3", "#7a7d2a", "#5b6472")
CHUNK = 1 << 20


class UserStore:
    """The user's file, open; every method is one short transaction. Safe to call from several threads."""

    def __init__(self, home: Home, key: bytes) -> None:
        self._db = open_user(home, key)
        self._lock = threading.RLock()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db.execute
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def _write(self, sql: str, *values: object) -> int:
        with self._writing() as execute:
            count: int = execute(sql, values).rowcount
            return count

    # Workplaces and accounts

    def workplaces(self) -> list[Workplace]:
        sql = "SELECT workplace_id, name, color, letters, position FROM workplace ORDER BY position"
        return [Workplace(*row) for row in self._all(sql)]

    def add_workplace(
        self, name: str, color: str | None = None, letters: str | None = None
    ) -> Workplace:
        """A new workplace at the end; colour and letters are chosen where not given."""
        with self._writing() as execute:
            position = _next_position(execute, "workplace")
            made = Workplace(
                WorkplaceId(str(uuid.uuid4())),
                name,
                color or COLORS[position % len(COLORS)],
                letters or _letters(name),
                position,
            )
            execute(
                "INSERT INTO workplace (workplace_id, name, color, letters, position)"
                " VALUES (?, ?, ?, ?, ?)",
                (made.workplace_id, made.name, made.color, made.letters, made.position),
            )
        return made

    def rename_workplace(self, workplace_id: WorkplaceId, name: str) -> bool:
        sql = "UPDATE workplace SET name = ?, letters = ? WHERE workplace_id = ?"
        return self._write(sql, name, _letters(name), workplace_id) > 0

    def remove_workplace(self, workplace_id: WorkplaceId) -> bool:
        """Its accounts stay; those at home here find a home in another workplace they are in."""
        with self._writing() as execute:
            execute("DELETE FROM workplace_account WHERE workplace_id = ?", (workplace_id,))
            execute(
                "UPDATE account SET home_workplace_id = (SELECT min(workplace_id) FROM workplace_account w"
                " WHERE w.account_id = account.account_id) WHERE home_workplace_id = ?",
                (workplace_id,),
            )
            found = execute("DELETE FROM workplace WHERE workplace_id = ?", (workplace_id,))
            return bool(found.rowcount)

    def assign(self, workplace_id: WorkplaceId, account_ids: Iterable[AccountId]) -> None:
        """Put accounts into a workplace too; it becomes the home of those that have none.

        Raises ``KeyError`` for an unknown workplace or account, having changed nothing.
        """
        with self._writing() as execute:
            _known(execute, "workplace", workplace_id)
            for account_id in account_ids:
                _known(execute, "account", account_id)
                execute(
                    "INSERT OR IGNORE INTO workplace_account VALUES (?, ?)",
                    (workplace_id, account_id),
                )
                execute(
                    "UPDATE account SET home_workplace_id = ? WHERE account_id = ?"
                    " AND home_workplace_id IS NULL",
                    (workplace_id, account_id),
                )

    def unassign(self, workplace_id: WorkplaceId, account_id: AccountId) -> bool:
        with self._writing() as execute:
            gone = execute(
                "DELETE FROM workplace_account WHERE workplace_id = ? AND account_id = ?",
                (workplace_id, account_id),
            )
            execute(
                "UPDATE account SET home_workplace_id = (SELECT min(workplace_id) FROM workplace_account w"
                " WHERE w.account_id = account.account_id)"
                " WHERE account_id = ? AND home_workplace_id = ?",
                (account_id, workplace_id),
            )
            return bool(gone.rowcount)

    def workplace_accounts(self) -> dict[WorkplaceId, tuple[AccountId, ...]]:
        """Every workplace with its accounts, in the order of the rail."""
        found: dict[WorkplaceId, tuple[AccountId, ...]] = {
            each.workplace_id: () for each in self.workplaces()
        }
        sql = (
            "SELECT w.workplace_id, w.account_id FROM workplace_account w"
            " JOIN account USING (account_id) ORDER BY account.position"
        )
        for workplace_id, account_id in self._all(sql):
            found[workplace_id] = (*found.get(workplace_id, ()), account_id)
        return found

    def accounts(self) -> list[Account]:
        return [_account(row) for row in self._all(f"{_ACCOUNTS} ORDER BY position")]

    def account(self, account_id: AccountId) -> Account | None:
        rows = self._all(f"{_ACCOUNTS} WHERE account_id = ?", account_id)
        return _account(rows[0]) if rows else None

    def add_account(self, account: Account) -> None:
        """Add it, into its home workplace if it names one."""
        with self._writing() as execute:
            position = _next_position(execute, "account")
            execute(
                "INSERT INTO account (account_id, connector_id, name, settings, home_workplace_id,"
                " identity, own_addresses, is_enabled, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (account.account_id, *_account_values(account), position),
            )
            if account.home_workplace_id:
                execute(
                    "INSERT OR IGNORE INTO workplace_account VALUES (?, ?)",
                    (account.home_workplace_id, account.account_id),
                )

    def update_account(self, account_id: AccountId, **changes: Any) -> Account:
        """Change fields by their names in :class:`Account`; raises ``KeyError`` if there is none."""
        known = self.account(account_id)
        if known is None:
            raise KeyError(account_id)
        account = replace(known, **changes)
        self._write(
            "UPDATE account SET connector_id = ?, name = ?, settings = ?, home_workplace_id = ?,"
            " identity = ?, own_addresses = ?, is_enabled = ? WHERE account_id = ?",
            *_account_values(account),
            account_id,
        )
        return account

    def remove_account(self, account_id: AccountId) -> bool:
        """Remove it with its drafts and what still waits for it; the engine clears its cache."""
        with self._writing() as execute:
            for table in ("workplace_account", "draft", "outbox"):
                execute(f"DELETE FROM {table} WHERE account_id = ?", (account_id,))
            execute("DELETE FROM follow WHERE crm_account_id = ?", (account_id,))
            gone = execute("DELETE FROM account WHERE account_id = ?", (account_id,))
            return bool(gone.rowcount)

    # The outbox

    def queue(self, action: Action, *, undo_seconds: float = 0) -> None:
        """Put an action into the outbox; it may be withdrawn for ``undo_seconds``. Queueing twice is once."""
        now = now_ms()
        item = action.item
        self._write(
            "INSERT OR IGNORE INTO outbox (action_id, account_id, verb, payload, item_account_id, item_kind,"
            " item_remote_id, created_at, not_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            action.action_id,
            action.account_id,
            str(action.verb),
            json.dumps(dict(action.payload)),
            item and item.account_id,
            item and str(item.kind),
            item and item.remote_id,
            now,
            now + int(undo_seconds * 1000) if undo_seconds else 0,
        )

    def withdraw(self, action_id: ActionId) -> bool:
        """Take an action back while its undo time runs; False when it is too late."""
        now = now_ms()
        sql = (
            "UPDATE outbox SET withdrawn_at = ? WHERE action_id = ? AND withdrawn_at IS NULL"
            " AND not_before > ?"
        )
        return self._write(sql, now, action_id, now) > 0

    def drop(self, action_id: ActionId) -> None:
        """Give up on an action that waits or is stuck; it is not shown and not tried any more."""
        now = now_ms()
        with self._writing() as execute:
            execute(
                "UPDATE outbox SET withdrawn_at = ? WHERE action_id = ? AND withdrawn_at IS NULL",
                (now, action_id),
            )
            execute("INSERT OR IGNORE INTO tray_dismissed VALUES (?, ?)", (action_id, now))

    def retry(self, action_id: ActionId) -> bool:
        """Ask for another attempt; False if the outbox has no such action."""
        with self._writing() as execute:
            execute("DELETE FROM tray_dismissed WHERE action_id = ?", (action_id,))
            found = execute(
                "UPDATE outbox SET retries = retries + 1, withdrawn_at = NULL WHERE action_id = ?",
                (action_id,),
            )
            return bool(found.rowcount)

    def dismiss(self, action_id: ActionId) -> None:
        """Hide an entry of the unfiled tray."""
        self._write("INSERT OR IGNORE INTO tray_dismissed VALUES (?, ?)", action_id, now_ms())

    def dismissed(self) -> frozenset[ActionId]:
        return frozenset(row[0] for row in self._all("SELECT action_id FROM tray_dismissed"))

    def ask(
        self, verb: str, payload: Mapping[str, object], deadline_seconds: float = 60
    ) -> RequestId:
        """Put a question to the engine; the answer appears in ``Reader.answer``."""
        request_id = RequestId(uuid.uuid4().hex)
        now = now_ms()
        self._write(
            "INSERT INTO request (request_id, verb, payload, created_at, deadline_at)"
            " VALUES (?, ?, ?, ?, ?)",
            request_id,
            verb,
            json.dumps(dict(payload)),
            now,
            now + int(deadline_seconds * 1000),
        )
        return request_id

    def sweep(self, finished: Several[ActionId]) -> None:
        """Remove outbox rows that are finished or long withdrawn, and requests past their deadline."""
        now = now_ms()
        with self._writing() as execute:
            execute(
                "DELETE FROM outbox WHERE action_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(finished)),),
            )
            execute("DELETE FROM outbox WHERE withdrawn_at < ?", (now - 7 * 86_400_000,))
            execute("DELETE FROM request WHERE deadline_at < ?", (now - 60_000,))

    # Drafts and their attachments

    def save_draft(
        self, draft_id: DraftId | None, account_id: AccountId, fields: Mapping[str, object]
    ) -> DraftId:
        """Keep a draft's fields (JSON-ready); a new id where there was none."""
        draft_id = draft_id or DraftId(str(uuid.uuid4()))
        self._write(
            "INSERT OR REPLACE INTO draft (draft_id, account_id, fields, updated_at)"
            " VALUES (?, ?, ?, ?)",
            draft_id,
            account_id,
            json.dumps(dict(fields)),
            now_ms(),
        )
        return draft_id

    def drafts(self) -> list[DraftRow]:
        sql = "SELECT draft_id, account_id, fields, updated_at FROM draft ORDER BY updated_at DESC"
        return [_draft(row) for row in self._all(sql)]

    def draft(self, draft_id: DraftId) -> DraftRow | None:
        sql = "SELECT draft_id, account_id, fields, updated_at FROM draft WHERE draft_id = ?"
        rows = self._all(sql, draft_id)
        return _draft(rows[0]) if rows else None

    def delete_draft(self, draft_id: DraftId) -> bool:
        return self._write("DELETE FROM draft WHERE draft_id = ?", draft_id) > 0

    def add_blob(self, name: str, content_type: str, chunks: Iterable[bytes]) -> str:
        """Keep a file that goes with a draft or an action; returns its ``blob_id``."""
        blob_id, size = uuid.uuid4().hex, 0
        with self._writing() as execute:
            for n, chunk in enumerate(_megabytes(chunks)):
                execute("INSERT INTO blob_chunk VALUES (?, ?, ?)", (blob_id, n, chunk))
                size += len(chunk)
            execute(
                "INSERT INTO blob VALUES (?, ?, ?, ?, ?)",
                (blob_id, name, content_type, size, now_ms()),
            )
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

    # Rules and settings

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

    def add_follow(
        self, thread_key: str, crm_account_id: AccountId, records: Sequence[Sequence[str]]
    ) -> None:
        """``records`` are ``(record_type, remote_id, name)``."""
        self._write(
            "INSERT OR REPLACE INTO follow (thread_key, crm_account_id, records, created_at)"
            " VALUES (?, ?, ?, ?)",
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


_ACCOUNTS = (
    "SELECT account_id, connector_id, name, settings, home_workplace_id, identity, own_addresses,"
    " is_enabled FROM account"
)


def _account(row: tuple[Any, ...]) -> Account:
    account_id, connector_id, name, settings, workplace_id, identity, addresses, enabled = row
    return Account(
        account_id,
        connector_id,
        name,
        json.loads(settings),
        workplace_id,
        identity,
        tuple(json.loads(addresses)),
        bool(enabled),
    )


def _account_values(account: Account) -> tuple[object, ...]:
    return (
        account.connector_id,
        account.name,
        json.dumps(dict(account.settings)),
        account.home_workplace_id,
        account.identity,
        json.dumps(list(account.own_addresses)),
        int(account.is_enabled),
    )


def _draft(row: tuple[Any, ...]) -> DraftRow:
    draft_id, account_id, fields, updated_at = row
    return DraftRow(draft_id, account_id, json.loads(fields), from_ms(updated_at))


def _next_position(execute: Any, table: str) -> int:
    position: int = execute(f"SELECT coalesce(max(position) + 1, 0) FROM {table}").fetchone()[0]
    return position


def _known(execute: Any, table: str, row_id: str) -> None:
    if execute(f"SELECT 1 FROM {table} WHERE {table}_id = ?", (row_id,)).fetchone() is None:
        raise KeyError(row_id)


def _letters(name: str) -> str:
    """Two letters for the tile: of two words their first, else the first two."""
    words = name.split()
    return (words[0][0] + words[1][0] if len(words) > 1 else name.strip()[:2]).upper()


def _megabytes(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of exactly ``CHUNK``, but for the last."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)
