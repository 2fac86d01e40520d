"""Pictures of what is done with workplaces and accounts."""

from collections.abc import Callable

from tests.filing_screens import wait_for
from tests.ui.sample_home import SUPPORT, VIP
from ui.accounts.check_sheet import CheckSheet
from ui.shell.window import MainWindow


def editing(window: MainWindow) -> None:
    window.commands.run("edit_workplace")


def moving(window: MainWindow) -> None:
    window.commands.run("move_account")


def at_accounts(window: MainWindow) -> None:
    """The accounts page once its lines are there: a sheet keeps the picture of what it covers."""
    window.show_accounts()
    wait_for(lambda: not window.pages.accounts.is_looking)


def paused(window: MainWindow) -> None:
    """The accounts page with a paused account."""
    at_accounts(window)
    window.pages.accounts.deeds.pause(VIP, True)
    window.pages.accounts.reload()


def removing(window: MainWindow) -> None:
    at_accounts(window)
    window.pages.accounts.deeds.remove(SUPPORT)


def changing(window: MainWindow) -> None:
    at_accounts(window)
    window.pages.accounts.deeds.edit(SUPPORT)


def renaming(window: MainWindow) -> None:
    at_accounts(window)
    window.pages.accounts.deeds.rename(SUPPORT)


def none_found(window: MainWindow) -> None:
    at_accounts(window)
    window.pages.accounts.filter.setText("zeppelin")


def refused(window: MainWindow) -> None:
    """Settings whose password the service did not take."""
    changing(window)
    sheet = window.findChildren(CheckSheet)[-1]
    sheet._show_trouble("signin_refused", {"host": "imap.ours.example"})


screens: dict[str, Callable[[MainWindow], None]] = {
    "edit-workplace": editing,
    "move-account": moving,
    "accounts-paused": paused,
    "remove-account": removing,
    "account-settings": changing,
    "account-refused": refused,
    "rename-account": renaming,
    "accounts-none-found": none_found,
}
