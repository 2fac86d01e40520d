"""What we did: attempts and receipts, written before and after each call so that nothing is done twice."""

import json
from collections.abc import Collection as Several
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.folders import Renamed, makers_of, new_folder_id, with_payload
from workspace.model.ids import AccountId, ActionId, ReceiptId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import ActionState, Kind, Verb
from workspace.store.departures import DepartureWriter
from workspace.store.times import from_ms, now_ms, to_ms
from workspace.store.writing.filed_marks import FiledMark

_ATTEMPT = """
INSERT INTO attempt (action_id, account_id, verb, payload, item_account_id, item_kind, item_remote_id, state, tries,
    retries, subject, is_engine_born, created_at, changed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_RECEIPT = """
INSERT OR REPLACE INTO receipt (receipt_id, action_id, account_id, verb, state, filing_key, thread_key, item_account_id,
    item_kind, item_remote_id, subject, remote_id, link, records, created, attachments, found, filed_by, extra, done_at)
VALUES (?, ?, ?, ?, 'done', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ACTION = """
SELECT action_id, account_id, verb, payload, item_account_id, item_kind, item_remote_id, created_at FROM attempt
"""
_FILED = """
SELECT filing_key, account_id, receipt_id, link, records, thread_key, filed_by, done_at FROM receipt
WHERE verb = 'file' AND undone_at IS NULL AND filing_key IS NOT NULL ORDER BY done_at
"""
_FILING = """
SELECT action_id, json_extract(payload, '$.key'), account_id, state, json_extract(payload, '$.records'),
    json_extract(payload, '$.thread_key'), changed_at
FROM attempt WHERE verb = 'file' AND (state = 'trying' OR state IN ('failed', 'unsure') AND NOT EXISTS (
    SELECT 1 FROM receipt r WHERE r.filing_key = json_extract(attempt.payload, '$.key') AND r.verb = 'file'
    AND r.account_id = attempt.account_id AND r.action_id <> attempt.action_id AND r.done_at >= attempt.changed_at))
ORDER BY changed_at
"""
_UNDER_KEY = """
SELECT receipt_id, a.state, a.payload FROM receipt r JOIN attempt a USING (action_id)
WHERE r.filing_key = ? AND r.account_id = ? AND r.verb = 'file' AND r.undone_at IS NULL AND action_id <> ?
ORDER BY r.done_at DESC
"""
_MOVED = """
SELECT remote_id FROM receipt WHERE item_account_id = ? AND item_kind = ? AND item_remote_id = ?
    AND verb IN ('archive', 'trash', 'move') AND remote_id IS NOT NULL ORDER BY done_at DESC LIMIT 1
"""
_MADE = "SELECT remote_id FROM receipt WHERE action_id = ?"
_RENAMED = """
SELECT r.account_id, r.done_at, json_extract(a.payload, '$.collection'), r.remote_id, r.extra
FROM receipt r JOIN attempt a USING (action_id) WHERE r.verb = 'rename_folder' ORDER BY r.done_at
"""
_FOLDERS_SINCE = """
SELECT remote_id FROM receipt WHERE account_id = ? AND verb IN ('create_folder', 'rename_folder') AND done_at >= ?
"""
REPEATED = "+"
"""Stands between a receipt's id and the action that found it instead of filing a second time."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An attempt that may go ahead. ``was`` is the state it was found in, empty at first; ``tries`` counts it."""

    was: str
    tries: int


class Ledger(DepartureWriter):
    """The engine's pen for ``ledger.db``. Takes the engine of :func:`workspace.store.open.open_writer`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as db:
            yield db

    def begin(self, action: Action, *, retries: int = 0) -> Begun | None:
        """Write ``trying`` before the call; None if the action has ended and the user did not ask again.

        ``retries`` is the outbox row's: an ended action is begun again only when it is higher than before, and one
        that is done never.
        """
        with self._writing() as db:
            row = _attempt(db, action.action_id)
            if row is None:
                self._add(db, action, ActionState.TRYING, 1, retries)
                return Begun("", 1)
            state, tries, known = row
            ended = state in (ActionState.FAILED, ActionState.UNSURE)
            if state == ActionState.DONE or (ended and retries <= known):
                return None
            db.exec_driver_sql(
                "UPDATE attempt SET state = 'trying', tries = ?, retries = ?, changed_at = ?, error_key = '',"
                " error_params = '{}' WHERE action_id = ?",
                (tries + 1, max(retries, known), now_ms(), action.action_id),
            )
            return Begun(state if state != ActionState.QUEUED else "", tries + 1)

    def postpone(self, action_id: ActionId, error_key: str, error_params: Mapping[str, object] | None = None) -> None:
        """The call surely did not go through; the attempt waits for its next try, with the reason."""
        self._end(action_id, ActionState.TRYING, error_key, error_params)

    def finish(
        self,
        action: Action,
        state: ActionState,
        receipt: Receipt | None = None,
        *,
        error_key: str = "",
        error_params: Mapping[str, object] | None = None,
    ) -> None:
        """Write how it ended: ``done`` with a receipt, ``failed`` or ``unsure`` with a reason. An action never begun
        is entered as well."""
        with self._writing() as db:
            if _attempt(db, action.action_id) is None:
                self._add(db, action, state, 0, 0)
            _set_state(db, action.action_id, state, error_key, error_params)
            if receipt is not None:
                db.exec_driver_sql(_RECEIPT, _receipt_values(action, receipt))
            if action.verb is Verb.UNFILE and state is ActionState.DONE:
                _undo(db, action)

    def _end(
        self,
        action_id: ActionId,
        state: ActionState,
        error_key: str,
        error_params: Mapping[str, object] | None,
    ) -> None:
        with self._writing() as db:
            _set_state(db, action_id, state, error_key, error_params)

    def engine_born(self, action: Action) -> bool:
        """Enter an action that the engine decided itself; False if it was entered before."""
        with self._writing() as db:
            if _attempt(db, action.action_id) is not None:
                return False
            self._add(db, action, ActionState.QUEUED, 0, 0, is_engine_born=True)
            return True

    def born_unfinished(self) -> list[Action]:
        """The engine's own actions that have not ended."""
        return self._actions("WHERE is_engine_born = 1 AND state IN ('queued', 'trying')")

    def found_trying(self) -> list[Action]:
        """At start: what was under way when the engine died."""
        return self._actions("WHERE state = 'trying'")

    def _actions(self, where: str) -> list[Action]:
        with self._writing() as db:
            return [_action(tuple(row)) for row in db.exec_driver_sql(f"{_ACTION} {where}")]

    def states(self, action_ids: Iterable[ActionId]) -> dict[ActionId, tuple[str, int]]:
        """``(state, retries)`` of those that are known."""
        with self._writing() as db:
            rows = db.exec_driver_sql(
                "SELECT action_id, state, retries FROM attempt WHERE action_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(action_ids)),),
            )
            return {row[0]: (row[1], row[2]) for row in rows}

    def moved_to(self, item: ItemKey) -> ItemKey:
        """The item's key after the moves that were done with it, where the service changes ids with them."""
        passed: set[str] = set()
        with self._writing() as db:
            while item.remote_id not in passed:
                passed.add(item.remote_id)
                found = db.exec_driver_sql(_MOVED, (item.account_id, str(item.kind), item.remote_id)).scalar()
                item = replace(item, remote_id=RemoteId(found or item.remote_id))
        return item

    def with_made_folders(self, action: Action) -> Action:
        """The action with the folders that other actions made by the ids they got; those that were not made stay."""
        makers = makers_of(action)
        if not makers:
            return action
        with self._writing() as db:
            made = {each: db.exec_driver_sql(_MADE, (each,)).scalar() for each in makers}
        return with_payload(action, {new_folder_id(each): name for each, name in made.items() if name})

    def renamed(self) -> dict[AccountId, list[Renamed]]:
        """What the user's renaming of folders changed in each account, in its order."""
        found: dict[AccountId, list[Renamed]] = {}
        with self._writing() as db:
            for account_id, at, old, new, extra in db.exec_driver_sql(_RENAMED):
                found.setdefault(account_id, []).append(Renamed.of(from_ms(at), old, new, json.loads(extra)))
        return found

    def folders_since(self, account_id: AccountId, at: datetime) -> frozenset[str]:
        """Remote ids of what we made or renamed since: a listing that was asked for before may lack it."""
        with self._writing() as db:
            return frozenset(row[0] for row in db.exec_driver_sql(_FOLDERS_SINCE, (account_id, to_ms(at))))

    def filed_by_others(self, action: Action, filing_key: str) -> list[tuple[ReceiptId, Mapping[str, Any] | None]]:
        """The receipts of this user's other filings under the key at this CRM that stand, newest first, each with the
        payload that was carried out; None where only a part of it was.
        """
        with self._writing() as db:
            rows = db.exec_driver_sql(_UNDER_KEY, (filing_key, action.account_id, action.action_id)).fetchall()
        return [(row[0], json.loads(row[2]) if row[1] == ActionState.DONE else None) for row in rows]

    def filed_marks(self, given_up: Several[ActionId] = frozenset()) -> list[FiledMark]:
        """For ``CacheWriter.mirror_filed``: what is filed, being filed, or failed to be and was not filed since.

        What the user gave up (``given_up``) shows only if it was filed all the same.
        """
        found: dict[tuple[str, str], FiledMark] = {}
        with self._writing() as db:
            for action_id, key, account_id, state, records, thread_key, at in db.exec_driver_sql(_FILING):
                if key and action_id not in given_up:
                    found[key, account_id] = FiledMark(
                        key, account_id, state, at, label=_label(records), records=records or "[]",
                        thread_key=thread_key,
                    )  # fmt: skip
            for key, account_id, receipt_id, link, records, thread_key, by, at in db.exec_driver_sql(_FILED):
                found[key, account_id] = FiledMark(
                    key, account_id, "done", at, receipt_id, _label(records), link, records, thread_key, by
                )  # fmt: skip
        return list(found.values())

    def _add(
        self, db: Connection, action: Action, state: ActionState, tries: int, retries: int,
        *, is_engine_born: bool = False,
    ) -> None:  # fmt: skip
        now = now_ms()
        item = action.item
        db.exec_driver_sql(
            _ATTEMPT,
            (
                action.action_id, action.account_id, str(action.verb), json.dumps(dict(action.payload)),
                item and item.account_id, item and str(item.kind), item and item.remote_id, str(state), tries,
                retries, str(action.payload.get("subject", "")), int(is_engine_born), now, now,
            ),
        )  # fmt: skip


def _attempt(db: Connection, action_id: ActionId) -> tuple[str, int, int] | None:
    row = db.exec_driver_sql("SELECT state, tries, retries FROM attempt WHERE action_id = ?", (action_id,)).fetchone()
    return None if row is None else (row[0], row[1], row[2])


def _set_state(
    db: Connection,
    action_id: ActionId,
    state: ActionState,
    error_key: str,
    error_params: Mapping[str, object] | None,
) -> None:
    db.exec_driver_sql(
        "UPDATE attempt SET state = ?, error_key = ?, error_params = ?, changed_at = ? WHERE action_id = ?",
        (
            str(state), error_key, json.dumps(dict(error_params or {}), default=str), now_ms(), action_id,
        ),
    )  # fmt: skip


def _undo(db: Connection, action: Action) -> None:
    """The filing that this action took back does not stand any more, nor what repeated it."""
    receipt: Any = action.payload.get("receipt")
    receipt_id = receipt.get("receipt_id") if isinstance(receipt, Mapping) else receipt
    first = str(receipt_id).partition(REPEATED)[0]
    db.exec_driver_sql(
        "UPDATE receipt SET state = 'undone', undone_at = ? WHERE receipt_id = ? OR substr(receipt_id, 1, ?) = ?",
        (now_ms(), first, len(first) + 1, first + REPEATED),
    )


def _receipt_values(action: Action, receipt: Receipt) -> tuple[object, ...]:
    item, payload = action.item, action.payload
    is_filing = action.verb is Verb.FILE
    return (
        receipt.receipt_id, action.action_id, action.account_id, str(action.verb),
        payload.get("key") if is_filing else None, payload.get("thread_key") if is_filing else None,
        item and item.account_id, item and str(item.kind), item and item.remote_id,
        str(payload.get("subject", "")), receipt.remote_id, receipt.link, _refs(receipt.records),
        _refs(receipt.created), json.dumps([list(each) for each in receipt.attachments]),
        int(receipt.found), receipt.filed_by, json.dumps(dict(receipt.extra), default=str), now_ms(),
    )  # fmt: skip


def _refs(records: Iterable[RecordRef]) -> str:
    return json.dumps([[str(r.record_type), r.remote_id, r.name] for r in records], ensure_ascii=False)


def _label(records: str | None) -> str:
    found = json.loads(records) if records else []
    return str(found[0][2]) if found else ""


def _action(row: tuple[Any, ...]) -> Action:
    action_id, account_id, verb, payload, item_account, item_kind, item_remote, created_at = row
    item = item_account and ItemKey(AccountId(item_account), Kind(item_kind), RemoteId(item_remote))
    return Action(action_id, account_id, Verb(verb), json.loads(payload), item or None, from_ms(created_at))
