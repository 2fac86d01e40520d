"""Where secrets lie: an encrypted file or a real keyring, never plain text, and what happens when the key is lost."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import keyring.backend
import pytest
from keyring.backends.fail import Keyring as FailKeyring

from workspace.store import secrets
from workspace.store.home import Home
from workspace.store.open import KeyLost, StoreNewer, StoreNotReady, bring_up_to_date, connect, open_user, unlock
from workspace.store.reader import Reader
from workspace.store.secrets import (
    FileVault,
    KeyringVault,
    NoKeyring,
    VaultLocked,
    WrongPassphrase,
    home_key,
    open_vault,
    system_keyring,
)  # fmt: skip
from workspace.store.user import UserStore


class Killed(Exception):
    """The process ended here."""


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that keeps entries in memory and, as Windows does, refuses long ones."""

    priority = 1  # type: ignore[assignment]
    name = "memory"

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.crash_after = -1
        """How many more entries are written before the process is killed; negative for all of them."""

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2_560:
            raise ValueError("too long")
        if self.crash_after == 0:
            raise Killed
        self.crash_after -= 1
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_a_file_vault_keeps_secrets_unreadable(home: Home) -> None:
    vault = FileVault(home.vault_file, passphrase="correct horse")
    vault.set("mail/password", "비밀 s3cret")
    vault.set("other", "1")
    vault.delete("other")
    again = FileVault(home.vault_file, passphrase="correct horse")
    assert (again.get("mail/password"), again.get("other")) == ("비밀 s3cret", None)
    assert b"s3cret" not in home.vault_file.read_bytes()
    assert stat.S_IMODE(home.vault_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_a_wrong_passphrase_is_said_and_changes_nothing(home: Home) -> None:
    FileVault(home.vault_file, passphrase="right").set("a", "b")
    before = home.vault_file.read_bytes()
    with pytest.raises(WrongPassphrase, match="WORKSPACE_VAULT_PASSPHRASE does not open"):
        FileVault(home.vault_file, passphrase="wrong")
    assert home.vault_file.read_bytes() == before


def test_two_writers_of_a_file_vault_lose_nothing(home: Home) -> None:
    one, two = (FileVault(home.vault_file, passphrase="p") for _ in range(2))
    one.set("a", "1")
    two.set("b", "2")
    assert (one.get("b"), two.get("a")) == ("2", "1")


def test_the_environment_chooses_the_file(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSPACE_VAULT_PASSPHRASE", "p")
    assert open_vault(home).describe() == "an encrypted file in the home"
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "ab")
    with pytest.raises(VaultLocked, match="64 hexadecimal"):
        open_vault(home)


def test_keyrings_that_keep_plain_text_or_nothing_are_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKSPACE_VAULT_PASSPHRASE", "WORKSPACE_HOME_KEY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert FailKeyring.__module__ not in secrets._BACKENDS
    if sys.platform == "linux":
        with pytest.raises(NoKeyring, match="WORKSPACE_VAULT_PASSPHRASE"):
            system_keyring()
        with pytest.raises(NoKeyring):
            open_vault(home)
    assert not home.vault_file.exists()


def test_long_secrets_are_split_and_come_back_whole() -> None:
    backend = MemoryKeyring()
    vault = KeyringVault("home", backend)
    long = "토큰" * 3_000
    vault.set("token", long)
    assert vault.get("token") == long
    vault.set("token", "short")
    assert (vault.get("token"), len(backend.entries)) == ("short", 1)
    vault.set("token", long)
    vault.delete("token")
    assert (vault.get("token"), backend.entries) == (None, {})


@pytest.mark.parametrize("before", ["short", "1" * 6_000])
@pytest.mark.parametrize("after", ["brief", "2" * 6_000, "3" * 9_000])
def test_a_crash_between_the_parts_leaves_the_old_secret_or_the_new_one(before: str, after: str) -> None:
    """OAuth's tokens of one account come to 6 kB; the program may end after any entry."""
    crashed_at = -1
    found = ""
    while found != after:
        backend = MemoryKeyring()
        vault = KeyringVault("home", backend)
        vault.set("token", before)
        crashed_at = backend.crash_after = crashed_at + 1
        try:
            vault.set("token", after)
        except Killed:
            assert KeyringVault("home", backend).get("token") == before
        found = vault.get("token") or ""
        backend.crash_after = -1
        if found != after:
            vault.delete("token")
            assert backend.entries == {}
    assert crashed_at > 0
    vault.set("token", before)
    vault.set("token", after)
    assert vault.get("token") == after
    vault.delete("token")
    assert backend.entries == {}


def test_the_key_is_made_once(home: Home) -> None:
    vault = FileVault(home.vault_file, passphrase="p")
    assert home_key(home, vault) == home_key(home, FileVault(home.vault_file, passphrase="p"))
    assert len(home_key(home, vault)) == 32


def test_a_lost_key_removes_the_cache_and_sets_the_rest_aside(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSPACE_VAULT_PASSPHRASE", "p")
    _, key, moved = unlock(home)
    assert moved == ()
    for name in ("user", "cache", "ledger"):
        bring_up_to_date(home, key, name)
    home.vault_file.unlink()
    with pytest.raises(KeyLost):
        unlock(home, may_set_aside=False)
    _, fresh, moved = unlock(home)
    assert fresh != key
    assert [path.name for path in moved] == ["user.db.lost-1", "ledger.db.lost-1"]
    assert not home.cache_db.exists()
    connect(moved[0], key).close()
    UserStore(home, fresh).close()


def test_a_wrong_key_is_an_exception_and_not_a_line_on_stderr(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    bring_up_to_date(home, bytes(32), "user")
    with pytest.raises(KeyLost):
        connect(home.user_db, b"x" * 32)
    assert capfd.readouterr() == ("", "")
    assert not home.user_db.read_bytes().startswith(b"SQLite")


def test_a_newer_file_is_refused_untouched(home: Home) -> None:
    key = bytes(32)
    bring_up_to_date(home, key, "user")
    connection = connect(home.user_db, key)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = home.user_db.read_bytes()
    for opening in (lambda: open_user(home, key), lambda: bring_up_to_date(home, key, "user")):
        with pytest.raises(StoreNewer):
            opening()
    assert home.user_db.read_bytes() == before


def test_a_reader_waits_for_the_engine_to_make_the_cache(home: Home) -> None:
    with pytest.raises(StoreNotReady):
        Reader(home, bytes(32))


def test_the_windows_side_does_not_import_sqlalchemy() -> None:
    code = (
        "import sys, workspace.store.reader, workspace.store.user, workspace.store.secrets, workspace.store.open\n"
        "print([name for name in ('sqlalchemy', 'alembic', 'PySide6') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"
