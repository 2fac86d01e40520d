"""Adding an account and signing in again, with the answers an engine would write, and the accounts page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes.pier import package
from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SLACK, SUPPORT, SampleHome
from tests.workspace.store.building import mail
from ui.accounts.add_sheet import AddAccountSheet, SignInSheet
from ui.accounts.check_sheet import CheckSheet
from ui.accounts.form import AccountForm
from ui.accounts.table import HEALTH, account_rows
from ui.accounts.trouble import trouble
from ui.shell.language import use_language
from ui.shell.window import MainWindow
from ui.widgets.messages import message
from workspace.connector.manifest import manifest, manifests
from workspace.connector.session import secret_name
from workspace.model.accounts import Account, Health
from workspace.model.ids import AccountId
from workspace.model.kinds import HealthState
from workspace.store.user.orders import Orders

FILLED = {"host": "imap.ops.example", "user": "ops@ops.example", "password": "hunter2"}


def asked(sample: SampleHome, verb: str = "check_account") -> tuple[str, dict[str, object]]:
    """The last question of a kind that waits for the engine."""
    orders = Orders(sample.home, sample.key)
    rows = [row for row in orders.requests(0) if row.verb == verb]
    orders.close()
    return rows[-1].request_id, rows[-1].payload


def secrets_of(sample: SampleHome, owner: object) -> str | None:
    return sample.vault.get(secret_name(str(owner), "password"))


@pytest.fixture
def sheet(window: MainWindow) -> AddAccountSheet:
    """The form for IMAP, filled in and being checked."""
    window.sheets.add_account_of(manifest("imap"))
    made = window.findChildren(AddAccountSheet)[-1]
    for field in manifest("imap").fields:
        if field.required and not field.default:
            made.form.fill(field.key, FILLED.get(field.key, FILLED["user"]))
    made.form.fill("password", FILLED["password"])
    made.check()
    return made


def test_a_missing_field_is_said_at_the_field(window: MainWindow, home_with_mail: SampleHome) -> None:
    window.sheets.add_account_of(manifest("imap"))
    sheet = window.findChildren(AddAccountSheet)[-1]
    sheet.check()
    assert sheet.form.wrong() == {"address": "Mail address is missing."}
    sheet.form.fill("host", "imap.ops.example")
    sheet.check()
    assert sheet.form.wrong() == {"username": "User name is missing."}
    assert not sheet.is_checking


def test_an_address_brings_its_servers_and_keeps_what_was_typed(window: MainWindow) -> None:
    window.sheets.add_account_of(manifest("imap"))
    form = window.findChildren(AddAccountSheet)[-1].form
    assert form.asked()[:2] == ("address", "password")
    form.fill("username", "jane.doe")
    for typed in ("jane@desk.exam", "jane@desk.example", "jane@gmail.com"):
        form.fill("address", typed)
    settings, _ = form.values()
    assert (settings["host"], settings["smtp_host"]) == ("imap.gmail.com", "smtp.gmail.com")
    assert settings["username"] == "jane.doe"


def test_an_accepted_account_is_kept_with_its_secret(
    sheet: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    request, payload = asked(home_with_mail)
    assert "hunter2" not in str(payload)
    assert secrets_of(home_with_mail, payload["secrets_ref"]) == "hunter2"
    said = {"user": "ops@ops.example", "name": "Ops", "addresses": ["ops@ops.example"]}
    with qtbot.waitSignal(sheet.added, timeout=5_000) as added:
        home_with_mail.writer.answer(request, said)
        window.context.observer.hear()
    assert added.args is not None
    account = home_with_mail.user.account(added.args[0])
    assert account is not None
    assert (account.name, account.own_addresses) == ("Ops", ("ops@ops.example",))
    assert account.home_workplace_id == home_with_mail.user.workplaces()[0].workplace_id
    assert secrets_of(home_with_mail, account.account_id) == "hunter2"
    assert window.pages.currentWidget() is window.pages.accounts


def test_a_refused_password_is_said_at_the_password(
    sheet: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    request, payload = asked(home_with_mail)
    home_with_mail.writer.answer(request, error_key="signin_refused", error_params={"host": "imap.ops.example"})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: not sheet.is_checking)
    assert sheet.form.wrong() == {
        "password": "ops@ops.example: imap.ops.example refused the user name or password. Type it again; where "
        "signing in takes two steps, make an app password there and use that."
    }
    assert secrets_of(home_with_mail, payload["secrets_ref"]) is None
    assert len(home_with_mail.user.accounts()) == 5


def test_a_check_can_be_cancelled_and_leaves_nothing(
    sheet: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow
) -> None:
    request, payload = asked(home_with_mail)
    sheet.dismiss()
    assert not sheet.is_checking
    assert secrets_of(home_with_mail, payload["secrets_ref"]) is None
    home_with_mail.writer.answer(request, {"user": "late", "name": "", "addresses": []})
    window.context.observer.look()
    assert len(home_with_mail.user.accounts()) == 5


def test_a_host_that_cannot_be_reached_is_said_at_the_host(
    sheet: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    request, _ = asked(home_with_mail)
    home_with_mail.writer.answer(request, error_key="unreachable", error_params={"host": "imap.ops.example"})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: not sheet.is_checking)
    reason = sheet.form.wrong()["host"]
    assert reason.startswith("ops@ops.example: imap.ops.example could not be reached. Check the server's name")
    assert sheet.outcome == ""


def test_other_trouble_is_said_below_the_form(
    sheet: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    request, _ = asked(home_with_mail)
    home_with_mail.writer.answer(request, error_key="unreachable", error_params={"host": "imap.x"})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: not sheet.is_checking)
    assert sheet.outcome.startswith("ops@ops.example: imap.x could not be reached. Check")


def test_what_is_said_below_a_long_form_is_scrolled_to_and_enter_tries_again(
    sheet: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 500)
    sheet.form.unfold()
    request, _ = asked(home_with_mail)
    home_with_mail.writer.answer(request, error_key="bad_answer", error_params={"host": "elsewhere.example"})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: not sheet.is_checking)
    said = next(each for each in sheet.findChildren(QLabel) if each.text() == sheet.outcome != "")
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect().height() == said.height())
    assert sheet.focusWidget().objectName() == "connect"


def test_an_answer_that_is_no_mail_servers_is_said_at_the_host(
    sheet: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    request, _ = asked(home_with_mail)
    home_with_mail.writer.answer(request, error_key="bad_answer", error_params={"host": "imap.ops.example"})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: not sheet.is_checking)
    assert "could not be understood" in sheet.form.wrong()["host"]


def test_reasons_of_forms_and_of_the_system_are_in_the_windows_language(app: QApplication) -> None:
    use_language(app, "ko")
    said = [
        message("setting_wrong", {"field": "포트", "reason": "it must be between 1 and 65535"}),
        trouble("certificate", {"host": "h", "reason": "self-signed certificate"}, ""),
    ]
    use_language(app, "en")
    assert said[0] == "포트 값이 올바르지 않습니다: 1에서 65535 사이여야 합니다"
    assert "스스로 서명한 인증서입니다. 서버 이름을" in said[1]


def test_signing_in_again_asks_for_the_secret_only(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    home_with_mail.vault.set(secret_name(SLACK, "password"), "old")
    window.sheets.sign_in(SLACK)
    sheet = window.findChildren(SignInSheet)[-1]
    assert [edit.accessibleName() for edit in sheet.findChildren(QLineEdit)] == ["Password"]
    sheet.form.fill("password", "new")
    sheet.check()
    request, payload = asked(home_with_mail)
    assert payload["account_id"] == SLACK
    assert secrets_of(home_with_mail, SLACK) == "old"
    home_with_mail.writer.answer(request, {"user": "me", "name": "", "addresses": []})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: secrets_of(home_with_mail, SLACK) == "new")
    assert secrets_of(home_with_mail, payload["secrets_ref"]) is None
    assert asked(home_with_mail, "sign_in")[1] == {"account_id": SLACK}


def test_secrets_are_masked_and_rare_settings_folded(window: MainWindow) -> None:
    form = AccountForm(manifest("demo"), {}, window)
    form.show()
    edits = {edit.accessibleName(): edit for edit in form.findChildren(QLineEdit)}
    assert edits["Password"].echoMode() is QLineEdit.EchoMode.Password
    assert not edits["Entries a page"].isVisible()
    assert form.values() == ({"address": "me@demo.example", "page_size": "50"}, {})


def test_the_first_run_offers_every_listed_connector(
    open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    window = open_window(empty_home)
    assert window.pages.currentWidget() is window.pages.first_run
    listed = {each.id for each in manifests().values() if each.is_listed}
    assert {card.manifest.id for card in window.pages.first_run.cards} == listed
    card = next(card for card in window.pages.first_run.cards if card.manifest.id == "imap")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert window.findChildren(CheckSheet)[-1].isVisible()


def test_who_adds_another_account_stays_there_while_mail_arrives(
    window: MainWindow, home_with_mail: SampleHome
) -> None:
    window.sheets.add_account()
    page = window.pages.first_run
    page.address.setText("mina@haneul.exam")
    home_with_mail.deliver(SUPPORT, [mail(700)])
    window.context.observer.look()
    assert window.pages.currentWidget() is page
    assert page.address.text() == "mina@haneul.exam"


def test_an_account_that_was_added_elsewhere_ends_the_first_run(
    open_window: OpenWindow, empty_home: SampleHome
) -> None:
    window = open_window(empty_home)
    assert window.pages.shows("first_run")
    empty_home.fill_accounts()
    window.context.observer.look()
    assert not window.pages.shows("first_run")


def test_the_accounts_page_says_how_each_account_is(window: MainWindow) -> None:
    rows = {row.account_id: row for row in account_rows(window.context)}
    assert rows[SUPPORT].health.text.startswith("in step · ")
    assert rows[SUPPORT].token == "ok"
    assert rows[SLACK].repair == "signin"
    assert rows[SLACK].reason == "The sign-in at slack.example has expired."
    assert rows[SUPPORT].workplaces == "Customer service"


def test_the_accounts_page_names_what_a_service_does_not_let_us_read(
    window: MainWindow, home_with_mail: SampleHome
) -> None:
    params = {"collection": "Board", "reason": "permission denied"}
    health = Health(HealthState.OK, home_with_mail.now, "not_readable", params)
    home_with_mail.writer.set_health(SUPPORT, health)
    row = next(row for row in account_rows(window.context) if row.account_id == SUPPORT)
    assert (row.health.text, row.health.tone) == ("not readable: Board", "warn")
    assert row.reason == "Board cannot be read: permission denied"
    assert row.repair == ""


def test_the_accounts_page_signs_in_from_the_row(window: MainWindow, qtbot: QtBot) -> None:
    window.show_accounts()
    qtbot.waitSignal(window.pages.accounts.loaded, timeout=5_000).wait()
    model = window.pages.accounts.model
    row = next(n for n in range(model.rowCount()) if model.index(n, HEALTH).data() == "sign in again")
    with qtbot.waitSignal(window.pages.accounts.signin_asked) as signal:
        window.pages.accounts.act(model.index(row, 0))
    assert signal.args == [SLACK]


class Browser(QObject):
    """Stands where the system's browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        QDesktopServices.setUrlHandler("http", self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())

    def close(self) -> None:
        QDesktopServices.unsetUrlHandler("http")


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    yield made
    made.close()


ADDRESS = "http://127.0.0.1:9/authorize?state=s"
PIER_URL = {"base_url": "http://127.0.0.1:9"}


@pytest.fixture
def signing(window: MainWindow, browser: Browser) -> AddAccountSheet:
    """The form of a service that signs in by the browser, filled in and begun."""
    window.sheets.add_account_of(package.manifest())
    made = window.findChildren(AddAccountSheet)[-1]
    made.form.fill("base_url", PIER_URL["base_url"])
    made.check()
    return made


def say_open(sample: SampleHome, window: MainWindow, **more: str) -> str:
    request, _ = asked(sample, "sign_in")
    sample.writer.answer(request, {"method": "browser", "url": ADDRESS, **more}, is_open=True)
    window.context.observer.hear()
    return request


def test_a_browser_is_opened_once_and_the_account_kept_without_a_second_question(
    signing: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, browser: Browser, qtbot: QtBot
) -> None:
    _, payload = asked(home_with_mail, "sign_in")
    assert payload["method"] == "browser"
    assert (payload["connector_id"], payload["settings"]["base_url"]) == ("pier", PIER_URL["base_url"])
    request = say_open(home_with_mail, window)
    qtbot.waitUntil(lambda: bool(browser.opened))
    window.context.observer.look()
    assert browser.opened == [ADDRESS]
    assert signing.waiting.words == "Waiting for your browser…"
    signing.waiting.copy()
    assert QApplication.clipboard().text() == ADDRESS
    said = {"user": "anna@pier.example", "name": "Anna", "addresses": ["anna@pier.example"]}
    with qtbot.waitSignal(signing.added, timeout=5_000) as added:
        home_with_mail.writer.answer(request, said)
        window.context.observer.hear()
    assert added.args == [payload["account_id"]]


def test_a_code_can_be_used_instead_of_the_browser(
    signing: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    first = say_open(home_with_mail, window)
    qtbot.waitUntil(lambda: signing.waiting.isVisible())
    signing.waiting.code_wanted.emit()
    assert asked(home_with_mail, "cancel")[1] == {"request_id": first}
    assert asked(home_with_mail, "sign_in")[1]["method"] == "device"
    say_open(home_with_mail, window, user_code="WDJB-MJHT")
    qtbot.waitUntil(lambda: "WDJB-MJHT" in signing.waiting.words)
    assert ADDRESS in signing.waiting.words


def test_a_cancelled_sign_in_is_withdrawn_and_leaves_nothing(
    signing: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    request = say_open(home_with_mail, window)
    _, payload = asked(home_with_mail, "sign_in")
    tokens = secret_name(str(payload["account_id"]), "oauth")
    home_with_mail.vault.set(tokens, "{}")
    qtbot.waitUntil(lambda: signing.waiting.isVisible())
    signing.dismiss()
    assert asked(home_with_mail, "cancel")[1] == {"request_id": request}
    assert not signing.is_checking
    assert not signing.waiting.isVisible()
    assert home_with_mail.vault.get(tokens) is None


def test_a_refused_permission_is_said_below_the_form(
    signing: AddAccountSheet, home_with_mail: SampleHome, window: MainWindow, qtbot: QtBot
) -> None:
    request, _ = asked(home_with_mail, "sign_in")
    home_with_mail.writer.answer(request, error_key="signin_denied", error_params={"host": "pier.example"})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: not signing.is_checking)
    name = package.manifest().name["en"]
    assert signing.outcome.startswith(f"{name}: The permission was not given at pier.example. Nothing was changed. Try")


def test_signing_in_again_in_the_browser_is_about_the_account_that_is_there(
    window: MainWindow, home_with_mail: SampleHome, browser: Browser, qtbot: QtBot
) -> None:
    account = Account(AccountId("pier"), "pier", "Pier", PIER_URL, identity="anna@pier.example")
    home_with_mail.user.add_account(account)
    sheet = SignInSheet(window.context, package.manifest(), account, window)
    sheet.open()
    sheet.check()
    assert asked(home_with_mail, "sign_in")[1] == {"account_id": "pier", "method": "browser"}
    request = say_open(home_with_mail, window)
    qtbot.waitUntil(lambda: bool(browser.opened))
    home_with_mail.writer.answer(request, {"user": "anna@pier.example", "name": "", "addresses": []})
    window.context.observer.hear()
    qtbot.waitUntil(lambda: not sheet.is_checking)
    assert asked(home_with_mail, "sign_in")[0] == request
