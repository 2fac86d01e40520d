"""Whatever goes wrong, a script gets an exit code and a sentence."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from workspace.cli import main
from workspace.cli.commands import COMMANDS, workspace
from workspace.cli.failed import SIGN_IN, UNREACHABLE, failure
from workspace.cli.output import plain
from workspace.connector.errors import SENTENCES
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import Email


def run(monkeypatch: pytest.MonkeyPatch, *words: str, env: Mapping[str, str] | None = None) -> int:
    """The program in this process, with these words on its command line."""
    monkeypatch.delenv("WORKSPACE_HOME_KEY", raising=False)
    for name, value in {"WORKSPACE_VAULT_PASSPHRASE": "test", **(env or {})}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["workspace", *words])
    return main()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_what_it_does(name: str) -> None:
    command = workspace.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.help


@pytest.mark.parametrize(
    ("key", "code"),
    [("signin_refused", 3), ("secret_missing", 3), ("unreachable", 4), ("busy", 4), ("refused", 1), ("unknown", 1)],
)
def test_the_exit_code_says_what_to_do(key: str, code: int) -> None:
    assert failure(key, {}).exit_code == code
    assert SENTENCES.keys() >= (SIGN_IN | UNREACHABLE)


def test_a_home_that_cannot_be_used_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run(monkeypatch, "--home", str(tmp_path / "file" / "home"), "workplace", "list") == 1
    said = capsys.readouterr().err
    assert "cannot be used" in said
    assert len(said.splitlines()) == 1


def test_a_damaged_vault_and_a_damaged_file_are_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    assert run(monkeypatch, "--home", str(home), "workplace", "add", "one") == 0
    whole = (home / "vault").read_bytes()
    for garbage in (b"", b"{}", b"nonsense", json.dumps({"salt": 1}).encode()):
        (home / "vault").write_bytes(garbage)
        assert run(monkeypatch, "--home", str(home), "workplace", "list") == 1
        assert (home / "vault").read_bytes() == garbage
    assert capsys.readouterr().err.count("is damaged") == 4
    (home / "vault").write_bytes(whole)
    assert run(monkeypatch, "--home", str(home), "workplace", "list") == 0


def test_numbers_that_are_ids_are_strings() -> None:
    mail = Email(remote_id=RemoteId("1"), received_at=None, subject="x")  # type: ignore[arg-type]
    assert plain(mail)["remote_id"] == "1"
    assert plain({"item_id": ItemId(1 << 60), "size": 5}) == {"item_id": str(1 << 60), "size": 5}


def test_a_home_that_is_a_file_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run(monkeypatch, "--home", str(tmp_path / "file")) == 2
    assert "is a file" in capsys.readouterr().err
