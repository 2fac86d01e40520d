"""``workspace search`` keeps searches by name; ``searches`` lists, runs, renames and removes them."""

import json

from tests.workspace.cli.test_mark import Say, say

__all__ = ["say"]


def kept(say: Say) -> dict[str, str]:
    rows = [json.loads(row) for row in say("searches", "list", "--json").splitlines()]
    return {row["name"]: row["query"] for row in rows}


def test_a_search_is_kept_run_renamed_and_removed(say: Say) -> None:
    assert "two" in say("search", "two", "--save", "Seconds")
    say("search", "is:unread", "--save", "New")
    assert kept(say) == {"Seconds": "two", "New": "is:unread"}
    assert "two" in say("searches", "run", "Seconds")
    assert "another search" in say("searches", "rename", "Seconds", "New", code=1)
    say("searches", "rename", "Seconds", "Zweite")
    say("searches", "remove", "New")
    assert kept(say) == {"Zweite": "two"}
    assert "no search called New" in say("searches", "run", "New", code=1)


def test_a_search_within_a_workplace_finds_its_own(say: Say) -> None:
    assert "two" in say("search", "two", "--workplace", "Customer service")
    assert say("search", "two", "--workplace", "영업") == ""
