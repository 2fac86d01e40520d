"""``workspace account find`` and ``account add ADDRESS``, with a real engine and a name server of our own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.names import NameServer
from tests.workspace.cli.test_failing import run
from workspace.cli.context import Context


class Desk:
    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._home, self._monkeypatch, self._capsys = home, monkeypatch, capsys

    def say(self, *words: str) -> tuple[int, str, str]:
        code = run(self._monkeypatch, "--home", str(self._home), *words)
        said = self._capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[NameServer]:
    with NameServer() as server:
        monkeypatch.setenv("WORKSPACE_NAME_SERVER", server.at)
        yield server


@pytest.fixture
def desk(
    tmp_path: Path, names: NameServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """An engine runs all the while, so that each command need not start one."""
    monkeypatch.setenv("WORKSPACE_VAULT_PASSPHRASE", "test")
    running = Context(str(tmp_path / "home"))
    running.link.ensure_engine()
    yield Desk(tmp_path / "home", monkeypatch, capsys)
    running.close()


def said_in_time(desk: Desk, wanted: str, *words: str) -> tuple[int, str, str]:
    """A search ends after three seconds, which a busy machine may take for its first one: then it is asked again."""
    said = desk.say(*words)
    for _ in range(4):
        if wanted in f"{said[1]}{said[2]}":
            break
        said = desk.say(*words)
    return said


def test_an_address_is_all_that_is_typed(desk: Desk, names: NameServer, tmp_path: Path) -> None:
    names.put("_imaps._tcp.desk.example", "SRV", "0 1 1 localhost.")
    names.put("_caldavs._tcp.desk.example", "SRV", "0 1 443 dav.desk.example.")
    code, out, _ = said_in_time(desk, "caldav", "account", "find", "jane@desk.example", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, [(row["connector_id"], row["source"]) for row in rows]) == (0, [("imap", "dns"), ("caldav", "dns")])
    (tmp_path / "password").write_text("hunter2")
    secret = f"password=@{tmp_path / 'password'}"
    code, out, err = said_in_time(desk, "said by the DNS", "account", "add", "jane@desk.example", "--secret", secret)
    assert (code, out) == (4, "")
    assert "Mail (IMAP): localhost:1 (said by the DNS of desk.example)" in err
    assert err.splitlines()[-1] == "jane@desk.example: localhost could not be reached. Nothing was saved."

    names.put("office.example", "MX", "0 office-example.mail.protection.outlook.com.")
    code, _, err = said_in_time(desk, "Microsoft", "account", "add", "kim@office.example")
    assert code == 1
    assert "Microsoft 365, which has a sign-in of its own" in err
    assert "--set client_id=..." in err

    code, _, err = desk.say("account", "add", "kim@ofice.example")
    assert (code, err) == (1, "There is no domain ofice.example. Is kim@ofice.example written right?\n")
