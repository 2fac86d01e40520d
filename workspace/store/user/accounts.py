"""The user's accounts."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from workspace.mail.address import normalise
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.store.times import now_ms
from workspace.store.user.file import UserFile
from workspace.store.user.workplaces import next_position


class Accounts(UserFile):
    """Who is signed in where."""

    def accounts(self) -> list[Account]:
        return list(self._by_id().values())

    def names_in(self, scope: str) -> list[tuple[AccountId, str, bool]]:
        """The accounts of a workplace, the one account, or all (``*``): id, name and whether it is enabled."""
        where = "account_id IN (SELECT account_id FROM workplace_account WHERE workplace_id = ?)"
        sql = f"SELECT account_id, name, is_enabled FROM account WHERE ? IN ('*', account_id) OR {where}"
        rows = self._all(f"{sql} ORDER BY position", scope, scope)
        return [(AccountId(account_id), name, bool(is_enabled)) for account_id, name, is_enabled in rows]

    def own_emails(self) -> frozenset[str]:
        """The addresses of all accounts, normalised."""

        def read() -> frozenset[str]:
            known = [each for a in self._by_id().values() for each in (a.identity, *a.own_addresses)]
            return frozenset(normalise(each) for each in known if "@" in each)

        return self.keep("own_emails", read)

    def account(self, account_id: AccountId) -> Account | None:
        return self._by_id().get(account_id)

    def _by_id(self) -> dict[AccountId, Account]:
        def read() -> dict[AccountId, Account]:
            return {row[0]: _account(row) for row in self._all(f"{_ACCOUNTS} ORDER BY position")}

        return self.keep("accounts", read)

    def add_account(self, account: Account) -> None:
        """Add it, into its home workplace if it names one."""
        with self._writing() as execute:
            position = next_position(execute, "account")
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

    def waiting_of(self, account_id: AccountId) -> set[str]:
        """The ids of its actions in the outbox, also of those that are done and not swept yet."""
        return {row[0] for row in self._all("SELECT action_id FROM outbox WHERE account_id = ?", account_id)}

    def remove_account(self, account_id: AccountId) -> bool:
        """Remove it with its drafts and what still waits for it; the engine clears its cache."""
        with self._writing() as execute:
            # The ledger keeps what was tried; nothing of it can be tried again.
            execute(
                "INSERT OR IGNORE INTO tray_dismissed SELECT action_id, ? FROM outbox WHERE account_id = ?",
                (now_ms(), account_id),
            )
            for table in ("workplace_account", "draft", "outbox", "thread_mark", "signature"):
                execute(f"DELETE FROM {table} WHERE account_id = ?", (account_id,))
            execute("UPDATE workplace SET linked_account_id = NULL WHERE linked_account_id = ?", (account_id,))
            execute("DELETE FROM follow WHERE crm_account_id = ?", (account_id,))
            gone = execute("DELETE FROM account WHERE account_id = ?", (account_id,))
            return bool(gone.rowcount)


_ACCOUNTS = (
    "SELECT account_id, connector_id, name, settings, home_workplace_id, identity, own_addresses,"
    " is_enabled, profile FROM account"
)


@lru_cache(10_000)
def _account(row: tuple[Any, ...]) -> Account:
    """Kept: of 1,200 accounts hardly one changes from one reading to the next."""
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
