"""Filing into Odoo beyond the kit: several records, lost answers, rights and fields that are missing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.connectors.odoo.remote import OdooRemote, SmallPages, at
from tests.fakes.odoo_models import FIELDS
from tests.fakes.odoo_web import Planned
from workspace.connector.contract_filing import BYTES, ORDER, PHOTO, file_action, sample_filing
from workspace.connector.contract_remote import KitSession
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Rejected, Transient
from workspace.model.actions import Receipt, RecordRef
from workspace.model.filings import Filing, NewRecord
from workspace.model.ids import RemoteId
from workspace.model.items import Address
from workspace.model.kinds import Verb

LOST = Planned(is_done=True)
CUT = Planned()
DEAL = NewRecord("deal", (("name", "Kit Deal"), ("amount", "1,200.50")))
Connect = Callable[..., SmallPages]


class SmallCalls(SmallPages):
    """What two messages together exceed."""

    largest_call = 1_000_000


@pytest.fixture
def connect(remote: OdooRemote, tmp_path: Any) -> Connect:
    def make(kind: type[SmallPages] = SmallPages) -> SmallPages:
        session = KitSession(remote.settings, remote.secrets, tmp_path)
        session.blobs.update(BYTES)
        return kind(session)

    return make


def contact(remote: OdooRemote, name: str, email: str = "") -> RecordRef:
    row_id = remote.odoo.add("res.partner", name=name, email=email)
    return RecordRef("contact", RemoteId(f"res.partner/{row_id}"), name)


def deal(remote: OdooRemote, name: str) -> RecordRef:
    row_id = remote.odoo.add("crm.lead", name=name, type="opportunity")
    return RecordRef("deal", RemoteId(f"crm.lead/{row_id}"), name)


def file(connect: Connect, filing: Filing, name: str = "one") -> Receipt:
    """As the engine does it."""
    connector = connect()
    found = connector.find(file_action(filing, name))
    return connector.perform(file_action(filing, name, found.remote_id if found else None))


def unfile(connect: Connect, receipt: Receipt) -> None:
    connect().perform(action(Verb.UNFILE, {"receipt": receipt.to_json()}))


def messages(remote: OdooRemote) -> list[dict[str, Any]]:
    return sorted(remote.odoo.tables["mail.message"].values(), key=lambda row: row["id"])


def test_several_records_are_one_call_and_people_are_linked(connect: Connect, remote: OdooRemote) -> None:
    desk = contact(remote, "Desk", "Orders <ORDERS@haneul.example>")
    support = contact(remote, "Support", "support@demo.example")
    receipt = file(connect, sample_filing(desk, deal(remote, "Deal")))
    assert remote.web.calls.count("mail.message.create") == 1
    first, second = messages(remote)
    assert receipt.remote_id == str(first["id"])
    for row in (first, second):
        assert row["author_id"] == int(desk.remote_id.partition("/")[2])
        assert row["partner_ids"] == [int(support.remote_id.partition("/")[2])]
        assert (row["message_type"], row["subtype_id"], row["is_internal"]) == ("email", remote.odoo.note, True)
        assert row["incoming_email_to"] == "Support <support@demo.example>"
    assert set(first["attachment_ids"]).isdisjoint(second["attachment_ids"])
    unfile(connect, receipt)
    assert not messages(remote)
    assert not remote.odoo.tables["ir.attachment"]


def test_much_goes_record_by_record_and_a_cut_is_completed(connect: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"), deal(remote, "Deal"))
    remote.web.plan("mail.message.create", LOST, CUT)
    for rows in (1, 1):
        with pytest.raises(Transient):
            file(lambda: connect(SmallCalls), filing)
        assert len(messages(remote)) == rows
    receipt = file(connect, filing)
    assert len(receipt.records) == len(messages(remote)) == 2
    assert not receipt.found


def test_a_lost_answer_leaves_one_filing(connect: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"), create=(DEAL,))
    remote.web.plan("crm.lead.load", LOST)
    remote.web.plan("mail.message.create", LOST)
    for _ in range(2):
        with pytest.raises(Transient):
            file(connect, filing)
    receipt = file(connect, filing)
    assert [each.name for each in receipt.created] == ["Kit Deal"]
    [lead] = remote.odoo.tables["crm.lead"].values()
    assert lead["expected_revenue"] == 1200.5
    assert len(messages(remote)) == 2
    unfile(connect, receipt)
    assert not remote.odoo.tables["crm.lead"]
    assert not messages(remote)


def test_a_right_missing_on_one_record_is_said_before_anything_is_written(connect: Connect, remote: OdooRemote) -> None:
    mine, theirs = contact(remote, "Mine"), contact(remote, "Theirs")
    remote.odoo.forbidden.add(("res.partner", int(theirs.remote_id.partition("/")[2])))
    with pytest.raises(Rejected, match=r"Theirs; nothing was written") as caught:
        file(connect, sample_filing(mine, theirs, create=(DEAL,)))
    assert caught.value.message_key == "forbidden"
    assert not messages(remote)
    assert not remote.odoo.tables["crm.lead"]


def test_a_record_that_went_meanwhile_is_named(connect: Connect, remote: OdooRemote) -> None:
    here, gone = contact(remote, "Here"), contact(remote, "Gone")
    remote.odoo.remove(*at(gone.remote_id))
    with pytest.raises(Rejected, match="Gone is no longer there"):
        file(connect, sample_filing(here, gone))
    assert not messages(remote)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewRecord("deal", (("amount", "5"),)), "name"),
        (NewRecord("deal", (("name", "x"), ("stage", "Removed"))), "stage"),
        (NewRecord("deal", (("name", "x"), ("amount", "many"))), "amount"),
        (NewRecord("contact", (("name", "x"), ("nothing", "x"))), "nothing"),
        (NewRecord("contact", (("name", "x"), ("owner", "nobody"))), "owner"),
        (NewRecord("invoice", (("name", "x"),)), "record_type"),
    ],
)
def test_a_field_that_is_wrong_is_named_before_the_write(
    connect: Connect, remote: OdooRemote, new: NewRecord, field: str
) -> None:
    with pytest.raises(Rejected) as caught:
        file(connect, sample_filing(contact(remote, "Desk"), create=(new,)))
    assert caught.value.params["field"] == field
    assert not messages(remote)


def test_a_field_that_the_organisation_made_mandatory_is_named(connect: Connect, remote: OdooRemote) -> None:
    known = FIELDS[19]["crm.lead"]
    known["x_region"] = {"type": "char", "string": "Region", "required": True, "store": True}
    try:
        with pytest.raises(Rejected, match="Region is missing"):
            file(connect, sample_filing(contact(remote, "Desk"), create=(DEAL,)))
        filled = replace(DEAL, fields=(*DEAL.fields, ("x_region", "Seoul")))
        file(connect, sample_filing(contact(remote, "Desk"), create=(filled,)))
        [lead] = remote.odoo.tables["crm.lead"].values()
        assert lead["x_region"] == "Seoul"
    finally:
        del known["x_region"]


def test_a_case_becomes_a_task_of_the_only_project(connect: Connect, remote: OdooRemote) -> None:
    desk = contact(remote, "Desk")
    receipt = file(connect, sample_filing(desk, create=(NewRecord("case", (("name", "Broken"),)),)))
    [task] = remote.odoo.tables["project.task"].values()
    assert task["partner_id"] == int(desk.remote_id.partition("/")[2])
    assert task["project_id"] in remote.odoo.tables["project.project"]
    assert str(receipt.created[0]) == f"case:project.task/{task['id']}"


def test_a_known_person_is_used_instead_of_made_again(connect: Connect, remote: OdooRemote) -> None:
    known = contact(remote, "Known", "new@haneul-kit.example")
    new = NewRecord("contact", (("name", "New"), ("emails", "NEW@haneul-kit.example")))
    receipt = file(connect, sample_filing(contact(remote, "Desk"), create=(new,)))
    assert receipt.created == ()
    assert str(known) in {str(each) for each in receipt.records}


def test_a_server_without_imports_still_creates(connect: Connect, remote: OdooRemote) -> None:
    missing = Planned(404, b"<h1>Not Found</h1>")
    remote.web.plan("crm.lead.load", missing)
    remote.web.plan("ir.model.data.check_object_reference", *[missing] * 20)
    receipt = file(connect, sample_filing(contact(remote, "Desk"), create=(DEAL,)))
    assert [each.record_type for each in receipt.records] == ["contact", "deal"]


def test_a_meeting_is_a_note(connect: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"), kind="event", key="uid-1", cc=(Address("", "c@x.example"),))
    file(connect, filing)
    [note] = messages(remote)
    assert (note["message_type"], note["message_id"]) == ("comment", "uid-1")
    assert "When: 2026-03-02 09:00 UTC" in note["body"]
    assert "Cc: c@x.example" in note["body"]


def test_a_reply_hangs_on_the_first_mail_of_its_record(connect: Connect, remote: OdooRemote) -> None:
    desk = contact(remote, "Desk")
    file(connect, sample_filing(desk))
    reply = sample_filing(desk, key="<reply@haneul.example>", thread_key=sample_filing().key, attachments=())
    file(connect, reply, "two")
    first, second = messages(remote)
    assert second["parent_id"] == first["id"]


def test_attachments_that_were_added_to_ones_message_stay(connect: Connect, remote: OdooRemote) -> None:
    """The message becomes the second one's, so that taking that back removes it too."""
    desk = contact(remote, "Desk")
    first = file(connect, sample_filing(desk))
    second = file(connect, sample_filing(desk, attachments=(ORDER, PHOTO)), "two")
    unfile(connect, first)
    [left] = remote.filings()
    assert left.attachments == {PHOTO.name: BYTES["1.3"]}
    unfile(connect, second)
    assert not messages(remote)
    assert not remote.odoo.tables["ir.attachment"]


def test_two_who_file_at_once_leave_one_message(connect: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"))
    first: list[Receipt] = []
    remote.web.before["mail.message.create"] = lambda: first.append(file(connect, filing, "first"))
    second = file(connect, filing, "second")
    assert second.found
    assert second.remote_id == first[0].remote_id
    assert len(messages(remote)) == len(remote.odoo.tables["ir.attachment"]) == 1


def test_a_created_record_that_may_not_be_deleted_is_archived(connect: Connect, remote: OdooRemote) -> None:
    """Sales people may not delete leads: addons/crm/security/ir.model.access.csv."""
    remote.odoo.no_unlink.add("crm.lead")
    receipt = file(connect, sample_filing(contact(remote, "Desk"), create=(DEAL,)))
    unfile(connect, receipt)
    unfile(connect, receipt)
    [lead] = remote.odoo.tables["crm.lead"].values()
    assert not lead["active"]
    assert not messages(remote)
