"""The filing sheet: what it offers, and that a filing is queued exactly once for each CRM."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.patience import until_unfolded
from tests.ui.reader.sample import CRM, KEY, OTHER_CRM, SampleHome, haneul, mail, record
from ui.filing.desk import FilingDesk
from ui.filing.previewpane import warnings
from ui.filing.sheet import FilingSheet
from ui.shell.deeds import Deed
from workspace.model.actions import Action
from workspace.model.filings import Filing
from workspace.model.ids import AccountId, ActionId
from workspace.model.kinds import ActionState, RecordType, Verb
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer


def opened(home: SampleHome, window: QWidget, raw: bytes) -> tuple[FilingDesk, FilingSheet]:
    desk = FilingDesk(home.context, window)
    sheet = desk.open(home.put(raw))
    assert sheet is not None
    until_unfolded(sheet)
    return desk, sheet


def test_a_known_address_is_ticked_and_filed_once_however_often_enter_is_pressed(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail())
    assert [row.candidate.record.name for row in sheet.rows if row.box.isChecked()] == [
        "Orders desk", "Haneul Trading",
    ]  # fmt: skip
    for _ in range(3):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert [account for _, account in home.queued("file")] == [CRM]


def test_each_ticked_crm_gets_its_own_action(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    home.put_records(OTHER_CRM, haneul())
    _, sheet = opened(home, window, mail())
    qtbot.mouseClick(sheet.file_button, Qt.MouseButton.LeftButton)
    assert sorted(account for _, account in home.queued("file")) == [CRM, OTHER_CRM]


def test_several_that_fit_are_a_choice_of_the_user(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    twins = [record(name, RecordType.CONTACT, f"Desk {name}", emails=("orders@haneul.example",)) for name in ("x", "y")]
    home.put_records(CRM, twins)
    _, sheet = opened(home, window, mail())
    assert not any(row.box.isChecked() for row in sheet.rows)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert home.queued("file") == []
    sheet.rows[1].box.click()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert [account for _, account in home.queued("file")] == [CRM]


def test_a_toast_takes_the_filing_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    desk, sheet = opened(home, window, mail())
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    sheet.along.later.click()
    sheet.file()
    assert len(home.user.follows()) == 1
    assert deeds[0].undo is not None
    assert deeds[0].undo()
    assert home.queued("file") == []
    assert home.user.follows() == []


def test_an_unknown_sender_is_created_with_the_filing(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    _, sheet = opened(home, window, mail("Hi\n\nJane Doe\nBuyer\n", sender="Jane Doe <jane@norrland.example>"))
    assert sheet.rows == []
    form = sheet.add_form("contact")
    assert form.fields["emails"].text() == "jane@norrland.example"
    form.fields["name"].setText("")
    form.changed.emit()
    assert not sheet.file_button.isEnabled()
    form.fields["name"].setText("Jane Q. Doe")
    form.changed.emit()
    sheet.file()
    action_id, account_id = home.queued("file")[0]
    row = home.user._all("SELECT payload FROM outbox WHERE action_id = ?", action_id)
    filing = Filing.from_json(json.loads(row[0][0]))
    assert account_id == CRM
    assert ("name", "Jane Q. Doe") in filing.create[0].fields


def test_an_address_on_the_never_file_list_cannot_be_filed(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    home.user.add_never_file("haneul.example")
    _, sheet = opened(home, window, mail())
    assert "never-file" in sheet.strips[0].words.text()
    assert sheet.file_button.isHidden()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert home.queued("file") == []


def test_what_was_sent_by_a_machine_is_filed_only_on_insistence(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail(extra="Auto-Submitted: auto-replied\r\n"))
    assert sheet.file_button.isHidden()
    sheet.insist()
    sheet.file()
    assert len(home.queued("file")) == 1


def test_the_form_of_a_new_contact_waits_until_who_asked_for_it_insists(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail(extra="Auto-Submitted: auto-replied\r\n"))
    form = sheet.add_form("contact")
    assert not form.isVisible()
    assert sheet.cancel_button.hasFocus()
    sheet.insist()
    qtbot.waitUntil(form.isVisible)
    qtbot.waitUntil(form.fields["name"].hasFocus)


def test_the_preview_says_exactly_what_is_written(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail("x" * 20 + "어제 도착 예정"))
    sheet.expander.click()
    assert "어제 도착 예정" in sheet.preview.words
    assert "Haneul Trading (Company)" in sheet.preview.words
    assert "Order 48213" in sheet.preview.words


def test_a_looked_up_record_is_ticked(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail(sender="Jane <jane@norrland.example>"))
    sheet.look_up.field.setText("Haneul")
    qtbot.keyClick(sheet.look_up.field, Qt.Key.Key_Return)
    assert [row.candidate.record.name for row in sheet.rows if row.box.isChecked()] == ["Haneul Trading"]
    assert home.queued("file") == []


def test_without_a_crm_the_built_in_one_is_offered(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    for account_id in (CRM, OTHER_CRM):
        home.user.remove_account(account_id)
    _, sheet = opened(home, window, mail())
    with qtbot.waitSignal(sheet.crm_asked):
        sheet._on_crm_asked()


def test_a_new_record_without_a_name_holds_the_filing_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail())
    form = sheet.add_form("case")
    form.fields["name"].clear()
    form.changed.emit()
    sheet.file()
    assert home.queued("file") == []
    assert sheet.note.text() == "The new record needs a name."


def test_a_field_that_the_crm_asked_for_is_shown_with_its_sentence_and_given(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    home.put_records(CRM, haneul())
    desk, sheet = opened(home, window, mail())
    sheet.add_form("deal")
    sheet.file()
    [(action_id, account_id)] = home.queued("file")
    [(payload,)] = home.user._all("SELECT payload FROM outbox WHERE action_id = ?", action_id)
    action = Action(ActionId(action_id), AccountId(account_id), Verb.FILE, json.loads(payload), sheet.item.key)
    ledger = Ledger(open_writer(home.home.ledger_db, KEY))
    asked = {"host": "crm.example", "field": "Industry", "key": "industry__c", "record_type": "deal"}
    ledger.finish(action, ActionState.FAILED, error_key="field_required", error_params=asked)
    ledger.close()
    again = desk.open(sheet.item.item_id)
    assert again is not None
    until_unfolded(again)
    [form] = again.forms
    assert form.record_type == "deal"
    edit = form.fields["industry__c"]
    assert (edit.accessibleName(), edit.property("wrong")) == ("Industry", True)
    assert edit.accessibleDescription().startswith("crm.example asks for Industry")
    edit.setText("Toys")
    new = form.new_record()
    assert new is not None
    assert ("industry__c", "Toys") in new.fields


def test_a_warning_about_a_card_number_stands_in_the_preview(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail("My card is 4111 1111 1111 1111."))
    [account] = sheet.selection.chosen()
    assert any("card number" in words for words in warnings(sheet.selection.preview(account.account_id)))


def test_enter_in_a_sheet_just_opened_never_insists(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail(extra="Auto-Submitted: auto-replied\r\n"))
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert home.queued("file") == []
    assert not sheet._insists
