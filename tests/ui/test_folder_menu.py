"""Folders and labels are made where one is chosen and in the sidebar, renamed in place, deleted after a question."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from ui.inbox.labels import open_moves
from ui.inbox.place_sheet import Choices, PlaceSheet
from ui.models.navigation import NavRow
from ui.models.paged import LINE
from ui.shell.folder_menu import DeleteFolderSheet
from ui.shell.window import MainWindow
from workspace.model.actions import Action
from workspace.model.folders import with_payload
from workspace.model.ids import AccountId, RemoteId, ThreadId
from workspace.model.items import Collection
from workspace.model.kinds import ActionState, Kind, Role, Verb
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer
from workspace.store.rows import CollectionRow

CLIENTS = Collection(RemoteId("L1"), "Clients", Kind.EMAIL, Role.OTHER)
SMALL = Collection(RemoteId("L2"), "Clients/Small", Kind.EMAIL, Role.OTHER)


@pytest.fixture
def home(home_with_mail: SampleHome) -> SampleHome:
    account = home_with_mail.user.account(SUPPORT)
    assert account is not None
    rows = home_with_mail.reader.collections(account.account_id)
    stands = [Collection(RemoteId(row.remote_id), row.name, row.kind, Role(row.role)) for row in rows]
    home_with_mail.writer.discover(account, [*stands, CLIENTS, SMALL])
    return home_with_mail


@pytest.fixture
def window(home: SampleHome, open_window) -> MainWindow:  # type: ignore[no-untyped-def]
    made: MainWindow = open_window(home)
    made.folders.toggle(AccountId(SUPPORT))
    return made


def folders(window: MainWindow) -> dict[str, NavRow]:
    nav = window.sidebar.nav
    rows = [nav.index(n).data(LINE) for n in range(nav.rowCount())]
    return {row.text: row for row in rows if row.kind == "folder"}


def thread_of(window: MainWindow) -> ThreadId:
    rows = window.context.reader.threads(scope=SUPPORT, view="inbox")
    return next(row.thread_id for row in rows if row.kind is Kind.EMAIL)


def row(window: MainWindow, name: str) -> CollectionRow:
    found = folders(window)[name].collection
    assert found is not None
    return found


def editor(window: MainWindow) -> QLineEdit:
    field = window.sidebar.view.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def trigger(menu: QMenu, words: str) -> None:
    found = next(action for action in menu.actions() if action.text().startswith(words))
    menu.close()
    found.trigger()


def menu_of(window: MainWindow, name: str) -> QMenu:
    view = window.sidebar.view
    view.menu_asked.emit(folders(window)[name], view.mapToGlobal(view.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def type_name(window: MainWindow, name: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    # Offscreen, a menu that closes leaves no window active.
    window.activateWindow()
    QApplication.processEvents()
    field = editor(window)
    field.setFocus()
    field.clear()
    field.insert(name)
    QTest.keyClick(field, key)


def queued(home: SampleHome, verb: Verb) -> list[Action]:
    return home.queued(verb)


def test_typing_a_name_nobody_has_makes_a_folder_and_moves_there(window: MainWindow, home: SampleHome) -> None:
    thread_id = thread_of(window)
    sheet = open_moves(window, {AccountId(SUPPORT): [thread_id]})
    assert sheet is not None
    assert "New label “Orders”" not in sheet.words
    QTest.keyClicks(sheet.field, "clie")
    assert sheet.words == ["Clients", "Clients/Small", "New label “clie”"]
    QTest.keyClick(sheet.field, Qt.Key.Key_Down)
    assert sheet.field.accessibleDescription() == "Clients/Small"
    sheet.field.setText("clients")
    assert sheet.words == ["Clients", "Clients/Small"]
    sheet.field.setText("  Orders ")
    assert sheet.words == ["New label “Orders”"]
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    [made], [moved] = queued(home, Verb.CREATE_FOLDER), queued(home, Verb.MOVE)
    assert (made.payload["name"], moved.payload["to"]) == ("Orders", f"new:{made.action_id}")
    items = window.context.reader.thread_items(thread_id)
    assert {place for item in items for place in item.collections} == {f"new:{made.action_id}"}
    assert window.toast.words.startswith("Moved to Orders")
    window.folders.reload()
    assert "Orders" in folders(window)
    window.undo()
    assert home.reader.attempts() == []
    window.folders.reload()
    assert "Orders" not in folders(window)


def test_where_nothing_can_be_made_the_list_says_why(window: MainWindow) -> None:
    sheet = PlaceSheet("Move to", [Choices(SUPPORT, "support", [], [], refusal="This account cannot.")], window)
    sheet.field.setText("Orders")
    assert sheet.words == ["This account cannot."]
    named: list[object] = []
    sheet.named.connect(lambda *found: named.append(found))
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert named == []
    sheet.done()


def test_a_folder_is_made_in_another_one_in_the_sidebar(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    trigger(menu_of(window, "Clients"), "New label in it")
    type_name(window, "새 고객")
    qtbot.waitUntil(lambda: "Clients/새 고객" in folders(window) and "New label" not in folders(window))
    [made] = queued(home, Verb.CREATE_FOLDER)
    assert (made.payload["name"], made.payload["parent"]) == ("새 고객", "L1")
    window.show_folder(row(window, "Clients/새 고객").collection_id)
    assert window.windowTitle().startswith("Clients/새 고객")
    window.undo()
    window.overview.count()
    qtbot.waitUntil(lambda: (window.folder, window.account_id) == (None, SUPPORT))


def test_escape_makes_nothing(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    trigger(menu_of(window, "Clients"), "New label…")
    assert "New label" in folders(window)
    type_name(window, "Nothing", Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "New label" not in folders(window))
    assert queued(home, Verb.CREATE_FOLDER) == []


def test_a_name_that_is_being_written_is_kept_when_another_is_begun(
    window: MainWindow, home: SampleHome, qtbot: QtBot
) -> None:
    window.commands.run("new_folder")
    first = editor(window)
    first.insert("Orders")
    window.commands.run("new_folder")
    qtbot.waitUntil(lambda: any(each is not first for each in window.sidebar.view.findChildren(QLineEdit)))
    type_name(window, "Invoices")
    qtbot.waitUntil(lambda: len(queued(home, Verb.CREATE_FOLDER)) == 2)
    assert [each.payload["name"] for each in queued(home, Verb.CREATE_FOLDER)] == ["Orders", "Invoices"]


def test_another_window_in_front_does_not_end_the_writing(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    trigger(menu_of(window, "Clients"), "New label…")
    field = editor(window)
    field.insert("Half a na")
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    QApplication.processEvents()
    window.overview.count()
    qtbot.waitUntil(lambda: not window.overview.is_counting)
    assert editor(window).text() == "Half a na"
    assert queued(home, Verb.CREATE_FOLDER) == []
    type_name(window, "Half a name")
    qtbot.waitUntil(lambda: "Half a name" in folders(window))


def test_f2_renames_in_place_and_undo_calls_it_as_before(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    view = window.sidebar.view
    view.setFocus()
    view.setCurrentIndex(window.sidebar.nav.index_of(*folders(window)["Clients"].place))
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert editor(window).text() == "Clients"
    window.overview.count()
    qtbot.waitUntil(lambda: not window.overview.is_counting)
    type_name(window, "Kunden")
    qtbot.waitUntil(lambda: {"Kunden", "Kunden/Small"} <= folders(window).keys())
    assert [each.payload["name"] for each in queued(home, Verb.RENAME_FOLDER)] == ["Kunden"]
    window.undo()
    window.folders.reload()
    assert {"Clients", "Clients/Small"} <= folders(window).keys()


@pytest.mark.parametrize(("typed", "said"), [("Small", "already"), ("a/b", "/"), ("  ", "")])
def test_a_name_that_cannot_be_is_refused_at_once(
    window: MainWindow, home: SampleHome, typed: str, said: str, qtbot: QtBot
) -> None:
    trigger(menu_of(window, "Clients"), "New label in it")
    type_name(window, typed)
    qtbot.waitUntil(lambda: "New label" not in folders(window))
    assert queued(home, Verb.CREATE_FOLDER) == []
    assert said in window.toast.words


def test_deleting_asks_with_the_number_and_delete_is_the_folder_s_key(
    window: MainWindow, home: SampleHome, qtbot: QtBot
) -> None:
    home.deliver(SUPPORT, [home.mail(99, (SUPPORT, 3, "Old", "old@x.example", "Old", "Old.", True, False, 0))], CLIENTS)
    view = window.sidebar.view
    view.setFocus()
    view.setCurrentIndex(window.sidebar.nav.index_of(*folders(window)["Clients"].place))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    [sheet] = window.findChildren(DeleteFolderSheet)
    assert "1 mail loses this label" in sheet.words.text()
    assert "1 label in it is deleted too." in sheet.words.text()
    assert queued(home, Verb.TRASH) == []
    qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    assert [each.payload["collection"] for each in queued(home, Verb.DELETE_FOLDER)] == ["L2", "L1"]
    assert not {"Clients", "Clients/Small"} & set(folders(window))
    window.undo()
    window.folders.reload()
    assert {"Clients", "Clients/Small"} <= set(folders(window))
    assert queued(home, Verb.DELETE_FOLDER) == []


def test_what_the_account_needs_offers_only_new_ones(window: MainWindow, home: SampleHome) -> None:
    menu = menu_of(window, "Inbox")
    assert [action.text() for action in menu.actions()] == ["New label…"]
    menu.close()
    view = window.sidebar.view
    view.setFocus()
    view.setCurrentIndex(window.sidebar.nav.index_of(*folders(window)["Inbox"].place))
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.findChild(QLineEdit) is None
    assert "stays as it is" in window.toast.words


def test_a_refusal_of_the_service_is_said_with_the_account(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    assert window.deeds.folders.create(AccountId(SUPPORT), "Orders")
    [made] = queued(home, Verb.CREATE_FOLDER)
    params = {"host": "Mail", "name": "Orders"}
    ledger = Ledger(open_writer(home.home.ledger_db, home.key))
    ledger.finish(made, ActionState.FAILED, error_key="folder_exists", error_params=params)
    ledger.close()
    window.context.observer.tell("actions")
    qtbot.waitUntil(lambda: "Mail has a folder named Orders already" in window.toast.words)
    assert window.toast.words.startswith("support@ · IMAP: ")


def test_undo_of_a_folder_that_was_made_deletes_it_if_it_is_empty(window: MainWindow, home: SampleHome) -> None:
    assert window.deeds.folders.create(AccountId(SUPPORT), "Orders")
    [made] = queued(home, Verb.CREATE_FOLDER)
    home.perform(made, "L9")
    window.undo()
    [back] = queued(home, Verb.DELETE_FOLDER)
    assert (back.payload["collection"], back.payload["if_empty"]) == ("L9", True)


def test_palette_and_menus_know_the_commands(window: MainWindow) -> None:
    assert {"new_folder", "rename_folder", "delete_folder"} <= {command.name for command in window.commands}
    window.commands.run("rename_folder")
    assert "Open a folder" in window.toast.words
    window.show_folder(row(window, "Clients").collection_id)
    window.commands.run("rename_folder")
    assert editor(window).text() == "Clients"


def test_what_the_sidebar_shows_a_moment_late_is_meant_as_it_is_now(window: MainWindow, home: SampleHome) -> None:
    late = row(window, "Clients")
    assert window.deeds.folders.rename(late, "Kunden")
    [renamed] = queued(home, Verb.RENAME_FOLDER)
    home.perform(renamed, "L7")
    assert window.deeds.move(late, thread_of(window))
    assert [each.payload["to"] for each in queued(home, Verb.MOVE)] == ["L7"]
    assert window.deeds.folders.delete(late)
    assert [each.payload["collection"] for each in queued(home, Verb.DELETE_FOLDER)] == ["L2", "L7"]


def test_a_late_undo_moves_back_and_then_takes_the_new_folder_away(window: MainWindow, home: SampleHome) -> None:
    thread_id = thread_of(window)
    assert window.deeds.move_to_new(AccountId(SUPPORT), "Orders", thread_id)
    [made], [moved] = queued(home, Verb.CREATE_FOLDER), queued(home, Verb.MOVE)
    home.perform(made, "L9")
    home.perform(with_payload(moved, {"new:" + made.action_id: "L9"}), "moved-1")
    window.undo()
    assert window.toast.words == "Taken back"
    [back], [gone] = queued(home, Verb.MOVE)[1:], queued(home, Verb.DELETE_FOLDER)
    assert (back.payload["collection"], back.payload["to"]) == ("L9", "INBOX")
    assert (gone.payload["collection"], gone.payload["if_empty"]) == ("L9", True)
