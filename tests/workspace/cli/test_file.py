"""``workspace file`` writes down what is to be filed; asked again, it neither doubles that nor waits for a pause."""

from pathlib import Path

import pytest

from tests.ui.sample_home import SUPPORT, SampleHome
from workspace.cli import main


def test_filing_again_what_still_waits_asks_for_another_attempt_of_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
    home = SampleHome(tmp_path / "home").fill()
    item = str(home.item_id(SUPPORT, "6"))
    printed = []
    for _ in range(2):
        monkeypatch.setattr("sys.argv", ["workspace", "--home", str(tmp_path / "home"), "file", item, "--no-wait"])
        assert main() == 0, capsys.readouterr()
        printed.append(capsys.readouterr().out.strip())
    assert printed[0] == printed[1]
    assert home.user._all("SELECT action_id, retries FROM outbox") == [(printed[0], 1)]
    home.close()
