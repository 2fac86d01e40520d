"""A performed change shown in the cache before the next pull confirms it; idempotent."""

from sqlalchemy import Connection

from workspace.model.actions import Action, Receipt
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb
from workspace.store import presence

_MARKS = {
    Verb.READ: "is_read = 1",
    Verb.UNREAD: "is_read = 0",
    Verb.STAR: "is_flagged = 1",
    Verb.UNSTAR: "is_flagged = 0",
}
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
    if action.item is None:
        return set()
    key = (action.item.account_id, str(action.item.kind), action.item.remote_id)
    row = db.exec_driver_sql(
        "SELECT item_id, thread_id FROM item WHERE account_id = ? AND kind = ? AND remote_id = ?",
        key,
    ).fetchone()
    if row is None:
        return set()
    if mark := _MARKS.get(action.verb):
        db.exec_driver_sql(f"UPDATE item SET {mark} WHERE item_id = ?", (row[0],))
    elif action.verb in (Verb.ARCHIVE, Verb.TRASH, Verb.MOVE, Verb.LABEL, Verb.UNLABEL):
        is_found = receipt is None or action.verb not in _MOVES or receipt.remote_id is not None
        _move(db, action, action.item, row[0], is_found=is_found)
    changed = {row[1]}
    if receipt is not None and action.verb in _MOVES and receipt.remote_id not in (None, action.item.remote_id):
        changed |= _rename(db, row[0], key, receipt.remote_id)
    return changed - {None}


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
