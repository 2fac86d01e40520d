"""The user's workplaces: their names and looks, their order, and which accounts are in them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workspace.model.accounts import Workplace
from workspace.model.ids import AccountId, WorkplaceId
from workspace.store.user.file import UserFile

COLORS = ("#3B5BDB", "#0A7D5C", "#96610F", "#7A5AF8", "#C0272D", "#0F6CBD", "#611F69", "#5B6472")
"""Colours of new workplaces; white letters on each reach a contrast of 4.5:1."""
OWN_TABLES = ("tab_rule", "saved_search", "template")
"""What belongs to a workplace and goes with it."""
_COLUMNS = "workplace_id, name, color, letters, position, icon, linked_account_id"
_NEXT_HOME = (
    "(SELECT w.workplace_id FROM workplace_account w JOIN workplace USING (workplace_id)"
    " WHERE w.account_id = account.account_id ORDER BY position LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class Memory:
    """A workplace as it was, with all that belongs to it, so that its removal can be taken back."""

    workplace: Workplace
    account_ids: tuple[AccountId, ...]
    homes: tuple[AccountId, ...]
    """Those of the accounts that are at home there."""
    rows: tuple[tuple[str, tuple[Any, ...]], ...]
    """Whole rows of ``OWN_TABLES``, each with its table."""


class Workplaces(UserFile):
    """The tiles of the rail, and what is in them."""

    def workplaces(self) -> list[Workplace]:
        def read() -> list[Workplace]:
            return [Workplace(*row) for row in self._all(f"SELECT {_COLUMNS} FROM workplace ORDER BY position")]

        return list(self.keep("workplaces", read))

    def add_workplace(self, name: str, color: str | None = None, letters: str | None = None) -> Workplace:
        """A new workplace at the end; colour and letters are chosen where not given."""
        with self._writing() as execute:
            position = next_position(execute, "workplace")
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
        """With the letters of the new name where it had those of the old."""
        found = self.workplace(workplace_id)
        if found is None:
            return False
        letters = _letters(name) if found.letters == _letters(found.name) else found.letters
        self.update_workplace(workplace_id, name=name, letters=letters)
        return True

    def workplace(self, workplace_id: WorkplaceId) -> Workplace | None:
        return next((each for each in self.workplaces() if each.workplace_id == workplace_id), None)

    def update_workplace(self, workplace_id: WorkplaceId, **changes: Any) -> Workplace:
        """Change fields by their names in :class:`Workplace`; a linked account is put into it.

        Raises ``KeyError`` if there is no such workplace or linked account.
        """
        known = self.workplace(workplace_id)
        if known is None:
            raise KeyError(workplace_id)
        changed = replace(known, **changes)
        if changed.linked_account_id is not None:
            self.assign(workplace_id, [changed.linked_account_id])
        self._write(
            "UPDATE workplace SET name = ?, color = ?, letters = ?, icon = ?, linked_account_id = ?"
            " WHERE workplace_id = ?",
            changed.name,
            changed.color,
            changed.letters,
            changed.icon,
            changed.linked_account_id,
            workplace_id,
        )
        return changed

    def order_workplaces(self, workplace_ids: Sequence[WorkplaceId]) -> None:
        """Put them in this order; those not named follow as they stood."""
        rank = {workplace_id: n for n, workplace_id in enumerate(workplace_ids)}
        every = sorted(self.workplaces(), key=lambda each: (rank.get(each.workplace_id, len(rank)), each.position))
        with self._writing() as execute:
            for position, each in enumerate(every):
                execute("UPDATE workplace SET position = ? WHERE workplace_id = ?", (position, each.workplace_id))

    def remember_workplace(self, workplace_id: WorkplaceId) -> Memory:
        """What :meth:`restore_workplace` needs; raises ``KeyError`` if there is no such workplace."""
        found = self.workplace(workplace_id)
        if found is None:
            raise KeyError(workplace_id)
        at_home = "SELECT account_id FROM account WHERE home_workplace_id = ?"
        rows = [
            (table, row)
            for table in OWN_TABLES
            for row in self._all(f"SELECT * FROM {table} WHERE workplace_id = ?", workplace_id)
        ]
        return Memory(
            found,
            self.workplace_accounts()[workplace_id],
            tuple(row[0] for row in self._all(at_home, workplace_id)),
            tuple(rows),
        )

    def restore_workplace(self, memory: Memory) -> bool:
        """Make it again as it was, without accounts that were removed meanwhile; False where it is there already."""
        made = memory.workplace
        with self._writing() as execute:
            if execute("SELECT 1 FROM workplace WHERE workplace_id = ?", (made.workplace_id,)).fetchone():
                return False
            execute(
                "UPDATE workplace SET position = position + 1 WHERE position >= ?1"
                " AND EXISTS (SELECT 1 FROM workplace WHERE position = ?1)",
                (made.position,),
            )
            execute(
                f"INSERT INTO workplace ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, (SELECT account_id FROM account"
                " WHERE account_id = ?))",
                (
                    made.workplace_id,
                    made.name,
                    made.color,
                    made.letters,
                    made.position,
                    made.icon,
                    made.linked_account_id,
                ),
            )
            for account_id in memory.account_ids:
                execute(
                    "INSERT OR IGNORE INTO workplace_account SELECT ?, account_id FROM account WHERE account_id = ?",
                    (made.workplace_id, account_id),
                )
            for account_id in memory.homes:
                sql = "UPDATE account SET home_workplace_id = ? WHERE account_id = ?"
                execute(sql, (made.workplace_id, account_id))
            for table, row in memory.rows:
                execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        return True

    def remove_workplace(self, workplace_id: WorkplaceId) -> bool:
        """Its accounts stay, those at home here find a home in the next workplace they are in; its own rules go."""
        with self._writing() as execute:
            for table in ("workplace_account", *OWN_TABLES):
                execute(f"DELETE FROM {table} WHERE workplace_id = ?", (workplace_id,))
            execute(
                f"UPDATE account SET home_workplace_id = {_NEXT_HOME} WHERE home_workplace_id = ?",
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
                f"UPDATE account SET home_workplace_id = {_NEXT_HOME} WHERE account_id = ? AND home_workplace_id = ?",
                (account_id, workplace_id),
            )
            unlink = "UPDATE workplace SET linked_account_id = NULL WHERE workplace_id = ? AND linked_account_id = ?"
            execute(unlink, (workplace_id, account_id))
            return bool(gone.rowcount)

    def workplace_accounts(self) -> dict[WorkplaceId, tuple[AccountId, ...]]:
        """Every workplace with its accounts, in the order of the rail."""
        return dict(self.keep("workplace_accounts", self._read_workplace_accounts))

    def _read_workplace_accounts(self) -> dict[WorkplaceId, tuple[AccountId, ...]]:
        found: dict[WorkplaceId, list[AccountId]] = {each.workplace_id: [] for each in self.workplaces()}
        sql = (
            "SELECT w.workplace_id, w.account_id FROM workplace_account w"
            " JOIN account USING (account_id) ORDER BY account.position"
        )
        for workplace_id, account_id in self._all(sql):
            found.setdefault(workplace_id, []).append(account_id)
        return {workplace_id: tuple(account_ids) for workplace_id, account_ids in found.items()}

    def move_account(self, account_id: AccountId, to: WorkplaceId, *, out_of: WorkplaceId | None = None) -> None:
        """Out of one workplace, or of all, into another, which becomes its home; its cache goes along.

        Raises ``KeyError`` for an unknown workplace or account, having changed nothing.
        """
        with self._writing() as execute:
            _known(execute, "workplace", to)
            _known(execute, "account", account_id)
            left = "" if out_of is None else " AND workplace_id = ?"
            values = (account_id,) if out_of is None else (account_id, out_of)
            execute(f"DELETE FROM workplace_account WHERE account_id = ?{left}", values)
            unlink = "UPDATE workplace SET linked_account_id = NULL WHERE linked_account_id = ?"
            execute(f"{unlink}{left}", values)
            execute("INSERT OR IGNORE INTO workplace_account VALUES (?, ?)", (to, account_id))
            execute("UPDATE account SET home_workplace_id = ? WHERE account_id = ?", (to, account_id))

    def place_account(
        self, account_id: AccountId, workplace_ids: Iterable[WorkplaceId], home: WorkplaceId | None
    ) -> None:
        """In exactly these workplaces, at home in one of them."""
        with self._writing() as execute:
            execute("DELETE FROM workplace_account WHERE account_id = ?", (account_id,))
            for workplace_id in workplace_ids:
                execute("INSERT OR IGNORE INTO workplace_account VALUES (?, ?)", (workplace_id, account_id))
            execute("UPDATE account SET home_workplace_id = ? WHERE account_id = ?", (home, account_id))

    def set_home(self, account_id: AccountId, workplace_id: WorkplaceId) -> None:
        """Where an account in several workplaces is at home; it is put there where it was not."""
        self.assign(workplace_id, [account_id])
        self._write("UPDATE account SET home_workplace_id = ? WHERE account_id = ?", workplace_id, account_id)


def next_position(execute: Any, table: str) -> int:
    """Behind all others."""
    position: int = execute(f"SELECT coalesce(max(position) + 1, 0) FROM {table}").fetchone()[0]
    return position


def _known(execute: Any, table: str, row_id: str) -> None:
    if execute(f"SELECT 1 FROM {table} WHERE {table}_id = ?", (row_id,)).fetchone() is None:
        raise KeyError(row_id)


def _letters(name: str) -> str:
    """Two letters for the tile: of two words their first, else the first two."""
    words = name.split()
    return (words[0][0] + words[1][0] if len(words) > 1 else name.strip()[:2]).upper()
