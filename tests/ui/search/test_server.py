"""Search at the services: offered where the cache is not the whole, told by account, found among the results."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import INBOX, SUPPORT, SampleHome
from tests.ui.search.test_results import subjects
from ui.search.server_bar import ServerBar
from ui.shell.window import MainWindow
from workspace.connector.pages import Page
from workspace.store.user.orders import Orders

ROW = (SUPPORT, 3 * 24 * 60, "Ann", "ann@x.example", "Walnut", "", False, False, 0)


@pytest.fixture
def bar(open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot) -> ServerBar:
    """That of a window that searches for walnut, while texts are still missing."""
    untold = replace(home_with_mail.mail(900, ROW), subject="An old letter", text=None, snippet="")
    home_with_mail.deliver(SUPPORT, [home_with_mail.mail(901, ROW)])
    home_with_mail.writer.apply_page(home_with_mail.account(SUPPORT), INBOX, Page(items=(untold,)))
    window = open_window(home_with_mail)
    window.mail.inbox.search.setText("walnut")
    qtbot.waitUntil(lambda: subjects(window) == ["Walnut"])
    return window.mail.inbox.server


def window_of(bar: ServerBar) -> MainWindow:
    found = bar.window()
    assert isinstance(found, MainWindow)
    return found


def test_it_is_offered_by_the_names_of_the_accounts(bar: ServerBar, qtbot: QtBot) -> None:
    assert bar.isVisible()
    assert "indexing" in window_of(bar).mail.inbox.coverage.text()
    assert "support@" in bar.words
    window_of(bar).mail.inbox.search.clear()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_what_a_service_found_stands_among_the_results(
    bar: ServerBar, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    bar.press()
    asked = {each.account.account_id: each for each in bar.search.asked}
    assert bar.words.endswith("Stop")
    requests = Orders(home_with_mail.home, home_with_mail.key).requests(0)
    assert {r.payload["account_id"] for r in requests if r.verb == "search_server"} == asked.keys()
    old = home_with_mail.item_id(SUPPORT, "900")
    said = {"found": [old], "count": 1, "is_whole": True}
    home_with_mail.writer.answer(asked.pop(SUPPORT).request_id, said, is_open=True)
    qtbot.waitUntil(lambda: sorted(subjects(window_of(bar))) == ["An old letter", "Walnut"])
    assert "1 found so far" in bar.words
    for each in bar.search.asked:
        if each.account.account_id == SUPPORT:
            home_with_mail.writer.answer(each.request_id, said)
        else:
            home_with_mail.writer.answer(
                each.request_id, error_key="unreachable", error_params={"host": "mail.example"}
            )
    qtbot.waitUntil(lambda: not bar.search.is_open)
    assert "1 found." in bar.words
    assert "mail.example" in bar.words or not asked
    assert subjects(window_of(bar)).count("An old letter") == 1


def test_a_search_there_is_stopped_and_other_words_forget_it(
    bar: ServerBar, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    bar.press()
    ids = [each.request_id for each in bar.search.asked]
    bar.press()
    assert not bar.search.is_open
    requests = Orders(home_with_mail.home, home_with_mail.key).requests(0)
    assert [r.payload["request_id"] for r in requests if r.verb == "cancel"] == ids
    window_of(bar).mail.inbox.search.setText("letter")
    qtbot.waitUntil(lambda: subjects(window_of(bar)) == ["An old letter"])
    assert bar.search.asked == []
    window_of(bar).commands.run("search_server")
    assert bar.search.is_open
