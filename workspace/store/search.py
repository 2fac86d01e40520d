"""Full-text search, newest first by the index's own order, with the words around the first hit."""

import json
from collections.abc import Sequence

from workspace.mail.tokens import fold, match_query
from workspace.store import queries
from workspace.store.connections import Files, Row
from workspace.store.unpacking import unpack, unpack_start

SNIPPET = 12
"""Where ``queries.ITEM`` has the snippet."""
AROUND = 80
"""Characters shown before and after a hit."""
START = 2_048
"""Bytes of a text that are looked at first; most hits stand there."""


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


def with_hits(files: Files, rows: Sequence[Row], query: str) -> list[Row]:
    """The rows of ``queries.ITEM``, their snippet moved to where a word of the query stands in the text."""
    words = [word for word in (each.strip('"') for each in fold(query).split()) if word]
    texts: dict[int, bytes | None] = dict(files.cache(queries.TEXTS_OF, json.dumps([row[0] for row in rows])))
    return [(*row[:SNIPPET], _hit(texts.get(row[0]), words) or row[SNIPPET], *row[SNIPPET + 1 :]) for row in rows]


def _hit(packed: bytes | None, words: Sequence[str]) -> str:
    if not packed:
        return ""
    return _around(unpack_start(packed, START), words) or _around(unpack(packed) or "", words)


def _around(text: str, words: Sequence[str]) -> str:
    folded = text.lower()
    hits = [at for at in (folded.find(word) for word in words) if at >= 0]
    if not hits:
        return ""
    start = max(0, min(hits) - AROUND // 2)
    cut = " ".join(text[start : start + AROUND * 2].split())
    return f"… {cut}" if start else cut
