"""The folders and labels in the sidebar: shown and hidden, counted, opened, and kept where they were."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import ARCHIVE, INBOX, SALES, SLACK, SUPPORT, TRASH, VIP, SampleHome
from ui.inbox.listings import Place
from ui.models.navigation import NavModel, NavRow
from ui.models.paged import LINE
from ui.shell.window import MainWindow
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Collection, Email
from workspace.model.kinds import Kind, Role

LISTS = Collection(RemoteId("Lists"), "Lists", Kind.EMAIL, Role.OTHER)


@pytest.fixture
def home(home_with_mail: SampleHome) -> SampleHome:
    """With a folder that a filter of the service fills."""
    account = home_with_mail.account(SUPPORT)
    home_with_mail.writer.discover(account, [INBOX, ARCHIVE, TRASH, LISTS])
    mails = tuple(
        Email(
            RemoteId(f"l{n}"),
            home_with_mail.now,
            subject=f"Digest {n}",
            from_=(Address("List", "list@lists.example"),),
            message_id=f"<l{n}@lists.example>",
            is_read=n > 1,
        )
        for n in range(3)
    )
    home_with_mail.writer.apply_page(account, LISTS, Page(items=mails, cursor="1"))
    home_with_mail.writer.finish_pull(SUPPORT, LISTS)
    return home_with_mail


@pytest.fixture
def window(home: SampleHome, open_window: OpenWindow) -> MainWindow:
    return open_window(home)


def rows(window: MainWindow) -> list[NavRow]:
    nav = window.sidebar.nav
    return [nav.index(n).data(LINE) for n in range(nav.rowCount())]


def folders(window: MainWindow) -> dict[str, str]:
    return {row.text: row.number for row in rows(window) if row.kind == "folder"}


def toggle(window: MainWindow, account_id: str) -> None:
    """As a click on the mark left of its dot does."""
    view = window.sidebar.view
    index = window.sidebar.nav.index_of("account", account_id)
    spot = view.visualRect(index).topLeft() + QPoint(5, 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def open_folder(window: MainWindow, name: str) -> None:
    row = next(row for row in rows(window) if row.kind == "folder" and row.text == name)
    window.sidebar.view.chosen.emit(window.sidebar.nav.index_of(*row.place), False)


def test_an_account_shows_its_folders_when_asked(window: MainWindow, qtbot: QtBot) -> None:
    assert folders(window) == {}
    shown = {row.key: row.is_open for row in rows(window) if row.kind == "account"}
    assert (shown[SUPPORT], shown[SLACK]) == (False, None)
    toggle(window, SUPPORT)
    assert list(folders(window)) == ["Inbox", "Archive", "Lists", "Trash"]
    qtbot.waitUntil(lambda: folders(window) == {"Inbox": "1", "Archive": "", "Lists": "2", "Trash": ""})
    toggle(window, SUPPORT)
    assert folders(window) == {}


def test_open_accounts_are_remembered(window: MainWindow, home: SampleHome, open_window: OpenWindow) -> None:
    toggle(window, SUPPORT)
    window.close()
    assert "Lists" in folders(open_window(home))


def test_a_folder_is_a_list_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    toggle(window, SUPPORT)
    open_folder(window, "Lists")
    view = window.mail.inbox.view
    subjects = {view.lines.index(n).data(LINE).subject for n in range(view.count)}
    assert subjects == {"Digest 0", "Digest 1", "Digest 2"}
    assert not window.mail.inbox.tabs.isVisible()
    assert window.windowTitle().startswith("Lists")
    assert window.sidebar.view.currentIndex().data(LINE).text == "Lists"
    view.step(1)
    window.commands.run("unread")
    qtbot.waitUntil(lambda: folders(window)["Lists"] == "1")
    window.show_place(Place.INBOX)
    assert window.mail.inbox.where.folder is None


def test_an_empty_folder_says_what_to_do(window: MainWindow) -> None:
    toggle(window, SUPPORT)
    open_folder(window, "Archive")
    assert window.mail.inbox.notice.isVisible()
    assert any("Drag mail here" in each.text() for each in window.mail.inbox.notice.findChildren(QLabel))


def test_keys_show_and_hide_folders(window: MainWindow, qtbot: QtBot) -> None:
    view = window.sidebar.view
    view.setCurrentIndex(window.sidebar.nav.index_of("account", SUPPORT))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert "Lists" in folders(window)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().data(LINE).text == "Archive"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().data(LINE).key == SUPPORT
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert folders(window) == {}


def test_hidden_folders_leave_their_account_marked(window: MainWindow, qtbot: QtBot) -> None:
    toggle(window, SUPPORT)
    open_folder(window, "Lists")
    toggle(window, SUPPORT)
    window.overview.count()
    qtbot.waitUntil(lambda: not window.overview.is_counting)
    assert window.sidebar.view.currentIndex().data(LINE).key == SUPPORT


def test_a_paused_account_says_so(window: MainWindow, home: SampleHome, qtbot: QtBot) -> None:
    home.user.update_account(VIP, is_enabled=False)
    window.overview.count()
    qtbot.waitUntil(lambda: next(row for row in rows(window) if row.key == VIP).health == "paused")
    row = next(row for row in rows(window) if row.key == VIP)
    assert (row.health, row.token, row.link) == ("paused", "faint", "")
    assert "paused" in row.spoken


def test_the_model_is_sound_while_folders_come_and_go(app: object, qtbot: QtBot) -> None:
    model = NavModel(None)  # type: ignore[arg-type]
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    accounts = [NavRow("account", each, each) for each in (SUPPORT, VIP, SALES)]
    inside = [NavRow("folder", str(n), f"f{n}") for n in range(3)]
    for shown in (
        accounts,
        [accounts[0], *inside, *accounts[1:]],
        [accounts[0], *inside[1:], *accounts[1:], *inside[:1]],
        accounts[1:],
        [],
        accounts,
    ):
        model.show_rows(shown)
        assert [model.row_at(model.index(n)) for n in range(model.rowCount())] == shown
    tester.deleteLater()


def test_focus_is_on_the_rail_and_asks_how_long(window: MainWindow) -> None:
    assert window.rail.focus.isVisible()
    window.rail.focus.click()
    from ui.notify.focus import FocusSheet

    [sheet] = window.findChildren(FocusSheet)
    sheet.done()
