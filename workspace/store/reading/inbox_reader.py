"""What the window asks about the inbox; a part of :class:`workspace.store.reader.Reader`."""

from collections.abc import Collection

from workspace.model.ids import ThreadId
from workspace.store.reading import filters
from workspace.store.reading.mark_reader import MarkReader
from workspace.store.reading.tab_reader import TabReader
from workspace.store.rows import ThreadRow


class InboxReader(MarkReader, TabReader):
    """Quick filters, tabs, and the user's marks."""

    def filtered(
        self,
        name: str,
        *,
        scope: str,
        tab: str,
        kept: Collection[ThreadId] = (),
        before: int | None = None,
        limit: int = 60,
    ) -> list[ThreadRow]:
        """A page of a tab of the inbox of what passes one of :data:`workspace.store.reading.filters.FILTERS`.

        ``before`` is the ``order`` of the row above the page; ``kept`` stay although they no longer pass.
        """
        return filters.page(
            self._files, self._pending(), scope=scope, tab=tab, name=name, kept=kept, before=before, limit=limit
        )  # fmt: skip
