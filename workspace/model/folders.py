"""Folders and labels that the user makes and renames: how they are called before the service has called them anything.

A folder is wanted, and mails are moved into it, before the service knows of it. Until then it goes by the action that
makes it, and whoever performs what follows puts the service's id in its place.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workspace.model.actions import Action
from workspace.model.ids import ActionId, RemoteId
from workspace.model.kinds import Verb

FOLDER_VERBS = frozenset({Verb.CREATE_FOLDER, Verb.RENAME_FOLDER, Verb.DELETE_FOLDER})
PARTS = "/"
"""Stands in the name of a :class:`~workspace.model.items.Collection` between a folder and those in it."""
NAMING = ("collection", "to", "parent")
"""The keys of payloads that name collections."""
_NEW = "new:"


def new_folder_id(action_id: ActionId) -> RemoteId:
    """What a folder is called that this action makes, until the service has called it something."""
    return RemoteId(_NEW + action_id)


def maker_of(remote_id: object) -> ActionId | None:
    """The action that makes a folder of this id; None where the service gave the id."""
    text = str(remote_id or "")
    return ActionId(text.removeprefix(_NEW)) if text.startswith(_NEW) else None


def makers_of(action: Action) -> list[ActionId]:
    """The actions whose folders this one needs."""
    return [found for key in NAMING if (found := maker_of(action.payload.get(key)))]


def path_of(parent: str, name: str) -> str:
    """The name of a collection in another one, or in none."""
    return f"{parent}{PARTS}{name}" if parent else name


def split(path: str) -> tuple[str, str]:
    """The name of the collection it lies in, and its own."""
    parent, _, name = path.rpartition(PARTS)
    return parent, name


def with_payload(action: Action, names: Mapping[str, str]) -> Action:
    """The action with these collections called otherwise."""
    payload: dict[str, Any] = dict(action.payload)
    changed = {key: names[payload[key]] for key in NAMING if payload.get(key) in names}
    return replace(action, payload={**payload, **changed}) if changed else action


@dataclass(frozen=True, slots=True)
class Renamed:
    """What one rename changed: old remote ids of collections with their new ones. Where there is a ``mark``, the ids of
    items end with it and their collection's.
    """

    at: datetime
    names: Mapping[str, str]
    mark: str = ""

    @classmethod
    def of(cls, at: datetime, old: str, new: str | None, extra: Mapping[str, Any]) -> "Renamed":
        """As the receipt of a rename tells it."""
        names = extra.get("renamed") or ({old: new} if new and new != old else {})
        return cls(at, names, str(extra.get("mark", "")))

    def apply(self, action: Action) -> Action:
        """The action as it is meant now; it was queued before the rename was done."""
        action = with_payload(action, self.names)
        if action.item is None or not self.mark:
            return action
        body, mark, place = action.item.remote_id.partition(self.mark)
        if not mark or place not in self.names:
            return action
        return replace(action, item=replace(action.item, remote_id=RemoteId(body + mark + self.names[place])))


def plain_name(typed: str) -> str:
    """The name of a folder as it was typed, without what nobody sees: Hangul in one piece, blanks single."""
    return " ".join(unicodedata.normalize("NFC", typed).split())
