"""The tabs of a workplace in its template: accounts by their place in the file, people only where they are wanted."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from workspace.profiles.schema import Strict
from workspace.store.tab_rules import FIELDS, LONGEST, MOST_CONDITIONS, Condition, Rule, TabRule, condition

PEOPLE = ("sender", "to")
"""Conditions that name somebody."""
Word = Annotated[str, StringConstraints(max_length=LONGEST)]


class TabEntry(Strict):
    """One of ``[[tabs]]``; ``when`` holds pairs of a field and its value."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    needs_all: bool = False
    when: list[Annotated[list[Word], Field(min_length=2, max_length=2)]] = Field(max_length=MOST_CONDITIONS)


def tab_lines(tabs: Sequence[TabRule], accounts: Sequence[str], *, with_people: bool) -> list[str]:
    """TOML of the tabs; one of which too little may be told is left out."""
    lines = []
    for each in tabs:
        kept = [_outside(one, accounts) for one in each.rule.conditions if with_people or one.field not in PEOPLE]
        when = [pair for pair in kept if pair is not None]
        if when and (len(when) == len(each.rule.conditions) or not each.rule.needs_all):
            lines += ["", "[[tabs]]", f"name = {_quoted(each.name)}"]
            lines += ["needs_all = true"] if each.rule.needs_all else []
            lines.append(f"when = {_quoted(when)}")
    return lines


def _outside(one: Condition, accounts: Sequence[str]) -> list[str] | None:
    if one.field == "account":
        return ["account", str(accounts.index(one.value))] if one.value in accounts else None
    return [one.field, one.value]


def _quoted(value: object) -> str:
    # JSON strings and arrays are TOML's, but for DEL, which must be escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def rule_of(entry: TabEntry, accounts: Mapping[int, str]) -> Rule:
    """The rule of an entry, ``accounts`` by their place in the file; empty where nothing of it can be had.

    Raises ``ValueError`` with the condition that makes no sense.
    """
    found = []
    for name, value in entry.when:
        if name not in FIELDS or (name == "account" and not value.isdecimal()):
            raise ValueError(name)
        if name != "account":
            found.append(condition(name, value))
        elif int(value) in accounts:
            found.append(Condition(name, accounts[int(value)]))
    is_whole = len(found) == len(entry.when)
    return Rule(tuple(found) if is_whole or not entry.needs_all else (), entry.needs_all)
