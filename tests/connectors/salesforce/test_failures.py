"""What goes wrong at an org, in the words of the user: rights, rules, limits, records that went, broken answers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from connectors.salesforce.connector import SalesforceConnector
from connectors.salesforce.schema import Schema
from tests.connectors.salesforce.conftest import Make
from tests.connectors.salesforce.hand import filed, filing, ref, unfiled
from tests.connectors.salesforce.remote import SalesforceRemote, token
from tests.fakes.salesforce import Fault, Org, with_required
from tests.fakes.salesforce_table import OBJECTS, Column
from workspace.connector.contract_filing import PHOTO, file_action
from workspace.connector.contract_parts import is_plain
from workspace.connector.contract_remote import Mirror
from workspace.connector.contract_verbs import action
from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, PartlyWritten, Rejected, Transient
from workspace.connector.pages import Query
from workspace.model.filings import FiledAttachment, NewRecord
from workspace.model.kinds import RecordType, Verb


def refused(call: Callable[[], object], kind: type[ConnectorError] = Rejected) -> ConnectorError:
    with pytest.raises(kind) as caught:
        call()
    assert is_plain(caught.value)
    return caught.value


def said(code: str, message: str = "words", *fields: str) -> bytes:
    return json.dumps([{"errorCode": code, "message": message, "fields": list(fields)}]).encode()


@pytest.mark.parametrize("has_composite", [True, False])
def test_a_right_missing_on_one_of_two_records_writes_nothing_and_names_it(
    org: Org, make: Make, has_composite: bool
) -> None:
    org.has_composite = has_composite
    contact = org.put("Contact", LastName="Orders")
    deals = [
        org.put("Opportunity", Name=f"Deal {n}", StageName="Prospecting", CloseDate="2026-05-01") for n in range(2)
    ]
    org.forbidden.add(deals[1])
    records = (ref("contact", contact), ref("deal", deals[0], "Deal 0"), ref("deal", deals[1], "Deal 1"))
    error = refused(lambda: make().perform(file_action(filing(*records), "one")))
    assert (error.message_key, error.params["what"]) == ("no_right", "Deal 1")
    assert org.live("EmailMessage") == org.live("EmailMessageRelation") == org.live("Task") == []
    filed(make(), filing(*records[:2]))


def test_a_record_that_was_deleted_meanwhile_is_named(org: Org, make: Make) -> None:
    contact = org.put("Contact", LastName="Orders")
    org.delete("Contact", contact, org.other)
    error = refused(lambda: make().perform(file_action(filing(ref("contact", contact, "Orders desk")), "one")))
    assert error.sentence == "Orders desk is no longer there."


def test_a_user_who_may_not_make_emails_files_tasks(org: Org, make: Make) -> None:
    org.forbidden.add("create:EmailMessage")
    contact = org.put("Contact", LastName="Orders")
    assert filed(make(), filing(ref("contact", contact))).remote_id == org.live("Task")[0]["Id"]


def create(record_type: str, **fields: str) -> Callable[[SalesforceConnector], object]:
    return lambda connector: connector.perform(
        action(Verb.CREATE, {"record_type": record_type, "fields": fields}, name="create")
    )


def test_what_the_org_demands_is_named_before_anything_is_written(org: Org, make: Make) -> None:
    error = refused(lambda: create("lead", name="Kim")(make()))
    assert (error.message_key, error.params["field"], error.params["key"]) == ("field_required", "Company", "company")
    org.custom["Contact"] = {"Region__c": Column("picklist", "cufsp", 255, values=("North", "South"))}
    new = (NewRecord("company", (("name", "Haneul"),)), NewRecord("contact", (("name", "Kim"),)))
    error = refused(lambda: make().perform(file_action(filing(create=new), "one")))
    assert (error.params["field"], error.params["record_type"]) == ("Region__c", "contact")
    assert org.live("Account") == org.live("Contact") == []
    create("contact", name="Kim", region__c="south")(make())
    assert [row["Region__c"] for row in org.live("Contact")] == ["South"]


def test_a_value_that_left_the_picklist_is_named(org: Org, make: Make) -> None:
    error = refused(lambda: create("deal", name="Order", stage="Qualified")(make()))
    assert error.message_key == "value_gone"
    assert (error.params["value"], error.params["key"], error.params["record_type"]) == ("Qualified", "stage", "deal")
    org.has_describe = False
    Schema.known.clear()
    error = refused(lambda: create("deal", name="Order", stage="Qualified")(make()))
    assert (error.message_key, error.params["field"], error.params["key"]) == ("value_gone", "StageName", "stage")


def test_a_field_made_mandatory_after_we_looked_is_named(org: Org, make: Make) -> None:
    create("company", name="Before")(make())
    org.custom["Account"] = {"Phone": with_required(OBJECTS["Account"].columns["Phone"])}
    error = refused(
        lambda: make().perform(
            action(Verb.CREATE, {"record_type": "company", "fields": {"name": "Later"}}, name="second")
        )
    )
    assert (error.message_key, error.params["key"]) == ("field_required", "phones")
    assert [each.name for each in make().demanded_fields(RecordType.COMPANY)] == ["phones"]


def test_a_field_that_the_user_may_not_see_is_left_out(org: Org, make: Make) -> None:
    """With and without describe, which tells it beforehand."""
    org.put("Contact", LastName="Orders", Email="orders@haneul.example")
    org.hidden["Contact"] = {"MobilePhone", "OwnerId", "MailingCity"}
    for org.has_describe in (True, False):
        connector = make()
        mirror = Mirror(next(iter(connector.discover())))
        mirror.pull(connector)
        assert mirror.titles() == ["Orders"]
        assert len(list(connector.look_up(Query(text="Orders")))) == 1
        Schema.known.clear()


@pytest.mark.parametrize(
    ("status", "body", "kind", "key"),
    [
        (403, said("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."), Transient, "quota_gone"),
        (400, said("UNABLE_TO_LOCK_ROW"), Transient, "busy"),
        (503, said("SERVER_UNAVAILABLE"), Transient, "busy"),
        (429, b"", Transient, "busy"),
        (423, b"{}", Transient, "busy"),
        (500, b"<html>500</html>", Transient, "busy"),
        (200, b"<html>Sign in to the hotel</html>", Transient, "bad_answer"),
        (200, b'{"records": [{"Id": "0', Transient, "bad_answer"),
        (200, b"null", Transient, "bad_answer"),
        (302, b"", Transient, "bad_answer"),
        (403, said("API_DISABLED_FOR_ORG"), Rejected, "forbidden"),
        (400, said("STRING_TOO_LONG", "too long", "Subject"), Rejected, "setting_wrong"),
        (400, said("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Say why."), Rejected, "setting_wrong"),
        (400, said("DUPLICATES_DETECTED", "Use one of these records?"), Rejected, "refused"),
        (409, said("CONFLICT"), Conflict, "changed_elsewhere"),
        (412, b"", Conflict, "changed_elsewhere"),
    ],
)
def test_refusals_get_their_class(
    org: Org, make: Make, status: int, body: bytes, kind: type[ConnectorError], key: str
) -> None:
    connector = make()
    create("company", name="Before")(connector)
    org.faults.append(Fault("POST /services/data/v62.0/sobjects/Account", status, body))
    wish = action(Verb.CREATE, {"record_type": "company", "fields": {"name": "Haneul"}}, name="second")
    error = refused(lambda: connector.perform(wish), kind)
    assert error.message_key == key
    if b"REQUEST_LIMIT" in body:
        assert isinstance(error, Transient)
        assert error.retry_after == 3600
        until = datetime.fromisoformat(error.params["until"])
        assert timedelta(minutes=50) < until - datetime.now(UTC) <= timedelta(hours=1)


def test_half_a_body_and_retry_after(org: Org, make: Make) -> None:
    connector = make()
    org.faults.append(Fault("query", 200, b'{"records"', {"Content-Length": "4000"}))
    refused(lambda: list(connector.look_up(Query(text="x"))), Transient)
    org.faults.append(Fault("query", 503, b"", {"Retry-After": "77"}))
    error = refused(lambda: list(connector.look_up(Query(text="x"))), Transient)
    assert isinstance(error, Transient)
    assert error.retry_after == 77


def test_a_session_that_expired_is_renewed_once(org: Org, remote: SalesforceRemote, make: Make) -> None:
    connector = make()
    del org.tokens["right"]
    refused(connector.check, AuthRequired)
    org.tokens["renewed"] = org.user
    renewed = make()
    secrets = {**token("right"), "oauth_renewed": token("renewed")["oauth"]}
    renewed.session._secrets = secrets  # type: ignore[attr-defined]
    assert renewed.check().name == "Kim Minji"


def test_pulls_leave_the_rest_of_the_day_to_filing(org: Org, make: Make) -> None:
    contact = org.put("Contact", LastName="Orders")
    connector = make()
    [collection, *_] = connector.discover()
    org.limit = (14000, 15000)
    connector.check()
    error = refused(lambda: list(connector.pull(collection, None)), Transient)
    assert isinstance(error, Transient)
    assert error.retry_after == 3600
    filed(connector, filing(ref("contact", contact)))
    org.limit = (100, 15000)
    connector.check()
    assert [item.remote_id for page in connector.pull(collection, None) for item in page.items] == [contact]


def test_a_file_beyond_the_limit_and_one_that_arrived_wrong(org: Org, make: Make) -> None:
    contact = org.put("Contact", LastName="Orders")
    connector = make()
    connector.session.blobs["9"] = b"x" * (36 * 1024 * 1024)  # type: ignore[attr-defined]
    big = FiledAttachment("9", "big.bin", "application/octet-stream", 36 * 1024 * 1024)
    error = refused(lambda: connector.perform(file_action(filing(ref("contact", contact), attachments=(big,)), "one")))
    assert error.message_key == "too_large"
    lost = FiledAttachment("lost", "lost.bin", "application/octet-stream", 3)
    error = refused(lambda: connector.perform(file_action(filing(ref("contact", contact), attachments=(lost,)), "two")))
    assert error.message_key == "not_found"


def test_nothing_goes_over_plain_http_beyond_this_computer(make: Make) -> None:
    error = refused(make(base_url="http://acme.my.salesforce.com").check)
    assert error.message_key == "not_secure"


def test_odd_texts_reach_the_org_as_they_are(org: Org, make: Make) -> None:
    """What could end a SOQL text or a LIKE pattern."""
    name = 'O\'Brien \\ 100%_\n"x"'
    org.put("Account", Name=name, Website="https://www.obrien.example/start")
    org.put("Account", Name="Other 100 x")
    for text in ("O'Brien", "100%_", "\\ 100", '"x"'):
        assert [each.name for each in make().look_up(Query(text=text))] == [name]
    [found] = make().look_up(Query(domains=("obrien.example",)))
    assert found.domains == ("obrien.example",)
    contact = org.put("Contact", LastName="Orders")
    key = "<it's\\a'%_\"key\"@haneul.example>"
    receipt = filed(make(), filing(ref("contact", contact), key=key))
    assert [row["MessageIdentifier"] for row in org.live("EmailMessage")] == [key]
    assert make().find(file_action(filing(key="<x@haneul.example>"), "two")) is None
    assert receipt.link is not None
    long = f"<{'k' * 900}@haneul.example>"
    filed(make(), filing(ref("contact", contact), key=long), "long")
    assert max(len(row["MessageIdentifier"]) for row in org.live("EmailMessage")) < 100


def test_a_merged_record_is_named_with_the_one_that_took_it_in(org: Org, make: Make) -> None:
    """sforce_api_calls_merge.htm: ``queryAll`` shows what a merge deleted, ``MasterRecordId`` into what it went."""
    gone, into = (org.put("Contact", LastName=name) for name in ("Orders", "Kim"))
    org.change("Contact", gone, MasterRecordId=into)
    org.delete("Contact", gone, org.other)
    error = refused(lambda: make().perform(file_action(filing(ref("contact", gone, "Orders")), "one")))
    assert (error.message_key, error.params["what"], error.params["into"]) == ("merged", "Orders", "Kim")


def test_what_the_org_demands_is_told_before_a_form_is_shown(org: Org, make: Make) -> None:
    """What has a default, what we fill in and the name are no questions."""
    org.custom["Opportunity"] = {
        "Region__c": Column("picklist", "cufsp", 255, values=("North", "South")),
        "Budget__c": Column("double", "cufs"),
        "Notes__c": Column("string", "cufsn", 80),
    }
    deal = make().demanded_fields(RecordType.DEAL)
    assert [(each.name, each.choices) for each in deal] == [("Region__c", ("North", "South")), ("Budget__c", ())]
    assert [each.name for each in make().demanded_fields(RecordType.LEAD)] == ["company"]
    assert list(make().demanded_fields(RecordType.CONTACT)) == []
    org.has_describe = False
    Schema.known.clear()
    assert list(make().demanded_fields(RecordType.DEAL)) == []


def test_values_are_written_in_the_type_of_their_field(org: Org, make: Make) -> None:
    org.custom["Opportunity"] = {
        "Budget__c": Column("double", "cufsn"),
        "IsKey__c": Column("boolean", "cufsd"),
        "Starts__c": Column("date", "cufsn"),
        "Region__c": Column("picklist", "cufsnp", 255, values=("North", "South")),
    }
    given = {"Budget__c": "1,200.50", "isKey__c": "yes", "Starts__c": "2026-03-02", "Region__c": "south"}
    create("deal", name="Order", amount="12,000 USD", **given)(make())
    [deal] = org.live("Opportunity")
    found = tuple(deal[each] for each in ("Amount", "Budget__c", "IsKey__c", "Starts__c", "Region__c"))
    assert found == (12000, 1200.5, True, "2026-03-02", "South")
    error = refused(lambda: create("deal", name="Second", Starts__c="tomorrow")(make()))
    assert (error.message_key, error.params["field"]) == ("setting_wrong", "Starts__c")
    error = refused(lambda: create("deal", name="Second", colour="red")(make()))
    assert "Opportunity.colour" in error.sentence
    assert len(org.live("Opportunity")) == 1


def test_what_was_written_before_a_refusal_is_taken_back(org: Org, make: Make) -> None:
    """A new contact and the email are there when a file is refused for good."""
    connector = make()
    lost = FiledAttachment("lost", "lost.bin", "application/octet-stream", 3)
    new = NewRecord("contact", (("name", "Kit New"),))
    error = refused(lambda: connector.perform(file_action(filing(create=(new,), attachments=(PHOTO, lost)), "one")))
    assert error.message_key == "not_found"
    assert org.live("EmailMessage") == org.live("ContentDocument") == org.live("Contact") == org.live("Task") == []


def test_what_a_colleague_makes_after_a_refusal_is_not_ours(org: Org, make: Make) -> None:
    theirs = org.put("Opportunity", Name="Order", StageName="Prospecting", CloseDate="2026-05-01")
    org.faults.append(Fault("POST /services/data/v62.0/sobjects/Opportunity", 400, said("STRING_TOO_LONG")))
    deal = filing(create=(NewRecord("deal", (("name", "Later"),)),), attachments=())
    refused(lambda: make().perform(file_action(deal, "two")))
    org.change("Opportunity", theirs, Name="Later")
    unfiled(make(), filed(make(), deal, "two"))
    assert [row["Id"] for row in org.live("Opportunity")] == [theirs]


def test_what_may_not_be_taken_back_is_told_and_can_be_undone_later(org: Org, make: Make) -> None:
    org.forbidden.add("delete:EmailMessage")
    contact = org.put("Contact", LastName="Orders")
    lost = FiledAttachment("lost", "lost.bin", "application/octet-stream", 3)
    wanted = filing(ref("contact", contact, "Orders"), attachments=(lost,))
    with pytest.raises(PartlyWritten) as caught:
        make().perform(file_action(wanted, "one"))
    assert caught.value.params["written"] == "Orders"
    assert len(org.live("EmailMessage")) == 1
    org.forbidden.clear()
    unfiled(make(), caught.value.receipt)
    assert org.live("EmailMessage") == org.live("Task") == []
