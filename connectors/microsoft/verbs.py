"""Marks and moves of one mail, each doable twice: an immutable id stays the same wherever the mail goes."""

from collections.abc import Mapping

from connectors.microsoft.graph import Graph, Json
from connectors.microsoft.remote_ids import place
from workspace.connector.errors import Rejected
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import Verb

MARKS: Mapping[Verb, Json] = {
    Verb.READ: {"isRead": True},
    Verb.UNREAD: {"isRead": False},
    Verb.STAR: {"flag": {"flagStatus": "flagged"}},
    Verb.UNSTAR: {"flag": {"flagStatus": "notFlagged"}},
}
MOVES: Mapping[Verb, str] = {Verb.ARCHIVE: "archive", Verb.TRASH: "deleteditems", Verb.MOVE: ""}


def receipt(action: Action, remote_id: str | None = None, link: str | None = None, *, found: bool = False) -> Receipt:
    """The receipt of an action; its id comes from the action's, so both attempts agree."""
    return Receipt(
        ReceiptId(f"microsoft-{action.action_id}"),
        action.action_id,
        RemoteId(remote_id) if remote_id else None,
        link,
        found=found,
    )


def item_id(action: Action) -> RemoteId:
    """What the action is about; raises ``Rejected("not_found")``."""
    if action.item is None:
        raise Rejected("not_found", what="The item")
    return action.item.remote_id


def mark(graph: Graph, action: Action) -> Receipt:
    """https://learn.microsoft.com/graph/api/message-update"""
    found = place(item_id(action))
    graph.patch(found.message, dict(MARKS[action.verb]))
    return receipt(action, item_id(action))


def move(graph: Graph, action: Action) -> Receipt:
    """https://learn.microsoft.com/graph/api/message-move: by a folder's id or its well-known name."""
    found = place(item_id(action))
    target = MOVES[action.verb] or place(str(action.payload["to"])).graph_id
    moved = graph.post(f"{found.message}/move", {"destinationId": target})
    moved_id = str(moved.get("id") or found.graph_id)
    return receipt(action, f"{found.mailbox}/{moved_id}" if found.mailbox else moved_id)
