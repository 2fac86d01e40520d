"""A folder that was made, renamed or deleted, shown in the cache before the service lists it so; idempotent."""

from sqlalchemy import Connection

from workspace.model.actions import Action, Receipt
from workspace.model.folders import PARTS, Renamed, path_of, split
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.times import from_ms
from workspace.store.writing import presence

_ADD = """
INSERT OR IGNORE INTO collection (account_id, remote_id, kind, name, role, identity, extra)
VALUES (?, ?, ?, ?, ?, ?, '{}')
"""
_ITEMS = """
UPDATE OR IGNORE item SET remote_id = substr(remote_id, 1, length(remote_id) - length(?)) || ?
WHERE item_id IN (SELECT item_id FROM item_collection WHERE collection_id = ?)
    AND substr(remote_id, -length(?)) = ?
"""
Named = tuple[int, str, str | None]


def apply(db: Connection, action: Action, receipt: Receipt | None) -> set[int]:
    """Returns the conversations to refresh."""
    if action.verb is Verb.CREATE_FOLDER:
        _create(db, action, receipt)
        return set()
    folder = str(action.payload["collection"])
    known = _named(db, action.account_id, folder)
    if known is None:
        return set()
    if action.verb is Verb.DELETE_FOLDER:
        return presence.dissolve(db, known[0]).thread_ids
    new_id = receipt.remote_id if receipt is not None else None
    renamed = Renamed.of(from_ms(0), folder, new_id, receipt.extra if receipt is not None else {})
    return _rename(db, action, known[1], renamed)


def _create(db: Connection, action: Action, receipt: Receipt | None) -> None:
    if receipt is None or receipt.remote_id is None:
        return
    parent = _named(db, action.account_id, str(action.payload.get("parent") or ""))
    name = path_of(parent[1] if parent else "", str(action.payload["name"]))
    identity = parent[2] if parent else None
    db.exec_driver_sql(_ADD, (action.account_id, receipt.remote_id, str(Kind.EMAIL), name, str(Role.OTHER), identity))


def _rename(db: Connection, action: Action, old: str, renamed: Renamed) -> set[int]:
    """The folder and those in it get their new names and ids, and so do the mails that are called after them."""
    changed: set[int] = set()
    for old_id, new_id in renamed.names.items():
        here = _named(db, action.account_id, old_id)
        if here is None:
            continue
        if _named(db, action.account_id, new_id) is not None:
            # A pull has read it under its new name.
            changed |= presence.dissolve(db, here[0]).thread_ids
            continue
        db.exec_driver_sql("UPDATE collection SET remote_id = ? WHERE collection_id = ?", (new_id, here[0]))
        if renamed.mark:
            before, after = renamed.mark + old_id, renamed.mark + new_id
            db.exec_driver_sql(_ITEMS, (before, after, here[0], before, before))
    new = path_of(split(old)[0], str(action.payload["name"]))
    db.exec_driver_sql(
        "UPDATE collection SET name = ? || substr(name, ?) WHERE account_id = ? AND kind = 'email'"
        " AND (name = ? OR substr(name, 1, ?) = ?)",
        (new, len(old) + 1, action.account_id, old, len(old) + 1, old + PARTS),
    )
    return changed


def _named(db: Connection, account_id: str, remote_id: str) -> Named | None:
    row = db.exec_driver_sql(
        "SELECT collection_id, name, identity FROM collection"
        " WHERE account_id = ? AND kind = 'email' AND remote_id = ?",
        (account_id, remote_id),
    ).fetchone()
    return None if row is None else (row[0], row[1], row[2])
