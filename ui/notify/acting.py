"""What happens in the window when somebody presses a notice or a button on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.inbox.listings import Place
from ui.widgets.sheet import Sheet
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def act(window: "MainWindow", item: ItemKey | None, action: str) -> None:
    """Show the conversation, and begin what was asked for: ``reply``, ``file``, ``snooze``. None opens the history.
    An open sheet with unsaved work stays before all that.
    """
    for sheet in window.findChildren(Sheet):
        if sheet.isVisible():
            sheet.dismiss()
            if sheet.isVisible():
                return
    if item is None:
        window.commands.run("notices")
    elif show(window, item):
        _begin(window, item, action)


def show(window: "MainWindow", item: ItemKey) -> bool:
    """Show it in its workplace's list and reader; says so where it is not here any more."""
    row = window.context.reader.item_by_key(item)
    account = window.context.user.account(item.account_id)
    if row is None or row.thread_id is None or account is None:
        window.toast.say(QCoreApplication.translate("notify", "It is not here any more."))
        return False
    home = account.home_workplace_id
    if home is not None and home != window.scope:
        window.show_workplace(home)
    window.show_place(Place.CHATS if item.kind is Kind.CHAT else Place.INBOX)
    window.mail.inbox.view.pick(row.thread_id)
    window.mail.show_row(row)
    window.mail.go_in()
    return True


def _begin(window: "MainWindow", item: ItemKey, action: str) -> None:
    row = window.context.reader.item_by_key(item)
    if row is None:
        return
    if action == "reply":
        window.compose_asked.emit(row.item_id, "reply")
    elif action == "file":
        window.filing_asked.emit(row.item_id)
    elif action == "snooze" and "snooze" in window.commands:
        window.commands.run("snooze")
