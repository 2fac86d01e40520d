"""What is left to do after a filing that went wrong in part or in doubt, and what follows a conversation by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults, raising
from tests.workspace.engine.test_filing import CONTACT, DEAL, Office
from workspace.connector.errors import AuthRequired, PartlyWritten, Rejected, Transient
from workspace.filing.action import file_action, unfile_action
from workspace.filing.preview import preview
from workspace.model.actions import Receipt
from workspace.model.filings import NewRecord
from workspace.model.ids import ActionId, ReceiptId, RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType
from workspace.store.rows import ItemRow

REPLY = {"In-Reply-To": "<one@haneul.example>", "References": "<one@haneul.example>"}


@pytest.fixture
def office(bench: Bench) -> Office:
    return Office(bench)


def in_part(office: Office, action_id: ActionId) -> PartlyWritten:
    """What a connector raises whose CRM took the filing at the contact and refused it at the deal."""
    (remote_id,) = office.filings()
    receipt = Receipt(
        ReceiptId(f"demo-{action_id}"), action_id, RemoteId(remote_id), records=(CONTACT,), attachments=()
    )
    return PartlyWritten(receipt, written="Customer", missing="Deal", reason="no right to write")


def half_filed(bench: Bench, office: Office, faults: Faults) -> ActionId:
    action_id = office.queue(CONTACT, DEAL)

    def refuse_the_deal() -> None:
        with office.records.change() as state:
            del state["receipts"][action_id]
            for filing in state["filings"].values():
                filing["records"] = filing["records"][:1]
                filing["parts"][action_id]["records"] = filing["parts"][action_id]["records"][:1]
        raise in_part(office, action_id)

    faults.plant("perform", refuse_the_deal, when="after")
    bench.steps()
    return action_id


def test_what_was_written_in_part_is_said_kept_and_completed(bench: Bench, office: Office, faults: Faults) -> None:
    action_id = half_filed(bench, office, faults)
    (row,) = bench.reader.unfiled()
    assert (row.state, row.error_key, row.error_params["missing"]) == ("failed", "partly_written", "Deal")
    assert [(chip.state, chip.label) for chip in office.item().filed] == [("done", "Customer")]
    bench.user.retry(action_id)
    bench.steps()
    assert bench.state(action_id) == "done"
    (filing,) = office.filings().values()
    assert {each["remote_id"] for each in filing["records"]} == {"c1", "d1"}  # type: ignore[attr-defined]
    assert bench.reader.unfiled() == []


def test_what_was_written_in_part_can_be_taken_back(bench: Bench, office: Office, faults: Faults) -> None:
    receipt = bench.reader.receipt_of(half_filed(bench, office, faults))
    assert receipt is not None
    bench.user.queue(unfile_action(receipt))
    bench.steps()
    assert office.filings() == {}


def test_a_retry_after_doubt_looks_before_it_writes(bench: Bench, office: Office, faults: Faults) -> None:
    hidden: dict[str, object] = {}

    def hide() -> None:
        with office.records.change() as state:
            hidden.update(state["filings"])
            state["filings"].clear()

    faults.plant("perform", hide, when="after")
    action_id = office.queue()
    bench.steps()
    assert bench.state(action_id) == "unsure"
    with office.records.change() as state:
        state["filings"].update(hidden)
    calls = faults.calls["perform"]
    bench.user.retry(action_id)
    bench.steps()
    assert bench.state(action_id) == "done"
    assert faults.calls["perform"] == calls
    assert len(office.filings()) == 1


def test_what_was_filed_another_way_is_not_stuck_any_more(bench: Bench, office: Office, faults: Faults) -> None:
    faults.plant("perform", raising(Rejected("field_required", field="Industry", key="industry", host="demo")))
    office.queue(DEAL)
    bench.steps()
    assert [row.error_key for row in bench.reader.unfiled()] == ["field_required"]
    bench.clock.now += 5
    second = office.queue(CONTACT)
    bench.steps()
    assert bench.state(second) == "done"
    assert bench.reader.unfiled() == []
    assert bench.reader.attempts() == []


def test_a_reply_sent_from_another_account_follows_the_conversation(bench: Bench, office: Office) -> None:
    other, others = bench.account("second")
    office.queue()
    bench.steps()
    bench.user.add_follow("<one@haneul.example>", office.crm, [("contact", "c1", "Customer")])
    later = datetime.now(UTC) + timedelta(minutes=1)
    others.add_mail(
        "sent", message_id="<answer@second.example>", from_="Me <second@demo.example>",
        to="customer@haneul.example", headers=REPLY, received_at=later,
    )  # fmt: skip
    bench.steps(200, each=20)
    filed = {str(each["key"]) for each in office.filings().values()}
    assert filed == {"<one@haneul.example>", "<answer@second.example>"}
    (sent,) = (row for row in bench.mails(other).values() if row.message_id == "<answer@second.example>")
    assert sent.is_sent


def test_replies_follow_a_customer_whom_the_filing_created(bench: Bench, office: Office) -> None:
    new = NewRecord("contact", (("name", "New Customer"), ("emails", "customer@haneul.example")))
    item = office.item()
    filing = preview(item, (), create=(new,), limits={}, follow=True).filing
    bench.user.add_follow(filing.thread_key, office.crm, [])
    action = file_action(filing, office.crm, item.key)
    bench.user.queue(action)
    bench.steps()
    later = datetime.now(UTC) + timedelta(minutes=1)
    office.mails.add_mail(message_id="<two@haneul.example>", headers=REPLY, received_at=later)
    bench.steps(200, each=20)
    receipt = bench.reader.receipt_of(action.action_id)
    assert receipt is not None
    (made,) = receipt.created
    by_key = {str(each["key"]): each["records"] for each in office.filings().values()}
    assert [each["remote_id"] for each in by_key["<two@haneul.example>"]] == [made[1]]  # type: ignore[attr-defined]


def test_a_second_crm_gets_the_reply_that_the_first_has_already(bench: Bench, office: Office) -> None:
    second, service = bench.account("crm2")
    office.queue()
    bench.steps()
    records = [("contact", "c1", "Customer")]
    bench.user.add_follow("<one@haneul.example>", office.crm, records)
    later = datetime.now(UTC) + timedelta(minutes=1)
    office.mails.add_mail(message_id="<two@haneul.example>", headers=REPLY, received_at=later)
    bench.steps(200, each=20)
    bench.user.add_follow("<one@haneul.example>", second, records)
    again = datetime.now(UTC) + timedelta(minutes=2)
    office.mails.add_mail(message_id="<three@haneul.example>", headers=REPLY, received_at=again)
    bench.steps(200, each=20)
    keys = {str(each["key"]) for each in service.filings().values()}
    assert keys == {"<two@haneul.example>", "<three@haneul.example>"}


def test_of_two_crms_the_one_that_is_away_is_filed_to_later_and_each_is_undone_alone(
    bench: Bench, office: Office, faults: Faults
) -> None:
    second, service = bench.account("crm2")
    faults.plant("check", raising(Transient(host="demo")))
    first_action = office.queue()
    item: ItemRow = office.item()
    filing = preview(item, (CONTACT,), limits={}).filing
    action = file_action(filing, second, item.key)
    bench.user.queue(action)
    bench.steps()
    assert (bench.state(action.action_id), len(service.filings())) == ("done", 1)
    assert bench.state(first_action) != "done"
    bench.steps(200, each=10)
    assert bench.state(first_action) == "done"
    assert (len(office.filings()), len(service.filings())) == (1, 1)
    receipt = bench.reader.receipt_of(action.action_id)
    assert receipt is not None
    bench.user.queue(unfile_action(receipt))
    bench.steps()
    assert (len(office.filings()), len(service.filings())) == (1, 0)
    assert [chip.crm_account_id for chip in office.item().filed] == [office.crm]


@pytest.mark.expects_log("ValueError")
@pytest.mark.parametrize("error", [Transient("busy", host="demo"), AuthRequired(host="demo"), ValueError("a bug")])
def test_a_sync_pulls_what_it_can_although_the_filing_before_it_breaks(
    bench: Bench, faults: Faults, error: Exception
) -> None:
    office = Office(bench, "single")
    office.records.add_record(Record(RemoteId("c9"), RecordType.CONTACT, "New", emails=("new@haneul.example",)))
    for n in range(1, 9):
        faults.plant("check", raising(error), n=n)
    action_id = office.queue()
    answer = bench.answer("sync", account_id=office.crm)
    [line] = answer.payload["accounts"]  # type: ignore[misc]
    assert [row.name for row in bench.reader.records_by_email(["new@haneul.example"])] == ["New"]
    [waiting] = line["waiting"]
    assert (waiting["action_id"], waiting["subject"]) == (action_id, "A question")
    assert (waiting["again_at"] is None) == isinstance(error, AuthRequired)


def test_a_sync_says_when_a_filing_is_tried_again(bench: Bench, faults: Faults) -> None:
    office = Office(bench, "single")
    faults.plant("perform", raising(Transient("quota_gone", retry_after=7200, host="demo", until="later")))
    office.queue()
    [line] = bench.answer("sync", account_id=office.crm).payload["accounts"]  # type: ignore[misc]
    again_at = datetime.fromisoformat(line["waiting"][0]["again_at"]).timestamp()
    assert line["health"] == "ok"
    assert 7200 <= again_at - bench.clock.now <= 8000
