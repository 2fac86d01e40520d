"""``workspace profile`` and ``account add --profile``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workspace.cli.test_failing import run
from workspace.connector.manifest import manifest
from workspace.profiles.folders import machine_folders

Say = Callable[..., tuple[int, str, str]]
GOOD = """
[profiles.desk]
connector = "imap"
label = { en = "Desk" }
hosts = { host = "mail.corp.example" }
locked = ["host", "ca_file"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's folder with one good profile; the user has none."""
    monkeypatch.setenv("WORKSPACE_PROFILES", str(tmp_path / "machine"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "machine").mkdir()
    (tmp_path / "machine" / "a.toml").write_text(GOOD)
    assert machine_folders() == (tmp_path / "machine",)
    return tmp_path / "machine"


@pytest.fixture
def say(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run the program; its exit code and what it said on both streams."""

    def run_it(*words: str) -> tuple[int, str, str]:
        code = run(monkeypatch, "--home", str(folder.parent / "home"), *words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_it


def test_a_check_names_file_line_key_and_what_was_expected(folder: Path, say: Say) -> None:
    bad = folder / "bad.toml"
    bad.write_text(GOOD.replace('locked = ["host", "ca_file"]', "poll_seconds = 5\nlokced = []"))
    code, out, err = say("profile", "check", str(bad))
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == f"{bad}:6: profiles.desk.poll_seconds: expected a number from 60 to 86400"
    assert err.splitlines()[1].startswith(f"{bad}:7: profiles.desk.lokced: there is no such key; expected one of ")
    assert say("profile", "check", str(folder / "a.toml")) == (0, "Right: desk.\n", "")
    assert say("profile", "check", str(folder / "none.toml"))[0] == 2


def test_a_list_shows_what_is_in_force_and_what_was_left_out(folder: Path, say: Say) -> None:
    (folder / "b.toml").write_text("[profiles.lost]\nconnector = 'imap\n")
    code, out, err = say("profile", "list", "--json")
    assert code == 0
    (row,) = map(json.loads, out.splitlines())
    assert (row["name"], row["connector_id"], row["locked"]) == ("desk", "imap", ["ca_file", "host"])
    assert err.startswith(f"{folder / 'b.toml'}:2: profiles.lost: expected TOML")
    assert err.endswith("(the profile is left out)\n")
    assert say("profile", "list")[1] == f"desk  imap  Desk  machine  {folder / 'a.toml'}\n"
    missing = say("profile", "show", "lost")
    assert missing[0] == 1
    assert f"{folder / 'b.toml'}:2" in missing[2]


def test_the_effective_settings_say_where_each_comes_from(folder: Path, say: Say) -> None:
    (shown,) = map(json.loads, say("profile", "show", "desk", "--effective", "--json")[1].splitlines())
    settings = shown["settings"]
    place = {"file": str(folder / "a.toml"), "line": 5}
    assert settings["host"] == {"value": "mail.corp.example", "from": "profile", "locked": True, **place}
    assert settings["port"] == {"value": "993", "from": "connector", "locked": False}
    assert (settings["username"]["from"], settings["ca_file"]["locked"]) == ("user", True)
    assert settings.keys() == {field.key for field in manifest("imap").fields if not field.secret}
    assert list(json.loads(say("profile", "show", "desk", "--json")[1])["settings"]) == ["host", "ca_file"]


def test_a_client_secret_is_never_printed(
    folder: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No connector that ships here takes one, so the whole profile is left out; still nothing may show it."""
    (folder / "a.toml").write_text(GOOD + 'client_id = "x"\nclient_secret = "hush-hush"\n')
    for words in (("list", "--json"), ("show", "desk"), ("check", str(folder / "a.toml"))):
        assert "hush" not in "".join(map(str, say("profile", *words)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ("imap", "--profile", "desk", "--set", "host=other.example"),
            "host cannot be set: locked by the profile desk",
        ),
        (("builtin_crm", "--profile", "desk"), "The profile desk is for imap"),
    ],
)
def test_what_a_profile_forbids_is_wrong_usage(say: Say, words: tuple[str, ...], expected: str) -> None:
    code, _, err = say("account", "add", *words)
    assert code == 2
    assert expected in err
    assert say("account", "list", "--json") == (0, "", "")


def test_a_profile_that_is_not_there_is_said(say: Say) -> None:
    code, _, err = say("account", "add", "imap", "--profile", "desc")
    assert (code, err) == (1, "There is no profile desc. `workspace profile list` shows them.\n")
