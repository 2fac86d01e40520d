"""What a portal demands, what it refuses by name, and values in the types of its properties."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from connectors.hubspot.connector import HubSpot
from tests.connectors.hubspot.test_filing import contact, file, unfile
from tests.fakes.hubspot import Fault, HubSpotPortal
from workspace.connector.contract_filing import sample_filing
from workspace.connector.errors import Rejected, Transient
from workspace.model.actions import RecordRef
from workspace.model.filings import NewRecord, RecordField
from workspace.model.ids import RemoteId
from workspace.model.items import Address
from workspace.model.kinds import RecordType

Make = Callable[..., HubSpot]
SOURCES = [{"value": "web", "label": "Website"}, {"value": "fair", "label": "Trade fair"}]


def define(portal: HubSpotPortal) -> None:
    """Properties as https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide shows them."""
    portal.definitions["deals"] = [
        {"name": "deal_source", "label": "Deal source", "type": "enumeration", "options": SOURCES},
        {"name": "seats", "label": "Seats", "type": "number"},
        {"name": "is_new", "label": "New", "type": "bool"},
        {"name": "score", "label": "Score", "type": "number", "modificationMetadata": {"readOnlyValue": True}},
    ]


def deal(*more: tuple[str, str]) -> NewRecord:
    return NewRecord("deal", (("name", "Order"), *more))


def test_what_the_schema_demands_is_known_before_a_form_is_shown(portal: HubSpotPortal, make: Make) -> None:
    define(portal)
    portal.demanded["deals"] = ("dealname", "dealstage", "pipeline", "amount", "deal_source", "score")
    found = make().demanded_fields(RecordType.DEAL)
    assert list(found) == [
        RecordField("amount", "amount"),
        RecordField("deal_source", "Deal source", ("Website", "Trade fair")),
    ]
    portal.absent |= {"schema", "all_properties"}
    assert list(make().demanded_fields(RecordType.DEAL)) == []


def test_given_values_are_written_in_the_types_of_their_properties(portal: HubSpotPortal, make: Make) -> None:
    define(portal)
    new = deal(("deal_source", "trade fair"), ("seats", "1,200"), ("is_new", "Yes"))
    receipt = file(make(), sample_filing(contact(portal), create=(new,)))
    (made,) = portal.live("deals")
    assert [made.properties[each] for each in ("deal_source", "seats", "is_new")] == ["fair", "1200", "true"]
    unfile(make(), receipt)
    assert portal.live("deals") == []


def test_a_property_made_mandatory_meanwhile_is_asked_for_by_its_label(portal: HubSpotPortal, make: Make) -> None:
    define(portal)
    portal.mandatory["deals"] = ("deal_source",)
    with pytest.raises(Rejected) as caught:
        file(make(), sample_filing(contact(portal), create=(deal(),)))
    assert caught.value.message_key == "field_required"
    assert caught.value.params == {
        "host": "HubSpot",
        "field": "Deal source",
        "key": "deal_source",
        "record_type": "deal",
        "value": "",
    }
    assert [portal.live("emails"), portal.live("deals"), portal.files, portal.folders] == [[], [], {}, {}]
    file(make(), sample_filing(contact(portal, "b@haneul.example"), create=(deal(("deal_source", "web")),)))
    assert len(portal.live("deals")) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {
            "message": "Property values were not valid",
            "errors": [
                {
                    "message": "fair was not one of the allowed options: [web]",
                    "code": "INVALID_OPTION",
                    "context": {"propertyName": ["deal_source"]},
                }
            ],
        },
        {
            "message": 'Property values were not valid: [{"isValid":false,"message":"fair was not one of the allowed '
            'options: [web]","error":"INVALID_OPTION","name":"deal_source"}]'
        },
    ],
    ids=["in errors", "in the message"],
)
def test_a_choice_that_was_removed_is_named_with_its_field(
    answer: dict[str, object], portal: HubSpotPortal, make: Make
) -> None:
    define(portal)
    body = {"status": "error", "category": "VALIDATION_ERROR", **answer}
    portal.faults["POST deals"].append(Fault(400, json.dumps(body).encode()))
    with pytest.raises(Rejected) as caught:
        file(make(), sample_filing(contact(portal), create=(deal(("deal_source", "fair")),)))
    assert caught.value.message_key == "value_gone"
    said = {each: caught.value.params[each] for each in ("field", "key", "value", "record_type")}
    assert said == {"field": "Deal source", "key": "deal_source", "value": "fair", "record_type": "deal"}


def test_a_choice_that_is_not_there_is_said_before_anything_is_made(portal: HubSpotPortal, make: Make) -> None:
    define(portal)
    with pytest.raises(Rejected) as caught:
        file(make(), sample_filing(contact(portal), create=(deal(("deal_source", "radio")),)))
    assert caught.value.message_key == "value_gone"
    assert portal.calls["POST deals"] == 0


def test_the_day_s_quota_says_until_when(portal: HubSpotPortal, make: Make) -> None:
    """policyName DAILY: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines"""
    body = {"status": "error", "message": "no", "category": "RATE_LIMITS", "policyName": "DAILY"}
    portal.faults["POST emails"].append(Fault(429, json.dumps(body).encode()))
    with pytest.raises(Transient) as caught:
        file(make(), sample_filing(contact(portal)))
    until = datetime.fromisoformat(caught.value.params["until"])
    assert caught.value.message_key == "quota_gone"
    assert timedelta(minutes=50) < until - datetime.now(UTC) <= timedelta(hours=1)


def test_a_right_that_is_missing_on_one_of_two_records_names_it_and_leaves_nothing(
    portal: HubSpotPortal, make: Make
) -> None:
    portal.hangs_on_creation = False
    secret = RecordRef("deal", RemoteId(f"deals/{portal.add('deals', dealname='Secret')}"), "Secret")
    filing = sample_filing(contact(portal), secret)
    portal.forbidden = {("deals", secret.remote_id.rpartition("/")[2])}
    with pytest.raises(Rejected) as caught:
        file(make(), filing)
    assert caught.value.sentence == "You may not write to Secret at HubSpot. Nothing was written."
    assert [portal.live("emails"), portal.files, portal.folders] == [[], {}, {}]


def test_blind_copies_are_linked_and_named_in_the_headers(portal: HubSpotPortal, make: Make) -> None:
    who, hidden = contact(portal), contact(portal, "hidden@haneul.example")
    file(make(), sample_filing(who, bcc=(Address("Hidden", "hidden@haneul.example"),), is_incoming=False))
    (mail,) = portal.live("emails")
    assert hidden.remote_id.rpartition("/")[2] in portal.linked("emails", mail.id, "contacts")
    assert [e["email"] for e in json.loads(mail.properties["hs_email_headers"])["bcc"]] == ["hidden@haneul.example"]


@pytest.mark.parametrize("overwrites", [True, False])
def test_an_upload_whose_answer_never_came_leaves_no_second_file(
    overwrites: bool, portal: HubSpotPortal, make: Make
) -> None:
    portal.overwrites = overwrites
    filing = sample_filing(contact(portal))
    portal.faults["POST files"].append(Fault(hangs_up=True, is_late=True))
    with pytest.raises(Transient):
        file(make(), filing)
    receipt = file(make(), filing)
    assert len(portal.files) == 1
    unfile(make(), receipt)
    assert [portal.live("emails"), portal.files, portal.folders] == [[], {}, {}]


def test_what_is_refused_after_a_lost_upload_leaves_no_file(portal: HubSpotPortal, make: Make) -> None:
    filing = sample_filing(contact(portal), create=(deal(),))
    portal.faults["POST files"].append(Fault(hangs_up=True, is_late=True))
    with pytest.raises(Transient):
        file(make(), filing)
    portal.faults["POST files"].append(Fault(403, b'{"message": "no more uploads"}'))
    portal.absent.add("file")
    portal.overwrites = False
    portal.mandatory["deals"] = ("deal_source",)
    with pytest.raises(Rejected):
        file(make(), filing)
    assert [portal.live("emails"), portal.files] == [[], {}]


def test_the_token_of_a_private_app_needs_no_sign_in(portal: HubSpotPortal, make: Make) -> None:
    connector = make(secrets={"access_token": "right"})
    assert connector.check().user == f"portal {portal.portal}"
    receipt = file(connector, sample_filing(contact(portal)))
    unfile(make(secrets={"access_token": "right"}), receipt)
    assert portal.live("emails") == []
