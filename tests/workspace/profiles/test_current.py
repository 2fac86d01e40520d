"""The profiles in force: read when needed, followed when they change, and never replaced by something else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workspace.connector.errors import Transient
from workspace.connector.manifest import manifest
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.profiles.current import Profiles
from workspace.profiles.folders import machine_folders

MAIL = "[profiles.mail]\nconnector = 'imap'\nhosts = { host = 'one.example' }\nlocked = ['host']\npoll_seconds = 600\n"
ACCOUNT = Account(AccountId("a"), "imap", "A", {"username": "me", "host": "own.example"}, profile="mail")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's folder; the user has none."""
    monkeypatch.setenv("WORKSPACE_PROFILES", str(tmp_path / "machine"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "machine").mkdir()
    return tmp_path / "machine"


def test_a_changed_file_takes_effect(folder: Path) -> None:
    profiles = Profiles()
    assert not profiles.found().profiles
    (folder / "a.toml").write_text(MAIL)
    assert profiles.refresh()
    assert profiles.settings(ACCOUNT) == {"host": "one.example", "username": "me"}
    assert not profiles.refresh()
    (folder / "a.toml").write_text(MAIL.replace("one", "another"))
    assert profiles.refresh()
    assert profiles.settings(ACCOUNT)["host"] == "another.example"
    assert profiles.manifest(ACCOUNT, manifest("imap")).poll_seconds == 600


def test_an_account_whose_profile_is_gone_waits(folder: Path) -> None:
    profiles = Profiles()
    for text in ("", MAIL.replace("'imap'", "'demo'"), MAIL.replace("locked = [", "locked = [[")):
        (folder / "a.toml").write_text(text)
        profiles.refresh()
        with pytest.raises(Transient) as waiting:
            profiles.settings(ACCOUNT)
        assert waiting.value.message_key == "profile_missing"
        assert profiles.known_settings(ACCOUNT) is None


def test_an_account_without_a_profile_keeps_its_own(folder: Path) -> None:
    (folder / "a.toml").write_text(MAIL)
    own = Account(AccountId("a"), "imap", "A", {"host": "own.example"})
    assert Profiles().settings(own) == {"host": "own.example"}
    assert Profiles().of(own) is None


def test_files_are_named_by_the_environment_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    single = folder.parent / "single.toml"
    single.write_text(MAIL)
    monkeypatch.setenv("WORKSPACE_PROFILES", os.pathsep.join([str(folder), str(single)]))
    assert list(Profiles().found().profiles) == ["mail"]
    monkeypatch.delenv("WORKSPACE_PROFILES")
    (only,) = machine_folders()
    assert only.name == "profiles.d"
    assert only.is_absolute()


def test_the_users_folder_is_read_last(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = folder.parent / "user"
    config.mkdir()
    (config / "z.toml").write_text("[profiles.mail]\ndefaults = { name = 'Me' }\nhosts = { host = 'x.example' }\n")
    (folder / "a.toml").write_text(MAIL)
    monkeypatch.setattr("workspace.profiles.current.user_folders", lambda: (config,))
    found = Profiles().found()
    assert found.profiles["mail"].values == {"host": "one.example", "name": "Me"}
    assert len(found.problems) == 1


def test_without_files_nothing_heavy_is_imported(folder: Path) -> None:
    program = (
        "import sys; from workspace.profiles.current import shared; shared().found();"
        "sys.exit('pydantic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
