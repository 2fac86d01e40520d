"""The strip over the list while a mailbox is read for the first time."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import ARCHIVE, INBOX, SALES, SUPPORT, TRASH, SampleHome
from tests.workspace.store.building import mail
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from workspace.connector.pages import Page
from workspace.model.kinds import HealthState


def pull(sample: SampleHome, *numbers: int) -> None:
    """These mails of support have come, of many."""
    mails = tuple(mail(n) for n in numbers)
    sample.writer.apply_page(sample.account(SUPPORT), INBOX, Page(items=mails, cursor=str(numbers), total=12_000))


@pytest.fixture
def coming(empty_home: SampleHome, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """The window of somebody whose first mails have just come."""
    empty_home.fill_accounts()
    empty_home.say_health(SUPPORT, HealthState.OK)
    window = open_window(empty_home)
    assert window.mail.inbox.first_sync.isHidden()
    pull(empty_home, 1, 2, 3)
    window.context.observer.look()
    qtbot.waitUntil(window.mail.inbox.first_sync.isVisible)
    return window


def test_the_list_says_how_far_the_first_sync_is(coming: MainWindow, empty_home: SampleHome, qtbot: QtBot) -> None:
    strip = coming.mail.inbox.first_sync
    assert strip.words.text() == "3 of 12,000, newest first"
    assert strip.words.accessibleDescription().startswith("support@ · IMAP")
    pull(empty_home, *range(4, 41))
    coming.context.observer.look()
    qtbot.waitUntil(lambda: strip.words.text().startswith("40 of 12,000"))
    assert (strip.bar.value(), strip.bar.maximum()) == (40, 12_000)


def test_the_status_line_calls_nothing_in_step_that_is_still_coming(
    coming: MainWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: coming.status.words.startswith("1 account in first sync · "))
    empty_home.writer.finish_pull(SUPPORT, INBOX, ARCHIVE, TRASH)
    coming.context.observer.look()
    qtbot.waitUntil(lambda: coming.status.words.startswith("1 account in step"))
    assert "first sync" not in coming.status.words


def test_it_goes_when_everything_is_here(coming: MainWindow, empty_home: SampleHome, qtbot: QtBot) -> None:
    empty_home.writer.finish_pull(SUPPORT, INBOX, ARCHIVE, TRASH)
    coming.context.observer.look()
    qtbot.waitUntil(coming.mail.inbox.first_sync.isHidden)


def test_a_first_sync_is_paused_and_goes_on(coming: MainWindow, empty_home: SampleHome, qtbot: QtBot) -> None:
    strip = coming.mail.inbox.first_sync
    strip.pause.click()
    assert not empty_home.account(SUPPORT).is_enabled
    qtbot.waitUntil(lambda: strip.words.text() == "3 of 12,000, newest first · Paused")
    assert strip.pause.text() == "Resume"
    strip.pause.click()
    assert empty_home.account(SUPPORT).is_enabled
    qtbot.waitUntil(lambda: strip.pause.text() == "Pause")


def test_it_tells_of_no_other_workplace_and_of_no_account_in_trouble(
    coming: MainWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    strip = coming.mail.inbox.first_sync
    empty_home.deliver(SALES, [mail(1)])
    coming.show_workplace(empty_home.workplaces[1].workplace_id)
    assert strip.isHidden()
    coming.show_workplace(empty_home.workplaces[0].workplace_id)
    qtbot.waitUntil(strip.isVisible)
    coming.show_place(Place.TRASH)
    assert strip.isHidden()
    coming.show_account(SUPPORT)
    qtbot.waitUntil(strip.isVisible)
    empty_home.say_health(SUPPORT, HealthState.NEEDS_SIGNIN)
    coming.context.observer.look()
    qtbot.waitUntil(strip.isHidden)
