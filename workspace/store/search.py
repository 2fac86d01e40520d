"""Full-text search, newest first by the index's own order, and the words around the first hit."""

import json
from collections.abc import Iterable, Sequence

from workspace.mail.tokens import fold, match_query
from workspace.model.ids import ItemId
from workspace.model.items import Address, ItemKey
from workspace.store import queries
from workspace.store.connections import Files, Row
from workspace.store.item_rows import KINDS, filed
from workspace.store.overlay import Overlay, Patch
from workspace.store.rows import FiledChip, HitRow
from workspace.store.times import from_ms
from workspace.store.unpacking import unpack, unpack_start

AROUND = 80
"""Characters shown before and after a hit."""
START = 2_048
"""Bytes of a text that are looked at first; most hits stand there."""
_AS_STORED = Patch()


def item_ids(files: Files, query: str, scope: str, limit: int) -> list[int]:
    """The newest items that match all words a person typed."""
    match = match_query(query)
    if not match:
        return []
    if scope == "*":
        rows: list[Row] = files.cache(queries.SEARCH, match, limit, match, limit, limit)
    else:
        one = (match, scope, scope, limit)
        rows = files.cache(queries.SEARCH_IN_SCOPE, *one, *one, limit)
    return [row[0] for row in rows]


def hits(files: Files, overlay: Overlay, ids: Sequence[int]) -> list[HitRow]:
    """The rows of a list of results, newest first."""
    rows = files.cache(queries.HITS, json.dumps(ids))
    chips = filed(files, overlay, [row[15] for row in rows if row[15]]) if rows else {}
    marked = ((row, overlay.marked_read(row[4], row[0], bool(row[10]))) for row in rows)
    return [
        _hit(row, overlay.patches.get(row[0], _AS_STORED), is_read, chips.get(row[15], ())) for row, is_read in marked
    ]


def _hit(row: Row, patch: Patch, is_read: bool, chips: tuple[FiledChip, ...]) -> HitRow:
    return HitRow(
        item_id=row[0],
        key=ItemKey(row[1], KINDS[row[2]], row[3]),
        thread_id=row[4],
        received_at=from_ms(row[5]),
        subject=row[6],
        from_=Address(row[7], row[8]),
        snippet=row[9],
        is_read=is_read if patch.is_read is None else patch.is_read,
        is_flagged=bool(row[11]) if patch.is_flagged is None else patch.is_flagged,
        is_draft=bool(row[12]),
        is_sent=bool(row[13]),
        attachment_count=row[14],
        filed=chips,
    )


def hit_texts(files: Files, ids: Iterable[int], query: str) -> dict[ItemId, str]:
    """By item, the words around where a word of the query stands in its text."""
    words = [word for word in (each.strip('"') for each in fold(query).split()) if word]
    rows = files.cache(queries.TEXTS_OF, json.dumps(list(ids)))
    texts = {item_id: _around_hit(packed, words) for item_id, packed in rows if packed}
    return {item_id: text for item_id, text in texts.items() if text}


def _around_hit(packed: bytes, words: Sequence[str]) -> str:
    return _around(unpack_start(packed, START), words) or _around(unpack(packed) or "", words)


def _around(text: str, words: Sequence[str]) -> str:
    folded = text.lower()
    hits = [at for at in (folded.find(word) for word in words) if at >= 0]
    if not hits:
        return ""
    start = max(0, min(hits) - AROUND // 2)
    cut = " ".join(text[start : start + AROUND * 2].split())
    return f"… {cut}" if start else cut
