"""The inbox in its tabs: which there are, which of them holds anything, and how many of each are unread."""

from ui.inbox.filters import Filters
from ui.inbox.listings import Where
from ui.inbox.tabs import Tabs, tab_names
from ui.shell.context import Context

Counts = tuple[dict[str, int], tuple[int, int] | None]
"""Unread conversations by tab, and how far older mail is sorted into changed tabs."""


class Split:
    """Asks the store for what the tabs and the quick filters of a list show."""

    def __init__(self, context: Context, tabs: Tabs, filters: Filters) -> None:
        self._context, self._tabs, self._filters = context, tabs, filters

    def name(self, where: Where) -> bool:
        """Show which tabs there are; False where the one that is shown is not among them any more."""
        self._tabs.show_tabs(tab_names(self._context.user.tab_rules(where.scope)))
        return where.tab is None or where.tab in self._tabs.names

    def full(self, scope: str) -> str:
        """The first tab that holds anything, empty where none does."""
        has_threads = self._context.reader.has_threads
        return next((tab for tab in self._tabs.names if has_threads(scope, "inbox", tab)), "")

    def beside(self, tab: str, by: int) -> str:
        """The tab so many further on, round and round."""
        names = list(self._tabs.names)
        return names[(names.index(tab) + by) % len(names)]

    def counts(self, scope: str) -> Counts:
        """May be asked in another thread."""
        return self._context.reader.tab_counts(scope), self._context.reader.tabs_being_sorted()

    def show(self, where: Where, *, is_split: bool, counted: Counts | None) -> None:
        """``counted`` is what was asked before; without it the store is asked now."""
        self._tabs.setVisible(is_split)
        self._filters.setVisible(is_split)
        if is_split:
            counts, being_sorted = counted or self.counts(where.scope)
            self._tabs.show_counts(counts)
            self._tabs.show_progress(being_sorted)
            self._filters.show_filter(where.filter)
