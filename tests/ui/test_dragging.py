"""Conversations that are dragged out of the list: into folders, onto places and workplaces, and nowhere."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import ARCHIVE, INBOX, SALES, SUPPORT, TRASH, VIP, SampleHome
from ui.inbox.dragging import Dragged, card, packed
from ui.inbox.listings import Place
from ui.models.paged import LINE
from ui.shell.move_sheet import MoveAccountSheet
from ui.shell.window import MainWindow
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role, Verb

LISTS = Collection(RemoteId("Lists"), "Lists", Kind.EMAIL, Role.OTHER)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def home(home_with_mail: SampleHome) -> SampleHome:
    for account_id in (SUPPORT, VIP):
        account = home_with_mail.account(account_id)
        home_with_mail.writer.discover(account, [INBOX, ARCHIVE, TRASH, LISTS])
        home_with_mail.writer.finish_pull(account_id, LISTS)
    return home_with_mail


@pytest.fixture
def window(home: SampleHome, open_window: OpenWindow) -> MainWindow:
    window = open_window(home)
    window.folders.toggle(SUPPORT)
    return window


def line(window: MainWindow, title: str) -> QPoint:
    view = window.mail.inbox.view
    for n in range(view.count):
        if view.lines.index(n).data(LINE).title.startswith(title):
            view.scrollTo(view.lines.index(n))
            return view.visualRect(view.lines.index(n)).center()
    raise LookupError(title)


def choose(window: MainWindow, *titles: str) -> list[Dragged]:
    view = window.mail.inbox.view
    for title in titles:
        view.setCurrentIndex(view.indexAt(line(window, title)))
        view.toggle_current()
    return view.draggable(view.indexAt(line(window, titles[0])))


def spot(window: MainWindow, kind: str, key: str, account_id: AccountId = SUPPORT) -> QPoint:
    nav, view = window.sidebar.nav, window.sidebar.view
    if kind == "folder":
        rows = [nav.index(n).data(LINE) for n in range(nav.rowCount())]
        key = next(
            row.key
            for row in rows
            if row.collection and (row.collection.remote_id, row.collection.account_id) == (key, account_id)
        )
    view.scrollTo(nav.index_of(kind, key))
    return view.visualRect(nav.index_of(kind, key)).center()


def drop(target: QWidget, at: QPoint, conversations: Sequence[Dragged]) -> bool:
    """Drag them there and let go; whether they may be dropped."""
    mime, actions = packed(conversations), Qt.DropAction.MoveAction
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(at, actions, mime, LEFT, keys))
    move = QDragMoveEvent(at, actions, mime, LEFT, keys)
    QApplication.sendEvent(target, move)
    if move.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(at), actions, mime, LEFT, keys))
    else:
        QApplication.sendEvent(target, QDragLeaveEvent())
    return move.isAccepted()


def test_one_line_or_all_that_are_chosen_go_along(window: MainWindow) -> None:
    view = window.mail.inbox.view
    first, other = view.indexAt(line(window, "Haneul")), view.indexAt(line(window, "Norrland"))
    assert [each.account_id for each in view.draggable(first)] == [SUPPORT]
    assert len(choose(window, "Haneul", "Norrland")) == 2
    assert view.draggable(other) == view.draggable(first)
    chat = view.indexAt(line(window, "Ingrid"))
    assert [each.kind for each in view.draggable(chat)] == [Kind.CHAT]


def test_a_press_on_a_chosen_line_keeps_all_until_it_is_let_go(window: MainWindow) -> None:
    choose(window, "Haneul", "Norrland")
    view = window.mail.inbox.view
    QTest.mousePress(view.viewport(), LEFT, pos=line(window, "Haneul"))
    assert len(view.chosen_rows) == 2
    QTest.mouseRelease(view.viewport(), LEFT, pos=line(window, "Haneul"))
    assert not view.is_choosing


def test_a_drop_on_a_folder_moves_and_can_be_undone(window: MainWindow, home: SampleHome) -> None:
    conversations = choose(window, "Haneul")
    target = window.sidebar.view.viewport()
    assert drop(target, spot(window, "folder", "Archive"), conversations)
    [action] = home.queued(Verb.MOVE)
    assert (action.payload["to"], action.account_id) == ("Archive", SUPPORT)
    assert "Moved to Archive" in window.toast.words
    window.undo()
    assert home.queued(Verb.MOVE) == []


def test_a_drop_on_a_label_adds_it_and_never_takes_it_off(window: MainWindow, home: SampleHome) -> None:
    conversations = choose(window, "Haneul")
    target = window.sidebar.view.viewport()
    assert drop(target, spot(window, "folder", "Lists"), conversations)
    assert [action.payload["to"] for action in home.queued(Verb.LABEL)] == ["Lists"]
    assert drop(target, spot(window, "folder", "Lists"), conversations)
    assert (len(home.queued(Verb.LABEL)), home.queued(Verb.UNLABEL)) == (1, [])
    assert window.toast.words == "There is nothing to change."


def test_what_is_of_another_account_stays_and_that_is_said(window: MainWindow, home: SampleHome) -> None:
    both = choose(window, "Haneul", "Norrland")
    alone = [each for each in both if each.account_id == VIP]
    target = window.sidebar.view.viewport()
    assert not drop(target, spot(window, "folder", "Archive"), alone)
    assert drop(target, spot(window, "folder", "Archive"), both)
    assert [action.account_id for action in home.queued(Verb.MOVE)] == [SUPPORT]
    assert "1 conversation does not belong there and stays" in window.toast.words


def test_places_take_what_their_key_does(window: MainWindow, home: SampleHome) -> None:
    target = window.sidebar.view.viewport()
    [mail] = choose(window, "Haneul")
    assert drop(target, spot(window, "place", "archive"), [mail])
    assert len(home.queued(Verb.ARCHIVE)) == 1
    window.undo()
    assert drop(target, spot(window, "place", "trash"), [mail])
    assert len(home.queued(Verb.TRASH)) == 1
    window.undo()
    for place in ("inbox", "sent", "customers", "calendar"):
        assert not drop(target, spot(window, "place", place), [mail])


def test_a_drop_on_snoozed_asks_until_when(window: MainWindow, qtbot: QtBot) -> None:
    conversations = choose(window, "Haneul", "Norrland")
    assert drop(window.sidebar.view.viewport(), spot(window, "place", "snoozed"), conversations)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.accessibleName() == "Snooze until"
    menu.close()


def test_what_lies_elsewhere_is_dropped_back_into_the_inbox(window: MainWindow, home: SampleHome) -> None:
    late = home.mail(99, (SUPPORT, 3, "Old Friend", "old@friend.example", "Old", "Old words.", True, False, 0))
    home.deliver(SUPPORT, [late], ARCHIVE)
    window.show_place(Place.ARCHIVE)
    mail = choose(window, "Old Friend")
    assert drop(window.sidebar.view.viewport(), spot(window, "place", "inbox"), mail)
    assert [action.payload["to"] for action in home.queued(Verb.MOVE)] == ["INBOX"]


def test_a_workplace_offers_to_move_the_account_and_moves_nothing_by_itself(
    window: MainWindow, home: SampleHome
) -> None:
    conversations = choose(window, "Haneul")
    own, other = window.rail.tiles
    assert not drop(own, own.rect().center(), conversations)
    assert drop(other, other.rect().center(), conversations)
    [sheet] = window.findChildren(MoveAccountSheet)
    said = " ".join(each.text() for each in sheet.findChildren(QLabel))
    assert "support@ · IMAP to 영업" in said
    assert (sheet.account.currentData(), sheet.target.currentText()) == (SUPPORT, "영업")
    assert home.account(SUPPORT).home_workplace_id == own.workplace.workplace_id
    sheet.go.click()
    assert home.account(SUPPORT).home_workplace_id == other.workplace.workplace_id


def test_an_account_opens_while_something_is_held_over_it(window: MainWindow, qtbot: QtBot) -> None:
    view, [mail] = window.sidebar.view, choose(window, "Norrland")
    at, keys = spot(window, "account", VIP), Qt.KeyboardModifier.NoModifier
    mime = packed([mail])
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, Qt.DropAction.MoveAction, mime, LEFT, keys))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(at, Qt.DropAction.MoveAction, mime, LEFT, keys))
    qtbot.waitUntil(lambda: window.folders.is_open(VIP))
    assert spot(window, "folder", "Archive", VIP)
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert not window.folders.is_open(VIP)


def test_the_sidebar_scrolls_while_something_is_held_at_its_edge(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1000, 420)
    view, [mail] = window.sidebar.view, choose(window, "Norrland")
    at, mime = QPoint(40, view.viewport().height() - 4), packed([mail])
    keys = Qt.KeyboardModifier.NoModifier
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, Qt.DropAction.MoveAction, mime, LEFT, keys))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(at, Qt.DropAction.MoveAction, mime, LEFT, keys))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() == view.verticalScrollBar().maximum())
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())


def test_the_card_says_how_many_and_never_grows_too_wide(window: MainWindow) -> None:
    one, several = card("A" * 200, 1, window), card("3 conversations", 3, window)
    assert several.width() < one.width() < 400
    assert several.height() > one.height()
    assert SALES not in {each.account_id for each in choose(window, "Haneul")}
