"""Filings into a portal that cuts calls off, lags, refuses, merges and forgets."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from connectors.hubspot.connector import HubSpot
from connectors.hubspot.objects import place
from tests.connectors.hubspot.remote import Hasty, token
from tests.fakes.hubspot import Fault, HubSpotPortal
from workspace.connector.contract_filing import BYTES, ORDER, PHOTO, file_action, sample_filing
from workspace.connector.contract_remote import KitSession
from workspace.connector.contract_verbs import action
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.connector.pages import Query
from workspace.model.actions import Receipt, RecordRef
from workspace.model.filings import Filing, NewRecord
from workspace.model.ids import RemoteId
from workspace.model.items import Address
from workspace.model.kinds import Verb

Make = Callable[..., HubSpot]


def contact(portal: HubSpotPortal, email: str = "orders@haneul.example", **fields: str) -> RecordRef:
    made = portal.add("contacts", email=email, **{"firstname": "Orders", **fields})
    return RecordRef("contact", RemoteId(f"contacts/{made}"), "Orders")


def file(connector: HubSpot, filing: Filing, name: str = "one") -> Receipt:
    connector.session.blobs.update(BYTES)  # type: ignore[attr-defined]
    found = connector.find(file_action(filing, name))
    return found or connector.perform(file_action(filing, name))


def unfile(connector: HubSpot, receipt: Receipt) -> None:
    connector.perform(action(Verb.UNFILE, {"receipt": json.loads(json.dumps(receipt.to_json()))}))


def test_people_are_linked_by_id_and_named_in_the_headers(portal: HubSpotPortal, make: Make) -> None:
    sender, boss = contact(portal), contact(portal, "boss@haneul.example")
    deal = portal.add("deals", dealname="Order 48213", dealstage="booked")
    filing = sample_filing(
        RecordRef("deal", RemoteId(f"deals/{deal}"), "Order 48213"),
        cc=(Address("Kim Boss", "boss@haneul.example"), Address("", "new@haneul.example")),
    )
    receipt = file(make(), filing)
    (mail,) = portal.live("emails")
    linked = {(to, to_id) for kind, i, to, to_id in portal.links if (kind, i) == ("emails", mail.id)}
    assert linked == {place(sender), place(boss), ("deals", deal)}
    headers = json.loads(mail.properties["hs_email_headers"])
    assert headers["from"] == {"email": "orders@haneul.example", "firstName": "Orders", "lastName": "desk"}
    assert [each["email"] for each in headers["cc"]] == ["boss@haneul.example", "new@haneul.example"]
    assert mail.properties["hs_email_direction"] == "INCOMING_EMAIL"
    assert mail.properties["hubspot_owner_id"] == "71"
    assert receipt.link == f"https://app.hubspot.com/contacts/{portal.portal}/record/0-49/{mail.id}"


@pytest.mark.parametrize("cut", ["POST files", "POST emails", "GET emails"])
@pytest.mark.parametrize("is_late", [False, True], ids=["before", "after"])
def test_a_filing_that_was_cut_off_is_there_once(cut: str, is_late: bool, portal: HubSpotPortal, make: Make) -> None:
    filing = sample_filing(contact(portal), create=(NewRecord("company", (("name", "Haneul"),)),))
    portal.lag = 3600
    portal.faults[cut].append(Fault(hangs_up=True, is_late=is_late))
    with pytest.raises(Transient):
        file(make(), filing)
    receipt = file(make(), filing)
    assert len(portal.live("emails")) == 1
    assert len(portal.live("companies")) == 1
    assert len(portal.files) == 1
    assert not receipt.found
    unfile(make(), receipt)
    assert [portal.live("emails"), portal.live("companies"), portal.files] == [[], [], {}]


def test_a_colleagues_mail_is_found_before_the_search_knows_it(portal: HubSpotPortal, make: Make) -> None:
    """As HubSpot's own add-in logs one: with its Message-ID, on the contact."""
    who = contact(portal)
    portal.lag = 3600
    made = portal.add("emails", hs_timestamp="1", hs_email_message_id=sample_filing().key, hubspot_owner_id="72")
    portal.link("emails", made, *place(who))
    deal = RecordRef("deal", RemoteId(f"deals/{portal.add('deals', dealname='Order')}"), "Order")
    found = make().find(file_action(sample_filing(deal), "one"))
    assert found is not None
    assert (found.remote_id, found.found, found.filed_by) == (made, True, "Jiyoung")


def test_a_portal_that_keeps_no_message_id_still_has_each_mail_once(portal: HubSpotPortal, make: Make) -> None:
    portal.readonly.add("hs_email_message_id")
    filing = sample_filing(contact(portal))
    file(make(), filing)
    assert file(make(), filing, "two").found
    assert len(portal.live("emails")) == 1


@pytest.mark.parametrize(("kind", "name"), [("event", "meetings"), ("chat", "notes")])
def test_meetings_and_chats_are_filed_as_what_hubspot_calls_them(
    kind: str, name: str, portal: HubSpotPortal, make: Make
) -> None:
    filing = sample_filing(contact(portal), kind=kind, key=f"{kind}-key")
    receipt = file(make(), filing)
    assert file(make(), filing, "two").remote_id == receipt.remote_id
    assert len(portal.live(name)) == 1
    unfile(make(), receipt)
    assert portal.live(name) == []


def test_what_hubspot_links_by_itself_goes_with_the_mail(portal: HubSpotPortal, make: Make) -> None:
    portal.hangs_contact_on_company = True
    who = contact(portal)
    portal.link(*place(who), "companies", portal.add("companies", name="Haneul"))
    receipt = file(make(), sample_filing(who))
    assert {each.record_type for each in receipt.records} == {"contact", "company"}
    unfile(make(), receipt)
    assert portal.live("emails") == []


def test_undo_works_on_another_computer_from_the_receipt_alone(
    portal: HubSpotPortal, make: Make, tmp_path_factory: pytest.TempPathFactory
) -> None:
    receipt = file(make(), sample_filing(contact(portal), create=(NewRecord("company", (("name", "Haneul"),)),)))
    other = make()
    other.session._folder = tmp_path_factory.mktemp("other")  # type: ignore[attr-defined]
    unfile(other, receipt)
    assert [portal.live("emails"), portal.live("companies"), portal.files] == [[], [], {}]


def test_a_record_that_is_gone_is_named_before_anything_is_written(portal: HubSpotPortal, make: Make) -> None:
    here, gone = contact(portal), contact(portal, "gone@haneul.example")
    portal.archive(*place(gone))
    with pytest.raises(Rejected) as caught:
        make().perform(file_action(sample_filing(here, replace(gone, name="Gone Kim")), "one"))
    assert caught.value.sentence == "Gone Kim is no longer there."
    assert portal.live("emails") == []
    assert portal.files == {}


def test_a_record_that_was_merged_is_named_with_the_one_that_stands_for_it(portal: HubSpotPortal, make: Make) -> None:
    old, kept = contact(portal), contact(portal, "kept@haneul.example", firstname="Kept")
    portal.merge("contacts", place(old)[1], place(kept)[1])
    with pytest.raises(Rejected) as caught:
        make().perform(file_action(sample_filing(old), "one"))
    assert caught.value.message_key == "merged"
    assert "Kept" in caught.value.sentence
    assert portal.live("emails") == []


def _error(status: int, **body: Any) -> Fault:
    headers = {"Retry-After": str(body.pop("after"))} if "after" in body else {}
    return Fault(status, json.dumps({"status": "error", "message": "no", **body}).encode(), headers)


@pytest.mark.parametrize(
    ("fault", "kind", "wait", "words"),
    [
        (_error(429, category="RATE_LIMITS", policyName="TEN_SECONDLY_ROLLING"), Transient, 10.0, "busy"),
        (_error(429, category="RATE_LIMITS", policyName="DAILY"), Transient, 3600.0, "takes no more calls today"),
        (_error(429, category="RATE_LIMITS", after=7), Transient, 7.0, "busy"),
        (_error(423), Transient, None, "busy"),
        (_error(500), Transient, None, "busy"),
        (Fault(200, b"<html>", {"Content-Type": "text/html"}), Transient, None, "understood"),
        (Fault(200, b'{"id": "1"}', is_half=True), Transient, None, ""),
        (_error(409, message="Email already exists"), Rejected, None, "Email already exists"),
        (
            _error(400, errors=[{"message": "Property dealstage: 'old' is not one of the allowed options"}]),
            Rejected,
            None,
            "dealstage",
        ),
        (
            _error(403, category="MISSING_SCOPES", errors=[{"context": {"scopes": ["sales-email-read"]}}]),
            Rejected,
            None,
            "sales-email-read",
        ),
        (_error(403, message="You do not have permission"), Rejected, None, "You do not have permission"),
    ],
)
def test_what_hubspot_refuses_is_said_and_nothing_stays_half(
    fault: Fault, kind: type[ConnectorError], wait: float | None, words: str, portal: HubSpotPortal, make: Make
) -> None:
    filing = sample_filing(contact(portal))
    portal.faults["POST emails"].append(fault)
    with pytest.raises(kind) as caught:
        file(make(), filing)
    assert words in caught.value.sentence
    assert getattr(caught.value, "retry_after", None) == wait
    file(make(), filing)
    assert len(portal.live("emails")) == 1
    assert len(portal.files) == 1


def test_a_mandatory_property_is_named(portal: HubSpotPortal, make: Make) -> None:
    portal.mandatory["deals"] = ("deal_source",)
    with pytest.raises(Rejected, match="deal_source"):
        file(make(), sample_filing(contact(portal), create=(NewRecord("deal", (("name", "Order"),)),)))
    assert portal.live("emails") == []


@pytest.mark.parametrize("new", ["deal", "case", "company", "contact"])
@pytest.mark.parametrize("lag", [0, 3600])
def test_a_record_whose_making_was_cut_off_is_there_once(new: str, lag: int, portal: HubSpotPortal, make: Make) -> None:
    """Nothing in HubSpot says which action made a record: it is told by what was there before."""
    kind = {"deal": "deals", "case": "tickets", "company": "companies", "contact": "contacts"}[new]
    who = contact(portal)
    portal.add(kind, dealname="Order", subject="Order", name="Other", firstname="Order")
    fields = (("name", "Order"), *((("emails", "new@haneul.example"),) if new == "contact" else ()))
    before = {each.id for each in portal.live(kind)}
    filing = sample_filing(who, create=(NewRecord(new, fields),))
    portal.lag = lag if new in ("deal", "case") else 0
    portal.faults[f"POST {kind}"].append(Fault(hangs_up=True, is_late=True))
    with pytest.raises(Transient):
        file(make(), filing)
    receipt = file(make(), filing)
    assert len({each.id for each in portal.live(kind)} - before) == 1
    assert len(receipt.created) == 1
    unfile(make(), receipt)
    assert {each.id for each in portal.live(kind)} == before


def test_a_refusal_on_the_way_leaves_nothing_and_says_so(portal: HubSpotPortal, make: Make) -> None:
    filing = sample_filing(contact(portal), create=(NewRecord("deal", (("name", "Order"),)),))
    portal.faults["POST emails"].append(_error(403, message="You may not log mail on Order"))
    with pytest.raises(Rejected) as caught:
        file(make(), filing)
    assert "You may not log mail on Order; nothing was filed" in caught.value.sentence
    assert [portal.live("emails"), portal.live("deals"), portal.files] == [[], [], {}]
    portal.faults["POST files"].append(_error(403, category="MISSING_SCOPES", errors=[{"context": {"s": ["files"]}}]))
    with pytest.raises(Rejected, match="does not allow files"):
        file(make(), filing)
    assert [portal.live("emails"), portal.live("deals"), portal.files] == [[], [], {}]


def test_undo_works_though_the_sign_in_may_not_see_every_kind(portal: HubSpotPortal, make: Make) -> None:
    """Leads need a permission that the usual sign-in does not ask for."""
    portal.missing_scopes["leads"] = "crm.objects.leads.read"
    filing = sample_filing(
        contact(portal), create=(NewRecord("contact", (("name", "New"), ("emails", "n@haneul.example"))),)
    )
    unfile(make(), file(make(), filing))
    assert [each.properties["firstname"] for each in portal.live("contacts")] == ["Orders"]


def test_a_contact_that_has_the_address_as_a_further_one_is_used(portal: HubSpotPortal, make: Make) -> None:
    there = contact(portal, "first@haneul.example", hs_additional_emails="second@haneul.example")
    filing = sample_filing(create=(NewRecord("contact", (("name", "Kim"), ("emails", "second@haneul.example"))),))
    receipt = file(make(), filing)
    assert place(there)[1] in {place(each)[1] for each in receipt.records}
    assert receipt.created == ()
    assert len(portal.live("contacts")) == 1


def test_what_a_colleague_filed_meanwhile_is_not_taken_for_ours(portal: HubSpotPortal, make: Make) -> None:
    """Our call was lost on its way; a colleague filed the same mail before we came back."""
    filing = sample_filing(contact(portal))
    portal.faults["POST emails"].append(Fault(hangs_up=True))
    with pytest.raises(Transient):
        file(make(), filing)
    theirs = KitSession(make().session.settings, token("theirs"), tmp := make().session._folder / "theirs")  # type: ignore[attr-defined]
    tmp.mkdir()
    colleague = Hasty(theirs)
    file(colleague, filing, "theirs")
    colleague.close()
    receipt = file(make(), filing)
    assert receipt.found
    unfile(make(), receipt)
    assert len(portal.live("emails")) == 1


def test_a_colleagues_attachments_are_not_uploaded_again_when_a_record_is_added(
    portal: HubSpotPortal, make: Make
) -> None:
    who = contact(portal)
    deal = RecordRef("deal", RemoteId(f"deals/{portal.add('deals', dealname='Order')}"), "Order")
    theirs = file(make(), sample_filing(who))
    ((file_id, (said, data)),) = portal.files.items()
    portal.files[file_id] = ({**said, "path": "email-attachments/x"}, data)
    before = [each.properties for each in portal.live("emails")]
    connector = make()
    connector.session.blobs.update(BYTES)  # type: ignore[attr-defined]
    added = connector.perform(file_action(sample_filing(who, deal), "two", add_to=theirs.remote_id))
    assert len(portal.files) == 1
    assert [each.properties for each in portal.live("emails")] == before
    unfile(make(), added)
    assert list(portal.files) == [file_id]


@pytest.mark.parametrize("kind", ["email", "event", "chat"])
def test_a_text_and_a_list_of_people_too_long_for_a_property_are_cut(
    kind: str, portal: HubSpotPortal, make: Make
) -> None:
    people = tuple(Address(f"Person Number {n}", f"person{n}@crowd.example") for n in range(2_000))
    filing = sample_filing(contact(portal), kind=kind, key=f"<{kind}@x>", text="<&>\n" * 16_000, to=people)
    file(make(), filing)
    name = {"email": "emails", "event": "meetings", "chat": "notes"}[kind]
    (made,) = portal.live(name)
    assert max(map(len, made.properties.values())) <= 65_536
    assert file(make(), filing, "two").found


def test_an_amount_may_name_its_currency(portal: HubSpotPortal, make: Make) -> None:
    who = contact(portal)
    for n, said in enumerate(("1,200.50 EUR", "KRW 5000", "7")):
        new = NewRecord("deal", (("name", said), ("amount", said)))
        file(make(), sample_filing(who, key=f"<{n}@x>", create=(new,)), str(n))
    found = {each.properties["dealname"]: each.properties for each in portal.live("deals")}
    assert [(each["amount"], each.get("deal_currency_code")) for each in found.values()] == [
        ("1200.50", "EUR"),
        ("5000", "KRW"),
        ("7", None),
    ]


def test_a_deal_gets_the_stage_that_is_named_or_the_first(portal: HubSpotPortal, make: Make) -> None:
    who = contact(portal)
    file(make(), sample_filing(who, create=(NewRecord("deal", (("name", "A"),)),)))
    file(make(), sample_filing(who, key="<b>", create=(NewRecord("deal", (("name", "B"), ("stage", "won"))),)), "two")
    assert {each.properties["dealname"]: each.properties["dealstage"] for each in portal.live("deals")} == {
        "A": "appointmentscheduled",
        "B": "closedwon",
    }
    with pytest.raises(Rejected, match="Appointment, Won"):
        file(
            make(), sample_filing(who, key="<c>", create=(NewRecord("deal", (("name", "C"), ("stage", "x"))),)), "three"
        )


def test_the_limit_is_kept_and_a_refused_token_is_renewed(portal: HubSpotPortal, make: Make) -> None:
    with pytest.raises(AuthRequired):
        list(make(secrets={"oauth": _tokens("old")}).look_up(Query(text="x")))
    secrets = {"oauth": _tokens("old"), "oauth_renewed": _tokens("right")}
    assert list(make(secrets=secrets).look_up(Query(emails=("nobody@haneul.example",)))) == []


def _tokens(text: str) -> str:
    return json.dumps({"access_token": text, "refresh_token": "r", "expires_at": None, "scopes": [], "cache": ""})


@pytest.mark.parametrize("absent", [{"search"}, {"associations"}, {"properties", "owners", "pipelines", "details"}])
def test_a_server_with_less_is_still_pulled(absent: set[str], portal: HubSpotPortal, make: Make) -> None:
    portal.absent |= absent
    contact(portal)
    connector = make()
    (collection,) = [each for each in connector.discover() if each.remote_id == "contacts"]
    cursor = None
    for _ in range(2):
        pages = list(connector.pull(collection, cursor))
        cursor = pages[-1].cursor
    assert [each.name for page in pages for each in page.items] in ([["Orders"], []])  # type: ignore[union-attr]


def test_one_object_without_permission_leaves_the_others(portal: HubSpotPortal, make: Make) -> None:
    portal.missing_scopes["tickets"] = "tickets"
    assert {each.remote_id for each in make().discover()} == {"contacts", "companies", "deals", "leads"}


def test_files_that_are_there_are_not_sent_again(portal: HubSpotPortal, make: Make) -> None:
    who = contact(portal)
    theirs = file(make(), sample_filing(who))
    filing = sample_filing(who, attachments=(ORDER, PHOTO))
    connector = make()
    connector.session.blobs.update(BYTES)  # type: ignore[attr-defined]
    connector.perform(file_action(filing, "two", add_to=theirs.remote_id))
    assert sorted(said["name"] for said, _ in portal.files.values()) == sorted(["주문서 48213", "tracking"])
