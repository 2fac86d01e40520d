"""The user's tab rules as the cache keeps them, and putting conversations that are here where the rules say.

What the cache was last placed by stands among the answers: with it a program that was stopped goes on where it was, and
places what it pulls by the rules from its first moment on.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from workspace.store import tabs
from workspace.store.reading.tab_reader import NAME
from workspace.store.tab_rules import Facts, TabRule, dumped, loaded

STEP = 200
"""Conversations of a slice: some 50 milliseconds, in which nobody else writes."""
_NEVER = 1 << 53
"""``answered_at`` of what is not swept away."""
_SAVE = "INSERT OR REPLACE INTO answer VALUES (?, 'done', ?, '', '{}', ?)"
_TOTAL = "SELECT count(*) FROM thread WHERE account_id IN (SELECT value FROM json_each(?))"
_MEMBERS = """
SELECT DISTINCT account_id FROM account_workplace WHERE workplace_id IN (SELECT value FROM json_each(?))
ORDER BY account_id
"""
_NEXT = """
SELECT thread_id, account_id, from_email, subject, tab FROM thread INDEXED BY thread_by_account
WHERE account_id = ? AND thread_id < ? ORDER BY thread_id DESC LIMIT ?
"""
_PLACES = """
SELECT scope, view, tab, last_item_id, thread_id, is_unread FROM thread_place INDEXED BY thread_place_by_thread
WHERE thread_id IN (SELECT value FROM json_each(?)) AND scope IN (SELECT value FROM json_each(?))
"""
_DROP = "DELETE FROM thread_place WHERE scope = ? AND view = ? AND tab = ? AND last_item_id = ? AND thread_id = ?"
_PUT = "INSERT OR REPLACE INTO thread_place VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Placed:
    """What the cache is placed by, and the workplaces where older conversations are still to be looked at."""

    rules: dict[str, tuple[TabRule, ...]] = field(default_factory=dict)
    scopes: set[str] = field(default_factory=set)
    accounts: list[str] = field(default_factory=list)
    """Whose conversations come next; the first one's below ``before``."""
    before: int = 1 << 62
    looked_at: int = 0
    total: int = 0


def load(db: Connection) -> Placed:
    """As it was kept; a walk that was stopped begins anew."""
    text = db.exec_driver_sql("SELECT payload FROM answer WHERE request_id = ?", (NAME,)).scalar()
    kept = json.loads(text) if text else {}
    rules = {
        scope: tuple(TabRule(rule_id, scope, "", loaded(rule), n) for n, (rule_id, rule) in enumerate(several))
        for scope, several in kept.get("rules", {}).items()
    }
    found = Placed(rules, set(kept.get("scopes", ())))
    begin(db, found, found.scopes)
    return found


def save(db: Connection, placed: Placed) -> None:
    rules = {scope: [[each.rule_id, dumped(each.rule)] for each in found] for scope, found in placed.rules.items()}
    kept = {"rules": rules, "scopes": sorted(placed.scopes), "looked_at": placed.looked_at, "total": placed.total}
    db.exec_driver_sql(_SAVE, (NAME, json.dumps(kept, ensure_ascii=False), _NEVER))


def changed(before: tabs.Rules, after: tabs.Rules) -> set[str]:
    """The workplaces where conversations may stand in other tabs now; what a tab is called does not matter."""
    return {scope for scope in {*before, *after} if _asked(before.get(scope, ())) != _asked(after.get(scope, ()))}


def _asked(rules: Iterable[TabRule]) -> list[tuple[str, object]]:
    return [(each.rule_id, each.rule) for each in rules]


def begin(db: Connection, placed: Placed, scopes: Iterable[str]) -> None:
    """Have the conversations of these workplaces looked at, and of those where that was not finished."""
    placed.scopes |= set(scopes)
    members = db.exec_driver_sql(_MEMBERS, (json.dumps(sorted(placed.scopes)),))
    placed.accounts = [row[0] for row in members]
    placed.before, placed.looked_at = 1 << 62, 0
    placed.total = db.exec_driver_sql(_TOTAL, (json.dumps(placed.accounts),)).scalar_one()


def step(db: Connection, placed: Placed, scopes: dict[str, tuple[str, ...]]) -> bool:
    """Look at some more, of each account the newest first; True where one of them moved."""
    if not placed.accounts:
        placed.scopes.clear()
        return False
    rows = db.exec_driver_sql(_NEXT, (placed.accounts[0], placed.before, STEP)).all()
    placed.looked_at += len(rows)
    if len(rows) < STEP:
        placed.accounts.pop(0)
        placed.before = 1 << 62
    else:
        placed.before = rows[-1][0]
    is_moved = _put(db, placed, scopes, [Facts(*row) for row in rows])
    if not placed.accounts:
        placed.scopes.clear()
    return is_moved


def _put(db: Connection, placed: Placed, scopes: dict[str, tuple[str, ...]], facts: Sequence[Facts]) -> bool:
    def fetch(sql: str, *values: object) -> Sequence[Any]:
        return db.exec_driver_sql(sql, values).all()

    ruled = tabs.ruled_tabs(fetch, facts, placed.rules, scopes)
    fixed = {each.thread_id: each.tab for each in facts}
    gone, fresh = [], []
    for row in fetch(_PLACES, json.dumps(list(fixed)), json.dumps(sorted(placed.scopes))):
        scope, view, tab, order, thread_id, is_unread = row
        wanted = ruled.get((thread_id, scope), fixed[thread_id])
        if tab != wanted:
            gone.append((scope, view, tab, order, thread_id))
            fresh.append((scope, view, wanted, order, thread_id, is_unread))
    if gone:
        db.exec_driver_sql(_DROP, gone)
        db.exec_driver_sql(_PUT, sorted(fresh))
    return bool(gone)
