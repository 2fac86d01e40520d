"""The searches a user keeps, in the order they were put in."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workspace.store.user.file import UserFile


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """``query`` is what was typed; ``workplace_id`` is where it searches, ``*`` for everywhere."""

    search_id: str
    workplace_id: str
    name: str
    query: str
    position: int


class Searches(UserFile):
    """The part of :class:`workspace.store.user.UserStore` on saved searches."""

    def saved_searches(self, workplace_id: str | None = None) -> list[SavedSearch]:
        """Those of a workplace and those of everywhere, or all."""
        sql = "SELECT search_id, workplace_id, name, query, position FROM saved_search ORDER BY position, search_id"
        rows = [SavedSearch(*row) for row in self._all(sql)]
        return [row for row in rows if workplace_id is None or row.workplace_id in (workplace_id, "*")]

    def save_search(self, workplace_id: str, name: str, query: str) -> SavedSearch:
        """Keep a search; one of the same name there is replaced."""
        with self._writing() as execute:
            execute("DELETE FROM saved_search WHERE workplace_id = ? AND name = ?", (workplace_id, name))
            last = execute("SELECT coalesce(max(position), 0) FROM saved_search").fetchone()[0]
            made = SavedSearch(uuid.uuid4().hex, workplace_id, name, query, last + 1)
            _insert(execute, made)
        return made

    def rename_search(self, search_id: str, name: str) -> bool:
        """False where it is gone, or another of its workplace is called so."""
        taken = "SELECT 1 FROM saved_search o WHERE o.workplace_id = s.workplace_id AND o.name = ?1"
        others = f"NOT EXISTS ({taken} AND o.search_id <> ?2)"
        return (
            self._write(f"UPDATE saved_search AS s SET name = ?1 WHERE search_id = ?2 AND {others}", name, search_id)
            > 0
        )

    def order_searches(self, search_ids: Sequence[str]) -> None:
        """Put these in this order, in the places that they have together."""
        with self._writing() as execute:
            marks = ", ".join("?" * len(search_ids))
            rows = execute(f"SELECT position FROM saved_search WHERE search_id IN ({marks})", tuple(search_ids))
            places = sorted(row[0] for row in rows.fetchall())
            for place, search_id in zip(places, search_ids, strict=False):
                execute("UPDATE saved_search SET position = ? WHERE search_id = ?", (place, search_id))

    def remove_search(self, search_id: str) -> bool:
        return self._write("DELETE FROM saved_search WHERE search_id = ?", search_id) > 0

    def restore_search(self, saved: SavedSearch) -> bool:
        """Take a removal back."""
        with self._writing() as execute:
            execute("DELETE FROM saved_search WHERE search_id = ?", (saved.search_id,))
            _insert(execute, saved)
        return True


def _insert(execute: Callable[[str, tuple[object, ...]], object], saved: SavedSearch) -> None:
    values = (saved.search_id, saved.workplace_id, saved.name, saved.query, saved.position)
    execute("INSERT INTO saved_search (search_id, workplace_id, name, query, position) VALUES (?, ?, ?, ?, ?)", values)
