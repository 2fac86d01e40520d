"""``workspace workplace`` and ``account`` change what the window shows of workplaces and accounts."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.sample_home import CRM, SALES, SUPPORT, SampleHome
from workspace.cli import main

Say = Callable[..., str]
SERVICE, OTHER = "Customer service", "영업"


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """The program on a home with two workplaces and five accounts; returns what it printed, or its refusal."""
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
    sample = SampleHome(tmp_path / "home")
    sample.fill_accounts()
    sample.close()

    def run_it(*words: str, code: int = 0) -> str:
        monkeypatch.setattr("sys.argv", ["workspace", "--home", str(tmp_path / "home"), *words])
        assert main() == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return run_it


def listed(say: Say, what: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in say(what, "list", "--json").splitlines()]


def workplace(say: Say, name: str) -> dict[str, object]:
    return next(row for row in listed(say, "workplace") if row["name"] == name)


def test_name_look_and_account_of_a_workplace_are_changed(say: Say) -> None:
    say("workplace", "edit", SERVICE, "--color", "#AA5A07", "--letters", "K", "--icon", "star", "--for", SUPPORT)
    made = workplace(say, SERVICE)
    assert [made[key] for key in ("color", "letters", "icon")] == ["#AA5A07", "K", "star"]
    assert made["linked_account_id"] == SUPPORT
    say("workplace", "edit", SERVICE, "--name", "Kundendienst", "--for", "")
    made = workplace(say, "Kundendienst")
    assert (made["linked_account_id"], made["color"]) == (None, "#AA5A07")


def test_what_no_workplace_can_be_is_refused_and_nothing_changes(say: Say) -> None:
    before = listed(say, "workplace")
    assert "#RRGGBB" in say("workplace", "edit", SERVICE, "--color", "red", code=2)
    assert "not empty" in say("workplace", "edit", SERVICE, "--name", "", code=2)
    assert "not empty" in say("workplace", "edit", SERVICE, "--name", "  ", code=2)
    assert "There is no workplace nowhere" in say("workplace", "edit", "nowhere", "--name", "x", code=1)
    assert "There is no account nobody" in say("workplace", "edit", SERVICE, "--for", "nobody", code=1)
    assert listed(say, "workplace") == before


def test_workplaces_are_put_in_order_and_those_not_named_follow(say: Say) -> None:
    say("workplace", "add", "Third")
    say("workplace", "order", "Third", OTHER)
    assert [row["name"] for row in listed(say, "workplace")] == ["Third", OTHER, SERVICE]


def test_an_account_moves_with_or_without_staying(say: Say) -> None:
    say("workplace", "move", SUPPORT, OTHER, "--keep")
    assert SUPPORT in str(workplace(say, SERVICE)["account_ids"])
    assert SUPPORT in str(workplace(say, OTHER)["account_ids"])
    say("workplace", "move", SALES, SERVICE)
    assert SALES in str(workplace(say, SERVICE)["account_ids"])
    assert SALES not in str(workplace(say, OTHER)["account_ids"])
    homes = {row["account_id"]: row["home_workplace_id"] for row in listed(say, "account")}
    assert homes[SUPPORT] == workplace(say, OTHER)["workplace_id"]
    assert homes[SALES] == workplace(say, SERVICE)["workplace_id"]


def test_a_template_makes_the_same_workplace_without_secrets_and_people(say: Say, tmp_path: Path) -> None:
    say("workplace", "edit", SERVICE, "--color", "#AA5A07")
    path = tmp_path / "service.toml"
    say("workplace", "export", SERVICE, str(path))
    assert tomllib.loads(path.read_text("utf-8")) == tomllib.loads(say("workplace", "export", SERVICE))
    made = say("workplace", "import", str(path)).strip()
    copy = next(row for row in listed(say, "workplace") if row["workplace_id"] == made)
    assert copy["color"] == "#AA5A07"
    assert len(copy["account_ids"]) == len(workplace(say, SERVICE)["account_ids"])  # type: ignore[arg-type]
    assert CRM not in str(copy["account_ids"])


def test_what_is_no_template_is_refused_with_its_reason(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    before = listed(say, "workplace")
    for words in (b"name = ", b"", b"[workplace]\nname = 7\n", b"\xff\xfe"):
        path.write_bytes(words)
        assert say("workplace", "import", str(path), code=1).strip()
    assert listed(say, "workplace") == before


def test_an_account_is_renamed_paused_and_resumed(say: Say) -> None:
    def account() -> dict[str, object]:
        return next(row for row in listed(say, "account") if row["account_id"] == SUPPORT)

    say("account", "rename", SUPPORT, " Front desk ")
    assert account()["name"] == "Front desk"
    assert "needs a name" in say("account", "rename", SUPPORT, "  ", code=1)
    say("account", "pause", "Front desk")
    assert account()["is_enabled"] is False
    say("account", "resume", SUPPORT)
    assert account()["is_enabled"] is True
