"""Pictures of what is done with workplaces and accounts."""

from collections.abc import Callable

from tests.ui.sample_home import SUPPORT, VIP
from ui.accounts.check_sheet import CheckSheet
from ui.shell.window import MainWindow


def editing(window: MainWindow) -> None:
    window.commands.run("edit_workplace")


def moving(window: MainWindow) -> None:
    window.commands.run("move_account")


def paused(window: MainWindow) -> None:
    """The accounts page with a paused account."""
    window.show_accounts()
    window.pages.accounts.deeds.pause(VIP, True)
    window.pages.accounts.reload()


def removing(window: MainWindow) -> None:
    window.show_accounts()
    window.pages.accounts.deeds.remove(SUPPORT)


def changing(window: MainWindow) -> None:
    window.show_accounts()
    window.pages.accounts.deeds.edit(SUPPORT)


def renaming(window: MainWindow) -> None:
    window.show_accounts()
    window.pages.accounts.deeds.rename(SUPPORT)


def none_found(window: MainWindow) -> None:
    window.show_accounts()
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
