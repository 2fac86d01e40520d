"""Pages of conversations with chips, deals and pending actions applied."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workspace.mail.address import normalise
from workspace.model.kinds import Kind
from workspace.store import queries
from workspace.store.reading import label_rows
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.item_rows import chip
from workspace.store.reading.overlay import Overlay, Preview
from workspace.store.rows import FiledChip, ThreadRow
from workspace.store.times import from_ms, maybe_from_ms

NEWEST = 1 << 63
MOST_PINNED = 200
"""More pinned conversations than that stand among the others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of :data:`queries.THREAD` with what is pending."""

    row: Row
    order: int
    is_unread: bool
    is_flagged: bool
    is_pinned: bool
    is_muted: bool
    has_draft: bool
    snoozed_until: int | None
    tab: str


def stored(row: Row, tab: str | None = None) -> Shown:
    """As it stands in the cache; where no tab is given, in that of its place, else in the fixed one."""
    is_unread, is_flagged, is_pinned, is_muted, has_draft = (bool(row[n]) for n in (16, 9, 14, 13, 15))
    its_tab = tab or row[18 if len(row) > 18 else 11]
    return Shown(row, row[17], is_unread, is_flagged, is_pinned, is_muted, has_draft, row[12], its_tab)


def previewed(preview: Preview, order: int, tab: str | None = None) -> Shown:
    return Shown(
        preview.row,
        order,
        preview.is_unread,
        preview.is_flagged,
        "pinned" in preview.views,
        preview.is_muted,
        "drafts" in preview.views,
        preview.snoozed_until,
        preview.row[11] if tab is None else tab,
    )


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
    """One page, the highest first, of conversations below ``before``.

    The first page of the inbox begins with all that are pinned, beyond the limit; no other page has them.
    """
    pinned = _some(files, overlay, scope, "pinned", tab, None, MOST_PINNED) if view == "inbox" else []
    above = {each.row[0] for each in pinned}
    found = _some(files, overlay, scope, view, tab, before, limit + len(above))
    others = [each for each in found if each.row[0] not in above][:limit]
    return rows_of(files, overlay, [*pinned, *others] if before is None else others)


def has_any(files: Files, overlay: Overlay, scope: str, view: str, tab: str) -> bool:
    return bool(_some(files, overlay, scope, view, tab, None, 1))


def _some(
    files: Files, overlay: Overlay, scope: str, view: str, tab: str | None, before: int | None, limit: int
) -> list[Shown]:
    before = NEWEST - 1 if before is None else before
    # What is pending may stand elsewhere now, but for what is filed: that stays filed, where it is.
    elsewhere = overlay.ids if view != "filed" else "[]"
    more = limit if view != "filed" else limit + len(overlay.threads)
    if tab is None:
        rows = files.cache(queries.PAGE, scope, view, before, elsewhere, more)
    else:
        rows = files.cache(queries.PAGE_OF_TAB, scope, view, tab, before, elsewhere, more)
    found = [stored(row, tab) for row in rows if row[0] not in overlay.threads]
    filed = {row[0]: row[17] for row in rows} if view == "filed" else {}
    for thread_id, preview in overlay.threads.items():
        order = preview.views.get(view, filed.get(thread_id))
        its_tab = overlay.tab_of(preview, scope)
        is_here = tab in (None, its_tab) and overlay.in_scope(preview.row[2], scope)
        if order is not None and order < before and is_here:
            found.append(previewed(preview, order, its_tab))
    found.sort(key=lambda each: -each.order)
    return found[:limit]


def one(files: Files, overlay: Overlay, thread_id: int) -> ThreadRow | None:
    """A conversation by itself."""
    if preview := overlay.threads.get(thread_id):
        shown = [previewed(preview, preview.row[1])]
    else:
        shown = [stored(row) for row in files.cache(queries.THREADS, json.dumps([thread_id]))]
    return next(iter(rows_of(files, overlay, shown)), None)


def rows_of(files: Files, overlay: Overlay, shown: Sequence[Shown]) -> list[ThreadRow]:
    """The rows with what hangs on them."""
    if not shown:
        return []
    # A chip says where a mail is filed; which of a channel's messages it would mean, only the reader can say.
    mails = [each.row[0] for each in shown if each.row[3] != "chat"]
    filed = _filed(files, overlay, mails)
    labels = label_rows.labels(files, overlay, mails)
    deals = _deals(files, [each.row[6] for each in shown])
    return [_row(each, overlay, deals, filed, labels) for each in shown]


def _row(
    shown: Shown,
    overlay: Overlay,
    deals: Mapping[str, str],
    filed: Mapping[int, tuple[FiledChip, ...]],
    labels: Mapping[int, tuple[str, ...]],
) -> ThreadRow:
    row = shown.row
    is_snoozed = shown.snoozed_until is not None
    has_returned = shown.order > row[1] and not is_snoozed
    # A channel stands at what was said to me, and says when that was.
    is_below = row[3] == "chat" and shown.order < row[1] and not is_snoozed
    return ThreadRow(
        thread_id=row[0],
        last_item_id=row[1],
        account_id=row[2],
        kind=Kind(row[3]),
        subject=row[4],
        people=row[5],
        from_email=row[6],
        snippet=row[7],
        last_at=from_ms((shown.order if is_below else row[1]) >> 20),
        item_count=row[8],
        is_unread=shown.is_unread,
        is_flagged=shown.is_flagged,
        attachment_count=row[10],
        tab=shown.tab,
        deal=deals.get(row[6], ""),
        filed=filed.get(row[0], ()),
        order=shown.order,
        is_pinned=shown.is_pinned,
        is_muted=shown.is_muted,
        snoozed_until=maybe_from_ms(shown.snoozed_until),
        returned_at=from_ms(shown.order >> 20) if has_returned else None,
        labels=labels.get(row[0], ()),
        has_draft=overlay.begun.holds(row[0], is_kept=shown.has_draft),
    )


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
        for thread_id, key in files.cache(THREADS_OF_KEYS, keys):
            for each in overlay.filings[key] if thread_id in wanted else ():
                found[thread_id].setdefault(each.crm_account_id, each)
    return {thread_id: tuple(chips.values()) for thread_id, chips in found.items()}


THREADS_OF_KEYS = """
SELECT thread_id, filing_key FROM item WHERE filing_key IN (SELECT value FROM json_each(?)) AND thread_id IS NOT NULL
"""


def _deals(files: Files, emails: Sequence[str]) -> dict[str, str]:
    wanted = json.dumps(sorted({normalise(email) for email in emails if email}))
    found: dict[str, str] = {}
    for email, name, amount, _ in files.cache(queries.DEALS, wanted):
        found.setdefault(email, " · ".join(part for part in (name, amount) if part))
    return found
