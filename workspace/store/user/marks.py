"""What the user decided about conversations: snoozed, muted, pinned."""

from collections.abc import Iterable

from workspace.store import mark_rows
from workspace.store.mark_rows import MarkRow
from workspace.store.user.file import UserFile


class Marks(UserFile):
    """Marks by the names conversations have at their services: they outlive the cache."""

    def marks(self) -> list[MarkRow]:
        return [mark_rows.row_of(row) for row in self._all(mark_rows.ALL)]

    def mark(self, rows: Iterable[MarkRow]) -> None:
        """Keep all of these marks, or none; each replaces the one before."""
        with self._writing() as execute:
            for row in rows:
                execute("INSERT OR REPLACE INTO thread_mark VALUES (?, ?, ?, ?, ?, ?, ?)", row.values)
