"""The user's workplaces and accounts."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from workspace.model.accounts import Account, Workplace
from workspace.model.ids import AccountId, WorkplaceId
from workspace.store.times import now_ms
from workspace.store.user_file import UserFile

COLORS = ("#3B5BDB", "#0A7D5C", "#96610F", "#7A5AF8", "#C0272D", "#0F6CBD", "#611F69", "#5B6472")
"""Colours of new workplaces; white letters on each reach a contrast of 4.5:1."""


class Accounts(UserFile):
    """Who is signed in where, and in which workplaces."""

    def workplaces(self) -> list[Workplace]:
        sql = "SELECT workplace_id, name, color, letters, position, icon, linked_account_id FROM workplace"
        return [Workplace(*row) for row in self._all(f"{sql} ORDER BY position")]

    def add_workplace(self, name: str, color: str | None = None, letters: str | None = None) -> Workplace:
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
                "INSERT INTO workplace (workplace_id, name, color, letters, position) VALUES (?, ?, ?, ?, ?)",
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
                    "UPDATE account SET home_workplace_id = ? WHERE account_id = ? AND home_workplace_id IS NULL",
                    (workplace_id, account_id),
                )

    def assign_named(self, names: Iterable[str], account_id: AccountId) -> None:
        """Put an account into the workplaces of these names, which are made where they are missing."""
        known = {workplace.name: workplace for workplace in reversed(self.workplaces())}
        for name in names:
            workplace = known.get(name) or self.add_workplace(name)
            self.assign(workplace.workplace_id, [account_id])

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
        found: dict[WorkplaceId, tuple[AccountId, ...]] = {each.workplace_id: () for each in self.workplaces()}
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
                " identity, own_addresses, is_enabled, profile, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            " identity = ?, own_addresses = ?, is_enabled = ?, profile = ? WHERE account_id = ?",
            *_account_values(account),
            account_id,
        )
        return account

    def remove_account(self, account_id: AccountId) -> bool:
        """Remove it with its drafts and what still waits for it; the engine clears its cache."""
        with self._writing() as execute:
            # The ledger keeps what was tried; nothing of it can be tried again.
            execute(
                "INSERT OR IGNORE INTO tray_dismissed SELECT action_id, ? FROM outbox WHERE account_id = ?",
                (now_ms(), account_id),
            )
            for table in ("workplace_account", "draft", "outbox", "thread_mark"):
                execute(f"DELETE FROM {table} WHERE account_id = ?", (account_id,))
            execute("DELETE FROM follow WHERE crm_account_id = ?", (account_id,))
            gone = execute("DELETE FROM account WHERE account_id = ?", (account_id,))
            return bool(gone.rowcount)


_ACCOUNTS = (
    "SELECT account_id, connector_id, name, settings, home_workplace_id, identity, own_addresses,"
    " is_enabled, profile FROM account"
)


def _account(row: tuple[Any, ...]) -> Account:
    account_id, connector_id, name, settings, workplace_id, identity, addresses, enabled, profile = row
    return Account(
        account_id,
        connector_id,
        name,
        json.loads(settings),
        workplace_id,
        identity,
        tuple(json.loads(addresses)),
        bool(enabled),
        profile,
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
        account.profile,
    )


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
