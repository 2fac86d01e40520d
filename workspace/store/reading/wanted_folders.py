"""Folders as pending actions will make them: new ones stand among the others, renamed and deleted ones show it at once.

A folder that is only wanted has a negative id, its row of the outbox; it leads to the folder once that is made.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workspace.model.folders import FOLDER_VERBS, NAMING, PARTS, maker_of, new_folder_id, path_of, split
from workspace.model.ids import AccountId, ActionId, CollectionId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.reading.connections import Files, Row
from workspace.store.rows import CollectionRow

SEQUENCES = """
SELECT action_id, seq FROM outbox WHERE verb = 'create_folder' AND withdrawn_at IS NULL ORDER BY seq
"""
MAKER = "SELECT action_id, account_id FROM outbox WHERE seq = ? AND verb = 'create_folder'"
MADE = """
SELECT action_id, remote_id FROM receipt WHERE action_id IN (SELECT value FROM json_each(?)) AND remote_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """One pending action on a folder; ``folder`` is its remote id, of a new one what it goes by until it is made."""

    verb: Verb
    account_id: AccountId
    folder: str
    name: str = ""
    parent: str = ""
    collection_id: int = 0


@dataclass(slots=True)
class WantedFolders:
    """What is pending, in the order it was asked for."""

    wishes: list[Wish] = field(default_factory=list)

    @property
    def new(self) -> dict[int, Wish]:
        """Folders that are to be made, by the ids they have until then."""
        return {wish.collection_id: wish for wish in self.wishes if wish.verb is Verb.CREATE_FOLDER}

    def shown(
        self, rows: Sequence[CollectionRow], is_asked: Callable[[Wish], bool] = lambda wish: True
    ) -> list[CollectionRow]:
        """Stored rows as they will be, and at their end the new ones that are asked for."""
        found = {(row.account_id, row.kind, row.remote_id): row for row in rows}
        for wish in self.wishes:
            key = (wish.account_id, Kind.EMAIL, wish.folder)
            if wish.verb is Verb.CREATE_FOLDER and is_asked(wish):
                parent = found.get((wish.account_id, Kind.EMAIL, wish.parent))
                found[key] = _new_row(wish, parent.name if parent else "")
            elif wish.verb is Verb.DELETE_FOLDER:
                found.pop(key, None)
            elif key in found:
                old = found[key].name
                _rename(found, wish.account_id, old, path_of(split(old)[0], wish.name))
        return list(found.values())


def _new_row(wish: Wish, parent: str) -> CollectionRow:
    name = path_of(parent, wish.name)
    return CollectionRow(
        CollectionId(wish.collection_id), wish.account_id, wish.folder, Kind.EMAIL, name, Role.OTHER, None, 0, 0, None,
        None,
    )  # fmt: skip


def _rename(found: dict[tuple[AccountId, Kind, str], CollectionRow], account_id: str, old: str, new: str) -> None:
    for key, row in found.items():
        if row.account_id == account_id and row.kind is Kind.EMAIL and (row.name + PARTS).startswith(old + PARTS):
            found[key] = replace(row, name=new + row.name[len(old) :])


def wanted(files: Files, pending: Iterable[Row]) -> WantedFolders:
    """``pending`` are rows of :data:`workspace.store.reading.overlay.PENDING`, named by :func:`with_made`."""
    asked = [row for row in pending if row[2] in FOLDER_VERBS]
    if not asked:
        return WantedFolders()
    numbers: dict[str, int] = dict(files.user(SEQUENCES))
    wishes = []
    for action_id, account_id, verb, stored, *_ in asked:
        payload = json.loads(stored)
        folder = payload.get("collection") or new_folder_id(action_id)
        wishes.append(
            Wish(
                Verb(verb), account_id, folder, str(payload.get("name") or ""), str(payload.get("parent") or ""),
                -numbers.get(action_id, 0),
            )
        )  # fmt: skip
    return WantedFolders(wishes)


def with_made(files: Files, pending: Sequence[Row]) -> list[Row]:
    """Pending actions that name a folder by the action that made it, naming it by what it is called since."""
    makers = {maker for row in pending if "new:" in row[3] for maker in _makers(json.loads(row[3]))}
    made: dict[str, str] = dict(files.ledger(MADE, json.dumps(sorted(makers)))) if makers else {}
    if not made:
        return list(pending)
    names: dict[str, str] = {new_folder_id(ActionId(action_id)): remote_id for action_id, remote_id in made.items()}
    return [(*row[:3], _named(row[3], names), *row[4:]) for row in pending]


def _makers(payload: Mapping[str, Any]) -> list[str]:
    return [found for key in NAMING if (found := maker_of(payload.get(key)))]


def _named(stored: str, names: Mapping[str, str]) -> str:
    payload = json.loads(stored)
    return json.dumps({**payload, **{key: names[payload[key]] for key in NAMING if payload.get(key) in names}})


def made_of(files: Files, collection_id: int) -> tuple[AccountId, str] | None:
    """The account and remote id of a folder that was made since it had this id; None where it was not."""
    for action_id, account_id in files.user(MAKER, -collection_id):
        for _, remote_id in files.ledger(MADE, json.dumps([action_id])):
            return account_id, remote_id
    return None
