"""The same mail again: filed another way, from another mailbox, given up half-way, after its CRM is gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults, raising
from tests.workspace.engine.test_filing import CONTACT, DEAL, Office
from workspace.connector.errors import Rejected, Transient
from workspace.filing.action import file_action, unfile_action
from workspace.filing.preview import preview
from workspace.model.filings import NewRecord
from workspace.model.ids import ActionId
from workspace.store.rows import ReceiptRow

KIM = NewRecord("contact", (("name", "Kim"), ("emails", "customer@haneul.example")))
ORDER = NewRecord("deal", (("name", "Order"),))


@pytest.fixture
def office(bench: Bench) -> Office:
    return Office(bench)


def queue(office: Office, *records: Any, **wishes: Any) -> ActionId:
    item = office.item()
    action = file_action(preview(item, records, limits={}, **wishes).filing, office.crm, item.key)
    office.bench.user.queue(action)
    return action.action_id


def filed(office: Office, *records: Any, **wishes: Any) -> ReceiptRow:
    """File it and wait for the receipt."""
    action_id = queue(office, *records, **wishes)
    office.bench.steps()
    receipt = office.bench.reader.receipt_of(action_id)
    assert receipt is not None
    return receipt


def undo(office: Office, receipt: ReceiptRow) -> None:
    office.bench.user.queue(unfile_action(receipt))
    office.bench.steps()


def test_another_new_record_is_made_although_the_mail_is_filed(office: Office) -> None:
    filed(office, create=(KIM,))
    second = filed(office, create=(ORDER,))
    assert [name for _, _, name in second.created] == ["Order"]


def test_the_same_new_record_is_made_once(office: Office) -> None:
    first = filed(office, create=(KIM, ORDER))
    filed(office, DEAL, create=())
    again = filed(office, create=(ORDER,))
    assert len(first.created) == 2
    assert again.created == ()
    assert len(office.records.items("deal")) == 2


def test_another_attachment_goes_along_although_as_many_are_there(office: Office) -> None:
    pdf, text = (part.part_id for part in office.item().attachments)
    filed(office, CONTACT, attachments=[pdf])
    second = filed(office, CONTACT, attachments=[text])
    [remote_id] = office.filings()
    assert set(office.records.filed_bytes(remote_id)) == {"a.pdf", "b.txt"}
    assert {name for name, _, _ in second.attachments} == {"a.pdf", "b.txt"}


def test_another_attachment_than_the_colleagues_goes_along(bench: Bench, office: Office) -> None:
    pdf, text = (part.part_id for part in office.item().attachments)
    path = str(bench.path / "crm.json")
    colleague, _ = bench.account("colleague", "demo", path=path, address="colleague@demo.example")
    office.crm, ours = colleague, office.crm
    filed(office, CONTACT, attachments=[pdf])
    office.crm = ours
    filed(office, CONTACT, attachments=[text])
    [remote_id] = office.filings()
    assert set(office.records.filed_bytes(remote_id)) == {"a.pdf", "b.txt"}


def test_the_copy_in_another_mailbox_is_the_same_mail(bench: Bench, office: Office) -> None:
    other, mails = bench.account("second")
    copy = mails.add_mail(message_id="<one@haneul.example>")
    bench.steps()
    first = queue(office, CONTACT)
    item = bench.reader.item(bench.mails(other)[copy].item_id)
    assert item is not None
    second = file_action(preview(item, (CONTACT,), limits={}).filing, office.crm, item.key)
    bench.user.queue(second)
    bench.steps()
    assert len(office.filings()) == 1
    assert (bench.state(first), bench.state(second.action_id)) == ("done", "done")
    receipts = [bench.reader.receipt_of(each) for each in (first, second.action_id)]
    assert sorted(receipt.found for receipt in receipts if receipt) == [False, True]


def test_a_lost_answer_is_our_own_work_and_says_so(bench: Bench, office: Office, faults: Faults) -> None:
    faults.plant("perform", raising(Transient("timeout", host="demo")), when="after")
    action_id = queue(office, CONTACT)
    bench.steps(120)
    receipt = bench.reader.receipt_of(action_id)
    assert receipt is not None
    assert not receipt.found
    undo(office, receipt)
    assert office.filings() == {}


def test_what_was_refused_once_and_filed_since_shows_nothing_when_that_is_taken_back(
    bench: Bench, office: Office, faults: Faults
) -> None:
    faults.plant("perform", raising(Rejected("forbidden", host="demo", reason="no")))
    queue(office, DEAL)
    bench.steps()
    assert [chip.state for chip in office.item().filed] == ["failed"]
    undo(office, filed(office, CONTACT))
    assert office.item().filed == ()


def test_a_filing_that_was_given_up_while_it_waited_shows_no_more(bench: Bench, office: Office, faults: Faults) -> None:
    faults.plant("perform", raising(Transient("busy", host="demo", retry_after=3600)))
    action_id = queue(office, CONTACT)
    bench.steps()
    assert [chip.state for chip in office.item().filed] == ["trying"]
    bench.user.drop(action_id)
    bench.steps()
    assert office.item().filed == ()
    bench.user.sweep(bench.reader.finished_actions())
    bench.restart()
    bench.steps(7200, each=600)
    assert (office.item().filed, office.filings()) == ((), {})


def test_a_filing_that_was_given_up_too_late_is_there_and_can_be_taken_back(
    bench: Bench, office: Office, faults: Faults
) -> None:
    action_id = queue(office, CONTACT)
    faults.plant("perform", lambda: bench.user.drop(action_id))
    bench.steps()
    assert [chip.state for chip in office.item().filed] == ["done"]
    receipt = bench.reader.receipt_of(action_id)
    assert receipt is not None
    undo(office, receipt)
    assert (office.item().filed, office.filings()) == ((), {})


def test_a_crm_that_is_removed_leaves_nothing_in_the_tray(bench: Bench, office: Office, faults: Faults) -> None:
    faults.plant("perform", raising(Rejected("forbidden", host="demo", reason="no")))
    queue(office, DEAL)
    bench.steps()
    queue(office, CONTACT)
    bench.user.remove_account(office.crm)
    bench.steps()
    assert bench.reader.unfiled() == []
    assert bench.reader.attempts() == []
    assert office.item().filed == ()


def test_an_undo_that_waits_behind_its_filing_leaves_nothing(bench: Bench, office: Office, faults: Faults) -> None:
    first = filed(office, CONTACT)
    faults.plant("perform", raising(Transient("busy", host="demo")), when="after")
    undo(office, first)
    second = queue(office, CONTACT)
    bench.steps(200, each=5)
    assert len(office.filings()) == 1
    assert bench.state(second) == "done"
    assert [chip.state for chip in office.item().filed] == ["done"]


def followed(bench: Bench, office: Office) -> None:
    """A reply arrives in a conversation that is followed."""
    filed(office, CONTACT)
    bench.user.add_follow("<one@haneul.example>", office.crm, [("contact", "c1", "Customer")])
    reply = {"In-Reply-To": "<one@haneul.example>", "References": "<one@haneul.example>"}
    later = datetime.now(UTC) + timedelta(minutes=1)
    office.mails.add_mail(message_id="<two@haneul.example>", headers=reply, received_at=later)


def test_a_later_reply_that_was_refused_can_be_retried(bench: Bench, office: Office, faults: Faults) -> None:
    followed(bench, office)
    faults.plant("perform", raising(Rejected("forbidden", host="demo", reason="no")))
    bench.steps(200, each=20)
    [row] = bench.reader.unfiled()
    assert bench.user.retry(row.action_id, bench.reader.tried(row.action_id))
    bench.steps()
    assert bench.state(row.action_id) == "done"
    assert len(office.filings()) == 2
    assert bench.reader.unfiled() == []


def test_a_later_reply_that_was_given_up_is_not_tried_again(bench: Bench, office: Office, faults: Faults) -> None:
    followed(bench, office)
    faults.plant("perform", raising(Transient("busy", host="demo", retry_after=600)))
    bench.steps(200, each=20)
    [row] = bench.reader.attempts(["trying"])
    bench.user.drop(row.action_id)
    bench.steps(3600, each=60)
    bench.restart()
    bench.steps(3600, each=60)
    assert len(office.filings()) == 1
