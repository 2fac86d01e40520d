"""The menu of a conversation does what its keys do, for the line under the pointer, and makes tabs of it."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.sample_home import SampleHome
from ui.inbox.line_menu import line_menu
from ui.inbox.tab_sheet import TabSheet
from ui.shell.window import MainWindow
from workspace.model.kinds import Kind, Verb
from workspace.store.rows import ThreadRow


def spot(window: MainWindow, subject: str) -> QPoint:
    view = window.mail.inbox.view
    indexes = [view.lines.index(n) for n in range(view.count)]
    return next(
        view.visualRect(each).center()
        for each in indexes
        if isinstance(row := view.lines.row_at(each), ThreadRow) and row.subject == subject
    )


def opened(window: MainWindow, subject: str) -> QMenu:
    window.mail.inbox.view.customContextMenuRequested.emit(spot(window, subject))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    return menu


def trigger(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def test_the_line_under_the_pointer_is_meant(window: MainWindow, home_with_mail: SampleHome) -> None:
    menu = opened(window, "Site visit on the 3rd")
    trigger(menu, "Star")
    [starred] = home_with_mail.queued(Verb.STAR)
    item = home_with_mail.reader.item_by_key(starred.item) if starred.item else None
    assert item is not None
    assert item.subject == "Site visit on the 3rd"


def test_a_tab_of_what_the_sender_writes(window: MainWindow) -> None:
    trigger(opened(window, "Site visit on the 3rd"), "A tab of mails from this sender")
    [sheet] = window.findChildren(TabSheet)
    (first,) = sheet.tab().rule.conditions
    assert (first.field, first.value) == ("sender", "tom@marlow.example")


def test_of_several_only_what_can_be_done_with_them_all(window: MainWindow) -> None:
    opened(window, "Site visit on the 3rd")
    assert any(action.text().startswith("A tab of") for action in line_menu(window).actions())
    window.commands.run("choose")
    assert not any(action.text().startswith("A tab of") for action in line_menu(window).actions())
    assert any(action.text().startswith("Archive") for action in line_menu(window).actions())


def test_a_chat_has_no_menu_of_mail(window: MainWindow) -> None:
    view = window.mail.inbox.view
    chat = next(
        view.lines.index(n)
        for n in range(view.count)
        if isinstance(row := view.lines.row_at(view.lines.index(n)), ThreadRow) and row.kind is Kind.CHAT
    )
    view.setCurrentIndex(chat)
    assert line_menu(window).isEmpty()
