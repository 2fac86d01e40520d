"""The preview of pending actions: what a queued change of marks or place makes of items and conversations, in memory.

It holds until the ledger says ``done`` (then the cache shows the same) or ``failed`` (then the old state comes back).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workspace.store import mark_rows, queries
from workspace.store.reading.begun import Begun, begun
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.kept import Kept
from workspace.store.reading.wanted_folders import WantedFolders, wanted, with_made
from workspace.store.rows import FiledChip
from workspace.store.standing import NO_MARK, Content, Mark, standing
from workspace.store.times import now_ms
from workspace.store.unread import ITEM_COUNTS, RECENT, counts

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
{queries.ITEM} WHERE i.thread_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL ORDER BY i.item_id
"""
_PLACES = """
SELECT scope, view, tab, thread_id FROM thread_place
WHERE is_unread = 1 AND thread_id IN (SELECT value FROM json_each(?))
"""
TABS = """
SELECT DISTINCT thread_id, scope, tab FROM thread_place INDEXED BY thread_place_by_thread
WHERE thread_id IN (SELECT value FROM json_each(?))
"""
_CHAT_UNREAD = f"""
SELECT item_id, is_read FROM item INDEXED BY item_unread WHERE account_id = ? AND thread_id = ? AND {ITEM_COUNTS}
ORDER BY item_id DESC LIMIT 1000
"""
CHAT_NEWS = f"""
SELECT coalesce(max(item_id), 0) FROM (
    SELECT item_id, is_sent, in_inbox, is_mention FROM item INDEXED BY item_of_chat
    WHERE thread_id = ? AND kind = 'chat' ORDER BY item_id DESC LIMIT {RECENT})
WHERE is_sent = 0 AND (in_inbox = 1 OR is_mention = 1)
"""
"""The newest message for me among the recent ones."""
_ROLES = """
SELECT account_id, kind, remote_id, role FROM collection WHERE account_id IN (SELECT value FROM json_each(?))
"""
_MARKS: dict[str, tuple[str, bool]] = {
    "read": ("is_read", True),
    "unread": ("is_read", False),
    "star": ("is_flagged", True),
    "unstar": ("is_flagged", False),
}
_REACTIONS = {"react": True, "unreact": False}
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
    reactions: dict[str, bool] = field(default_factory=dict)
    """By emoji, whether it will be among mine."""

    def apply(self, verb: str, payload: Mapping[str, Any]) -> None:
        if verb in _MARKS:
            mark, value = _MARKS[verb]
            setattr(self, mark, value)
            return
        if verb in _REACTIONS:
            self.reactions[str(payload.get("emoji"))] = _REACTIONS[verb]
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


NO_PATCH = Patch()


@dataclass(slots=True)
class Preview:
    """A conversation as it will be: in which views and where in each, whether unread and flagged, and its mark."""

    row: Row
    views: Mapping[str, int]
    is_unread: bool
    is_flagged: bool
    is_muted: bool
    snoozed_until: int | None
    folders: Mapping[str, int] = field(default_factory=dict)
    """The newest mail in each collection it will be in, by remote id."""
    unread_in: frozenset[str] = frozenset()
    """Those of them where a received mail will be unread."""


@dataclass(slots=True)
class Overlay:
    """All pending changes, resolved against the cache."""

    patches: dict[int, Patch] = field(default_factory=dict)
    """By item id."""
    threads: dict[int, Preview] = field(default_factory=dict)
    filings: dict[str, list[FiledChip]] = field(default_factory=dict)
    """Queued filings by filing key."""
    scopes: dict[str, frozenset[str]] = field(default_factory=dict)
    chat_marks: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)
    """By chat conversation, ``(item id, is read)``: read up to and with it, or unread from it on, in this order."""
    tabs: dict[tuple[int, str], str] = field(default_factory=dict)
    """By conversation and scope: what is pending changes no sender, so that each stays in its tab."""
    folders: WantedFolders = field(default_factory=WantedFolders)
    begun: Begun = field(default_factory=Begun)
    _counted: list[Row] = field(default_factory=list)
    _ids: str | None = None
    _changes: Counter[tuple[str, str, str]] | None = None

    @property
    def ids(self) -> str:
        """Of the conversations with pending changes, as JSON."""
        if self._ids is None:
            self._ids = json.dumps(list(self.threads))
        return self._ids

    def tab_of(self, preview: Preview, scope: str) -> str:
        """The tab that a previewed conversation stands in."""
        tab: str = preview.row[11]
        return self.tabs.get((preview.row[0], scope), tab)

    def in_scope(self, account_id: str, scope: str) -> bool:
        return scope in ("*", account_id) or scope in self.scopes.get(account_id, ())

    def marked_read(self, thread_id: int | None, item_id: int, is_read: bool) -> bool:
        """Whether a message is read once what is pending in its conversation is done."""
        for at, mark in self.chat_marks.get(thread_id or 0, ()):
            if item_id <= at if mark else item_id >= at:
                is_read = mark
        return is_read

    def unread_changes(self) -> Counter[tuple[str, str, str]]:
        """By how much unread counts differ from the stored ones, by scope, view and tab."""
        if self._changes is None:
            self._changes = self._counted_changes()
        return self._changes

    def _counted_changes(self) -> Counter[tuple[str, str, str]]:
        changes: Counter[tuple[str, str, str]] = Counter()
        for scope, view, tab, _ in self._counted:
            changes[scope, view, tab] -= 1
        for preview in self.threads.values():
            account_id = preview.row[2]
            for scope in (*self.scopes.get(account_id, ()), account_id, "*"):
                for view in preview.views if preview.is_unread else ():
                    changes[scope, view, self.tab_of(preview, scope)] += 1
        return changes


def build(files: Files, kept: Kept) -> Overlay:
    """Resolve what is pending now; ``kept`` is what the cache said before, as it was not written since."""
    overlay = Overlay(begun=begun(files))
    pending = _pending(files)
    for row in pending:
        if row[2] == "file" and (key := json.loads(row[3]).get("key")):
            chip = FiledChip(row[1], "queued", _label(json.loads(row[3])), action_id=row[0])
            overlay.filings.setdefault(key, []).append(chip)
    overlay.scopes = kept.made(queries.SCOPES, _scopes)
    pending = with_made(files, pending)
    overlay.folders = wanted(files, pending)
    pending = [row for row in pending if row[2] in (*_MARKS, *_MOVES, *_REACTIONS)]
    mails, chats = _patch_items(kept, overlay, pending)
    marks = _pending_marks(files, kept, mails, chats)
    _preview_threads(files, kept, overlay, mails, marks)
    _preview_chats(files, overlay, chats, marks)
    overlay.tabs = {(thread_id, scope): tab for thread_id, scope, tab in kept.rows(TABS, overlay.threads)}
    return overlay


def _scopes(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """The workplaces of each account."""
    found: dict[str, set[str]] = defaultdict(set)
    for account_id, workplace_id in rows:
        found[account_id].add(workplace_id)
    return {account_id: frozenset(each) for account_id, each in found.items()}


def _pending_marks(files: Files, kept: Kept, mails: set[int], chats: dict[int, list[Row]]) -> dict[int, Mark]:
    """The user's marks that the cache does not have yet, by conversation: these are previewed too."""
    mirrored = set(kept.whole(mark_rows.ALL))
    fresh = [mark_rows.row_of(row) for row in files.user(mark_rows.ALL) if row not in mirrored]
    found: dict[int, Mark] = {}
    for row in sorted(fresh, key=lambda row: row.mark.seen_at):
        for thread_id in mark_rows.threads_of(files.cache, row.key):
            found[thread_id] = row.mark
            if row.kind == "chat":
                chats.setdefault(thread_id, [])
            else:
                mails.add(thread_id)
    return found


def _pending(files: Files) -> list[Row]:
    rows = files.user(PENDING)
    settled: dict[str, int] = dict(files.ledger(SETTLED, json.dumps([row[0] for row in rows]))) if rows else {}
    return [row for row in rows if row[0] not in settled or row[7] > settled[row[0]]]


def _label(payload: Mapping[str, Any]) -> str:
    records = payload.get("records") or []
    return str(records[0][2]) if records else ""


def _patch_items(kept: Kept, overlay: Overlay, pending: list[Row]) -> tuple[set[int], dict[int, list[Row]]]:
    """What actions make of items; returns the mail conversations they are in, and the chats with the marked items."""
    patches: dict[tuple[str, str, str], Patch] = defaultdict(Patch)
    for _, _, verb, payload, *key, _ in pending:
        patches[key[0], key[1], key[2]].apply(verb, json.loads(payload))
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for account_id, kind, remote_id in patches:
        wanted[account_id, kind].append(remote_id)
    mails: set[int] = set()
    said: dict[tuple[str, str], Row] = {}
    for (account_id, kind), remote_ids in wanted.items():
        for row in kept.rows(_FIND, remote_ids, account_id, kind, at=3):
            overlay.patches[row[0]] = patches[account_id, kind, row[3]]
            if kind == "chat":
                said[account_id, row[3]] = row
            elif row[4] is not None:
                mails.add(row[4])
    return mails, _marked_chats(overlay, pending, said) if said else {}


def _marked_chats(
    overlay: Overlay, pending: Iterable[Row], rows: Mapping[tuple[str, str], Row]
) -> dict[int, list[Row]]:
    """A read mark holds for all before it, an unread one for all after it: the conversation is not read whole."""
    asked: dict[int, list[Row]] = defaultdict(list)
    for _, account_id, verb, _, _, kind, remote_id, _ in pending:
        row = rows.get((account_id, remote_id)) if kind == "chat" and verb in _MARKS else None
        if row is not None:
            asked[row[4]].append(row)
            if verb in ("read", "unread"):
                overlay.chat_marks.setdefault(row[4], []).append((row[0], verb == "read"))
    return asked


def _preview_chats(files: Files, overlay: Overlay, asked: Mapping[int, list[Row]], pending: Mapping[int, Mark]) -> None:
    if not asked:
        return
    ids = json.dumps(list(asked))
    marks = {**mark_rows.of_threads(files.cache, (), asked), **pending}
    for thread in files.cache(queries.THREADS, ids):
        mark = marks.get(thread[0], NO_MARK)
        overlay.threads[thread[0]] = _chat_preview(files, overlay, thread, asked[thread[0]], mark)
    overlay._counted += files.cache(_PLACES, ids)


def _chat_preview(files: Files, overlay: Overlay, thread: Row, asked: Iterable[Row], mark: Mark) -> Preview:
    thread_id, last_item_id = thread[0], thread[1]
    counted = {row[0]: row[1] for row in files.cache(_CHAT_UNREAD, thread[2], thread_id)}
    counted |= {row[0]: row[13] for row in asked if row[22] or row[23]}
    unread = [each for each, is_read in counted.items() if not overlay.marked_read(thread_id, each, bool(is_read))]
    flags = [overlay.patches[row[0]].is_flagged for row in asked]
    is_flagged = any(flags) if any(flag is not None for flag in flags) else bool(thread[9])
    roles = {role for _, _, role in files.cache(queries.COLLECTIONS_OF, json.dumps([last_item_id]))}
    news_id = max(files.cache(CHAT_NEWS, thread_id)[0][0], *unread, 0)
    content = Content(thread_id, "chat", roles, last_item_id, news_id, len(unread))
    return _preview_of(thread, content, is_flagged, mark)


def _preview_of(thread: Row, content: Content, is_flagged: bool, mark: Mark) -> Preview:
    found = standing(content, mark, now_ms())
    return Preview(thread, found.views, found.is_unread, is_flagged, mark.is_muted, found.snoozed_until)


def _preview_threads(
    files: Files, kept: Kept, overlay: Overlay, thread_ids: Iterable[int], pending: Mapping[int, Mark]
) -> None:
    ids = sorted(thread_ids)
    items = kept.by_key(_ITEMS, ids, at=4)
    stands: dict[int, dict[str, str]] = defaultdict(dict)
    for item_id, remote_id, role in kept.rows(
        queries.COLLECTIONS_OF, [row[0] for rows in items.values() for row in rows]
    ):
        stands[item_id][remote_id] = role
    accounts = sorted({rows[0][1] for rows in items.values() if rows})
    whereabouts = Whereabouts(stands, {tuple(row[:3]): row[3] for row in kept.rows(_ROLES, accounts)})
    marks = {**mark_rows.of_threads(files.cache, ids, ()), **pending}
    for row in kept.rows(queries.THREADS, ids):
        overlay.threads[row[0]] = _preview(overlay, row, items[row[0]], whereabouts, marks.get(row[0], NO_MARK))
    overlay._counted += kept.rows(_PLACES, ids, at=3)


class Whereabouts:
    """In which collections items are, and what these are for."""

    def __init__(self, stands: Mapping[int, Mapping[str, str]], roles: Mapping[tuple[str, ...], str]) -> None:
        self._stands, self._roles = stands, roles
        self._named = {(account_id, kind, role): each for (account_id, kind, each), role in roles.items()}

    def of(self, row: Row, patch: Patch) -> dict[str, str]:
        """The role of each collection that an item will be in; one entered by a role that no collection has is named
        after it.
        """
        stands = self._stands[row[0]]
        found = {
            each: stands.get(each) or self._roles.get((row[1], row[2], each), "other")
            for each in patch.collections(stands)
        }
        for role in patch.roles:
            found[self._named.get((row[1], row[2], role), role)] = role
        return found


def _preview(overlay: Overlay, thread: Row, items: Iterable[Row], whereabouts: Whereabouts, mark: Mark) -> Preview:
    unread, flagged, found, news_id = 0, False, set(), 0
    folders: dict[str, int] = {}
    unread_in: set[str] = set()
    for row in items:
        patch = overlay.patches.get(row[0], NO_PATCH)
        here = whereabouts.of(row, patch)
        roles = set(here.values())
        found |= roles
        for each in here:
            folders[each] = row[0]
        flagged |= bool(row[14]) if patch.is_flagged is None else patch.is_flagged
        news_id = news_id if row[15] or row[16] else row[0]
        is_read = bool(row[13]) if patch.is_read is None else patch.is_read
        if not (is_read or row[15] or row[16]):
            unread_in.update(here)
        in_inbox = ("direct" if row[2] == "chat" else "inbox") in roles
        unread += counts(is_read=is_read, is_sent=row[16], is_draft=row[15], in_inbox=in_inbox, is_mention=row[22])
    content = Content(thread[0], thread[3], found, thread[1], news_id, unread)
    preview = _preview_of(thread, content, flagged, mark)
    preview.folders, preview.unread_in = folders, frozenset(unread_in)
    return preview
