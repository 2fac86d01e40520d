"""The commands of the main window, with their keys."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.calendar.commands import add_calendar_commands
from ui.help.commands import add_commands as add_help_commands
from ui.inbox.filters import add_commands as add_filter_commands
from ui.inbox.labels import add_commands as add_label_commands
from ui.inbox.line_menu import add_commands as add_line_menu
from ui.inbox.listings import PLACES, Place
from ui.inbox.snooze import add_commands as add_snooze_commands
from ui.inbox.tab_commands import add_commands as add_tab_commands
from ui.lock.commands import add_commands as add_lock_commands
from ui.notify.commands import add_commands as add_notify_commands
from ui.search.commands import add_commands as add_search_commands
from ui.settings.commands import add_commands as add_setting_commands
from ui.shell.dropping import add_dropping
from ui.shell.folder_menu import add_folder_commands
from ui.shell.places import place_name
from ui.shell.reader_commands import add_reader_commands, end_find
from ui.shell.workplaces import add_commands as add_workplace_commands
from ui.shell.writing import add_commands as add_writing_commands
from workspace.model.ids import ItemId, ThreadId

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

DIGITS = "123456789"


def tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def add_commands(window: "MainWindow") -> None:
    """Register everything a key or a palette can do in this window."""
    _add_moves(window)
    _add_deeds(window)
    _add_places(window)
    _add_window(window)
    add_calendar_commands(window.commands, lambda: window.pages.calendar)
    for add in ADDITIONS:
        add(window)


def _add_moves(window: "MainWindow") -> None:
    add, group, inbox = window.commands.add, tr("Move"), window.mail.inbox
    add("next", tr("Next line"), group, ("j",), lambda: _step(window, 1))
    add("previous", tr("Previous line"), group, ("k",), lambda: _step(window, -1))
    add("open", tr("Open"), group, ("Return",), lambda: window.mail.open_row(inbox.row))
    add("back", tr("Back to the list"), group, ("Escape",), lambda: _back(window))
    add("choose", tr("Choose line"), group, ("x",), _in_list(window, inbox.view.toggle_current))
    add("choose_all", tr("Choose all lines"), group, ("Ctrl+A",), _in_list(window, inbox.view.choose_all))
    add("search", tr("Search"), group, ("/",), lambda: _search(window))


def _add_deeds(window: "MainWindow") -> None:
    add, group, deeds = window.commands.add, tr("Conversation"), window.deeds
    archive = _on_chosen(window, "archive", lambda: _archive(window))
    add("archive", tr("Archive"), group, ("e",), archive)
    for name, words, keys, deed in (
        ("trash", tr("Move to trash"), ("#", "Delete"), deeds.trash),
        ("star", tr("Star or remove star"), ("s",), deeds.toggle_star),
    ):
        add(name, words, group, keys, _on_chosen(window, name, _on_thread(window, deed)))
    add(
        "unread", tr("Mark read or unread"), group, ("u",), _on_chosen(window, "unread", lambda: _toggle_unread(window))
    )
    ask = window.compose_asked.emit
    add("compose", tr("New mail"), group, ("c",), lambda: _write(window))
    add("reply", tr("Reply"), group, ("r",), _on_item(window, lambda item: ask(item, "reply")))
    add("reply_all", tr("Reply to all"), group, ("a",), _on_item(window, lambda i: ask(i, "reply_all")))
    file = _on_item(window, window.filing_asked.emit)
    add("file", tr("File to CRM"), group, ("f",), _on_chosen(window, "file", file))
    for name, words, key in (
        ("accepted", tr("Accept invitation"), "y"),
        ("tentative", tr("Perhaps come"), "p"),
        ("declined", tr("Decline invitation"), "z"),
    ):
        say = partial(_answer, window, name.upper())
        add(name, words, group, (key,), say)
    add("undo", tr("Undo"), group, ("Ctrl+Z",), window.undo)


def _add_places(window: "MainWindow") -> None:
    group = tr("Go to")
    for n, digit in enumerate(DIGITS):
        words = tr("Workplace {n}").format(n="1…9" if digit == "1" else digit)
        window.commands.add(f"workplace_{digit}", words, group, (f"Ctrl+{digit}",), _on_workplace(window, n))
    for place in PLACES:
        window.commands.add(f"go_{place.value}", place_name(place), group, (), _on_place(window, place))


def _add_window(window: "MainWindow") -> None:
    add, group = window.commands.add, tr("Window")
    add("accounts", tr("Accounts"), group, (), window.show_accounts)
    add("add_account", tr("Add account"), group, (), window.sheets.add_account)
    add("add_workplace", tr("Add workplace"), group, (), window.sheets.add_workplace)
    add("outbox", tr("Outbox"), group, (), window.sheets.show_outbox)
    add("sync", tr("Get new mail now"), group, (), window.sync_now)
    add("customer", tr("Show or hide customer"), group, ("i",), window.mail.columns.toggle_customer)
    add("theme", tr("Light or dark"), group, (), window.toggle_theme)
    add("never_file", tr("Never-file list…"), group, (), lambda: window.desks.filing.show_never_file())
    add("export_filings", tr("Export the filing record…"), group, (), lambda: window.desks.filing.export_record())
    add("settings", tr("Settings"), group, ("Ctrl+,",), window.sheets.show_settings)
    add("shortcuts", tr("Keyboard shortcuts"), group, ("?",), window.sheets.show_shortcuts)


def _step(window: "MainWindow", by: int) -> None:
    """From the sidebar into the list, so that Return opens the line and not the place again."""
    window.mail.inbox.step(by)
    if window.sidebar.view.hasFocus():
        window.mail.inbox.view.setFocus()


def _answer(window: "MainWindow", partstat: str) -> None:
    if window.pages.currentWidget() is window.mail and not window.mail.is_chat:
        window.mail.reader.answer_invitation(partstat)


def _write(window: "MainWindow") -> None:
    window.desks.letters.write(scope=window.account_id or window.scope)


def _search(window: "MainWindow") -> None:
    window.pages.setCurrentWidget(window.mail)
    window.mail.back()
    window.mail.inbox.search.begin()


def _back(window: "MainWindow") -> None:
    """What is chosen first, then what is found, then the list."""
    if window.bulk.is_on:
        window.bulk.run("end")
    elif not end_find(window):
        window.mail.back()


def _in_list(window: "MainWindow", act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        if window.pages.currentWidget() is window.mail:
            act()

    return run


def _on_chosen(window: "MainWindow", name: str, otherwise: Callable[[], object]) -> Callable[[], None]:
    """On the chosen lines of the list; where none is, on what is open."""

    def run() -> None:
        if window.bulk.is_on:
            window.bulk.run(name)
        else:
            otherwise()

    return run


def _on_thread(window: "MainWindow", deed: Callable[[ThreadId], bool]) -> Callable[[], None]:
    def run() -> None:
        mail = window.mail
        mail.settle()
        if mail.thread_id is not None and not mail.is_chat and window.pages.currentWidget() is mail:
            deed(mail.thread_id)

    return run


def _archive(window: "MainWindow") -> None:
    """A chat cannot be archived at its service: it leaves the inbox until there is something new for me."""
    window.mail.settle()
    if window.mail.is_chat and window.mail.thread_id is not None and window.pages.currentWidget() is window.mail:
        window.mail.chat.mark_read()
        window.deeds.marks.finish(window.mail.thread_id)
    else:
        _on_thread(window, window.deeds.archive)()


def _toggle_unread(window: "MainWindow") -> None:
    """Of a chat from the picked message on."""
    if window.mail.is_chat:
        window.mail.chat.run("unread")
    else:
        _on_thread(window, window.deeds.toggle_unread)()


def _on_item(window: "MainWindow", ask: Callable[[ItemId], object]) -> Callable[[], None]:
    """On the message that an answer goes to."""

    def run() -> None:
        reader = window.mail.shown
        if reader.items and window.pages.currentWidget() is window.mail:
            ask(reader.answered_item().item_id)

    return run


def _on_workplace(window: "MainWindow", n: int) -> Callable[[], None]:
    def run() -> None:
        if n < len(window.rail.tiles):
            window.show_workplace(window.rail.tiles[n].workplace.workplace_id)

    return run


def _on_place(window: "MainWindow", place: Place) -> Callable[[], None]:
    return lambda: window.show_place(place)


ADDITIONS: tuple[Callable[["MainWindow"], None], ...] = (
    add_snooze_commands,
    add_search_commands,
    add_writing_commands,
    add_reader_commands,
    add_notify_commands,
    add_workplace_commands,
    add_filter_commands,
    add_label_commands,
    add_dropping,
    add_lock_commands,
    add_setting_commands,
    add_tab_commands,
    add_help_commands,
    add_folder_commands,
    add_line_menu,
)
"""What parts of the window add themselves, one line each."""
