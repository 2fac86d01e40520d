"""The quick filters of the inbox: pages of what is unread, starred, has files, or is not filed yet.

Each page is found by an index: that of unread places, and places of their own for what has a star or files. What is not
filed is most of an inbox, so its pages walk the inbox and pass by what stands in ``filed``.
"""

import json
from collections.abc import Collection, Iterator

from workspace.store import queries
from workspace.store.reading import thread_rows
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.overlay import Overlay, Preview
from workspace.store.reading.thread_rows import NEWEST, Shown, previewed, stored
from workspace.store.rows import ThreadRow
from workspace.store.standing import Standing

FILTERS = ("unread", "starred", "files", "unfiled")
STARRED, WITH_FILES = "inbox:starred", "inbox:files"
_ABOVE = """
WHERE p.scope = ? AND p.view = '{view}' AND p.tab = ? AND p.last_item_id < ? {fits}
ORDER BY p.last_item_id DESC LIMIT ?
"""
_PAGE = f"{queries.THREAD}, p.is_unread, p.last_item_id FROM thread_place p"
_MARKED = f"""
{queries.THREAD}, EXISTS (SELECT 1 FROM thread_place u WHERE u.thread_id = t.thread_id AND u.is_unread = 1),
    p.last_item_id
FROM thread_place p
"""
_JOIN = "CROSS JOIN thread t ON t.thread_id = p.thread_id"
_IS_FILED = """
SELECT 1 FROM thread_place f INDEXED BY thread_place_by_thread
    WHERE f.thread_id = p.thread_id AND f.scope = p.scope AND f.view = 'filed'
"""
PAGES = {
    "unread": f"{_PAGE} INDEXED BY thread_place_unread {_JOIN}"
    + _ABOVE.format(view="inbox", fits="AND p.is_unread = 1"),
    "starred": f"{_MARKED} {_JOIN}{_ABOVE.format(view=STARRED, fits='')}",
    "files": f"{_MARKED} {_JOIN}{_ABOVE.format(view=WITH_FILES, fits='AND t.attachment_count > 0')}",
    "unfiled": f"{_PAGE} {_JOIN}"
    + _ABOVE.format(view="inbox", fits=f"AND NOT EXISTS ({_IS_FILED}) AND t.kind = 'email'"),
}
"""By filter: scope, tab, the order above the page, and a limit."""
KEPT = f"""
{_PAGE} INDEXED BY thread_place_by_thread {_JOIN}
WHERE p.thread_id IN (SELECT value FROM json_each(?)) AND p.scope = ? AND p.view = 'inbox' AND p.tab = ?
"""
_FILED = """
SELECT DISTINCT thread_id FROM thread_place
WHERE thread_id IN (SELECT value FROM json_each(?)) AND view = 'filed'
"""
SHOW_FILES = f"""
INSERT OR IGNORE INTO thread_place (scope, view, tab, last_item_id, thread_id, is_unread)
SELECT p.scope, '{WITH_FILES}', p.tab, p.last_item_id, p.thread_id, 0
FROM thread t JOIN thread_place p INDEXED BY thread_place_by_thread ON p.thread_id = t.thread_id AND p.view = 'inbox'
WHERE t.attachment_count > 0 AND t.thread_id IN (
    SELECT i.thread_id FROM item i WHERE i.item_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL
)
"""
"""What bodies that came make of the conversations they are in."""


def places(stand: Standing, *, is_flagged: bool, has_files: bool) -> Iterator[tuple[str, int, int]]:
    """Each view of a conversation with its order and whether it counts there, and the places of the filters it passes,
    where nothing counts."""
    for view, order in stand.views.items():
        yield view, order, int(stand.is_unread)
    order = stand.views.get("inbox", 0)
    if order and is_flagged:
        yield STARRED, order, 0
    if order and has_files:
        yield WITH_FILES, order, 0


def page(
    files: Files,
    overlay: Overlay,
    *,
    scope: str,
    tab: str,
    name: str,
    kept: Collection[int] = (),
    before: int | None = None,
    limit: int,
) -> list[ThreadRow]:
    """A page of a tab of the inbox, the highest first, of what passes one of :data:`FILTERS`.

    What is pinned stands among the others. ``kept`` are conversations that stay as long as they are in the tab, also
    when they no longer pass: the one that is read just now.
    """
    before = NEWEST - 1 if before is None else before
    filing = _being_filed(files, overlay) if name == "unfiled" else set()
    more = limit + len(overlay.threads) + len(filing)
    passed = {row[0]: stored(row, tab) for row in files.cache(PAGES[name], scope, tab, before, more)}
    passed = {key: each for key, each in passed.items() if key not in overlay.threads and key not in filing}
    filed = filing | _filed(files, overlay) if name == "unfiled" else set()
    for thread_id, preview in overlay.threads.items():
        is_there = overlay.tab_of(preview, scope) == tab and overlay.in_scope(preview.row[2], scope)
        order = preview.views.get("inbox") if is_there else None
        if order is not None and (thread_id in kept or _passes(name, preview, filed)):
            passed[thread_id] = previewed(preview, order, tab)
    if kept:
        passed |= _kept(files, overlay, scope, tab, kept)
    found = sorted((each for each in passed.values() if each.order < before), key=lambda each: -each.order)
    return thread_rows.rows_of(files, overlay, found[:limit])


def _passes(name: str, preview: Preview, filed: Collection[int]) -> bool:
    """What is pending decides, not what is stored."""
    row: Row = preview.row
    found: dict[str, bool] = {
        "unread": preview.is_unread,
        "starred": preview.is_flagged,
        "files": row[10] > 0,
        "unfiled": row[3] == "email" and row[0] not in filed,
    }
    return found[name]


def _kept(files: Files, overlay: Overlay, scope: str, tab: str, kept: Collection[int]) -> dict[int, Shown]:
    rows = files.cache(KEPT, json.dumps(sorted(kept)), scope, tab)
    return {row[0]: stored(row, tab) for row in rows if row[0] not in overlay.threads}


def _filed(files: Files, overlay: Overlay) -> set[int]:
    return {row[0] for row in files.cache(_FILED, json.dumps(sorted(overlay.threads)))} if overlay.threads else set()


def _being_filed(files: Files, overlay: Overlay) -> set[int]:
    """A queued filing counts as done, as everything that is pending."""
    if not overlay.filings:
        return set()
    return {row[0] for row in files.cache(thread_rows.THREADS_OF_KEYS, json.dumps(sorted(overlay.filings)))}
