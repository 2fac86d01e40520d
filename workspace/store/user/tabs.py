"""The tabs a user made in the inbox of a workplace, in the order their rules are asked."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from workspace.store.tab_rules import Rule, TabRule, dumped, loaded
from workspace.store.user.file import UserFile

ALL = "SELECT rule_id, workplace_id, name, rule, position FROM tab_rule ORDER BY position, rule_id"


def row_of(values: Sequence[Any]) -> TabRule:
    """From a row of ``tab_rule``."""
    rule_id, workplace_id, name, rule, position = values
    return TabRule(rule_id, workplace_id, name, loaded(rule), position)


class Tabs(UserFile):
    """The part of :class:`workspace.store.user.UserStore` on tabs."""

    def tab_rules(self, workplace_id: str | None = None) -> list[TabRule]:
        """Those of a workplace, or all."""
        rows = map(row_of, self._all(ALL))
        return [each for each in rows if workplace_id in (None, each.workplace_id)]

    def add_tab(self, workplace_id: str, name: str, rule: Rule) -> TabRule:
        """A new tab after the others, asked last."""
        with self._writing() as execute:
            last = execute("SELECT coalesce(max(position) + 1, 0) FROM tab_rule").fetchone()[0]
            made = TabRule(uuid.uuid4().hex, workplace_id, name, rule, last)
            _insert(execute, made)
        return made

    def set_tabs(self, workplace_id: str, tabs: Sequence[TabRule]) -> None:
        """Make a workplace's tabs exactly these, in this order; those that stay are known by their ids."""
        with self._writing() as execute:
            execute("DELETE FROM tab_rule WHERE workplace_id = ?", (workplace_id,))
            for position, each in enumerate(tabs):
                _insert(execute, TabRule(each.rule_id, workplace_id, each.name, each.rule, position))


def _insert(execute: Callable[[str, tuple[object, ...]], object], tab: TabRule) -> None:
    values = (tab.rule_id, tab.workplace_id, tab.name, dumped(tab.rule), tab.position)
    execute("INSERT INTO tab_rule (rule_id, workplace_id, name, rule, position) VALUES (?, ?, ?, ?, ?)", values)
