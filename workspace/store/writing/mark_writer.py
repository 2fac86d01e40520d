"""The engine's pen for the user's marks of conversations; a part of :class:`workspace.store.writer.CacheWriter`."""

from collections.abc import Sequence

from workspace.store.mark_rows import MarkRow
from workspace.store.writing import mark_mirror
from workspace.store.writing.pen import Pen


class MarkWriter(Pen):
    """Each method is one transaction."""

    def mirror_marks(self, marks: Sequence[MarkRow]) -> None:
        """Make the user's marks of conversations exactly these."""
        with self._writing("marks") as (db, threads):
            threads |= mark_mirror.store(db, marks)

    def wake(self) -> None:
        """Bring back the conversations whose snooze has ended."""
        with self._writing("marks") as (db, threads):
            threads |= mark_mirror.due(db, self._known.now())
