"""Folders at the made-up service: made, renamed and deleted as a mail server does it."""

from typing import Any

from connectors.demo.mapping import to_json
from connectors.demo.service import new_id, place_in, rows_in
from connectors.demo.state import State
from workspace.connector.errors import Rejected
from workspace.model.actions import Action
from workspace.model.folders import PARTS, path_of, split
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role, Verb

HOST = "demo"


def create(state: State, action: Action) -> str:
    """Returns the new folder's id."""
    parent, name = action.payload.get("parent"), str(action.payload["name"])
    path = path_of(_folder(state, str(parent))["name"] if parent else "", name)
    _refuse_name(state, name, path)
    folder_id = new_id(state, "f")
    state["collections"].append(to_json(Collection(folder_id, path, Kind.EMAIL, Role.OTHER)))
    return folder_id


def rename(state: State, action: Action) -> str:
    folder, name = _own(state, action), str(action.payload["name"])
    old = folder["name"]
    path = path_of(split(old)[0], name)
    if path != old:
        _refuse_name(state, name, path)
    for each in _mail(state):
        if (each["name"] + PARTS).startswith(old + PARTS):
            each["name"] = path + each["name"][len(old) :]
    return str(folder["remote_id"])


def delete(state: State, action: Action) -> str:
    """What lay nowhere else goes to the trash; a folder that is gone was deleted before."""
    folder_id = str(action.payload["collection"])
    if all(each["remote_id"] != folder_id for each in state["collections"]):
        return folder_id
    folder = _own(state, action)
    if any(each["name"].startswith(folder["name"] + PARTS) for each in _mail(state)):
        raise Rejected("folder_has_folders", name=folder["name"])
    rows = rows_in(state, folder_id)
    if rows and action.payload.get("if_empty"):
        raise Rejected("folder_not_empty", name=folder["name"])
    trash = next(each["remote_id"] for each in _mail(state) if each["role"] == Role.TRASH)
    for row in rows:
        place_in(state, row, [each for each in row["collections"] if each != folder_id] or [trash])
    state["collections"].remove(folder)
    return folder_id


def find(state: State, action: Action) -> str | None:
    """The folder that an earlier attempt made or renamed."""
    name = str(action.payload["name"])
    if action.verb is Verb.CREATE_FOLDER:
        parent = action.payload.get("parent")
        path = path_of(_folder(state, str(parent))["name"] if parent else "", name)
        return next((each["remote_id"] for each in _mail(state) if each["name"] == path), None)
    folder = _folder(state, str(action.payload["collection"]))
    return str(folder["remote_id"]) if split(folder["name"])[1] == name else None


def _mail(state: State) -> list[dict[str, Any]]:
    return [each for each in state["collections"] if each["kind"] == Kind.EMAIL]


def _folder(state: State, remote_id: str) -> dict[str, Any]:
    for each in _mail(state):
        if each["remote_id"] == remote_id:
            return each
    raise Rejected("not_found", what="The folder")


def _own(state: State, action: Action) -> dict[str, Any]:
    folder = _folder(state, str(action.payload["collection"]))
    if folder["role"] != Role.OTHER:
        raise Rejected("folder_fixed", host=HOST, name=folder["name"])
    return folder


def _refuse_name(state: State, name: str, path: str) -> None:
    if PARTS in name:
        raise Rejected("folder_delimiter", host=HOST, delimiter=PARTS)
    if not name.strip():
        raise Rejected("folder_name", host=HOST, name=name, reason="it is empty")
    if any(each["name"].casefold() == path.casefold() for each in _mail(state)):
        raise Rejected("folder_exists", host=HOST, name=name)
