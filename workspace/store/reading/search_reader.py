"""What is looked for by words; a part of :class:`workspace.store.reader.Reader`.

What it asks with is imported when first asked: the first paint of the window does without.
"""

import json
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workspace.mail.address import normalise
from workspace.model.ids import ItemId
from workspace.model.items import Address
from workspace.store import queries
from workspace.store.reading import address_rows, record_rows
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.overlay import Overlay
from workspace.store.rows import HitRow, ItemRow, RecordRow

if TYPE_CHECKING:
    from workspace.mail.query import Trouble
    from workspace.store.reading.coverage import Coverage


class SearchReader:
    """Items, people and records by what a person types."""

    _files: Files

    @abstractmethod
    def _pending(self) -> Overlay: ...

    @abstractmethod
    def _items(self, rows: Sequence[Row], *, with_bodies: bool = False) -> list[ItemRow]: ...

    def search(self, query: str, scope: str = "*", limit: int = 50) -> list[HitRow]:
        """The newest items with all words of the query that fit its operators, for a list that follows typing.

        :mod:`workspace.mail.query` says what can be asked. With operators other than dates mails and chats are found.
        """
        from workspace.store.reading import search

        pending = self._pending()
        return search.hits(self._files, pending, search.item_ids(self._files, pending, query, scope, limit))

    def search_page(
        self, query: str, scope: str, limit: int, before: ItemId | None = None
    ) -> tuple[list[HitRow], ItemId | None]:
        """As :meth:`search`, with what the next page is ``before``; None where nothing is left."""
        from workspace.store.reading import search

        pending = self._pending()
        ids = search.item_ids(self._files, pending, query, scope, limit, before)
        return search.hits(self._files, pending, ids), ItemId(ids[-1]) if len(ids) == limit else None

    def hits(self, item_ids: Iterable[ItemId]) -> list[HitRow]:
        """These items as rows of a list of results, newest first."""
        from workspace.store.reading import search

        return search.hits(self._files, self._pending(), list(item_ids))

    def stop(self) -> None:
        """From another thread: whoever is being answered gets :class:`~workspace.store.reading.connections.Stopped`."""
        self._files.stop()

    def search_troubles(self, query: str) -> list["Trouble"]:
        """What of a query cannot be understood; other than ``empty`` it makes it find nothing."""
        from workspace.store.reading import search

        return search.troubles(self._files, self._pending(), query)

    def hit_texts(self, item_ids: Iterable[ItemId], query: str) -> dict[ItemId, str]:
        """The words around a hit in each text; who has none there is left out. For the rows that are seen."""
        from workspace.store.reading import search

        return search.hit_texts(self._files, item_ids, query)

    def found_items(self, query: str, scope: str = "*", limit: int = 50) -> list[ItemRow]:
        """What :meth:`search` finds as whole items, without bodies; the snippet is cut around a hit."""
        from workspace.store.reading import search

        ids = search.item_ids(self._files, self._pending(), query, scope, limit)
        texts = search.hit_texts(self._files, ids, query)
        items = self._items(self._files.cache(queries.FOUND, json.dumps(ids)))
        return [replace(item, snippet=texts.get(item.item_id, item.snippet)) for item in items]

    def coverage(self) -> tuple[int, int]:
        """How many mails have their bodies, of how many."""
        missing, total = self._files.cache(queries.COVERAGE)[0]
        return total - missing, total

    def coverage_of(self, scope: str) -> "Coverage":
        """Since when texts of mails are searchable there, and how many accounts are not done."""
        from workspace.store.reading import coverage

        return coverage.coverage(self._files, scope)

    def find_records(self, text: str, limit: int = 50, scope: str = "*") -> list[RecordRow]:
        """Records whose name or address contains the text."""
        pattern = record_rows.like(text.strip())
        return record_rows.records(self._files, record_rows.FIND, pattern, pattern, scope, scope, scope, limit)

    def records_named(self, text: str, scope: str = "*", limit: int = 5) -> list[RecordRow]:
        """Records with all words in name or addresses, in a few milliseconds."""
        from workspace.store.reading import people

        return people.records_named(self._files, text, scope, limit)

    def people(self, text: str, scope: str = "*", limit: int = 5) -> list[Address]:
        """People met whose name or address holds all words, those met last first."""
        from workspace.store.reading import people

        return people.people(self._files, text, scope, limit)

    def addresses(self, prefix: str, limit: int = 8) -> list[Address]:
        """Addresses of anybody met so far that start like this, those met last first."""
        return address_rows.starting_with(self._files, normalise(prefix), limit)
