"""Adding a mailbox by its address, with the answers an engine would write about its servers."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from tests.ui.test_accounts import asked, secrets_of
from ui.accounts.add_sheet import AddAccountSheet
from ui.shell.window import MainWindow
from workspace.mail.servers import AUTOCONFIG, CALDAV, DNS, GOOGLE, IMAP, MAIL_HOST, MICROSOFT, USUAL, Offer, Servers
from workspace.store.user.orders import Orders

JANE = "jane@haneul-trading.example"
SERVERS = Servers("mx1.hoster.example", "out.hoster.example", 587, "starttls", port=1993).settings(JANE, "jane")
FILE = Offer(IMAP, SERVERS, AUTOCONFIG, "autoconfig.haneul-trading.example")
GUESS = Offer(
    IMAP, Servers("imap.haneul-trading.example", "smtp.haneul-trading.example").settings(JANE), USUAL, "", False
)
DAV = Offer(CALDAV, {"base_url": "https://dav.hoster.example/", "username": JANE}, DNS, "haneul-trading.example")


def questions(sample: SampleHome, verb: str) -> list[Mapping[str, object]]:
    orders = Orders(sample.home, sample.key)
    rows = [row.payload for row in orders.requests(0) if row.verb == verb]
    orders.close()
    return rows


def type_address(window: MainWindow, qtbot: QtBot, address: str) -> None:
    field = window.pages.first_run.address
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    qtbot.keyClicks(field, address)
    qtbot.keyClick(field, Qt.Key.Key_Return)


class Desk:
    """A first run in which an address was typed, and what an engine says of it."""

    def __init__(self, window: MainWindow, sample: SampleHome, qtbot: QtBot) -> None:
        self.window, self.sample, self.qtbot = window, sample, qtbot
        page = window.pages.first_run
        assert window.pages.currentWidget() is page
        type_address(window, qtbot, JANE)

    @property
    def sheet(self) -> AddAccountSheet:
        return self.window.findChildren(AddAccountSheet)[-1]

    def say(
        self, *offers: Offer, calendars: tuple[Offer, ...] = (), offline: bool = False, unknown: bool = False
    ) -> None:
        request, payload = asked(self.sample, "find_servers")
        assert payload == {"address": JANE}
        said = {
            "address": JANE, "offers": [each.to_json() for each in offers],
            "calendars": [each.to_json() for each in calendars], "is_offline": offline, "is_unknown": unknown,
        }  # fmt: skip
        self.sample.writer.answer(request, said)
        self.window.context.observer.hear()
        search = self.sheet.search
        assert search is not None
        self.qtbot.waitUntil(lambda: not search.is_waited_for)

    @property
    def words(self) -> str:
        return self.sheet.search.words if self.sheet.search else ""

    def agree(self) -> None:
        request, _ = asked(self.sample)
        with self.qtbot.waitSignal(self.sheet.added, timeout=5_000):
            self.sample.writer.answer(request, {"user": JANE, "name": "", "addresses": [JANE]})
            self.window.context.observer.hear()


@pytest.fixture
def desk(open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot) -> Desk:
    return Desk(open_window(empty_home), empty_home, qtbot)


def test_an_address_and_a_password_are_all_that_is_typed(desk: Desk, empty_home: SampleHome) -> None:
    sheet = desk.sheet
    assert sheet.form.asked() == ("address", "password", "name")
    sheet.form.fill("password", "hunter2")
    sheet.check()
    assert (questions(empty_home, "check_account"), secrets_of(empty_home, "")) == ([], None)
    assert not any("hunter2" in str(row) for row in questions(empty_home, "find_servers"))
    desk.say(FILE)
    assert "Receives at mx1.hoster.example, port 1993.\nSends at out.hoster.example, port 587." in desk.words
    assert "autoconfig.haneul-trading.example says so in its settings file" in desk.words
    _, payload = asked(empty_home)
    assert {**SERVERS, "address": JANE}.items() <= dict(payload["settings"]).items()  # type: ignore[call-overload]
    desk.agree()
    (workplace,) = empty_home.user.workplaces()
    assert workplace.name == "Haneul Trading"
    (account,) = empty_home.user.accounts()
    assert account.home_workplace_id == workplace.workplace_id


def test_a_guess_is_shown_in_its_fields_before_anything_is_sent(desk: Desk, empty_home: SampleHome) -> None:
    sheet = desk.sheet
    sheet.form.fill("password", "hunter2")
    sheet.check()
    desk.say(GUESS)
    assert "Nobody says where the mailbox of jane@haneul-trading.example is" in desk.words
    assert sheet.form.is_shown("host")
    assert questions(empty_home, "check_account") == []
    sheet.check()
    assert len(questions(empty_home, "check_account")) == 1


def test_offline_is_said_with_the_way_on(desk: Desk, empty_home: SampleHome) -> None:
    desk.say(GUESS, offline=True)
    assert "seems to be offline. Enter the servers yourself, or look again" in desk.words
    assert desk.sheet.form.is_shown("host")
    desk.sheet.search.again.click()  # type: ignore[union-attr]
    assert len(questions(empty_home, "find_servers")) == 2


def test_a_wrong_domain_is_said(desk: Desk) -> None:
    desk.say(GUESS, unknown=True)
    assert f"There is no domain haneul-trading.example. Is {JANE} written right?" in desk.words


def test_a_service_with_a_sign_in_of_its_own_is_one_click_away(desk: Desk) -> None:
    desk.say(Offer(MICROSOFT, {}, MAIL_HOST, "x.mail.protection.outlook.com"))
    assert f"The mail of {JANE} is at Microsoft 365" in desk.words
    first = desk.sheet
    first.search.instead.click()  # type: ignore[union-attr]
    assert desk.sheet is not first
    assert desk.sheet.title.text() == "Add Microsoft 365"


def test_servers_stand_beside_the_sign_in_where_there_are_both(desk: Desk) -> None:
    asks = Offer(IMAP, SERVERS, MAIL_HOST, "aspmx.l.google.com", asks_app_password=True)
    desk.say(Offer(GOOGLE, {}, MAIL_HOST, "aspmx.l.google.com"), asks)
    assert "lets programs in with an app password only" in desk.words
    assert desk.sheet.search.instead.text() == "Sign in with Google"  # type: ignore[union-attr]


def test_calendars_come_along_with_the_same_password(desk: Desk, empty_home: SampleHome) -> None:
    sheet = desk.sheet
    sheet.form.fill("password", "hunter2")
    desk.say(FILE, calendars=(DAV,))
    assert "At dav.hoster.example, with the same password." in desk.words
    sheet.check()
    desk.agree()
    assert desk.sheet is not sheet
    payload = questions(empty_home, "check_account")[-1]
    assert (payload["connector_id"], payload["settings"]) == ("caldav", DAV.settings)
    assert secrets_of(empty_home, payload["secrets_ref"]) == "hunter2"


def test_what_the_user_typed_is_never_overwritten(desk: Desk) -> None:
    form = desk.sheet.form
    form.unfold()
    form.fill("host", "mine.example")
    desk.say(FILE)
    assert form.values()[0]["host"] == "mine.example"
    assert form.values()[0]["smtp_host"] == "out.hoster.example"


@pytest.mark.parametrize("typed", ["", "jane", "jane@desk"])
def test_half_an_address_is_said_where_it_was_typed(
    open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot, typed: str
) -> None:
    window = open_window(empty_home)
    page = window.pages.first_run
    type_address(window, qtbot, typed)
    assert page.wrong
    assert not page.window().findChildren(AddAccountSheet)


def test_the_controls_of_the_first_run_have_names_for_scripts(desk: Desk) -> None:
    page = desk.window.pages.first_run
    assert page.findChild(QLineEdit, "first_address") is page.address
    assert page.findChild(QPushButton, "first_continue") is page.go
    assert desk.sheet.findChild(QPushButton, "connect").text() == "Connect"
    assert desk.sheet.findChild(QLineEdit, "workplace_name").text() == "Haneul Trading"


def test_the_first_thing_to_type_is_the_address(open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot) -> None:
    window = open_window(empty_home)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.pages.first_run.address)
