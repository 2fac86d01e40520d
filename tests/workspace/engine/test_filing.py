"""A mail is filed once: two clicks, a colleague, a lost answer; and what was filed can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults, raising
from workspace.connector.errors import Transient
from workspace.filing.action import file_action, unfile_action
from workspace.filing.preview import preview
from workspace.model.actions import RecordRef
from workspace.model.ids import ActionId, RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType
from workspace.store.rows import ItemRow

CONTACT = RecordRef("contact", RemoteId("c1"), "Customer")
DEAL = RecordRef("deal", RemoteId("d1"), "Deal")
BYTES = bytes(range(256)) * 5000


class Office:
    """A mail account with one customer's mail, and a CRM."""

    def __init__(self, bench: Bench, crm_connector: str = "faulty") -> None:
        self.bench = bench
        self.mail, self.mails = bench.account("mail")
        self.crm, self.records = bench.account("crm", crm_connector)
        for record_type, remote_id in (("contact", "c1"), ("deal", "d1")):
            record = Record(RemoteId(remote_id), RecordType(record_type), "Customer",
                            emails=("customer@haneul.example",))  # fmt: skip
            self.records.add_record(record)
        self.remote_id = self.mails.add_mail(
            message_id="<one@haneul.example>",
            attachments=[("a.pdf", "application/pdf", BYTES), ("b.txt", "text/plain", b"b")],
        )
        bench.steps()

    def item(self) -> ItemRow:
        found = self.bench.mails(self.mail)[self.remote_id]
        row = self.bench.reader.item(found.item_id)
        assert row is not None
        return row

    def queue(self, *records: RecordRef) -> ActionId:
        limits = {"subject": 255}
        filing = preview(self.item(), records or (CONTACT,), limits=limits, follow=True).filing
        action = file_action(filing, self.crm, self.item().key)
        self.bench.user.queue(action)
        return action.action_id

    def filings(self) -> dict[str, dict[str, object]]:
        return self.records.filings()


@pytest.fixture
def office(bench: Bench) -> Office:
    return Office(bench)


def test_a_mail_is_filed_with_its_attachments_byte_for_byte(bench: Bench, office: Office) -> None:
    action_id = office.queue()
    bench.steps()
    receipt = bench.reader.receipt_of(action_id)
    assert receipt is not None
    assert receipt.records == (("contact", "c1", "Customer"),)
    assert not receipt.found
    [remote_id] = office.filings()
    assert receipt.remote_id == remote_id
    assert office.records.filed_bytes(remote_id) == {"a.pdf": BYTES, "b.txt": b"b"}
    assert [chip.state for chip in office.item().filed] == ["done"]


def test_two_clicks_file_once_and_both_end_with_the_same_record(bench: Bench, office: Office) -> None:
    first, second = office.queue(), office.queue()
    bench.steps()
    receipts = [r for each in (first, second) if (r := bench.reader.receipt_of(each))]
    assert receipts[0].remote_id == receipts[1].remote_id
    assert (receipts[0].found, receipts[1].found) == (False, True)
    assert len(office.filings()) == 1


def test_what_a_colleague_filed_is_found_and_only_what_is_missing_is_added(bench: Bench) -> None:
    office = Office(bench)
    colleague, _ = bench.account("colleague", "demo",
                                 path=str(bench.path / "crm.json"),
                                 address="colleague@demo.example")  # fmt: skip
    office.crm, ours = colleague, office.crm
    office.queue(CONTACT)
    bench.steps()
    office.crm = ours
    same, more = office.queue(CONTACT), office.queue(CONTACT, DEAL)
    bench.steps()
    [filing] = office.filings().values()
    found, added = bench.reader.receipt_of(same), bench.reader.receipt_of(more)
    assert added
    assert found
    assert found.found
    assert found.filed_by == "colleague@demo.example"
    assert {r[1] for r in added.records} == {"c1", "d1"}
    assert len(filing["records"]) == 2


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer_files_once(bench: Bench, office: Office, faults: Faults, when: str) -> None:
    faults.plant("perform", raising(Transient("timeout", host="demo")), when=when)
    action_id = office.queue()
    bench.steps(120)
    assert bench.state(action_id) == "done"
    assert len(office.filings()) == 1


def test_a_filing_that_the_crm_does_not_show_is_not_counted_as_done(
    bench: Bench, office: Office, faults: Faults
) -> None:
    def vanish() -> None:
        with office.records.change() as state:
            state["filings"].clear()

    faults.plant("perform", vanish, when="after")
    action_id = office.queue()
    bench.steps()
    row = bench.reader.attempt(action_id)
    assert row is not None
    assert (row.state, row.error_key) == ("unsure", "not_written")


def test_a_filing_is_taken_back_and_can_be_made_again(bench: Bench, office: Office) -> None:
    first, second = office.queue(), office.queue()
    bench.steps()
    assert first != second
    repeated = bench.reader.receipt_of(second)
    assert repeated is not None
    bench.user.queue(unfile_action(repeated))
    bench.steps()
    assert office.filings() == {}
    assert office.item().filed == ()
    third = office.queue()
    bench.steps()
    assert bench.state(third) == "done"
    assert len(office.filings()) == 1


def test_a_mail_service_that_is_away_delays_the_filing_but_not_the_crm(bench: Bench, office: Office) -> None:
    action = office.queue()
    office.mails.cut_network()
    bench.steps()
    assert bench.state(action) in ("queued", "trying")
    assert bench.health(office.crm) == "ok"
    office.mails.cut_network(False)
    bench.steps(200, each=10)
    assert bench.state(action) == "done"


def test_later_replies_are_filed_by_themselves_once(bench: Bench, office: Office) -> None:
    office.queue()
    bench.steps()
    bench.user.add_follow("<one@haneul.example>", office.crm, [("contact", "c1", "Customer")])
    headers = {"In-Reply-To": "<one@haneul.example>", "References": "<one@haneul.example>"}
    later = datetime.now(UTC) + timedelta(minutes=1)
    office.mails.add_mail(message_id="<two@haneul.example>", headers=headers, received_at=later)
    office.mails.add_mail(message_id="<other@haneul.example>", received_at=later)
    office.mails.add_mail(
        message_id="<robot@haneul.example>", received_at=later,
        headers={**headers, "Auto-Submitted": "auto-replied"},
    )  # fmt: skip
    bench.steps(200, each=20)
    keys = sorted(str(each["key"]) for each in office.filings().values())
    assert keys == ["<one@haneul.example>", "<two@haneul.example>"]
    bench.restart()
    bench.steps(100, each=20)
    assert len(office.filings()) == 2


def test_what_waits_to_be_filed_is_not_evicted(bench: Bench, office: Office, faults: Faults) -> None:
    other = office.mails.add_mail(attachments=[("c.pdf", "application/pdf", BYTES)])
    bench.steps(400, each=100)
    wanted, later = office.item(), bench.reader.item(bench.mails(office.mail)[other].item_id)
    assert later is not None
    faults.plant("check", raising(Transient(host="demo")))

    def look_at(item: ItemRow) -> None:
        asked = {"account_id": office.mail, "kind": "email", "remote_id": item.key.remote_id}
        assert bench.answer("fetch_attachment", **asked, part_id=item.attachments[0].part_id).state == "done"

    bench.engine.performer.parts.budget = len(BYTES) + 1
    look_at(wanted)
    action_id = office.queue()
    bench.steps()
    assert bench.state(action_id) != "done"
    look_at(later)
    assert bench.reader.attachment_bytes(wanted.item_id, wanted.attachments[0].part_id) is not None
    bench.user.drop(action_id)
    raw = {"account_id": office.mail, "kind": "email", "remote_id": other}
    assert bench.answer("fetch_raw", **raw).state == "done"
    assert bench.reader.attachment_bytes(wanted.item_id, wanted.attachments[0].part_id) is None
