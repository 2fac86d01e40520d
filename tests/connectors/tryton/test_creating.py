"""New parties, leads and deals from a mail, and how they go away again."""

import json
from dataclasses import replace

import pytest

from tests.connectors.tryton.conftest import Make
from tests.connectors.tryton.remote import OPPORTUNITY, PARTY, TrytonRemote
from tests.connectors.tryton.test_filings import contact, unfiling
from tests.fakes.tryton_front import Canned, Front
from workspace.connector.contract_filing import file_action, sample_filing
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Rejected, Transient
from workspace.model.actions import Receipt
from workspace.model.filings import NewRecord, RecordField
from workspace.model.kinds import RecordType, Verb

COMPANY = NewRecord("company", (("name", "Haneul"), ("domains", "haneul.example")))
LEAD = NewRecord(
    "lead",
    (
        ("name", "Kim"),
        ("emails", "kim@haneul.example"),
        ("phones", "02-123"),
        ("title", "Buyer"),
        ("company", "Haneul"),
    ),
)
DEAL = NewRecord("deal", (("name", "Roof"), ("amount", "1,200,000")))


def filed(connect: Make, *news: NewRecord, name: str = "one", **settings: str) -> Receipt:
    return connect(**settings).perform(file_action(sample_filing(create=news), name))


def kinds(receipt: Receipt) -> list[tuple[str, str]]:
    return [(each.record_type, each.name) for each in receipt.created]


def test_a_lead_brings_its_party_because_only_parties_have_addresses(connect: Make, remote: TrytonRemote) -> None:
    receipt = filed(connect, LEAD)
    assert kinds(receipt) == [("contact", "Kim"), ("lead", "Kim")]
    [lead] = remote.hand.rows(OPPORTUNITY, [], "party", "contact.value", "comment", "employee.rec_name")
    [way, phone] = remote.hand.rows(
        "party.contact_mechanism", [["party", "=", lead["party"]]], "type", "value", "comment"
    )
    assert (way["value"], phone["type"], phone["value"]) == ("kim@haneul.example", "other", "02-123")
    assert way["comment"].startswith("Buyer, Haneul\nMade from the email <Kit.Filing@haneul.example>\n")
    assert (lead["contact."]["value"], lead["employee."]["rec_name"]) == ("kim@haneul.example", "Minsu")
    connect().perform(unfiling(receipt))
    assert remote.record_names() == set()


def test_a_deal_belongs_to_the_company_that_is_made_with_it(connect: Make, remote: TrytonRemote) -> None:
    receipt = filed(connect, DEAL, COMPANY)
    assert kinds(receipt) == [("company", "Haneul"), ("deal", "Roof")]
    [deal] = remote.hand.rows(OPPORTUNITY, [], "party.name", "state", "amount")
    assert (deal["party."]["name"], deal["state"], deal["amount"]["decimal"]) == ("Haneul", "opportunity", "1200000")
    connect().perform(unfiling(receipt))
    assert remote.record_names() == set()


@pytest.mark.parametrize("lost", [1, 2, 3])
@pytest.mark.parametrize("is_answer_lost", [False, True])
def test_a_deal_cut_off_while_it_is_made_is_made_once(
    connect: Make, remote: TrytonRemote, front: Front, lost: int, is_answer_lost: bool
) -> None:
    front.lose_write, front.is_answer_lost = lost, is_answer_lost
    with pytest.raises(Transient):
        filed(connect, COMPANY, DEAL, base_url=front.url)
    receipt = filed(connect, COMPANY, DEAL)
    assert kinds(receipt) == [("company", "Haneul"), ("deal", "Roof")]
    assert [row["state"] for row in remote.hand.rows(OPPORTUNITY, [], "state")] == ["opportunity"]
    assert len(remote.filings()) == 1


def test_who_is_there_already_is_taken(connect: Make, remote: TrytonRemote) -> None:
    there = remote.party("Kim Haneul", "KIM@haneul.example")
    receipt = filed(connect, LEAD)
    assert kinds(receipt) == [("lead", "Kim")]
    assert str(receipt.records[0]) == f"contact:{there}"
    connect().perform(unfiling(receipt))
    assert remote.record_names() == {"Kim Haneul"}


def test_whom_nobody_uses_any_more_is_not_taken(connect: Make, remote: TrytonRemote) -> None:
    old = remote.party("Old Kim", "kim@haneul.example")
    remote.hand.ask(PARTY, "write", [int(old.partition(",")[2])], {"active": False})
    receipt = filed(connect, NewRecord("contact", (("name", "Kim"), ("emails", "kim@haneul.example"))))
    assert kinds(receipt) == [("contact", "Kim")]


def test_a_code_is_demanded_where_no_sequence_gives_one(connect: Make, remote: TrytonRemote) -> None:
    assert [connect().demanded_fields(each) for each in RecordType] == [()] * len(RecordType)
    remote.demand_field(RecordType.CONTACT)
    assert connect().demanded_fields(RecordType.CONTACT) == (RecordField("code", "Code"),)
    assert connect().demanded_fields(RecordType.LEAD) == (RecordField("code", "Code"),)
    with pytest.raises(Rejected) as caught:
        filed(connect, LEAD)
    said = {"field": "Code", "key": "code", "record_type": "lead"}
    assert caught.value.message_key == "field_required"
    assert said.items() <= caught.value.params.items()
    receipt = filed(connect, replace(LEAD, fields=(*LEAD.fields, ("code", "K-1"))))
    assert remote.field_value(receipt.created[0].remote_id, "code") == "K-1"
    connect().perform(unfiling(receipt))
    assert remote.record_names() == set()


def test_what_is_there_already_needs_no_demanded_field(connect: Make, remote: TrytonRemote) -> None:
    remote.demand_field(RecordType.CONTACT)
    remote.party("Kim Haneul", "kim@haneul.example")
    assert kinds(filed(connect, LEAD)) == [("lead", "Kim")]


def test_fields_by_their_own_names_are_written_in_their_types(connect: Make, remote: TrytonRemote) -> None:
    more = (("end_date", "2026-12-24"), ("conversion_probability", "0.25"), ("reference", "R 7"))
    receipt = filed(connect, COMPANY, replace(DEAL, fields=(*DEAL.fields, *more)))
    [deal] = remote.hand.rows(OPPORTUNITY, [], "end_date", "conversion_probability", "reference")
    assert (deal["end_date"]["day"], deal["conversion_probability"], deal["reference"]) == (24, 0.25, "R 7")
    connect().perform(unfiling(receipt))
    assert remote.record_names() == set()


def test_a_language_is_chosen_by_its_name(connect: Make, remote: TrytonRemote) -> None:
    receipt = filed(connect, NewRecord("contact", (("name", "Kim"), ("lang", "English"))))
    [party] = remote.hand.rows(PARTY, [["name", "=", "Kim"]], "lang.code")
    assert party["lang."]["code"] == "en"
    connect().perform(unfiling(receipt))
    assert remote.record_names() == set()


@pytest.mark.parametrize(
    ("fields", "key", "field"),
    [
        ((("lang", "Klingon"),), "value_gone", "Language"),
        ((("active", "perhaps"),), "setting_wrong", "Active"),
        ((("categories", "VIP"),), "setting_wrong", "Categories"),
    ],
)
def test_a_value_that_a_field_does_not_take_is_named(
    connect: Make, remote: TrytonRemote, fields: tuple[tuple[str, str], ...], key: str, field: str
) -> None:
    with pytest.raises(Rejected) as caught:
        filed(connect, NewRecord("contact", (("name", "Kim"), *fields)))
    assert (caught.value.message_key, caught.value.params["field"]) == (key, field)
    assert remote.record_names() == set()


@pytest.mark.parametrize(
    ("words", "fields", "key"),
    [
        ('A value is required for field "Language" in record "Kim" of "Party".', (), "field_required"),
        ('The value "English" for field «Language» is not one of the allowed.', (("lang", "English"),), "value_gone"),
        ('The value "x" for field "Code" is too long.', (("code", "x"),), "setting_wrong"),
        ("No.", (), "refused"),
    ],
)
def test_a_field_that_only_the_refusal_names_can_be_asked_for(
    connect: Make, remote: TrytonRemote, front: Front, words: str, fields: tuple[tuple[str, str], ...], key: str
) -> None:
    """The sentences are those of trytond's ir/message.xml, in the user's language."""
    front.answers["party.party.create"] = Canned(
        body=json.dumps({"id": 0, "error": ["UserError", [words, "", None]]}).encode()
    )
    with pytest.raises(Rejected) as caught:
        filed(connect, NewRecord("contact", (("name", "Kim"), *fields)), base_url=front.url)
    assert caught.value.message_key == key


def test_a_creation_that_is_refused_halfway_leaves_nothing(connect: Make, remote: TrytonRemote, front: Front) -> None:
    wish = action(Verb.CREATE, {"record_type": "lead", "fields": dict(LEAD.fields)})
    refusal = {"id": 0, "error": ["UserError", ["Not now.", "", None]]}
    front.answers["sale.opportunity.create"] = Canned(body=json.dumps(refusal).encode())
    with pytest.raises(Rejected):
        connect(base_url=front.url).perform(wish)
    assert remote.record_names() == set()


def test_a_changed_lead_and_the_party_it_needs_stay(connect: Make, remote: TrytonRemote) -> None:
    receipt = filed(connect, LEAD)
    lead = next(each for each in receipt.created if each.record_type == "lead")
    remote.rename_record(lead.remote_id, "Kim, urgent")
    kept = connect().perform(unfiling(receipt)).extra["kept"]
    assert kept == [str(lead), str(receipt.created[0])]
    assert remote.filings() == []


def test_a_party_that_a_colleague_uses_stays_with_what_uses_it(connect: Make, remote: TrytonRemote) -> None:
    """Deleting the party would empty the lead's field without a word."""
    receipt = filed(connect, NewRecord("contact", (("name", "Kim"), ("emails", "kim@haneul.example"))))
    remote.opportunity("Hers", str(receipt.created[0].remote_id))
    connect().perform(unfiling(receipt))
    assert remote.record_names() == {"Kim", "Hers"}


@pytest.mark.parametrize("change", [{"addresses": [["create", [{"city": "Busan"}]]]}, {"name": "Kim H."}])
def test_a_party_with_an_addition_stays(connect: Make, remote: TrytonRemote, change: dict[str, object]) -> None:
    receipt = filed(connect, NewRecord("contact", (("name", "Kim"),)))
    number = int(receipt.created[0].remote_id.partition(",")[2])
    remote.hand.ask(PARTY, "write", [number], change)
    connect().perform(unfiling(receipt))
    assert len(remote.record_names()) == 1


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewRecord("case", (("name", "x"),)), "record_type"),
        (NewRecord("contact", (("emails", "a@b.example"),)), "name"),
        (NewRecord("contact", (("name", "x"), ("emails", "nobody"))), "emails"),
        (NewRecord("company", (("name", "x"), ("domains", "y z"))), "domains"),
        (NewRecord("deal", (("name", "x"), ("amount", "much"))), "amount"),
        (NewRecord("deal", (("name", "x"), ("stage", "won"))), "stage"),
        (NewRecord("contact", (("name", "x"), ("owner", "me"))), "owner"),
        (DEAL, "company or contact"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    connect: Make, remote: TrytonRemote, new: NewRecord, field: str
) -> None:
    with pytest.raises(Rejected) as caught:
        filed(connect, new)
    assert caught.value.params["field"] == field
    assert remote.record_names() == set()


def test_what_the_user_lacks_for_a_deal_is_named_before_anything_is_written(
    connect: Make, remote: TrytonRemote
) -> None:
    """The administrator here is no employee."""
    with pytest.raises(Rejected) as caught:
        filed(connect, COMPANY, DEAL, username="admin")
    assert caught.value.params["field"] == "employee (of admin in Tryton)"
    assert remote.record_names() == set()


def test_a_created_record_is_the_same_after_a_lost_answer(connect: Make, remote: TrytonRemote, front: Front) -> None:
    wish = action(Verb.CREATE, {"record_type": "company", "fields": {"name": "Haneul", "domains": ["haneul.example"]}})
    front.lose_write, front.is_answer_lost = 1, True
    with pytest.raises(Transient):
        connect(base_url=front.url).perform(wish)
    found = connect().find(wish)
    assert found is not None
    assert connect().perform(wish).remote_id == found.remote_id
    assert remote.record_names() == {"Haneul"}


def test_a_party_may_be_filed_to_by_either_of_its_types(connect: Make, remote: TrytonRemote) -> None:
    """It may have become a company since the window showed it as a contact."""
    receipt = connect().perform(file_action(sample_filing(contact(remote.party("Haneul GmbH"))), "one"))
    assert [each.record_type for each in receipt.records] == ["contact"]
