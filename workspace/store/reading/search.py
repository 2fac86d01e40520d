"""Full-text search, newest first by the index's own order, and the words around the first hit."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from workspace.mail.query import Query, Trouble, parse_query
from workspace.mail.tokens import match_query, plain
from workspace.model.ids import ItemId
from workspace.model.items import Address, ItemKey
from workspace.store import queries
from workspace.store.reading.conditions import Clause, clauses
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.item_rows import KINDS, filed
from workspace.store.reading.overlay import Overlay, Patch
from workspace.store.reading.thread_rows import NEWEST
from workspace.store.rows import FiledChip, HitRow
from workspace.store.times import from_ms, to_ms
from workspace.store.unpacking import unpack, unpack_start

AROUND = 80
"""Characters shown before and after a hit."""
START = 2_048
"""Bytes of a text that are looked at first; most hits stand there."""
SEQUENCE_BITS = 20
"""Below the milliseconds in an item's id."""
_AS_STORED = Patch()


def item_ids(files: Files, overlay: Overlay, text: str, scope: str, limit: int, before: int | None = None) -> list[int]:
    """The newest items that fit what a person typed, of those below an id; none where a part is not understood."""
    query = parse_query(text, datetime.now().astimezone())
    below = NEWEST - 1 if before is None else before
    if query.is_plain:
        return _with_words(files, match_query(query.words), scope, below, limit)
    found, unknown = clauses(files, overlay, query)
    is_wrong = any(trouble.key != "empty" for trouble in (*query.troubles, *unknown))
    has_part = match_query(query.words) or found or query.before or query.after
    return _that_fit(files, query, found, scope, below, limit) if has_part and not is_wrong else []


def troubles(files: Files, overlay: Overlay, text: str) -> list[Trouble]:
    """What of a query cannot be understood."""
    query = parse_query(text, datetime.now().astimezone())
    return [] if query.is_plain else [*query.troubles, *clauses(files, overlay, query)[1]]


def _with_words(files: Files, match: str, scope: str, below: int, limit: int) -> list[int]:
    if not match:
        return []
    if scope == "*":
        rows: list[Row] = files.cache(queries.SEARCH, match, below, limit, match, below, limit, limit)
    else:
        one = (match, below, scope, scope, limit)
        rows = files.cache(queries.SEARCH_IN_SCOPE, *one, *one, limit)
    return [row[0] for row in rows]


def _that_fit(files: Files, query: Query, found: Sequence[Clause], scope: str, below: int, limit: int) -> list[int]:
    """With words or people by the full-text index, else by the items themselves; newest first.

    What few items can fit narrows before an item is looked at: that costs far more than a look into a list of ids.
    """
    span = (_id_at(query.after, 0), min(_id_at(query.before, NEWEST - 1), below))
    where = "".join(f" AND ({clause.sql})" for clause in found if clause.sql != "1")
    values = (scope, scope, scope, *(value for clause in found for value in clause.values), limit)
    few = " INTERSECT ".join(f"SELECT item_id FROM ({clause.few})" for clause in found if clause.few)
    few_values = [value for clause in found for value in clause.few_values]
    match = " AND ".join(f"({each})" for each in (match_query(query.words), *(c.match for c in found)) if each)
    if match:
        # The plus keeps the full-text index from being asked for each id by itself.
        sql = queries.FITTING_WORDS.format(few=f"AND +s.rowid IN ({few})" if few else "", where=where)
        one = (match, *span, *few_values, *values)
        return [row[0] for row in files.cache(sql, *one, *one, limit)]
    if few:
        return [
            row[0] for row in files.cache(queries.FITTING_FEW.format(few=few, where=where), *few_values, *span, *values)
        ]
    return [row[0] for row in files.cache(queries.FITTING.format(where=where), *span, *values)]


def _id_at(moment: datetime | None, otherwise: int) -> int:
    """The first id that an item of a moment can have."""
    return otherwise if moment is None else max(0, min(to_ms(moment) << SEQUENCE_BITS, NEWEST - 1))


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
    typed = plain(parse_query(query, datetime.now().astimezone()).words)
    words = [word for word in (each.strip('"') for each in typed.split()) if word]
    rows = files.cache(queries.TEXTS_OF, json.dumps(list(ids)))
    texts = {item_id: _around_hit(packed, words) for item_id, packed in rows if packed}
    return {item_id: text for item_id, text in texts.items() if text}


def _around_hit(packed: bytes, words: Sequence[str]) -> str:
    return _around(unpack_start(packed, START), words) or _around(unpack(packed) or "", words)


def _around(text: str, words: Sequence[str]) -> str:
    folded = plain(text)
    if len(folded) != len(text):
        folded = text.lower()
    hits = [at for at in (folded.find(word) for word in words) if at >= 0]
    if not hits:
        return ""
    start = max(0, min(hits) - AROUND // 2)
    cut = " ".join(text[start : start + AROUND * 2].split())
    return f"… {cut}" if start else cut
