"""A real Secret Service holds the key and the secrets; the home's files hold nothing that can be read."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.components import require
from tests.fakes.dovecot import Dovecot
from tests.journeys.mailbox import mail, signed_in
from tests.journeys.program import Program

USER = "kim@brightwell.example"
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's"),
]
UNLOCK = "printf unlock-me | {daemon} --unlock --components=secrets >&2; echo $DBUS_SESSION_BUS_ADDRESS; cat >&2"


class Session:
    """A D-Bus session of its own with an unlocked gnome-keyring, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        run = folder / "run"
        run.mkdir(mode=0o700, parents=True)
        (folder / ".local/share/keyrings").mkdir(parents=True)
        names = ("WORKSPACE_VAULT_PASSPHRASE", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY")
        inherited = {name: value for name, value in os.environ.items() if name not in names}
        self.env = {**inherited, "HOME": str(folder), "XDG_RUNTIME_DIR": str(run)}
        self.env["XDG_DATA_HOME"] = str(folder / ".local/share")
        script = UNLOCK.format(daemon=shlex.quote(require("gnome-keyring-daemon")))
        self._process = subprocess.Popen(
            [require("dbus-run-session"), "--", "sh", "-c", script],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.env, text=True,
        )  # fmt: skip
        assert self._process.stdout
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._process.stdout.readline().strip()

    def program(self, home: Path) -> Program:
        found = Program(home)
        found.env = dict(self.env)
        return found

    def lock(self) -> None:
        """Lock the collection, as a desktop does when its user leaves."""
        code = "import secretstorage as s; c = s.dbus_init(); s.get_default_collection(c).lock(); c.close()"
        subprocess.run([sys.executable, "-c", code], env=self.env, check=True, timeout=30)

    def end(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(tmp_path / "session")
    yield made
    made.end()


def said(program: Program, *arguments: str) -> str:
    """What a command that fails says on stderr: one sentence."""
    process = program.start(*arguments)
    _, err = process.communicate(timeout=90)
    assert process.returncode == 1, err
    assert len(err.splitlines()) == 1, err
    return err


def test_secrets_lie_in_the_keyring_and_nothing_readable_in_the_home(
    session: Session, dovecot: Dovecot, tmp_path: Path
) -> None:
    program = session.program(tmp_path / "home")
    with signed_in(dovecot, USER) as client:
        client.append("INBOX", mail(1, attachment=b"ATTACHED-AND-SECRET" * 50))
    account = program.add_imap(dovecot.settings(USER))
    program.run("account", "add", "builtin_crm")
    program.run("sync", "--once")
    assert "system keyring" in program.run("doctor")
    (item,) = program.json("list", "email")
    assert item["message_id"] == "<n1@haneul.example>"
    program.run("file", item["item_id"], "--create", "contact")
    code = (
        "import secretstorage as s; c = s.dbus_init();"
        "print([i.get_secret().decode() for i in s.get_default_collection(c).get_all_items()]); c.close()"
    )
    kept = subprocess.run([sys.executable, "-c", code], env=session.env, capture_output=True, check=True, text=True)
    assert "'pw'" in kept.stdout
    assert not (program.home / "vault").exists()
    words = [b"haneul.example", b"brightwell", "계약서".encode(), b"ATTACHED-AND-SECRET", b"SQLite format 3"]
    for path in (each for each in program.home.rglob("*") if each.is_file()):
        data = path.read_bytes()
        assert [word for word in words if word in data] == [], path
    program.run("account", "remove", account)
    kept = subprocess.run([sys.executable, "-c", code], env=session.env, capture_output=True, check=True, text=True)
    assert "'pw'" not in kept.stdout


def test_a_locked_or_absent_keyring_leaves_the_home_as_it_is(session: Session, tmp_path: Path) -> None:
    program = session.program(tmp_path / "home")
    program.run("workplace", "add", "one")
    before = {path.name for path in program.home.iterdir()}
    data = (program.home / "user.db").read_bytes()
    session.lock()
    assert "locked" in said(program, "workplace", "list")
    program.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={tmp_path / 'nowhere'}"
    assert "WORKSPACE_VAULT_PASSPHRASE" in said(program, "workplace", "list")
    program.env["WORKSPACE_VAULT_PASSPHRASE"] = "of another home"
    assert "system keyring" in said(program, "workplace", "list")
    assert (program.home / "user.db").read_bytes() == data
    assert {path.name for path in program.home.iterdir()} == before
