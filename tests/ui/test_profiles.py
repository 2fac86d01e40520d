"""The admin's profiles in the add-account dialog: offered first, asking only what they leave open."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.pier import package
from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from tests.ui.test_accounts import asked
from ui.accounts.add_sheet import AddAccountSheet, SignInSheet
from ui.accounts.first_run import ConnectorCard
from ui.shell.language import use_language
from ui.shell.window import MainWindow
from workspace.connector.manifest import manifests
from workspace.profiles.current import shared
from workspace.profiles.profile import Given, Place, Profile

DESK = """
[profiles.desk]
connector = "imap"
label = { en = "Support desk", ko = "고객지원" }
hosts = { host = "mail.corp.example", smtp_host = "mail.corp.example" }
defaults = { port = 993 }
locked = ["host", "ca_file"]
workplaces = ["Support", "Night shift"]

[profiles.wrong]
connector = "imap"
locked = "host"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's folder; the user has none."""
    monkeypatch.setenv("WORKSPACE_PROFILES", str(tmp_path / "machine"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "machine").mkdir()
    (tmp_path / "machine" / "desk.toml").write_text(DESK, "utf-8")
    return tmp_path / "machine"


def cards(window: MainWindow, qtbot: QtBot) -> list[ConnectorCard]:
    """What is offered, once the window is warm."""
    window.sheets.add_account()
    qtbot.waitUntil(lambda: window.pages.first_run.is_warm, timeout=20_000)
    window.sheets.add_account()
    return window.pages.first_run.cards


def sheet_of(window: MainWindow) -> AddAccountSheet:
    return window.findChildren(AddAccountSheet)[-1]


def test_profiles_come_first_and_what_is_wrong_is_shown(folder: Path, window: MainWindow, qtbot: QtBot) -> None:
    first, *others = cards(window, qtbot)
    assert (first.accessibleName(), first.profile and first.profile.name) == ("Support desk", "desk")
    assert [card.manifest.id for card in others] == [each.id for each in manifests().values() if each.is_listed]
    assert f"{folder / 'desk.toml'}:12: profiles.wrong.locked: expected a list" in window.pages.first_run.left_out
    (folder / "desk.toml").write_text("", "utf-8")
    assert [card.profile for card in cards(window, qtbot)] == [None] * len(others)
    assert window.pages.first_run.left_out == ""


def test_a_profile_asks_only_what_it_leaves_open(
    folder: Path, window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    qtbot.mouseClick(cards(window, qtbot)[0], Qt.MouseButton.LeftButton)
    sheet = sheet_of(window)
    assert sheet.form.asked() == ("username", "password")
    assert sheet.form.locked() == ("host",)
    sheet.form.fill("username", "min")
    sheet.form.fill("password", "hunter2")
    sheet.check()
    request, payload = asked(home_with_mail)
    assert (payload["profile"], payload["settings"]) == ("desk", {"username": "min"})
    with qtbot.waitSignal(sheet.added, timeout=5_000) as added:
        home_with_mail.writer.answer(request, {"user": "min@corp.example", "name": "", "addresses": []})
        window.context.observer.hear()
    assert added.args is not None
    account = home_with_mail.user.account(added.args[0])
    assert account is not None
    assert (account.profile, dict(account.settings)) == ("desk", {"username": "min"})
    names = {each.workplace_id: each.name for each in home_with_mail.user.workplaces()}
    members = home_with_mail.user.workplace_accounts()
    assert {names[place] for place, ids in members.items() if account.account_id in ids} == {"Support", "Night shift"}
    again = SignInSheet(window.context, manifests()["imap"], account, window)
    again.form.fill("password", "new")
    again.check()
    assert again.is_checking
    (folder / "desk.toml").write_text("", "utf-8")
    shared().refresh()
    alone = SignInSheet(window.context, manifests()["imap"], account, window)
    alone.form.fill("password", "new")
    alone.check()
    assert "desk" in alone.outcome


def test_what_is_changed_over_a_profile_is_the_accounts_own(folder: Path, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(cards(window, qtbot)[0], Qt.MouseButton.LeftButton)
    form = sheet_of(window).form
    form.fill("port", "1993")
    form.fill("smtp_host", "")
    assert form.values() == ({"port": "1993", "smtp_host": ""}, {})
    form.fill("port", "993")
    assert form.values() == ({"smtp_host": ""}, {})


def test_a_service_that_asks_itself_takes_one_click(
    folder: Path, window: MainWindow, home_with_mail: SampleHome
) -> None:
    place = Place(folder / "x.toml", 1)
    given = {"base_url": Given("http://127.0.0.1:9", "hosts.base_url", place)}
    profile = Profile("quay", "pier", {"en": "Quay"}, given, frozenset(given), place, client_secret="s")
    window.sheets.add_account_of(package.manifest(), profile)
    sheet = sheet_of(window)
    assert sheet.is_checking
    payload = asked(home_with_mail, "sign_in")[1]
    assert (payload["method"], payload["profile"], payload["settings"]) == ("browser", "quay", {})
    assert not sheet.form.asked()
    sheet.dismiss()


def test_a_locked_setting_is_shown_as_the_organisations_in_korean_too(
    folder: Path, window: MainWindow, app: QApplication
) -> None:
    for language, words in (("en", "Set by your organisation."), ("ko", "조직에서 정한 값입니다.")):
        use_language(app, language)
        window.sheets.add_account_of(manifests()["imap"], shared().found().profiles["desk"])
        assert sheet_of(window).form.hint("host") == words
    use_language(app, "en")


def test_the_first_run_leads_with_the_profile(
    folder: Path, open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    window = open_window(empty_home)
    assert window.pages.currentWidget() is window.pages.first_run
    qtbot.waitUntil(lambda: window.pages.first_run.is_warm, timeout=20_000)
    assert window.pages.first_run.cards[0].accessibleName() == "Support desk"
