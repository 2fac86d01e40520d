"""What is filed already: where the window says so, and how it is taken back or added to."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.patience import until_unfolded
from tests.ui.reader.sample import CRM, KEY, SampleHome, haneul, mail
from ui.filing.desk import FilingDesk
from ui.reader.header import newest_filings
from ui.reader.view import ReaderView
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.ids import ActionId, ItemId, ReceiptId, RemoteId
from workspace.model.kinds import ActionState, Verb
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer


def filed(home: SampleHome, window: QWidget) -> tuple[FilingDesk, ItemId]:
    """A mail whose filing the engine has finished."""
    home.put_records(CRM, haneul())
    item_id = home.put(mail())
    desk = FilingDesk(home.context, window)
    sheet = desk.open(item_id)
    assert sheet is not None
    sheet.file()
    action_id = home.queued("file")[0][0]
    [(payload,)] = home.user._all("SELECT payload FROM outbox WHERE action_id = ?", action_id)
    item = home.row(item_id)
    action = Action(ActionId(action_id), CRM, Verb.FILE, json.loads(payload), item.key)
    receipt = Receipt(
        ReceiptId("r1"),
        action.action_id,
        RemoteId("act-1"),
        "https://crm.example/act-1",
        (RecordRef("company", RemoteId("co1"), "Haneul Trading"),),
    )
    ledger = Ledger(open_writer(home.home.ledger_db, KEY))
    ledger.begin(action)
    ledger.finish(action, ActionState.DONE, receipt)
    home.writer.mirror_filed(ledger.filed_marks())
    ledger.close()
    home.user.sweep({action.action_id})
    return desk, item_id


def test_the_reader_says_where_it_is_filed_and_takes_it_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, item_id = filed(home, window)
    reader = ReaderView(home.context, window)
    reader.show_thread(home.thread_of(item_id))
    [chip] = newest_filings(reader.items)
    assert (chip.state, chip.link) == ("done", "https://crm.example/act-1")
    desk.take_back(chip)
    [(account_id, payload)] = home.user._all("SELECT account_id, payload FROM outbox WHERE verb = 'unfile'")
    assert account_id == CRM
    assert json.loads(payload)["receipt"]["remote_id"] == "act-1"


def test_filing_again_adds_to_what_is_there(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, item_id = filed(home, window)
    sheet = desk.open(item_id)
    assert sheet is not None
    until_unfolded(sheet)
    assert "Haneul Trading" in sheet.strips[0].words.text()
    assert not sheet.file_button.isEnabled()
    next(row for row in sheet.rows if row.candidate.record.name == "Orders desk").box.click()
    sheet.file()
    [(payload,)] = home.user._all("SELECT payload FROM outbox WHERE verb = 'file'")
    assert json.loads(payload)["add_to"] == "act-1"


def test_a_colleagues_filing_is_shown_when_the_crm_answers(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    desk = FilingDesk(home.context, window)
    sheet = desk.open(home.put(mail()))
    assert sheet is not None
    until_unfolded(sheet)
    assert sheet.file_button.isEnabled()
    rows = home.user._all("SELECT request_id, payload FROM request WHERE verb = 'find_filing'")
    request_id = next(r for r, payload in rows if json.loads(payload)["crm_account_id"] == CRM)
    receipt = {"remote_id": "act-9", "filed_by": "Mina", "records": [["company", "co1", "Haneul Trading"]]}
    home.writer.answer(request_id, {"receipt": receipt})
    home.observer.look()
    assert "Mina" in sheet.strips[0].words.text()
    assert not sheet.file_button.isEnabled()


def test_enter_in_the_sheet_of_a_filed_mail_takes_nothing_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, item_id = filed(home, window)
    sheet = desk.open(item_id)
    assert sheet is not None
    until_unfolded(sheet)
    with qtbot.assertNotEmitted(sheet.undo_asked):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert home.queued("file") == home.queued("unfile") == []


def test_what_a_crm_keeps_after_an_undo_is_said_by_name(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, item_id = filed(home, window)
    said: list[str] = []
    desk.performed.connect(lambda deed: said.append(deed.words))
    [chip] = newest_filings([home.row(item_id)])
    desk.take_back(chip)
    [(action_id, _)] = home.queued("unfile")
    action = Action(ActionId(action_id), CRM, Verb.UNFILE, {}, home.row(item_id).key)
    receipt = Receipt(ReceiptId(action_id), action.action_id, extra={"kept": ["company:co1"], "archived": ["lead:9"]})
    ledger = Ledger(open_writer(home.home.ledger_db, KEY))
    ledger.begin(action)
    ledger.finish(action, ActionState.DONE, receipt)
    home.writer.mirror_filed(ledger.filed_marks())
    ledger.close()
    home.observer.look()
    assert said[0] == "The filing is being taken back"
    crm = home.context.names()[CRM]
    assert said[1:] == [
        f"Taken back; {crm} lets you archive only: lead:9",
        f"Taken back; this stays in {crm}, because it was changed or is used: Haneul Trading",
    ]
