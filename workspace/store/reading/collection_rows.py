"""The mailboxes of an account as they are stored, and as pending actions will make them."""

from workspace.model.ids import AccountId, CollectionId
from workspace.model.kinds import Kind
from workspace.store import queries
from workspace.store.reading.connections import Files
from workspace.store.reading.overlay import Overlay
from workspace.store.reading.wanted_folders import made_of
from workspace.store.rows import CollectionRow
from workspace.store.times import maybe_from_ms

_ONE = "WHERE c.collection_id = ?"
_NAMED = "WHERE c.account_id = ? AND c.kind = 'email' AND c.remote_id = ?"
_OF_ACCOUNT = "WHERE c.kind = 'email' AND c.account_id = ?"


def of_account(files: Files, overlay: Overlay, account_id: AccountId) -> list[CollectionRow]:
    """Stored ones in the order they came, then those that are to be made."""
    rows = _stored(files, _OF_ACCOUNT, account_id)
    return overlay.folders.shown(rows, lambda wish: wish.account_id == account_id)


def one(files: Files, overlay: Overlay, collection_id: CollectionId) -> CollectionRow | None:
    """None where it is gone. One that is to be made has a negative id, which leads to the made one afterwards."""
    wish = overlay.folders.new.get(collection_id)
    if wish is not None:
        rows = of_account(files, overlay, wish.account_id)
        return next((row for row in rows if row.collection_id == collection_id), None)
    if collection_id < 0:
        made = made_of(files, collection_id)
        rows = _stored(files, _NAMED, *made) if made else []
    else:
        rows = _stored(files, _ONE, collection_id)
    if not rows or not overlay.folders.wishes:
        return rows[0] if rows else None
    # The name of one that it lies in may change its own.
    shown = of_account(files, overlay, rows[0].account_id)
    return next((row for row in shown if row.collection_id == rows[0].collection_id), None)


def _stored(files: Files, where: str, *values: object) -> list[CollectionRow]:
    rows = files.cache(queries.COLLECTIONS.format(where=where, count="NULL"), *values)
    return [
        CollectionRow(row_id, owner, remote_id, Kind(kind), name, role, None, pulled, total, maybe_from_ms(at), held)
        for row_id, owner, remote_id, kind, name, role, _, pulled, total, at, held in rows
    ]
