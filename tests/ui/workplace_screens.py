"""Pictures of what is done with workplaces and accounts."""

from collections.abc import Callable

from tests.ui.sample_home import SUPPORT, VIP
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


screens: dict[str, Callable[[MainWindow], None]] = {
    "edit-workplace": editing,
    "move-account": moving,
    "accounts-paused": paused,
    "remove-account": removing,
    "account-settings": changing,
}
