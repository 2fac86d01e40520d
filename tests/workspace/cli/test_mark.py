"""``workspace mark`` does what the window does, also while no engine runs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.sample_home import SLACK, SUPPORT, SampleHome
from tests.workspace.store.building import DIRECT, chat, mail
from workspace.cli import main
from workspace.connector.pages import Page

Say = Callable[..., str]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """The program on a home with two mails and a chat; returns what it printed, or its refusal."""
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
    sample = SampleHome(tmp_path / "home")
    sample.fill_accounts()
    sample.deliver(SUPPORT, [mail(1, subject="one"), mail(2, subject="two")])
    sample.writer.apply_page(sample.account(SLACK), DIRECT, Page(items=(chat(3, "hi"),)))
    sample.close()

    def run(*words: str, code: int = 0) -> str:
        monkeypatch.setattr("sys.argv", ["workspace", "--home", str(tmp_path / "home"), *words])
        assert main() == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return run


def listed(say: Say, *words: str) -> dict[str, str]:
    """The ids of the inbox by subject, as they stand."""
    rows = [json.loads(row) for row in say("inbox", "--json", *words).splitlines()]
    return {row["subject"]: str(row["item_id"]) for row in rows}


def test_a_conversation_is_snoozed_and_woken(say: Say) -> None:
    two = listed(say)["two"]
    say("mark", two, "snooze", "--until", "2099-03-02T09:00")
    assert list(listed(say)) == ["Kim", "one"]
    assert list(listed(say, "--snoozed")) == ["two"]
    say("mark", two, "wake")
    assert list(listed(say)) == ["Kim", "two", "one"]


def test_pinned_ones_are_listed_first_and_within_the_limit(say: Say) -> None:
    say("mark", listed(say)["one"], "pin")
    assert list(listed(say)) == ["one", "Kim", "two"]
    assert list(listed(say, "--limit", "2")) == ["one", "Kim"]


def test_a_chat_is_done_and_a_mail_is_not(say: Say) -> None:
    ids = listed(say)
    say("mark", ids["Kim"], "done")
    assert list(listed(say)) == ["two", "one"]
    assert "archived" in say("mark", ids["one"], "done", code=1)


def test_a_time_that_is_missing_or_past_is_said(say: Say) -> None:
    one = listed(say)["one"]
    assert "--until" in say("mark", one, "snooze", code=1)
    assert "past" in say("mark", one, "snooze", "--until", "2020-03-02T09:00", code=1)
    assert list(listed(say, "--snoozed")) == []
