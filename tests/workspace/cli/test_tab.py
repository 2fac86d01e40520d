"""``workspace tab`` writes down which mail goes to which tab; the engine sorts it."""

import json

import pytest

from tests.workspace.cli.test_mark import Say, say

__all__ = ["say"]


def tabs(say: Say) -> list[dict[str, object]]:
    return [json.loads(line) for line in say("tab", "list", "--json").splitlines()]


@pytest.fixture
def place(say: Say) -> str:
    """The name of the first workplace."""
    return str(json.loads(say("workplace", "list", "--json").splitlines()[0])["name"])


def test_a_tab_is_added_changed_put_in_order_and_removed(say: Say, place: str) -> None:
    news = say("tab", "add", place, "News", "--when", "list=", "--when", "domain=@Shop.example").strip()
    say("tab", "add", place, "Bills", "--when", "subject=Invoice", "--when", "crm=out", "--all")
    assert [each["name"] for each in tabs(say)] == ["News", "Bills"]
    say("tab", "order", "Bills", news)
    say("tab", "edit", "News", "--name", "Newsletters", "--when", "list=news.example")
    bills, letters = tabs(say)
    assert (bills["name"], bills["all"], bills["when"]) == ("Bills", True, [["subject", "invoice"], ["crm", "out"]])
    assert (letters["rule_id"], letters["name"], letters["when"]) == (news, "Newsletters", [["list", "<news.example>"]])
    assert "subject=invoice and crm=out" in say("tab", "list", place)
    listed = say("inbox", "--json", "--workplace", place, "--tab", "Bills")
    assert listed == ""  # no engine has sorted yet
    assert "one" in say("inbox", "--workplace", place, "--tab", "other")
    assert "no tab Nowhere" in say("inbox", "--workplace", place, "--tab", "Nowhere", code=1)
    say("tab", "remove", news)
    assert [each["name"] for each in tabs(say)] == ["Bills"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "nowhere", "T", "--when", "list="], "no workplace nowhere"),
        (["remove", "nothing"], "no tab nothing"),
        (["edit", "nothing", "--name", "x"], "no tab nothing"),
    ],
)
def test_what_is_not_there_is_said(say: Say, words: list[str], said: str) -> None:
    assert said in say("tab", *words, code=1)


def test_a_condition_that_nothing_meets_is_refused(say: Say, place: str) -> None:
    assert "nothing could ever meet this" in say("tab", "add", place, "T", "--when", "sender=nobody", code=2)
    assert "--when FIELD=VALUE" in say("tab", "add", place, "T", code=2)
    assert tabs(say) == []
