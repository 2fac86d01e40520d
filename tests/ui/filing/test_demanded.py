"""What a CRM demands in new records is asked for in the form; whom it links by itself stands in the preview."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.filing.test_sheet import opened
from tests.ui.reader.sample import CRM, OTHER_CRM, RECORDS, SampleHome, haneul, mail, record
from ui.filing.create import Choice
from ui.filing.previewpane import facts
from workspace.model.filings import RecordField
from workspace.model.ids import AccountId
from workspace.model.kinds import RecordType
from workspace.store.rows import DemandRow

HUBSPOT = AccountId("eeeeeeee")
REGION = RecordField("region__c", "Region", ("Seoul", "Busan"))
TITLE = RecordField("title", "Job")


def demand(home: SampleHome, account_id: AccountId, *fields: RecordField, record_type: str = "contact") -> None:
    """What the CRM said when it was asked last."""
    home.writer.keep_demand(account_id, record_type, DemandRow(fields, datetime.now(UTC)))


def test_what_is_demanded_holds_the_filing_back_until_it_is_given(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    demand(home, CRM, REGION, TITLE)
    _, sheet = opened(home, window, mail(sender="Jane Doe <jane@norrland.example>"))
    form = sheet.add_form("contact")
    region = form.fields["region__c"]
    assert isinstance(region, Choice)
    assert [region.itemText(n) for n in range(region.count())] == ["Seoul", "Busan"]
    assert (region.text(), region.accessibleName()) == ("", "Region, required")
    assert sheet.note.text() == "The CRM asks for Region: give it before filing."
    assert not sheet.file_button.isEnabled()
    qtbot.keyClick(region, Qt.Key.Key_Down)
    assert sheet.note.text() == "The CRM asks for Job: give it before filing."
    qtbot.keyClicks(form.fields["title"], "Buyer")
    qtbot.keyClick(form.fields["title"], Qt.Key.Key_Return)
    assert [account for _, account in home.queued("file")] == [CRM]
    [(payload,)] = home.user._all("SELECT payload FROM outbox")
    assert '["region__c", "Seoul"]' in payload


def test_an_answer_that_comes_later_is_shown_and_what_is_written_stays(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    _, sheet = opened(home, window, mail(sender="Jane Doe <jane@norrland.example>"))
    form = sheet.add_form("contact")
    form.fields["phones"].setText("123")
    assert sheet.file_button.isEnabled()
    [request_id] = [each for each, verb in home.open_requests() if verb == "demanded_fields"]
    demand(home, CRM, REGION)
    home.writer.answer(request_id, {"fields": [], "is_old": False})
    home.observer.look()
    qtbot.waitUntil(lambda: "region__c" in form.fields, timeout=2000)
    assert not sheet.file_button.isEnabled()
    assert form.fields["phones"].text() == "123"


def test_another_crm_demands_something_else(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    demand(home, CRM, REGION)
    demand(home, OTHER_CRM, TITLE)
    _, sheet = opened(home, window, mail(sender="Jane Doe <jane@norrland.example>"))
    form = sheet.add_form("contact")
    form.choose_crm(OTHER_CRM)
    assert "region__c" not in form.fields
    assert sheet.note.text() == "The CRM asks for Job: give it before filing."
    form.choose_crm(CRM)
    assert form.fields["title"].accessibleName() == "Title"
    assert isinstance(form.fields["region__c"], Choice)


def test_a_form_stays_as_it_is_when_a_record_is_looked_up(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    demand(home, OTHER_CRM, REGION)
    home.put_records(CRM, haneul())
    _, sheet = opened(home, window, mail(sender="Jane Doe <jane@norrland.example>"))
    form = sheet.add_form("contact")
    form.choose_crm(OTHER_CRM)
    form.fields["region__c"].setText("Busan")
    [found] = home.reader.find_records("Renewal", 5)
    sheet.add_record(found)
    assert sheet.forms == [form]
    assert (form.account_id, form.fields["region__c"].text()) == (OTHER_CRM, "Busan")
    qtbot.waitUntil(form.isVisible, timeout=2000)


def test_the_preview_lists_who_is_linked_by_itself(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    copied = record("c2", RecordType.CONTACT, "Depot desk", emails=("depot@haneul.example",))
    twins = [record(n, RecordType.CONTACT, f"Twin {n}", emails=("both@haneul.example",)) for n in ("x", "y")]
    account = replace(home.accounts[CRM], account_id=HUBSPOT, connector_id="hubspot", name="HubSpot EU")
    home.user.add_account(account)
    home.accounts[HUBSPOT] = account
    home.writer.mirror_accounts(home.user.accounts(), home.user.workplace_accounts())
    home.writer.discover(account, [RECORDS])
    home.put_records(HUBSPOT, [*haneul(), copied, *twins])
    cc = "Cc: depot@haneul.example, both@haneul.example\r\n"
    _, sheet = opened(home, window, mail(extra=cc))
    for row in sheet.rows:
        row.box.setChecked(row.candidate.record.name == "Orders desk")
    sheet.expander.click()
    [line] = [each for each in sheet.preview.words.splitlines() if each.startswith("Linked by itself")]
    assert line.startswith("Linked by itself: Depot desk (Contact), one of Twin ")
    assert sorted(name for name in ("Twin x", "Twin y") if name in line) == ["Twin x", "Twin y"]
    [account] = sheet.selection.chosen()
    assert dict(facts(sheet.selection.preview(account.account_id)))["On"].startswith("Orders desk")
