"""A performed change shown in the cache before the next pull confirms it; idempotent."""

import json

from sqlalchemy import Connection

from workspace.model.actions import Action, Receipt
from workspace.model.folders import FOLDER_VERBS
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store.reactions import react
from workspace.store.writing import folder_changes, presence

_MARKS = {
    Verb.READ: "is_read = 1",
    Verb.UNREAD: "is_read = 0",
    Verb.STAR: "is_flagged = 1",
    Verb.UNSTAR: "is_flagged = 0",
}
_CHAT_MARKS = {
    Verb.READ: "UPDATE item SET is_read = 1 WHERE account_id = ? AND thread_id = ? AND item_id <= ?"
    " AND is_read = 0 AND is_sent = 0 AND is_draft = 0",
    Verb.UNREAD: "UPDATE item SET is_read = 0 WHERE account_id = ? AND thread_id = ? AND item_id >= ?"
    " AND kind = 'chat' AND is_sent = 0",
}
"""In a chat a mark says up to where it is read: all before it are, all from it on are not."""
_REACTIONS = {Verb.REACT: True, Verb.UNREACT: False}
_ROLES = {Verb.ARCHIVE: "archive", Verb.TRASH: "trash"}
_MOVES = (Verb.ARCHIVE, Verb.TRASH, Verb.MOVE)


def item_id(db: Connection, account_id: str, kind: str, remote_id: str) -> ItemId | None:
    found = db.exec_driver_sql(
        "SELECT item_id FROM item WHERE account_id = ? AND kind = ? AND remote_id = ?",
        (account_id, kind, remote_id),
    ).scalar()
    return None if found is None else ItemId(found)


def apply(db: Connection, action: Action, receipt: Receipt | None = None) -> set[int]:
    """Change the marks or the place of the action's item; returns the conversations to refresh.

    A move's receipt names the item's remote id at its new place. Where the service did not tell it, the item stands
    nowhere until the next pull finds it again by its Message-ID.
    """
    if action.verb in FOLDER_VERBS:
        return folder_changes.apply(db, action, receipt)
    if action.item is None:
        return set()
    key = (action.item.account_id, str(action.item.kind), action.item.remote_id)
    row = db.exec_driver_sql(
        "SELECT item_id, thread_id, detail FROM item WHERE account_id = ? AND kind = ? AND remote_id = ?",
        key,
    ).fetchone()
    if row is None:
        return set()
    if action.verb in _REACTIONS:
        _react(db, row[0], row[2], str(action.payload.get("emoji")), is_mine=_REACTIONS[action.verb])
    elif action.item.kind is Kind.CHAT and action.verb in _CHAT_MARKS:
        db.exec_driver_sql(_CHAT_MARKS[action.verb], (key[0], row[1], row[0]))
    elif mark := _MARKS.get(action.verb):
        db.exec_driver_sql(f"UPDATE item SET {mark} WHERE item_id = ?", (row[0],))
    elif action.verb in (Verb.ARCHIVE, Verb.TRASH, Verb.MOVE, Verb.LABEL, Verb.UNLABEL):
        is_found = receipt is None or action.verb not in _MOVES or receipt.remote_id is not None
        _move(db, action, action.item, row[0], is_found=is_found)
    changed = {row[1]}
    if receipt is not None and action.verb in _MOVES and receipt.remote_id not in (None, action.item.remote_id):
        changed |= _rename(db, row[0], key, receipt.remote_id)
    return changed - {None}


def _react(db: Connection, item: int, stored: str, emoji: str, *, is_mine: bool) -> None:
    detail = json.loads(stored)
    react(detail, {emoji: is_mine})
    db.exec_driver_sql("UPDATE item SET detail = ? WHERE item_id = ?", (json.dumps(detail, ensure_ascii=False), item))


def _rename(db: Connection, item: int, key: tuple[str, str, str], new_id: RemoteId | None) -> set[int]:
    """Give the item its new remote id; a row that a pull already made for it gives way."""
    rows = db.exec_driver_sql(
        "SELECT item_id, thread_id FROM item WHERE account_id = ? AND kind = ? AND remote_id = ?",
        (key[0], key[1], new_id),
    ).all()
    presence.delete(db, [double for double, _ in rows])
    db.exec_driver_sql("UPDATE item SET remote_id = ? WHERE item_id = ?", (new_id, item))
    return {thread_id for _, thread_id in rows}


def _move(db: Connection, action: Action, key: ItemKey, item: int, *, is_found: bool) -> None:
    account_id, kind = key.account_id, str(key.kind)
    source = action.payload.get("to") if action.verb == Verb.UNLABEL else _source(db, action, item)
    role, target = _ROLES.get(action.verb, ""), action.payload.get("to")
    if action.verb != Verb.LABEL and source:
        presence.leave(db, _row_id(db, account_id, kind, str(source)), [key.remote_id])
    if action.verb != Verb.UNLABEL and is_found:
        found = db.exec_driver_sql(
            "SELECT collection_id FROM collection WHERE account_id = ? AND kind = ?"
            " AND (remote_id = ? OR role = ?) ORDER BY collection_id LIMIT 1",
            (account_id, kind, target, role or None),
        ).scalar()
        if found is not None:
            presence.place(db, found, item)


def _source(db: Connection, action: Action, item: int) -> object:
    """The collection it leaves: the named one, or its only one where an earlier move took it from there."""
    here = db.exec_driver_sql(
        "SELECT c.remote_id FROM item_collection ic JOIN collection c ON c.collection_id = ic.collection_id"
        " WHERE ic.item_id = ?",
        (item,),
    ).all()
    named = action.payload.get("collection")
    if action.verb in _MOVES and len(here) == 1 and here[0][0] != action.payload.get("to"):
        return here[0][0]
    return named


def _row_id(db: Connection, account_id: str, kind: str, remote_id: str) -> int:
    found = db.exec_driver_sql(
        "SELECT collection_id FROM collection WHERE account_id = ? AND kind = ? AND remote_id = ?",
        (account_id, kind, remote_id),
    ).scalar()
    return 0 if found is None else int(found)
