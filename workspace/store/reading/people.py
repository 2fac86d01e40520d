"""Who and which record a few typed letters mean, by the index of names and addresses, as fast as somebody types."""

import json
import re
from collections.abc import Iterable

from workspace.mail.address import normalise
from workspace.mail.tokens import HAS_MARKS, MAX_QUERY_TERMS, glob, match_query, plain
from workspace.model.items import Address
from workspace.store.reading import address_rows, record_rows
from workspace.store.reading.connections import Files, Row
from workspace.store.rows import RecordRow

_LONG_BEGINNING = re.compile(r'"([^" ]{3})[^" ]+"\*$')
BEGINNING = r'"\1"*'
MET = 300
"""Items that are looked at for people: whoever wrote lately is meant."""
_IN_SCOPE = """
    AND (? = '*' OR i.account_id = ? OR i.account_id IN (
        SELECT account_id FROM account_workplace WHERE workplace_id = ?))
"""
PEOPLE = f"""
SELECT i.from_name, i.from_email, i.detail FROM item i WHERE i.orphaned_at IS NULL {_IN_SCOPE} AND i.item_id IN (
    SELECT rowid FROM (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)
    UNION ALL
    SELECT rowid FROM (SELECT rowid FROM search_waiting WHERE search_waiting MATCH ? ORDER BY rowid DESC LIMIT ?))
ORDER BY i.item_id DESC
"""
_NAMED = "SELECT item_id FROM record INDEXED BY record_by_name WHERE {words} LIMIT ?"
_ADDRESSED = "SELECT item_id FROM record_address WHERE {words} LIMIT ?"
_IN_NAME = "name LIKE ? ESCAPE '\\'"
_MARKED_NAME = "name GLOB ? AND name GLOB ?"
_IN_ADDRESS = "email LIKE ? ESCAPE '\\'"
_CANDIDATES = f"""
SELECT r.item_id, r.name, r.is_open FROM record r JOIN item i ON i.item_id = r.item_id
WHERE r.item_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL {_IN_SCOPE}
"""
_RECORDS = f"{record_rows.RECORD} WHERE r.item_id IN (SELECT value FROM json_each(?))"
CANDIDATES = 500
"""Records that are told from each other by how well they fit; there are more with one letter only."""


def people(files: Files, text: str, scope: str, limit: int) -> list[Address]:
    """People whose name or address holds every word, those met last first; then addresses that begin like it."""
    match = match_query(text)
    if not match:
        return []
    # Three letters have an index of their own; longer beginnings would be put together of every word that fits.
    there = f"people : ({_LONG_BEGINNING.sub(BEGINNING, match)})"
    rows = files.cache(PEOPLE, scope, scope, scope, there, MET, there, MET)
    found = _matching(rows, plain(text).replace('"', " ").split())
    if len(found) < limit and " " not in text.strip():
        for each in address_rows.starting_with(files, normalise(text), limit):
            found.setdefault(each.email, each)
    return list(found.values())[:limit]


def _matching(rows: Iterable[Row], words: list[str]) -> dict[str, Address]:
    """By address, each with the newest name it came with."""
    found: dict[str, Address] = {}
    for name, email, detail in rows:
        facts = json.loads(detail)
        others = [pair for role in ("to", "cc") for pair in facts.get(role, ())]
        for called, address in ((name, email), *others):
            folded = plain(f"{called} {address}")
            if address and all(word in folded for word in words):
                key = normalise(address)
                if key not in found or (called and not found[key].name):
                    found[key] = Address(called, address)
    return found


def records_named(files: Files, text: str, scope: str, limit: int) -> list[RecordRow]:
    """Records with every word in their name or every word in an address; those whose name begins like it come first,
    and open ones before closed ones.

    Goes through the index of names: there are far fewer records than mails, and a word of many mails would hide them.
    """
    words = plain(text).replace('"', " ").split()[:MAX_QUERY_TERMS]
    if not words:
        return []
    patterns = list(map(record_rows.like, words))
    rows = files.cache(_each_word(_NAMED, _IN_NAME, len(words)), *patterns, CANDIDATES)
    rows += files.cache(_each_word(_ADDRESSED, _IN_ADDRESS, len(words)), *patterns, CANDIDATES)
    ids = {row[0] for row in rows}
    if len(ids) < limit or not text.isascii():
        # Who types letters without marks means those with marks as well; to look for them takes longer.
        marked = (pattern for word in words for pattern in (HAS_MARKS, glob(word)))
        ids |= {row[0] for row in files.cache(_each_word(_NAMED, _MARKED_NAME, len(words)), *marked, CANDIDATES)}
    found = files.cache(_CANDIDATES, json.dumps(list(ids)), scope, scope, scope)
    found.sort(key=lambda row: (*_fit(row[1], words), not row[2], -row[0]))
    best = [row[0] for row in found[:limit]]
    named = record_rows.records(files, _RECORDS, json.dumps(best))
    return sorted(named, key=lambda row: best.index(row.item_id))


def _each_word(sql: str, condition: str, count: int) -> str:
    return sql.format(words=" AND ".join([condition] * count))


def _fit(name: str, words: list[str]) -> tuple[bool, bool]:
    folded = plain(name)
    return not folded.startswith(" ".join(words)), not any(part.startswith(words[0]) for part in folded.split())
