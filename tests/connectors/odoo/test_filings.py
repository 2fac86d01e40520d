"""Filing into Odoo beyond the kit: several records, lost answers, rights that are missing, and what is left behind."""

import pytest

from tests.connectors.odoo.desk import DEAL, Connect, contact, deal, file, messages, unfile
from tests.connectors.odoo.remote import OdooRemote, SmallPages, at
from tests.fakes.odoo_web import Planned
from workspace.connector.contract_filing import BYTES, NEW_CONTACT, ORDER, PHOTO, file_action, sample_filing
from workspace.connector.errors import PartlyWritten, Rejected, Transient
from workspace.model.actions import Receipt, RecordRef
from workspace.model.items import Address

LOST = Planned(is_done=True)
CUT = Planned()


class SmallCalls(SmallPages):
    """What two messages together exceed."""

    largest_call = 1_000_000


def test_several_records_are_one_call_and_people_are_linked(desk: Connect, remote: OdooRemote) -> None:
    customer = contact(remote, "Desk", "Orders <ORDERS@haneul.example>")
    support = contact(remote, "Support", "support@demo.example")
    receipt = file(desk, sample_filing(customer, deal(remote, "Deal")))
    assert remote.web.calls.count("mail.message.create") == 1
    first, second = messages(remote)
    assert receipt.remote_id == str(first["id"])
    for row in (first, second):
        assert row["author_id"] == int(customer.remote_id.partition("/")[2])
        assert row["partner_ids"] == [int(support.remote_id.partition("/")[2])]
        assert (row["message_type"], row["subtype_id"], row["is_internal"]) == ("email", remote.odoo.note, True)
        assert row["incoming_email_to"] == "Support <support@demo.example>"
    assert set(first["attachment_ids"]).isdisjoint(second["attachment_ids"])
    unfile(desk, receipt)
    assert not messages(remote)
    assert not remote.odoo.tables["ir.attachment"]


def test_much_goes_record_by_record_and_a_cut_is_completed(desk: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"), deal(remote, "Deal"))
    remote.web.plan("mail.message.create", LOST, CUT)
    for rows in (1, 1):
        with pytest.raises(Transient):
            file(lambda: desk(SmallCalls), filing)
        assert len(messages(remote)) == rows
    receipt = file(desk, filing)
    assert len(receipt.records) == len(messages(remote)) == 2
    assert not receipt.found


def test_a_lost_answer_leaves_one_filing(desk: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"), create=(DEAL,))
    remote.web.plan("crm.lead.load", LOST)
    remote.web.plan("mail.message.create", LOST)
    for _ in range(2):
        with pytest.raises(Transient):
            file(desk, filing)
    receipt = file(desk, filing)
    assert [each.name for each in receipt.created] == ["Kit Deal"]
    [lead] = remote.odoo.tables["crm.lead"].values()
    assert lead["expected_revenue"] == 1200.5
    assert len(messages(remote)) == 2
    unfile(desk, receipt)
    assert not remote.odoo.tables["crm.lead"]
    assert not messages(remote)


def test_a_right_missing_on_one_record_is_said_before_anything_is_written(desk: Connect, remote: OdooRemote) -> None:
    mine, theirs = contact(remote, "Mine"), contact(remote, "Theirs")
    remote.odoo.forbidden.add(at(theirs.remote_id))
    with pytest.raises(Rejected, match=r"not write to Theirs at .*\. Nothing was written") as caught:
        file(desk, sample_filing(mine, theirs, create=(DEAL,)))
    assert caught.value.message_key == "no_right"
    assert not messages(remote)
    assert not remote.odoo.tables["crm.lead"]


def test_a_right_lost_in_the_middle_leaves_nothing(desk: Connect, remote: OdooRemote) -> None:
    """The first of two calls went through; what it wrote goes again."""
    mine, theirs = contact(remote, "Mine"), deal(remote, "Theirs")
    remote.web.before["mail.message.create"] = lambda: remote.odoo.forbidden.add(at(theirs.remote_id))
    with pytest.raises(Rejected) as caught:
        file(lambda: desk(SmallCalls), sample_filing(mine, theirs, create=(DEAL,)))
    assert (caught.value.message_key, caught.value.params["what"]) == ("no_right", "Theirs")
    assert not messages(remote)
    assert not remote.odoo.tables["ir.attachment"]
    assert set(remote.odoo.tables["crm.lead"]) == {at(theirs.remote_id)[1]}


def test_a_refusal_that_was_cut_off_while_it_was_taken_back_leaves_nothing(desk: Connect, remote: OdooRemote) -> None:
    mine, theirs = contact(remote, "Mine"), deal(remote, "Theirs")
    remote.web.before["mail.message.create"] = lambda: remote.odoo.forbidden.add(at(theirs.remote_id))
    remote.web.plan("mail.message.unlink", CUT)
    filing = sample_filing(mine, theirs, create=(DEAL,))
    with pytest.raises(Transient):
        file(lambda: desk(SmallCalls), filing)
    assert len(messages(remote)) == 1
    with pytest.raises(Rejected) as caught:
        file(lambda: desk(SmallCalls), filing)
    assert (caught.value.message_key, caught.value.params["what"]) == ("no_right", "Theirs")
    assert not messages(remote)
    assert set(remote.odoo.tables["crm.lead"]) == {at(theirs.remote_id)[1]}


def test_what_cannot_be_taken_back_at_once_is_said_with_its_receipt(desk: Connect, remote: OdooRemote) -> None:
    mine, theirs = contact(remote, "Mine"), deal(remote, "Theirs")

    def forbid() -> None:
        remote.odoo.forbidden.add(at(theirs.remote_id))
        remote.odoo.no_unlink |= {"mail.message", "ir.attachment"}

    remote.web.before["mail.message.create"] = forbid
    filing = sample_filing(mine, theirs)
    with pytest.raises(PartlyWritten) as caught:
        file(lambda: desk(SmallCalls), filing)
    assert (caught.value.params["written"], caught.value.params["missing"]) == ("Mine", "Theirs")
    assert "modify" in caught.value.params["reason"]
    remote.odoo.no_unlink.clear()
    unfile(desk, caught.value.receipt)
    assert not messages(remote)
    assert not remote.odoo.tables["ir.attachment"]


def test_a_record_that_went_meanwhile_is_named(desk: Connect, remote: OdooRemote) -> None:
    here, gone = contact(remote, "Here"), contact(remote, "Gone")
    remote.odoo.remove(*at(gone.remote_id))
    with pytest.raises(Rejected, match="Gone is no longer there"):
        file(desk, sample_filing(here, gone))
    assert not messages(remote)


def test_a_record_merged_meanwhile_is_named_with_the_one_that_stays(desk: Connect, remote: OdooRemote) -> None:
    here, gone, stays = (contact(remote, name) for name in ("Here", "Gone", "Stays"))
    remote.odoo.merge(at(gone.remote_id)[1], at(stays.remote_id)[1])
    with pytest.raises(Rejected, match="Gone was merged into Stays"):
        file(desk, sample_filing(here, gone))
    assert len(messages(remote)) == 1


def test_a_filing_is_taken_back_from_the_record_it_was_merged_into(desk: Connect, remote: OdooRemote) -> None:
    gone, stays = contact(remote, "Gone"), contact(remote, "Stays")
    receipt = file(desk, sample_filing(gone))
    remote.odoo.merge(at(gone.remote_id)[1], at(stays.remote_id)[1])
    unfile(desk, receipt)
    assert [row["message_type"] for row in messages(remote)] == ["notification"]
    assert not remote.odoo.tables["ir.attachment"]


def test_a_lead_that_became_an_opportunity_is_still_the_one_that_was_chosen(desk: Connect, remote: OdooRemote) -> None:
    chosen = deal(remote, "Now a deal")
    before = RecordRef("lead", chosen.remote_id, chosen.name)
    receipt = file(desk, sample_filing(before))
    found = desk().find(file_action(sample_filing(before), "one"))
    assert found is not None
    assert receipt.records == found.records == (before,)


def test_an_attachment_that_a_mail_has_twice_is_there_twice(desk: Connect, remote: OdooRemote) -> None:
    customer = contact(remote, "Desk")
    file(desk, sample_filing(customer), "theirs")
    receipt = file(desk, sample_filing(customer, deal(remote, "Deal"), attachments=(ORDER, ORDER)), "ours")
    assert [name for name, *_ in receipt.attachments] == [ORDER.name] * 2
    assert [len(row["attachment_ids"]) for row in messages(remote)] == [2, 2]


def test_what_one_record_lacks_counts_as_missing(desk: Connect, remote: OdooRemote) -> None:
    customer, its_deal = contact(remote, "Desk"), deal(remote, "Deal")
    file(desk, sample_filing(customer, attachments=()), "first")
    file(desk, sample_filing(its_deal), "second")
    both = file_action(sample_filing(customer, its_deal), "third")
    found = desk().find(both)
    assert found is not None
    assert found.attachments == ()
    assert len(desk().perform(both).attachments) == 1


def test_a_call_that_is_too_large_goes_record_by_record(desk: Connect, remote: OdooRemote) -> None:
    remote.web.plan("mail.message.create", Planned(413, b"<h1>Too large</h1>"))
    receipt = file(desk, sample_filing(contact(remote, "Desk"), deal(remote, "Deal")))
    assert len(receipt.records) == len(messages(remote)) == 2
    remote.web.plan("mail.message.create", Planned(413, b"<h1>Too large</h1>"))
    with pytest.raises(Rejected, match="too large"):
        file(desk, sample_filing(contact(remote, "Other"), key="<large@haneul.example>"), "large")


def test_hidden_recipients_are_linked_and_named(desk: Connect, remote: OdooRemote) -> None:
    hidden = contact(remote, "Hidden", "hidden@haneul.example")
    filing = sample_filing(
        contact(remote, "Desk"), is_incoming=False, bcc=(Address("Hidden", "hidden@haneul.example"),)
    )
    file(desk, filing)
    [row] = messages(remote)
    assert row["partner_ids"] == [at(hidden.remote_id)[1]]
    assert "Bcc: Hidden &lt;hidden@haneul.example&gt;" in row["body"]
    assert "hidden" not in row["outgoing_email_to"]


def test_a_meeting_is_a_note(desk: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"), kind="event", key="uid-1", cc=(Address("", "c@x.example"),))
    file(desk, filing)
    [note] = messages(remote)
    assert (note["message_type"], note["message_id"]) == ("comment", "uid-1")
    assert "When: 2026-03-02 09:00 UTC" in note["body"]
    assert "Cc: c@x.example" in note["body"]


def test_a_reply_hangs_on_the_first_mail_of_its_record(desk: Connect, remote: OdooRemote) -> None:
    customer = contact(remote, "Desk")
    file(desk, sample_filing(customer))
    reply = sample_filing(customer, key="<reply@haneul.example>", thread_key=sample_filing().key, attachments=())
    file(desk, reply, "two")
    first, second = messages(remote)
    assert second["parent_id"] == first["id"]


def test_attachments_that_were_added_to_ones_message_stay(desk: Connect, remote: OdooRemote) -> None:
    """The message becomes the second one's, so that taking that back removes it too."""
    customer = contact(remote, "Desk")
    first = file(desk, sample_filing(customer))
    second = file(desk, sample_filing(customer, attachments=(ORDER, PHOTO)), "two")
    unfile(desk, first)
    [left] = remote.filings()
    assert left.attachments == {PHOTO.name: BYTES["1.3"]}
    unfile(desk, second)
    assert not messages(remote)
    assert not remote.odoo.tables["ir.attachment"]


def test_two_who_file_at_once_leave_one_message(desk: Connect, remote: OdooRemote) -> None:
    filing = sample_filing(contact(remote, "Desk"))
    first: list[Receipt] = []
    remote.web.before["mail.message.create"] = lambda: first.append(file(desk, filing, "first"))
    second = file(desk, filing, "second")
    assert second.found
    assert second.remote_id == first[0].remote_id
    assert len(messages(remote)) == len(remote.odoo.tables["ir.attachment"]) == 1


def test_a_created_record_that_may_not_be_deleted_is_archived_and_named(desk: Connect, remote: OdooRemote) -> None:
    """Sales people may not delete leads: addons/crm/security/ir.model.access.csv."""
    remote.odoo.no_unlink.add("crm.lead")
    receipt = file(desk, sample_filing(contact(remote, "Desk"), create=(DEAL,)))
    for _ in range(2):
        left = unfile(desk, receipt).extra
        assert left == {"removed": [], "archived": [str(receipt.created[0])], "kept": []}
    [lead] = remote.odoo.tables["crm.lead"].values()
    assert not lead["active"]
    assert not messages(remote)


def test_a_created_record_that_is_invited_to_a_meeting_stays_and_is_named(desk: Connect, remote: OdooRemote) -> None:
    receipt = file(desk, sample_filing(contact(remote, "Desk"), create=(NEW_CONTACT,)))
    [made] = receipt.created
    remote.odoo.add("calendar.event", name="Demo", partner_ids=[[6, 0, [at(made.remote_id)[1]]]])
    assert unfile(desk, receipt).extra["kept"] == [str(made)]
