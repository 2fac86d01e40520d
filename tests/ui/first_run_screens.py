"""Pictures of adding a mailbox by its address: what was found, and what nobody knows."""

from collections.abc import Callable

from tests.ui.customer.screens import screens as customer_screens
from ui.accounts.add_sheet import AddAccountSheet
from ui.accounts.found import Found
from ui.shell.window import MainWindow
from workspace.mail.servers import AUTOCONFIG, CALDAV, DNS, IMAP, USUAL, Offer, Servers

JANE = "jane@haneul-trading.example"


def _searched(window: MainWindow, found: Found) -> None:
    window.sheets.add_mailbox(JANE)
    sheet = window.findChildren(AddAccountSheet)[-1]
    assert sheet.search is not None
    sheet.search.stop()
    sheet.search.show_found(found)


def found(window: MainWindow) -> None:
    servers = Servers("mx1.hoster.example", "out.hoster.example", 587, "starttls").settings(JANE)
    calendars = Offer(CALDAV, {"base_url": "https://dav.hoster.example/"}, DNS, "haneul-trading.example")
    offer = Offer(IMAP, servers, AUTOCONFIG, "autoconfig.haneul-trading.example")
    _searched(window, Found(JANE, (offer,), (calendars,)))


def offline(window: MainWindow) -> None:
    guess = Servers("imap.haneul-trading.example", "smtp.haneul-trading.example").settings(JANE)
    _searched(window, Found(JANE, (Offer(IMAP, guess, USUAL, "", False),), is_offline=True))


screens: dict[str, Callable[[MainWindow], None]] = {
    "servers-found": found,
    "servers-offline": offline,
    **customer_screens,
}
