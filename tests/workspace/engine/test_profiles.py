"""Accounts that stand on an admin's profile: the settings in effect at each run, and what a changed file does."""

from pathlib import Path

import pytest

from connectors.demo.service import DemoService
from tests.workspace.engine.conftest import Bench
from workspace.model.accounts import Account
from workspace.model.ids import AccountId

ACCOUNT = AccountId("mail")
USERS = {"address": "me@demo.example", "path": "of-the-user.json"}


class Admin:
    """Writes the machine's profile for the demo service; ``service`` names its state file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def service(self, name: str) -> DemoService:
        return DemoService(str(self.folder.parent / f"{name}.json"))

    def say(self, service: str, **more: object) -> None:
        lines = "".join(f"{key} = {value}\n" for key, value in more.items())
        path = self.folder.parent / f"{service}.json"
        text = f"[profiles.p]\nconnector = 'demo'\nlocked = ['path']\n{lines}defaults = {{ path = '{path}' }}\n"
        (self.folder / "p.toml").write_text(text, "utf-8")

    def withdraw(self) -> None:
        (self.folder / "p.toml").unlink()


@pytest.fixture
def admin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Admin:
    monkeypatch.setenv("WORKSPACE_PROFILES", str(tmp_path / "machine"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Admin(tmp_path / "machine")


@pytest.fixture
def account(bench: Bench, admin: Admin) -> AccountId:
    """An account of the profile, in step with the service that the profile names."""
    admin.service("first").add_mail(subject="first")
    admin.say("first")
    bench.user.add_account(Account(ACCOUNT, "demo", "Mail", USERS, identity="me@demo.example", profile="p"))
    bench.steps()
    return ACCOUNT


def subjects(bench: Bench) -> set[str]:
    return {row.subject for row in bench.mails().values()}


def test_a_locked_setting_counts_over_the_users_own(bench: Bench, account: AccountId) -> None:
    assert subjects(bench) == {"first"}
    assert bench.health(account) == "ok"


def test_a_changed_profile_takes_effect_at_once(bench: Bench, admin: Admin, account: AccountId) -> None:
    admin.service("second").add_mail(subject="second")
    before = bench.engine.duties[account].pulled_at
    admin.say("second")
    bench.steps(2)
    assert bench.engine.duties[account].pulled_at > before
    assert bench.answer("rebuild", account_id=account).state == "done"
    bench.steps()
    assert subjects(bench) == {"second"}
    kept = bench.user.account(account)
    assert kept is not None
    assert (kept.settings, kept.profile) == (USERS, "p")


def test_an_account_without_its_profile_waits_and_keeps_what_it_has(
    bench: Bench, admin: Admin, account: AccountId
) -> None:
    admin.withdraw()
    bench.steps(2)
    assert bench.health(account) == "unreachable"
    assert bench.reader.health()[account].message_key == "profile_missing"
    assert subjects(bench) == {"first"}
    admin.service("first").add_mail(subject="later")
    admin.say("first")
    bench.steps(2)
    assert bench.health(account) == "ok"
    assert subjects(bench) == {"first", "later"}


def test_the_profile_says_how_often_the_service_is_asked(bench: Bench, admin: Admin, account: AccountId) -> None:
    duty = bench.engine.duties[account]
    usual = duty.manifest.poll_seconds
    admin.say("first", poll_seconds=10 * usual)
    bench.steps(2)
    assert duty.manifest.poll_seconds == 10 * usual
    before = duty.pulled_at
    bench.steps(2 * usual, each=10)
    assert duty.pulled_at == before
    bench.steps(10 * usual, each=10)
    assert duty.pulled_at > before


def test_a_question_sees_the_files_as_they_are_now(bench: Bench, admin: Admin, account: AccountId) -> None:
    path = admin.folder / "p.toml"
    path.write_text(path.read_text().replace("profiles.p]", "profiles.q]") + path.read_text())
    said = bench.answer("check_account", connector_id="demo", account_id="trial", settings=USERS, profile="q")
    assert said.state == "done"


def test_other_files_disturb_nobody(bench: Bench, admin: Admin, account: AccountId) -> None:
    duty = bench.engine.duties[account]
    before = duty.pulled_at
    (admin.folder / "other.toml").write_text("[profiles.other]\nconnector = 'demo'\n")
    bench.steps(5)
    assert duty.pulled_at == before


def test_a_trial_runs_on_the_profile_too(bench: Bench, admin: Admin) -> None:
    admin.service("first").add_mail(subject="first")
    admin.say("first")
    said = bench.answer(
        "check_account", connector_id="demo", account_id="trial", settings={"address": "a@demo.example"}, profile="p"
    )
    assert (said.state, said.payload["user"]) == ("done", "a@demo.example")
    refused = bench.answer("check_account", connector_id="demo", account_id="t", settings={}, profile="no")
    assert (refused.state, refused.error_key) == ("failed", "profile_missing")
