"""Answers of the cache about conversations that pending actions touch, kept until the cache is written."""

import json
from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from workspace.store.reading.connections import Row

Key = TypeVar("Key", int, str)
Made = TypeVar("Made")


class Kept:
    """A deed asks only about what it touches itself: the answers about what was pending before are here."""

    def __init__(self, fetch: Callable[..., list[Row]]) -> None:
        self._fetch = fetch
        self._known: dict[tuple[object, ...], dict[object, list[Row]]] = {}
        self._made: dict[str, object] = {}

    def whole(self, sql: str) -> list[Row]:
        """The rows of a statement without values."""
        known = self._known.setdefault((sql,), {})
        if not known:
            known[sql] = self._fetch(sql)
        return known[sql]

    def made(self, sql: str, make: Callable[[list[Row]], Made]) -> Made:
        """What is made of the rows of a statement without values, always by the same function; not to be changed."""
        if sql not in self._made:
            self._made[sql] = make(self._fetch(sql))
        return cast(Made, self._made[sql])

    def by_key(self, sql: str, keys: Iterable[Key], *values: object, at: int = 0) -> dict[Key, list[Row]]:
        """The rows of a statement whose last value is a list of keys as JSON, by the key that stands at ``at``."""
        known = self._known.setdefault((sql, *values), {})
        keys = list(keys)
        missing = [key for key in keys if key not in known]
        if missing:
            known.update((key, []) for key in missing)
            for row in self._fetch(sql, *values, json.dumps(missing)):
                known[row[at]].append(row)
        return {key: known[key] for key in keys}

    def rows(self, sql: str, keys: Iterable[Key], *values: object, at: int = 0) -> list[Row]:
        """The same in one list, in the order of the keys."""
        return [row for found in self.by_key(sql, keys, *values, at=at).values() for row in found]
