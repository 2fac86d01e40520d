"""An admin's profile through the command line: hosts from the file, only the person's own from the user."""

import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.authority import Authority, running
from tests.fakes.dovecot import Dovecot
from tests.fakes.pier import package
from tests.journeys.mailbox import mail, signed_in
from tests.journeys.program import Program
from tests.journeys.test_signing_in import ended, first_line

USER = "kim@brightwell.example"
pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def authority() -> Iterator[Authority]:
    with running(mails={"anna@pier.example": ["hello"]}) as made:
        yield made


@pytest.fixture
def folder(program: Program, tmp_path: Path) -> Path:
    """The machine's folder of profiles; the user has none."""
    (tmp_path / "profiles").mkdir()
    program.env |= {"WORKSPACE_PROFILES": str(tmp_path / "profiles"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    return tmp_path / "profiles"


def write(folder: Path, connector: str, settings: dict[str, str], *lines: str) -> None:
    given = [f"{key} = '{value}'" for key, value in settings.items()]
    text = [f"[profiles.{connector}]", f"connector = '{connector}'", *lines, f"[profiles.{connector}.defaults]", *given]
    (folder / f"{connector}.toml").write_text("\n".join(text), "utf-8")


def test_a_mailbox_needs_its_name_and_password_alone(program: Program, folder: Path, dovecot: Dovecot) -> None:
    with signed_in(dovecot, USER) as client:
        client.append("INBOX", mail(1))
    settings = dovecot.settings(USER)
    own = settings.pop("username")
    settings.pop("address", None)
    write(folder, "imap", settings, "locked = ['*']", "workplaces = ['Support', 'Night shift']")
    words = ("account", "add", "imap", "--profile", "imap", "--set", f"username={own}", "--secret", "password=-")
    assert "locked by the profile imap" in program.start(*words, "--set", "host=x").communicate(timeout=60)[1]
    account_id = program.run(*words, text="pw\n").strip()
    (account,) = program.json("account", "list")
    assert (account["profile"], account["settings"]) == ("imap", {"username": own})
    members = {row["name"]: row["account_ids"] for row in program.json("workplace", "list")}
    assert members == {"Support": [account_id], "Night shift": [account_id]}
    assert program.json("sync", "--once")[0]["health"] == "ok"
    assert len(program.json("inbox")) == 1
    program.run("account", "check", account_id)
    program.run("doctor")
    # Half a profile could send the password elsewhere: the account waits for the admin.
    (folder / "imap.toml").write_text("[profiles.imap]\nconnector = 'imap'\nlocked = 'host'\n")
    assert "imap.toml:3: profiles.imap.locked: expected a list" in program.run("doctor", expect=1)
    assert program.run("account", "check", account_id, expect=1) == ""
    assert len(program.json("inbox")) == 1


def test_a_service_behind_a_browser_needs_nothing(program: Program, folder: Path, authority: Authority) -> None:
    program.env["PYTHONPATH"] = os.pathsep.join(package.install(folder.parent / "site"))
    authority.client_secret = "not-a-secret"
    write(folder, "pier", {"base_url": authority.url}, "locked = ['*']", "client_secret = 'not-a-secret'")
    process = program.start("account", "add", "pier", "--profile", "pier", "--print-url")
    url = first_line(process)
    assert url.startswith(f"{authority.url}/authorize?")
    urllib.request.urlopen(url, timeout=20).close()
    account_id = ended(process)[0]
    assert program.json("sync", "--once")[0]["health"] == "ok"
    authority.revoke(authority.user)
    program.run("sync", "--once", expect=3)
    process = program.start("account", "signin", account_id, "--print-url")
    urllib.request.urlopen(first_line(process), timeout=20).close()
    ended(process)
    assert program.json("account", "list")[0]["settings"] == {}


def test_an_account_is_put_on_a_profile_and_keeps_its_secrets_and_its_mails(
    program: Program, folder: Path, dovecot: Dovecot
) -> None:
    with signed_in(dovecot, USER) as client:
        client.append("INBOX", mail(1))
    settings = dovecot.settings(USER)
    account_id = program.add_imap({**settings, "name": "Kim"})
    program.run("sync", "--once")
    (before,) = program.json("inbox")
    own = settings.pop("username")
    settings.pop("address", None)
    write(folder, "imap", settings, "locked = ['*']", "workplaces = ['Support']")
    write(folder, "caldav", {}, "locked = []")
    (folder / "other.toml").write_text(
        "[profiles.other]\nconnector = 'imap'\nlocked = ['*']\ndefaults = { username = 'min@brightwell.example' }\n"
    )
    for name, why in (("caldav", "is for caldav, not for imap"), ("other", "min@brightwell.example")):
        assert why in program.start("account", "set", account_id, "--profile", name).communicate(timeout=60)[1]
    assert program.json("account", "list")[0]["profile"] == ""
    program.run("account", "set", account_id, "--profile", "imap")
    (account,) = program.json("account", "list")
    assert (account["profile"], account["settings"]) == ("imap", {"username": own, "name": "Kim"})
    assert {row["name"]: row["account_ids"] for row in program.json("workplace", "list")}["Support"] == [account_id]
    assert program.json("sync", "--once")[0]["pulled"] == 0
    assert [row["item_id"] for row in program.json("inbox")] == [before["item_id"]]
