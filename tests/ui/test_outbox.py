"""The outbox shows what waits or is stuck as one list, worked with keys."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SUPPORT, SampleHome
from ui.shell.outbox import OutboxSheet
from ui.shell.outbox_list import DROP, RETRY
from ui.shell.window import MainWindow
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.kinds import ActionState, Verb
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer

ACTIONS = 120


def action(number: int) -> Action:
    payload = {"subject": f"Letter {number}", "collection": "INBOX"}
    return Action(ActionId(f"a{number}"), SUPPORT, Verb.SEND, payload, None, datetime.now(UTC))


@pytest.fixture
def window(open_window: OpenWindow, home_with_mail: SampleHome) -> MainWindow:
    """A window whose outbox holds 120 actions, of which the first has failed."""
    actions = [action(n) for n in range(ACTIONS)]
    home_with_mail.user.queue_all(actions)
    ledger = Ledger(open_writer(home_with_mail.home.ledger_db, home_with_mail.key))
    ledger.finish(actions[0], ActionState.FAILED, error_key="refused", error_params={"reason": "no"})
    ledger.close()
    return open_window(home_with_mail)


@pytest.fixture
def sheet(window: MainWindow, qtbot: QtBot) -> OutboxSheet:
    window.sheets.show_outbox()
    found = window.findChild(OutboxSheet)
    assert isinstance(found, OutboxSheet)
    qtbot.waitUntil(lambda: not found.is_looking and len(found.list.waiting.rows) == ACTIONS)
    return found


def ids(sheet: OutboxSheet) -> list[ActionId]:
    return [row.attempt.action_id for row in sheet.list.waiting.rows]


def failed(sheet: OutboxSheet) -> int:
    return next(n for n, row in enumerate(sheet.list.waiting.rows) if row.attempt.action_id == "a0")


def test_delete_drops_what_is_current_and_the_next_takes_its_place(sheet: OutboxSheet, qtbot: QtBot) -> None:
    sheet.list.setFocus()
    sheet.list.setCurrentIndex(sheet.list.waiting.index(60))
    gone, next_ = ids(sheet)[60:62]
    QTest.keyClick(sheet.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: gone not in ids(sheet), timeout=5_000)
    assert ids(sheet)[sheet.list.currentIndex().row()] == next_


def test_return_tries_only_what_is_stuck_again(sheet: OutboxSheet, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    place = failed(sheet)
    assert sheet.list.waiting.rows[place].deeds == (RETRY, DROP)
    assert not sheet.list.spot(ids(sheet)[place], RETRY).isEmpty()
    sheet.list.setFocus()
    for row in (place, (place + 1) % ACTIONS):
        sheet.list.setCurrentIndex(sheet.list.waiting.index(row))
        QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.list.waiting.rows[failed(sheet)].attempt.state == "queued", timeout=5_000)
    assert home_with_mail.user._all("SELECT action_id FROM outbox WHERE retries > 0") == [("a0",)]


def test_what_waits_for_an_answer_can_be_tried_at_once(
    sheet: OutboxSheet, window: MainWindow, home_with_mail: SampleHome
) -> None:
    sheet.now.click()
    assert home_with_mail.user._all("SELECT verb FROM request ORDER BY seq DESC LIMIT 1") == [("network_back",)]
    assert window.toast.words == "The services are asked again."


def test_what_is_dropped_as_the_window_closes_is_dropped(
    sheet: OutboxSheet, window: MainWindow, home_with_mail: SampleHome
) -> None:
    sheet.list.dropped.emit(ActionId("a7"))
    window.close()
    assert home_with_mail.user._all("SELECT action_id FROM outbox WHERE withdrawn_at IS NOT NULL") == [("a7",)]
