"""What the window asks about tabs; a part of :class:`workspace.store.reader.Reader`."""

import json
from collections import Counter
from collections.abc import Sequence

from workspace.store.reading.connections import Files
from workspace.store.tab_rules import Facts, TabRule, by_workplace

NAME = "tab_rules"
"""``answer.request_id`` of what the cache is placed by."""
LOOKED_AT = 200
"""Conversations that a preview looks at."""
NEWEST = """
SELECT t.thread_id, t.account_id, t.from_email, t.subject, t.tab
FROM thread_place p INDEXED BY thread_place_untabbed JOIN thread t ON t.thread_id = p.thread_id
WHERE p.scope = ? AND p.view = 'all' AND p.last_item_id < 1 << 62 ORDER BY p.last_item_id DESC LIMIT ?
"""
STATE = "SELECT payload FROM answer WHERE request_id = ?"


class TabReader:
    """Where rules would put what is here, and how far the engine is with the rules there are."""

    _files: Files

    def tab_preview(self, workplace_id: str, rules: Sequence[TabRule]) -> tuple[Counter[str], int]:
        """How many of the workplace's newest conversations these rules put in each tab, and how many were looked at.

        Takes its time: ask another reader.
        """
        from workspace.store import tabs

        facts = [Facts(*row) for row in self._files.cache(NEWEST, workplace_id, LOOKED_AT)]
        scopes = {each.account_id: (workplace_id,) for each in facts}
        ruled = tabs.ruled_tabs(self._files.cache, facts, by_workplace(rules), scopes)
        return Counter(ruled.get((each.thread_id, workplace_id), each.tab) for each in facts), len(facts)

    def tabs_being_sorted(self) -> tuple[int, int] | None:
        """How many conversations were looked at since the rules changed, of how many; None when all are in place."""
        rows = self._files.cache(STATE, NAME)
        kept = json.loads(rows[0][0]) if rows else {}
        return (kept["looked_at"], kept["total"]) if kept.get("scopes") else None
