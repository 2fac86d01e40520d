"""Pages of conversations with chips, deals and pending actions applied."""

import json
from collections import defaultdict
from collections.abc import Sequence

from workspace.mail.address import normalise
from workspace.model.kinds import Kind
from workspace.store import queries
from workspace.store.connections import Files, Row
from workspace.store.item_rows import chip
from workspace.store.overlay import Overlay
from workspace.store.rows import FiledChip, ThreadRow
from workspace.store.times import from_ms

NEWEST = 1 << 63
Marked = tuple[Row, bool, bool]
"""A thread's row, and whether it is unread and flagged."""


def page(
    files: Files,
    overlay: Overlay,
    *,
    scope: str,
    view: str,
    tab: str | None,
    before: int | None,
    limit: int,
) -> list[ThreadRow]:
    """One page, newest first, of conversations older than ``before``."""
    before = NEWEST - 1 if before is None else before
    more = limit + len(overlay.threads)
    if tab is None:
        rows = files.cache(queries.PAGE, scope, view, before, more)
    else:
        rows = files.cache(queries.PAGE_OF_TAB, scope, view, tab, before, more)
    found = [(row, bool(row[14]), bool(row[9])) for row in rows if row[0] not in overlay.threads]
    has_filing = {row[0] for row in rows} if view == "filed" else set()
    for thread_id, preview in overlay.threads.items():
        is_here = view in preview.views or thread_id in has_filing
        row = preview.row
        fits = row[1] < before and tab in (None, row[11]) and overlay.in_scope(row[2], scope)
        if is_here and fits:
            found.append((row, preview.is_unread, preview.is_flagged))
    found.sort(key=lambda marked: -marked[0][1])
    return rows_of(files, overlay, found[:limit])


def rows_of(files: Files, overlay: Overlay, marked: Sequence[Marked]) -> list[ThreadRow]:
    """The rows with what hangs on them."""
    if not marked:
        return []
    # A chip says where a mail is filed; which of a channel's messages it would mean, only the reader can say.
    filed = _filed(files, overlay, [row[0] for row, _, _ in marked if row[3] != "chat"])
    deals = _deals(files, [row[6] for row, _, _ in marked])
    return [
        ThreadRow(
            thread_id=row[0],
            last_item_id=row[1],
            account_id=row[2],
            kind=Kind(row[3]),
            subject=row[4],
            people=row[5],
            from_email=row[6],
            snippet=row[7],
            last_at=from_ms(row[1] >> 20),
            item_count=row[8],
            is_unread=unread,
            is_flagged=flagged,
            attachment_count=row[10],
            tab=row[11],
            deal=deals.get(row[6], ""),
            filed=filed.get(row[0], ()),
        )
        for row, unread, flagged in marked
    ]


def _filed(files: Files, overlay: Overlay, thread_ids: Sequence[int]) -> dict[int, tuple[FiledChip, ...]]:
    """Each CRM's newest chip."""
    found: dict[int, dict[str, FiledChip]] = defaultdict(dict)
    ids = json.dumps(thread_ids)
    wanted = set(thread_ids)
    for thread_id, _, *rest in files.cache(queries.FILED_OF_THREADS, ids):
        each = chip(rest)
        found[thread_id][each.crm_account_id] = each
    if overlay.filings:
        keys = json.dumps(sorted(overlay.filings))
        for thread_id, key in files.cache(_THREADS_OF_KEYS, keys):
            for each in overlay.filings[key] if thread_id in wanted else ():
                found[thread_id].setdefault(each.crm_account_id, each)
    return {thread_id: tuple(chips.values()) for thread_id, chips in found.items()}


_THREADS_OF_KEYS = """
SELECT thread_id, filing_key FROM item WHERE filing_key IN (SELECT value FROM json_each(?)) AND thread_id IS NOT NULL
"""


def _deals(files: Files, emails: Sequence[str]) -> dict[str, str]:
    wanted = json.dumps(sorted({normalise(email) for email in emails if email}))
    found: dict[str, str] = {}
    for email, name, amount in files.cache(queries.DEALS, wanted):
        found.setdefault(email, " · ".join(part for part in (name, amount) if part))
    return found
