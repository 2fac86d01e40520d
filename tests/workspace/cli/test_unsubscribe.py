"""Leaving a list and taking trust back on the command line."""

from pathlib import Path

import pytest

from tests.workspace.cli.test_failing import run


def test_trust_is_listed_and_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(tmp_path / "home")
    assert run(monkeypatch, "--home", home, "workplace", "add", "one") == 0
    assert run(monkeypatch, "--home", home, "trusted", "remove", "a@b.example") == 1
    assert "is not on the list" in capsys.readouterr().err
    assert run(monkeypatch, "--home", home, "trusted", "list") == 0
    assert "a@b.example" not in capsys.readouterr().out
