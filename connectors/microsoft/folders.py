"""Outlook's folders: made, renamed, moved to Deleted Items (https://learn.microsoft.com/graph/api/resources/mailfolder)."""

from connectors.microsoft.graph import Graph, Json, path
from connectors.microsoft.mail import roles
from connectors.microsoft.remote_ids import Place, named, place
from connectors.microsoft.verbs import receipt
from workspace.connector.errors import Conflict, Rejected
from workspace.model.actions import Action, Receipt
from workspace.model.folders import PARTS
from workspace.model.kinds import Role, Verb

_CHILDREN = {"$select": "id,displayName", "$top": "100"}
TRASH = "deleteditems"
COPIES = 20
"""Folders of one name that Deleted Items may hold."""


def perform(graph: Graph, action: Action) -> Receipt:
    """Raises ``Rejected`` with the keys of :mod:`workspace.connector.payloads`."""
    if action.verb is Verb.CREATE_FOLDER:
        return _create(graph, action)
    remote_id = str(action.payload["collection"])
    folder = place(remote_id)
    if action.verb is Verb.RENAME_FOLDER:
        _refuse_fixed(graph, folder)
        _write(graph, action, folder.folder, is_new=False)
    else:
        _delete(graph, folder, if_empty=bool(action.payload.get("if_empty")))
    return receipt(action, remote_id)


def find(graph: Graph, action: Action) -> Receipt | None:
    """What an interrupted attempt made or renamed."""
    name = str(action.payload["name"])
    if action.verb is Verb.RENAME_FOLDER:
        remote_id = str(action.payload["collection"])
        known = graph.get(place(remote_id).folder, what="The folder")
        return receipt(action, remote_id) if known.get("displayName") == name else None
    parent = _parent(action)
    for page in graph.pages(_inside(parent), _CHILDREN, what="The folder"):
        for each in page:
            if each.get("displayName") == name and each.get("id"):
                return receipt(action, named(parent.mailbox, str(each["id"])))
    return None


def _create(graph: Graph, action: Action) -> Receipt:
    parent = _parent(action)
    made = _write(graph, action, _inside(parent), is_new=True)
    return receipt(action, named(parent.mailbox, str(made["id"])))


def _delete(graph: Graph, folder: Place, *, if_empty: bool) -> None:
    """Into Deleted Items with what lies in it; what is gone, or there already, was deleted before."""
    try:
        known = graph.get(folder.folder, what="The folder")
    except Rejected as error:
        if error.message_key == "not_found":
            return
        raise
    trash = graph.get(folder.root + path("mailFolders", TRASH))
    if known.get("parentFolderId") == trash.get("id"):
        return
    _refuse_fixed(graph, folder, known)
    name = str(known.get("displayName", ""))
    if known.get("childFolderCount"):
        raise Rejected("folder_has_folders", name=name)
    if if_empty and known.get("totalItemCount"):
        raise Rejected("folder_not_empty", name=name)
    _move_to_trash(graph, folder, name)


def _move_to_trash(graph: Graph, folder: Place, name: str) -> None:
    """Where Deleted Items has one of the name, it gets a number, as Outlook gives it."""
    for number in range(1, COPIES + 1):
        try:
            if number > 1:
                graph.patch(folder.folder, {"displayName": f"{name} {number}"})
            graph.post(f"{folder.folder}/move", {"destinationId": TRASH})
            return
        except Conflict:
            continue
    raise Rejected("folder_exists", host=graph.host, name=name)


def _write(graph: Graph, action: Action, where: str, *, is_new: bool) -> Json:
    name = str(action.payload["name"])
    if PARTS in name:
        raise Rejected("folder_delimiter", host=graph.host, delimiter=PARTS)
    if not name.strip():
        raise Rejected("folder_name", host=graph.host, name=name, reason="it is empty")
    try:
        return (graph.post if is_new else graph.patch)(where, {"displayName": name})
    except Conflict as error:
        raise Rejected("folder_exists", host=graph.host, name=name) from error


def _parent(action: Action) -> Place:
    """The folder that it goes into, of the user's own mailbox or a shared one; none at the top."""
    return place(str(action.payload.get("parent") or ""))


def _inside(parent: Place) -> str:
    return f"{parent.folder}/childFolders" if parent.graph_id else f"{parent.root}/mailFolders"


def _refuse_fixed(graph: Graph, folder: Place, known: Json | None = None) -> None:
    role = roles(graph, folder.mailbox).get(folder.graph_id, Role.OTHER)
    if role is not Role.OTHER:
        name = str((known or graph.get(folder.folder)).get("displayName", ""))
        raise Rejected("folder_fixed", host=graph.host, name=name)
