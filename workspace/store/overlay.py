"""The preview of pending actions: what a queued change of marks or place makes of items and conversations, in memory.

It holds until the ledger says ``done`` (then the cache shows the same) or ``failed`` (then the old state comes back).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workspace.store import queries
from workspace.store.connections import Files, Row
from workspace.store.rows import FiledChip
from workspace.store.times import now_ms
from workspace.store.unread import counts, is_unread
from workspace.store.views import views_of

PENDING = """
SELECT action_id, account_id, verb, payload, item_account_id, item_kind, item_remote_id, retries FROM outbox
WHERE withdrawn_at IS NULL ORDER BY seq
"""
SETTLED = """
SELECT action_id, retries FROM attempt WHERE state IN ('done', 'failed')
    AND action_id IN (SELECT value FROM json_each(?))
"""
_FIND = f"""
{queries.ITEM} WHERE i.account_id = ? AND i.kind = ? AND i.remote_id IN (SELECT value FROM json_each(?))
"""
_ITEMS = f"""
{queries.ITEM} WHERE i.thread_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL
"""
_PLACES = """
SELECT scope, view, tab, thread_id FROM thread_place
WHERE is_unread = 1 AND thread_id IN (SELECT value FROM json_each(?))
"""
_ROLES = "SELECT account_id, kind, remote_id, role FROM collection"
_MARKS: dict[str, tuple[str, bool]] = {
    "read": ("is_read", True),
    "unread": ("is_read", False),
    "star": ("is_flagged", True),
    "unstar": ("is_flagged", False),
}
_MOVES = ("archive", "trash", "move", "label", "unlabel")


@dataclass(slots=True)
class Patch:
    """What pending actions make of one item; None leaves a mark as it is."""

    is_read: bool | None = None
    is_flagged: bool | None = None
    left: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    """Entered by role alone (archive, trash)."""

    def apply(self, verb: str, payload: Mapping[str, Any]) -> None:
        if verb in _MARKS:
            mark, value = _MARKS[verb]
            setattr(self, mark, value)
            return
        source, target = payload.get("collection"), payload.get("to")
        if verb == "unlabel":
            source, target = target, None
        if verb != "label" and source:
            self.left.add(source)
            self.entered.discard(source)
            self.roles.clear()
        if target:
            self.entered.add(target)
            self.left.discard(target)
        if verb in ("archive", "trash"):
            self.roles.add(verb)

    def collections(self, stored: Iterable[str]) -> tuple[str, ...]:
        """The remote ids of the collections the item will be in."""
        return (*(each for each in stored if each not in self.left), *sorted(self.entered))


@dataclass(slots=True)
class Preview:
    """A conversation as it will be: in which views, and whether unread and flagged."""

    row: Row
    views: frozenset[str]
    is_unread: bool
    is_flagged: bool


@dataclass(slots=True)
class Overlay:
    """All pending changes, resolved against the cache."""

    patches: dict[int, Patch] = field(default_factory=dict)
    """By item id."""
    threads: dict[int, Preview] = field(default_factory=dict)
    filings: dict[str, list[FiledChip]] = field(default_factory=dict)
    """Queued filings by filing key."""
    scopes: dict[str, frozenset[str]] = field(default_factory=dict)
    _counted: list[Row] = field(default_factory=list)

    def in_scope(self, account_id: str, scope: str) -> bool:
        return scope in ("*", account_id) or scope in self.scopes.get(account_id, ())

    def unread_changes(self) -> Counter[tuple[str, str, str]]:
        """By how much unread counts differ from the stored ones, by scope, view and tab."""
        changes: Counter[tuple[str, str, str]] = Counter()
        for scope, view, tab, _ in self._counted:
            changes[scope, view, tab] -= 1
        for preview in self.threads.values():
            account_id, tab = preview.row[2], preview.row[11]
            for scope in (*self.scopes.get(account_id, ()), account_id, "*"):
                for view in preview.views if preview.is_unread else ():
                    changes[scope, view, tab] += 1
        return changes


def build(files: Files) -> Overlay:
    """Resolve what is pending now."""
    overlay = Overlay()
    pending = _pending(files)
    for row in pending:
        if row[2] == "file" and (key := json.loads(row[3]).get("key")):
            chip = FiledChip(row[1], "queued", _label(json.loads(row[3])), action_id=row[0])
            overlay.filings.setdefault(key, []).append(chip)
    scopes: dict[str, set[str]] = defaultdict(set)
    for account_id, workplace_id in files.cache(queries.SCOPES):
        scopes[account_id].add(workplace_id)
    overlay.scopes = {account_id: frozenset(found) for account_id, found in scopes.items()}
    _patch_items(files, overlay, [row for row in pending if row[2] in _MARKS or row[2] in _MOVES])
    return overlay


def _pending(files: Files) -> list[Row]:
    rows = files.user(PENDING)
    settled: dict[str, int] = dict(files.ledger(SETTLED, json.dumps([row[0] for row in rows]))) if rows else {}
    return [row for row in rows if row[0] not in settled or row[7] > settled[row[0]]]


def _label(payload: Mapping[str, Any]) -> str:
    records = payload.get("records") or []
    return str(records[0][2]) if records else ""


def _patch_items(files: Files, overlay: Overlay, pending: list[Row]) -> None:
    if not pending:
        return
    patches: dict[tuple[str, str, str], Patch] = defaultdict(Patch)
    for _, _, verb, payload, *key, _ in pending:
        patches[key[0], key[1], key[2]].apply(verb, json.loads(payload))
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for account_id, kind, remote_id in patches:
        wanted[account_id, kind].append(remote_id)
    thread_ids = set()
    for (account_id, kind), remote_ids in wanted.items():
        for row in files.cache(_FIND, account_id, kind, json.dumps(remote_ids)):
            overlay.patches[row[0]] = patches[account_id, kind, row[3]]
            thread_ids.add(row[4])
    _preview_threads(files, overlay, json.dumps(sorted(thread_ids - {None})))


def _preview_threads(files: Files, overlay: Overlay, ids: str) -> None:
    items: dict[int, list[Row]] = defaultdict(list)
    for row in files.cache(_ITEMS, ids):
        items[row[4]].append(row)
    stands: dict[int, dict[str, str]] = defaultdict(dict)
    item_ids = json.dumps([row[0] for rows in items.values() for row in rows])
    for item_id, remote_id, role in files.cache(queries.COLLECTIONS_OF, item_ids):
        stands[item_id][remote_id] = role
    roles = {tuple(row[:3]): row[3] for row in files.cache(_ROLES)}
    for row in files.cache(queries.THREADS, ids):
        overlay.threads[row[0]] = _preview(overlay, row, items[row[0]], stands, roles)
    overlay._counted = files.cache(_PLACES, ids)


def _preview(
    overlay: Overlay,
    thread: Row,
    items: Iterable[Row],
    stands: Mapping[int, Mapping[str, str]],
    roles: Mapping[tuple[str, ...], str],
) -> Preview:
    unread, flagged, found = 0, False, set()
    for row in items:
        patch = overlay.patches.get(row[0], Patch())
        here = {
            stands[row[0]].get(each) or roles.get((row[1], row[2], each), "other")
            for each in patch.collections(stands[row[0]])
        } | patch.roles
        found |= here
        flagged |= bool(row[14]) if patch.is_flagged is None else patch.is_flagged
        unread += counts(
            is_read=bool(row[13]) if patch.is_read is None else patch.is_read,
            is_sent=row[16],
            is_draft=row[15],
            in_inbox=("direct" if row[2] == "chat" else "inbox") in here,
            is_mention=row[22],
        )
    snoozed_until, is_muted = thread[12], bool(thread[13])
    return Preview(
        thread,
        views_of(thread[3], found, has_filing=False),
        is_unread(unread, snoozed_until=snoozed_until, is_muted=is_muted, now=now_ms()),
        flagged,
    )
