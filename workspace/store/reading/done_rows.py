"""What became of actions, for the window and the command line: the outbox and the ledger read together."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store.reading.connections import Files, Row
from workspace.store.rows import AttemptRow, ReceiptRow
from workspace.store.times import from_ms, maybe_from_ms

OUTBOX = """
SELECT action_id, account_id, verb, payload, item_account_id, item_kind, item_remote_id, created_at, retries,
    withdrawn_at
FROM outbox
"""
IN_ORDER = f"{OUTBOX} ORDER BY seq"
QUEUED = f"{OUTBOX} WHERE action_id = ?"
ATTEMPTS = """
SELECT action_id, account_id, verb, state, subject, item_account_id, item_kind, item_remote_id, created_at, tries,
    error_key, error_params, retries
FROM attempt
"""
TRIED = """
SELECT account_id, verb, payload, item_account_id, item_kind, item_remote_id, created_at FROM attempt
WHERE action_id = ?
"""
ATTEMPT = f"{ATTEMPTS} WHERE action_id = ?"
UNSETTLED = f"{ATTEMPTS} WHERE state IN ('queued', 'trying', 'failed', 'unsure') ORDER BY created_at"
STUCK_FILINGS = f"{ATTEMPTS} WHERE verb = 'file' AND state IN ('failed', 'unsure') ORDER BY created_at"
ASKED = "SELECT action_id, retries, withdrawn_at FROM outbox WHERE action_id IN (SELECT value FROM json_each(?))"
IN_OUTBOX = "SELECT action_id, withdrawn_at IS NOT NULL FROM outbox"
STATES = """
SELECT action_id, state FROM attempt
WHERE state IN ('queued', 'trying', 'failed', 'unsure') OR action_id IN (SELECT value FROM json_each(?))
"""
RECEIPTS = """
SELECT receipt_id, action_id, account_id, verb, state, item_account_id, item_kind, item_remote_id, subject, filing_key,
    thread_key, remote_id, link, records, created, attachments, found, filed_by, done_at, undone_at, extra
FROM receipt
"""
DISMISSED = "SELECT action_id FROM tray_dismissed"
IS_DISMISSED = f"{DISMISSED} WHERE action_id = ?"
DONE_FILINGS = """
SELECT account_id, item_account_id, item_kind, item_remote_id, max(created_at) FROM attempt
WHERE verb = 'file' AND state = 'done' AND item_remote_id IN (SELECT value FROM json_each(?))
GROUP BY account_id, item_account_id, item_kind, item_remote_id
"""
_STUCK = ("failed", "unsure")
_OPEN_STATES = ("queued", "trying", "failed", "unsure")


def attempts(files: Files, states: Iterable[str] | None = None) -> list[AttemptRow]:
    """What is queued, under way or stuck (or in these states), oldest first; withdrawn ones are left out."""
    outbox = files.user(IN_ORDER)
    withdrawn = {row[0] for row in outbox if row[9] is not None}
    dismissed = {row[0] for row in files.user(DISMISSED)} - {row[0] for row in outbox}
    wanted = set(states or _OPEN_STATES)
    settled = files.ledger(
        f"{ATTEMPTS} WHERE state IN (SELECT value FROM json_each(?)) OR action_id IN"
        " (SELECT value FROM json_each(?)) ORDER BY created_at",
        json.dumps(sorted(wanted)),
        json.dumps([row[0] for row in outbox]),
    )
    retries = {row[0]: row[8] for row in outbox}
    known = {row[0]: _attempt(row, retries.get(row[0], 0)) for row in settled}
    queued = [_queued(row) for row in outbox if row[0] not in known]
    found = [row for row in (*known.values(), *queued) if row.state in wanted]
    hidden = withdrawn | dismissed
    if states is None:
        hidden |= _superseded(files, found)
    return sorted((r for r in found if r.action_id not in hidden), key=lambda row: row.created_at)


def attempt(files: Files, action_id: ActionId) -> AttemptRow | None:
    """How far one action is, in whatever state; None if it is unknown, withdrawn or put aside."""
    queued = next(iter(files.user(QUEUED, action_id)), None)
    if queued is not None and queued[9] is not None:
        return None
    if queued is None and files.user(IS_DISMISSED, action_id):
        return None
    for row in files.ledger(ATTEMPT, action_id):
        return _attempt(row, queued[8] if queued is not None else 0)
    return _queued(queued) if queued is not None else None


def tried(files: Files, action_id: ActionId) -> Action | None:
    for account_id, verb, payload, *item, created_at in files.ledger(TRIED, action_id):
        return Action(action_id, account_id, Verb(verb), json.loads(payload), item_key(*item), from_ms(created_at))
    return None


def unfiled(files: Files) -> list[AttemptRow]:
    """Filings that ended without being filed and were not put aside by the user."""
    rows = files.ledger(STUCK_FILINGS)
    if not rows:
        return []
    outbox = {row[0]: row[1:] for row in files.user(ASKED, json.dumps([row[0] for row in rows]))}
    hidden = {row[0] for row in files.user(DISMISSED)} | {each for each, (_, gone) in outbox.items() if gone}
    found = [_attempt(row, outbox.get(row[0], (0, None))[0]) for row in rows if row[0] not in hidden]
    hidden = _superseded(files, found)
    return [row for row in found if row.state in _STUCK and row.action_id not in hidden]


def number(files: Files) -> int:
    """How many :func:`attempts` there are; of thousands it is known at once."""
    outbox: dict[str, int] = dict(files.user(IN_OUTBOX))
    settled: dict[str, str] = dict(files.ledger(STATES, json.dumps(list(outbox))))
    open_ = {each for each in (*outbox, *settled) if settled.get(each, "queued") in _OPEN_STATES}
    dismissed = {row[0] for row in files.user(DISMISSED)} - outbox.keys()
    superseded = _superseded(files, [_attempt(row, 0) for row in files.ledger(STUCK_FILINGS)])
    return len(open_ - dismissed - superseded - {each for each, is_gone in outbox.items() if is_gone})


def _superseded(files: Files, rows: Iterable[AttemptRow]) -> set[ActionId]:
    """Filings that are stuck and were filed again since, another way, at the same CRM."""
    filings = [row for row in rows if row.verb == "file" and row.item is not None]
    if not any(row.state in _STUCK for row in filings):
        return set()
    done = files.ledger(DONE_FILINGS, json.dumps([row.item.remote_id for row in filings if row.item]))
    latest = {(account, item_key(*item)): from_ms(at) for account, *item, at in done}
    return {
        row.action_id
        for row in filings
        if row.state in _STUCK and latest.get((row.account_id, row.item), row.created_at) > row.created_at
    }


def finished_actions(files: Files) -> set[ActionId]:
    """Outbox rows that nobody waits for any more."""
    outbox = files.user(IN_ORDER)
    done = files.ledger(
        "SELECT action_id FROM attempt WHERE state = 'done' AND action_id IN (SELECT value FROM json_each(?))",
        json.dumps([row[0] for row in outbox]),
    )
    return {row[0] for row in done} | {row[0] for row in outbox if row[9] is not None}


def receipts(files: Files, where: str, *values: object) -> list[ReceiptRow]:
    """The receipts that ``where`` (SQL after FROM) selects."""
    return [_receipt(row) for row in files.ledger(f"{RECEIPTS} {where}", *values)]


def _attempt(row: Row, asked: int) -> AttemptRow:
    (action_id, account_id, verb, state, subject, item_account, item_kind, item_remote, created_at, tries,
        error_key, error_params, retries) = row  # fmt: skip
    is_again = state in ("failed", "unsure") and asked > retries
    params: Mapping[str, Any] = json.loads(error_params)
    return AttemptRow(
        action_id, account_id, verb, "queued" if is_again else state, subject,
        item_key(item_account, item_kind, item_remote), from_ms(created_at), tries,
        "" if is_again else error_key, {name: str(value) for name, value in params.items()},
    )  # fmt: skip


def _queued(row: Row) -> AttemptRow:
    action_id, account_id, verb, payload, item_account, item_kind, item_remote, created_at, *_ = row
    subject = str(json.loads(payload).get("subject") or "")
    item = item_key(item_account, item_kind, item_remote)
    return AttemptRow(action_id, account_id, verb, "queued", subject, item, from_ms(created_at), 0)


def item_key(account_id: str | None, kind: str | None, remote_id: Any) -> ItemKey | None:
    return ItemKey(AccountId(account_id), Kind(kind), remote_id) if account_id and kind else None


def _receipt(row: Row) -> ReceiptRow:
    (receipt_id, action_id, account_id, verb, state, item_account, item_kind, item_remote, subject, filing_key,
        thread_key, remote_id, link, records, created, attachments, found, filed_by, done_at,
        undone_at, extra) = row  # fmt: skip
    return ReceiptRow(
        receipt_id, action_id, account_id, verb, state, item_key(item_account, item_kind, item_remote), subject,
        filing_key, thread_key, remote_id, link, _triples(records), _triples(created), _triples(attachments),
        bool(found), filed_by, from_ms(done_at), maybe_from_ms(undone_at), json.loads(extra),
    )  # fmt: skip


def _triples(text: str) -> tuple[Any, ...]:
    return tuple(tuple(each) for each in json.loads(text))
