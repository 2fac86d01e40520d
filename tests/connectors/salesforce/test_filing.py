"""What a filing becomes in the org: emails, tasks and events, whom they name and what they hang on."""

import pytest

from tests.connectors.salesforce.conftest import Make
from tests.connectors.salesforce.hand import CUT_EVERY, filed, filed_at_last, filing, ref, unfiled
from tests.connectors.salesforce.remote import SalesforceRemote, files_of
from tests.fakes.salesforce import Fault, Org
from tests.fakes.salesforce_table import Column
from workspace.connector.contract_filing import BYTES, ORDER, PHOTO, file_action
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.filings import NewRecord
from workspace.model.items import Address
from workspace.model.kinds import Verb

FROM, TO = "orders@haneul.example", "support@demo.example"
EMAIL, TEXT = Column("email", "cufsn", 80), Column("string", "cufsn", 255)


def relations(org: Org) -> set[tuple[str, str]]:
    return {(row["RelationId"], row["RelationType"]) for row in org.live("EmailMessageRelation")}


def test_people_are_linked_by_id_and_strangers_by_address(org: Org, make: Make) -> None:
    sender = org.put("Contact", LastName="Orders", Email=FROM.upper())
    lead = org.put("Lead", LastName="Boss", Company="Haneul", Email="boss@haneul.example")
    cc = (Address("", "boss@haneul.example"), Address("", "minji@demo.example"), Address("", "who@nowhere.example"))
    filed(make(), filing(ref("contact", sender), cc=cc))
    [mail] = org.live("EmailMessage")
    assert relations(org) == {(sender, "FromAddress"), (lead, "CcAddress"), (org.user, "CcAddress")}
    assert (mail["ToAddress"], mail["CcAddress"]) == (TO, "who@nowhere.example")
    assert (mail["FromAddress"], mail["Status"], mail["Incoming"]) == (FROM, "3", True)
    assert mail["MessageDate"] == "2026-03-02T09:00:00.000Z"


def test_hidden_recipients_of_ours_are_linked_too(org: Org, make: Make) -> None:
    sender = org.put("Contact", LastName="Orders", Email=FROM)
    boss = org.put("Contact", LastName="Boss", Email="boss@haneul.example")
    bcc = (Address("", "boss@haneul.example"), Address("", "who@nowhere.example"))
    filed(make(), filing(ref("contact", sender), bcc=bcc, is_incoming=False))
    [mail] = org.live("EmailMessage")
    assert (boss, "BccAddress") in relations(org)
    assert (mail["BccAddress"], mail["Incoming"]) == ("who@nowhere.example", False)


def test_an_address_that_two_have_is_nobody_s_unless_one_was_chosen(org: Org, make: Make) -> None:
    first = org.put("Contact", LastName="One", Email=FROM)
    second = org.put("Contact", LastName="Two", Email=FROM)
    filed(make(), filing(ref("contact", second)))
    assert relations(org) == {(second, "FromAddress")}
    account = org.put("Account", Name="Haneul")
    filed(make(), filing(ref("company", account), key="<other@haneul.example>"))
    assert first not in {person for person, _ in relations(org)}


def test_a_custom_address_field_names_its_owner(org: Org, make: Make) -> None:
    org.custom["Contact"] = {"Second__c": EMAIL}
    contact = org.put("Contact", LastName="Orders", Second__c=FROM)
    [found] = make().look_up(Query(emails=(FROM,)))
    assert (found.remote_id, found.emails) == (contact, (FROM,))
    filed(make(), filing(ref("contact", contact)))
    assert relations(org) == {(contact, "FromAddress")}


def test_a_deal_brings_its_account_along(org: Org, make: Make) -> None:
    account = org.put("Account", Name="Haneul")
    deal = org.put("Opportunity", Name="Order", StageName="Prospecting", CloseDate="2026-05-01", AccountId=account)
    receipt = filed(make(), filing(ref("company", account), ref("deal", deal)))
    [mail] = org.live("EmailMessage")
    assert mail["RelatedToId"] == deal
    assert {each.record_type for each in receipt.records} == {"company", "deal"}


def test_each_further_deal_gets_an_email_and_all_are_taken_back(org: Org, make: Make) -> None:
    deals = [
        org.put("Opportunity", Name=f"Deal {n}", StageName="Prospecting", CloseDate="2026-05-01") for n in range(3)
    ]
    case = org.put("Case", Subject="Late")
    receipt = filed(make(), filing(*(ref("deal", each) for each in deals), ref("case", case)))
    mails = org.live("EmailMessage")
    assert [each["RelatedToId"] for each in mails] == [case, *deals]
    assert {each["MessageIdentifier"] for each in mails} == {"<Kit.Filing@haneul.example>"}
    assert (mails[0]["ParentId"], mails[0]["Status"]) == (case, "1")
    assert [files_of(org, each["Id"]) for each in mails] == [{ORDER.name: BYTES["1.2"]}, {}, {}, {}]
    unfiled(make(), receipt)
    left = ("EmailMessage", "EmailMessageRelation", "ContentDocument", "ContentVersion", "ContentDocumentLink", "Task")
    assert {name: org.live(name) for name in left} == {name: [] for name in left}


def test_a_colleague_s_email_is_given_its_first_deal_and_loses_it_again(org: Org, make: Make) -> None:
    contact = org.put("Contact", LastName="Orders", Email=FROM)
    deal = org.put("Opportunity", Name="Order", StageName="Prospecting", CloseDate="2026-05-01")
    filed(make("colleague"), filing(ref("contact", contact), attachments=()), "theirs")
    receipt = filed(make(), filing(ref("deal", deal), attachments=()), "ours")
    [mail] = org.live("EmailMessage")
    assert mail["RelatedToId"] == deal
    assert receipt.filed_by == "Lee Jun"
    unfiled(make(), receipt)
    assert [each["RelatedToId"] for each in org.live("EmailMessage")] == [None]


def test_what_another_client_filed_is_found_without_its_brackets(org: Org, make: Make) -> None:
    contact = org.put("Contact", LastName="Orders", Email=FROM)
    mail = org.put("EmailMessage", Status="3", MessageIdentifier="Kit.Filing@haneul.example", ToIds=[contact])
    found = make().find(file_action(filing(ref("contact", contact)), "one"))
    assert found is not None
    assert (found.remote_id, found.found, found.filed_by) == (mail, True, "Lee Jun")


def test_a_converted_lead_is_its_contact(org: Org, make: Make) -> None:
    contact = org.put("Contact", LastName="Orders", Email="new@haneul.example")
    lead = org.put("Lead", LastName="Orders", Company="Haneul", Email=FROM)
    org.change("Lead", lead, IsConverted=True, ConvertedContactId=contact)
    receipt = filed(make(), filing(ref("lead", lead)))
    assert relations(org) == {(contact, "FromAddress")}
    assert str(receipt.records[0]) == f"lead:{lead}"
    [record] = make().look_up(Query(emails=(FROM,)))
    assert (record.is_open, record.parent_ids) == (False, (contact,))


def test_without_enhanced_email_a_mail_is_a_completed_task(org: Org, make: Make) -> None:
    org.has_enhanced_email = False
    contact = org.put("Contact", LastName="Orders", Email=FROM)
    lead = org.put("Lead", LastName="Boss", Company="Haneul")
    account = org.put("Account", Name="Haneul")
    receipt = filed(make(), filing(ref("contact", contact), ref("lead", lead), ref("company", account)))
    first, second = org.live("Task")
    assert (first["WhoId"], first["WhatId"], second["WhoId"], second["WhatId"]) == (contact, account, lead, None)
    assert (first["TaskSubtype"], first["Status"], first["IsClosed"]) == ("Email", "Completed", True)
    assert "From: Orders desk <orders@haneul.example>" in first["Description"]
    assert files_of(org, first["Id"]) == {ORDER.name: BYTES["1.2"]}
    theirs = make("colleague").find(file_action(filing(ref("contact", contact)), "theirs"))
    assert theirs is not None
    assert theirs.remote_id == receipt.remote_id
    unfiled(make(), receipt)
    assert org.live("Task") == org.live("ContentDocument") == []


@pytest.mark.parametrize(("kind", "name"), [("event", "Event"), ("chat", "Task")])
@pytest.mark.parametrize("key_field", ["", "Key__c"])
def test_meetings_and_chats_file_as_their_own_kind(org: Org, make: Make, kind: str, name: str, key_field: str) -> None:
    for each in ("Event", "Task"):
        org.custom[each] = {"Key__c": TEXT}
    contact = org.put("Contact", LastName="Orders")
    wanted = filing(ref("contact", contact), kind=kind, key="T1/C2/1700.5", attachments=())
    receipt = filed(make(key_field=key_field), wanted)
    [row] = org.live(name)
    assert row["Id"] == receipt.remote_id
    assert row["WhoId"] == contact
    assert (row["Key__c"] == "T1/C2/1700.5") is bool(key_field)
    assert row.get("StartDateTime") in (None, "2026-03-02T09:00:00.000Z")
    assert org.live("EmailMessage") == []
    unfiled(make(key_field=key_field), receipt)
    assert org.live(name) == []


def test_new_records_hang_together_and_go_in_order(org: Org, make: Make) -> None:
    create = (
        NewRecord("deal", (("name", "Order 48213"),)),
        NewRecord("contact", (("name", "Kim Haneul"), ("emails", FROM))),
        NewRecord("company", (("name", "Haneul"), ("domains", "haneul.example"))),
        NewRecord("case", (("name", "Late"),)),
    )
    receipt = filed(make(), filing(create=create))
    [account], [contact], [deal], [case] = (org.live(each) for each in ("Account", "Contact", "Opportunity", "Case"))
    assert contact["AccountId"] == deal["AccountId"] == case["AccountId"] == account["Id"]
    assert (deal["StageName"], case["ContactId"], case["Origin"]) == ("Prospecting", contact["Id"], "Email")
    assert relations(org) == {(contact["Id"], "FromAddress")}
    assert len(receipt.created) == 4
    unfiled(make(), receipt)
    assert [org.live(each) for each in ("Account", "Contact", "Opportunity", "Case", "EmailMessage")] == [[]] * 5


def test_an_account_that_somebody_used_stays(org: Org, make: Make) -> None:
    receipt = filed(make(), filing(create=(NewRecord("company", (("name", "Haneul"),)),)))
    [account] = org.live("Account")
    org.put("Contact", LastName="New", AccountId=account["Id"])
    unfiled(make(), receipt)
    assert len(org.live("Account")) == len(org.live("Contact")) == 1


@pytest.mark.parametrize("is_answered", [True, False], ids=["answer lost", "never arrived"])
@pytest.mark.parametrize("has_composite", [True, False], ids=["composite", "plain"])
def test_wherever_it_breaks_there_is_one_filing_and_it_can_be_taken_back(
    org: Org, make: Make, has_composite: bool, is_answered: bool
) -> None:
    """The connection breaks at the n-th call of a filing, then at that of its undoing; the variants share the calls."""
    org.has_composite = has_composite
    org.put("Contact", LastName="Orders", Email=FROM)
    deal = org.put("Opportunity", Name="Order", StageName="Prospecting", CloseDate="2026-05-01")
    case = org.put("Case", Subject="Late")
    new = NewRecord("contact", (("name", "Kit New"), ("emails", "new@haneul-kit.example")))
    wanted = filing(ref("deal", deal), ref("case", case), create=(new,), attachments=(PHOTO,))
    tries = 0
    for broken in range(2 * has_composite + is_answered, 200, CUT_EVERY):
        org.faults.append(Fault("", -1, after=broken, is_done_first=is_answered))
        receipt = filed_at_last(make(), wanted, f"action-{broken}")
        mails = org.live("EmailMessage")
        assert sorted(each["RelatedToId"] for each in mails) == sorted([deal, case])
        assert [content for each in mails for content in files_of(org, each["Id"]).values()] == [BYTES["1.3"]]
        assert [row["LastName"] for row in org.live("Contact")] == ["Orders", "New"]
        is_over = bool(org.faults)
        org.faults.clear()
        org.faults.append(Fault("", -1, after=broken, is_done_first=is_answered))
        unfiled(make(), receipt)
        assert org.live("EmailMessage") == org.live("ContentDocument") == org.live("Task") == []
        assert [row["LastName"] for row in org.live("Contact")] == ["Orders"]
        if is_over and org.faults:
            break
        org.faults.clear()
        org.empty_bin()
        tries += 1
    assert tries > 3
    org.faults.clear()


def test_creating_alone_is_found_after_a_crash(org: Org, make: Make, remote: SalesforceRemote) -> None:
    wish = action(Verb.CREATE, {"record_type": "deal", "fields": {"name": "Order"}})
    org.faults.append(Fault("POST /services/data/v62.0/sobjects/Opportunity", -1, is_done_first=True))
    with pytest.raises(Exception, match="closed the connection"):
        make().perform(wish)
    found = make().find(wish)
    assert found is not None
    assert [found.remote_id] == [row["Id"] for row in org.live("Opportunity")]


def test_a_record_of_the_same_name_is_not_taken_for_the_one_that_was_cut_off(org: Org, make: Make) -> None:
    """The first call never arrived: what a colleague has under that name is neither ours nor ours to take back."""
    theirs = org.put("Opportunity", Name="Order", StageName="Prospecting", CloseDate="2026-05-01")
    wanted = filing(create=(NewRecord("deal", (("name", "Order"),)),))
    org.faults.append(Fault("POST /services/data/v62.0/sobjects/Opportunity", -1))
    receipt = filed_at_last(make(), wanted)
    assert len(org.live("Opportunity")) == 2
    unfiled(make(), receipt)
    assert [row["Id"] for row in org.live("Opportunity")] == [theirs]


def test_a_mail_that_holds_a_note_of_another_filing_is_still_ours(org: Org, make: Make) -> None:
    org.has_enhanced_email = False
    contact = org.put("Contact", LastName="Orders")
    text = "X-Workspace-Filing: another\nX-Workspace-Links: \nX-Workspace-Key: <other@haneul.example>\n"
    receipt = filed(make(), filing(ref("contact", contact), text=text, subject=" Order "))
    unfiled(make(), receipt)
    assert org.live("Task") == []


def test_an_order_without_anything_to_file_to_is_refused(make: Make) -> None:
    with pytest.raises(Rejected) as caught:
        make().perform(file_action(filing(), "one"))
    assert caught.value.message_key == "setting_missing"
