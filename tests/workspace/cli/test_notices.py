"""``workspace notices`` and ``workspace focus`` tell and set what the window does."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ui.sample_home import SUPPORT, SampleHome
from workspace.cli import main
from workspace.model.ids import RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind
from workspace.store.user.notices import NewNotice

Say = Callable[..., str]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """The program on a home with one notice told and one held back."""
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
    sample = SampleHome(tmp_path / "home")
    sample.fill_accounts()
    home = sample.account(SUPPORT).home_workplace_id
    for n, is_held in enumerate((False, True)):
        key = ItemKey(SUPPORT, Kind.EMAIL, RemoteId(str(n)))
        sample.user.add_notices([NewNotice(home, key, f"Sender {n}", "Late parcel", datetime.now(UTC), is_held)])
    sample.close()

    def run(*words: str, code: int = 0) -> str:
        monkeypatch.setattr("sys.argv", ["workspace", "--home", str(tmp_path / "home"), *words])
        assert main() == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return run


def test_the_history_is_listed_and_cleared(say: Say) -> None:
    first, second = say("notices", "list").splitlines()
    assert "Sender 1" in first
    assert "held back" in first
    assert "Sender 0" in second
    rows = [json.loads(line) for line in say("notices", "list", "--json").splitlines()]
    assert [row["title"] for row in rows] == ["Sender 1", "Sender 0"]
    say("notices", "clear")
    assert [json.loads(line)["title"] for line in say("notices", "list", "--json").splitlines()] == ["Sender 1"]


def test_focus_is_set_and_said(say: Say) -> None:
    assert say("focus").startswith("Focus is off.")
    assert say("focus", "on") == "Focus is on. 1 held back.\n"
    assert say("focus", "until", "2099-03-02T09:00") == "Focus until 2099-03-02 09:00. 1 held back.\n"
    assert "past" in say("focus", "until", "2001-03-02T09:00", code=1)
    assert say("focus", "off").startswith("Focus is off.")
