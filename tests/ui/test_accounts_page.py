"""The accounts page puts accounts right, finds, renames, pauses, changes and removes them."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.patience import until
from tests.ui.sample_home import SALES, SLACK, SUPPORT, VIP, SampleHome
from tests.ui.test_accounts import asked, secrets_of
from ui.accounts.edit_sheet import EditAccountSheet, RenameSheet
from ui.accounts.page import AccountsPage
from ui.accounts.progress import Pace, SyncCard
from ui.accounts.removing import RemoveAccountSheet
from ui.accounts.table import BRINGS, HEALTH, NAME, AccountRow
from ui.shell.window import MainWindow
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.model.kinds import HealthState

OPS = AccountId("ops")


@pytest.fixture
def page(window: MainWindow) -> AccountsPage:
    window.show_accounts()
    settle(window.pages.accounts)
    return window.pages.accounts


def settle(page: AccountsPage) -> None:
    """Wait until it shows what the stores say."""
    loaded: list[bool] = []
    page.loaded.connect(lambda: loaded.append(True))
    page.reload()
    until(lambda: bool(loaded))


def row_of(page: AccountsPage, account_id: AccountId) -> AccountRow:
    settle(page)
    rows = [page.model.row_at(page.model.index(n, 0)) for n in range(page.model.rowCount())]
    return next(row for row in rows if row is not None and row.account_id == account_id)


def names(page: AccountsPage) -> list[str]:
    return [page.model.index(n, NAME).data() for n in range(page.model.rowCount())]


def test_every_state_has_the_one_button_that_puts_it_right(page: AccountsPage, home_with_mail: SampleHome) -> None:
    assert row_of(page, SLACK).repair == "signin"
    for state, repair in (
        (HealthState.HELD_BACK, "look"),
        (HealthState.UNREACHABLE, "retry"),
        (HealthState.BROKEN, "retry"),
        (HealthState.OK, ""),
    ):
        home_with_mail.say_health(SUPPORT, state)
        assert row_of(page, SUPPORT).repair == repair


def test_a_second_look_at_what_was_held_back_is_one_press(page: AccountsPage, home_with_mail: SampleHome) -> None:
    home_with_mail.say_health(SUPPORT, HealthState.HELD_BACK, "held_back", {"gone": "40", "collection": "Inbox"})
    assert row_of(page, SUPPORT).reason.startswith("40 entries in Inbox")
    page.act(page.model.index(0, 0))
    assert asked(home_with_mail, "sync")[1] == {"account_id": SUPPORT, "once": True}


def test_what_an_account_brings_is_what_was_found(page: AccountsPage) -> None:
    found = {page.model.index(n, NAME).data(): page.model.index(n, BRINGS).data() for n in range(5)}
    assert found["vip@ · IMAP"] == "Mail"
    assert found["Slack · cx-team"] == "Chat"


def test_accounts_are_found_by_name_workplace_and_state(page: AccountsPage) -> None:
    page.filter.setText("sign in")
    assert names(page) == ["Slack · cx-team"]
    page.filter.setText("customer VIP")
    assert names(page) == ["vip@ · IMAP"]
    page.filter.setText("nobody")
    assert names(page) == []
    page.filter.clear()
    assert len(names(page)) == 5


def test_a_renamed_account_gets_its_name_back_with_undo(window: MainWindow, page: AccountsPage) -> None:
    page.deeds.rename(VIP)
    sheet = window.findChildren(RenameSheet)[-1]
    sheet.name.setText("Big customers")
    sheet.save()
    assert row_of(page, VIP).name == "Big customers"
    window.commands.run("undo")
    assert row_of(page, VIP).name == "vip@ · IMAP"


def test_a_paused_account_says_so_and_is_resumed_from_its_row(page: AccountsPage, home_with_mail: SampleHome) -> None:
    page.deeds.pause(SUPPORT, True)
    row = row_of(page, SUPPORT)
    assert (row.health.text, row.repair) == ("paused", "resume")
    assert home_with_mail.user.account(SUPPORT).is_enabled is False  # type: ignore[union-attr]
    page.act(page.model.index(0, HEALTH))
    assert home_with_mail.user.account(SUPPORT).is_enabled is True  # type: ignore[union-attr]
    assert row_of(page, SUPPORT).repair == ""


def test_the_home_of_an_account_in_two_workplaces_is_chosen(page: AccountsPage, home_with_mail: SampleHome) -> None:
    user = home_with_mail.user
    second = user.workplaces()[1]
    user.assign(second.workplace_id, [SUPPORT])
    menu = page.deeds.menu(row_of(page, SUPPORT))
    home = next(each for each in menu.findChildren(QMenu) if each.title() == "Home")
    assert [(each.text(), each.isChecked()) for each in home.actions()] == [("Customer service", True), ("영업", False)]
    home.actions()[1].trigger()
    assert user.account(SUPPORT).home_workplace_id == second.workplace_id  # type: ignore[union-attr]


def with_imap(sample: SampleHome) -> None:
    settings = {"host": "imap.ops.example", "username": "ops@ops.example"}
    sample.user.add_account(Account(OPS, "imap", "Ops", settings, identity="ops@ops.example"))
    sample.vault.set(secret_name(OPS, "password"), "hunter2")


def test_settings_change_once_the_service_agrees_and_the_password_stays(
    window: MainWindow, page: AccountsPage, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    with_imap(home_with_mail)
    page.deeds.edit(OPS)
    sheet = window.findChildren(EditAccountSheet)[-1]
    sheet.form.fill("host", "mail.ops.example")
    sheet.check()
    assert (sheet.form.wrong(), sheet.outcome) == ({}, "")
    request, payload = asked(home_with_mail)
    assert secrets_of(home_with_mail, payload["secrets_ref"]) == "hunter2"
    assert home_with_mail.user.account(OPS).settings["host"] == "imap.ops.example"  # type: ignore[union-attr]
    home_with_mail.writer.answer(request, {"user": "ops@ops.example", "name": "", "addresses": []})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: home_with_mail.user.account(OPS).settings["host"] == "mail.ops.example")  # type: ignore[union-attr]
    assert secrets_of(home_with_mail, OPS) == "hunter2"
    assert secrets_of(home_with_mail, payload["secrets_ref"]) is None


def test_settings_that_lead_to_somebody_else_are_not_kept(
    window: MainWindow, page: AccountsPage, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    with_imap(home_with_mail)
    page.deeds.edit(OPS)
    sheet = window.findChildren(EditAccountSheet)[-1]
    sheet.form.fill("host", "mail.ops.example")
    sheet.check()
    request, _ = asked(home_with_mail)
    home_with_mail.writer.answer(request, {"user": "eve@ops.example", "name": "", "addresses": []})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: bool(sheet.outcome))
    assert "eve@ops.example" in sheet.outcome
    assert home_with_mail.user.account(OPS).settings["host"] == "imap.ops.example"  # type: ignore[union-attr]


def test_removing_says_what_goes_and_leaves_no_secret(
    window: MainWindow, page: AccountsPage, home_with_mail: SampleHome
) -> None:
    with_imap(home_with_mail)
    home_with_mail.user.save_draft(None, OPS, {"subject": "half"})
    page.deeds.remove(OPS)
    sheet = window.findChildren(RemoveAccountSheet)[-1]
    assert home_with_mail.user.account(OPS) is not None
    sheet.go.click()
    assert home_with_mail.user.account(OPS) is None
    assert secrets_of(home_with_mail, OPS) is None
    assert window.toast.words == "Ops is removed"


def test_a_sign_in_is_taken_back_at_the_service_before_the_account_goes(
    window: MainWindow, page: AccountsPage, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    home_with_mail.vault.set(secret_name(SLACK, "oauth"), "{}")
    page.deeds.remove(SLACK)
    window.findChildren(RemoveAccountSheet)[-1].go.click()
    request, payload = asked(home_with_mail, "sign_out")
    assert payload == {"account_id": SLACK}
    assert home_with_mail.user.account(SLACK) is not None
    home_with_mail.writer.answer(request, {"revoked": True})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: home_with_mail.user.account(SLACK) is None)


def test_the_account_at_hand_is_moved_from_its_row(window: MainWindow, page: AccountsPage) -> None:
    row = next(n for n in range(5) if page.model.row_at(page.model.index(n, 0)).account_id == SALES)  # type: ignore[union-attr]
    page.table.setCurrentIndex(page.model.index(row, 0))
    assert page.current() == SALES


def test_a_first_sync_says_how_long_it_will_take(window: MainWindow) -> None:
    card = SyncCard("ops@", window)
    card.show_progress(0, 1000, at=0.0)
    assert card.words == "0 of 1,000, newest first"
    card.show_progress(100, 1000, at=20.0)
    assert card.words == "100 of 1,000, newest first · about 3 minutes left"
    card.show_progress(100, 1000, is_paused=True)
    assert card.words == "100 of 1,000, newest first · Paused"
    assert card.pause.text() == "Resume"


def test_the_pace_is_that_of_the_last_minutes() -> None:
    pace = Pace()
    pace.see(0, 0.0)
    pace.see(10, 100.0)
    assert pace.seconds_left(20) == 100
    for at in (200.0, 210.0, 220.0):
        pace.see(int(at), at)
    assert pace.seconds_left(320) is not None
    assert pace.seconds_left(320) < 105  # type: ignore[operator]
