"""What the calendar says where nobody has a calendar."""

from pytestqt.qtbot import QtBot

from tests.ui.calendar.conftest import settled, until
from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import CALENDAR, SALES, SUPPORT, SampleHome
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from workspace.model.kinds import HealthState


def nothing_in(window: MainWindow) -> str:
    window.show_place(Place.CALENDAR)
    settled(window.pages.calendar)
    return window.pages.calendar.notice.words


def test_without_an_account_that_could_have_a_calendar_one_is_offered(
    open_window: OpenWindow, empty_home: SampleHome
) -> None:
    place = empty_home.user.add_workplace("Customer service", "#3B5BDB", "CS")
    empty_home.add_account(SUPPORT, "imap", "support@ · IMAP", place)
    empty_home.mirror()
    said = nothing_in(open_window(empty_home))
    assert "Add an account with a calendar" in said


def test_an_account_that_has_no_calendar_is_named_with_what_to_do(
    open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    empty_home.fill_accounts()
    window = open_window(empty_home)
    assert "Your calendars are on their way" in nothing_in(window)
    empty_home.say_health(SALES, HealthState.OK)
    said = "Connected, but without a calendar: sales@ · IMAP. Make one at the service"
    until(qtbot, lambda: said in window.pages.calendar.notice.words)
    assert "Add an account" not in window.pages.calendar.notice.words
    window.pages.calendar.notice.press()
    assert empty_home.user._all("SELECT verb FROM request WHERE verb <> 'showing'") == [("sync",)]
    empty_home.writer.discover(empty_home.account(SALES), [CALENDAR])
    until(qtbot, lambda: not window.pages.calendar.notice.isVisible())


def test_an_account_in_trouble_says_so_instead_of_its_calendar(open_window: OpenWindow, empty_home: SampleHome) -> None:
    empty_home.fill_accounts()
    empty_home.say_health(SALES, HealthState.NEEDS_SIGNIN, "signin_expired", {"host": "mail.example"})
    said = nothing_in(open_window(empty_home))
    assert "sales@ · IMAP needs to sign in again" in said
    assert "The sign-in at mail.example has expired." in said
