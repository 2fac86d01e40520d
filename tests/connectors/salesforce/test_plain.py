"""The connector on a server that has little of Salesforce: what is lacking is done in a plainer way, or said."""

import base64
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from connectors.salesforce.connector import SalesforceConnector
from connectors.salesforce.line import Line
from tests.connectors.salesforce.conftest import Make
from tests.connectors.salesforce.hand import CUT_EVERY, filed, filed_at_last, filing, ref, unfiled
from tests.connectors.salesforce.remote import SmallPages, token
from tests.fakes.salesforce import Fault, Org
from tests.fakes.salesforce_plain import VERSION, PlainServer, running
from workspace.connector.contract_filing import BYTES, ORDER, PHOTO, file_action
from workspace.connector.contract_remote import KitSession, Mirror
from workspace.connector.errors import PartlyWritten, Rejected
from workspace.connector.manifest import manifest
from workspace.connector.pages import Query
from workspace.model.filings import NewRecord
from workspace.model.items import Address, Record
from workspace.model.kinds import RecordType

Serve = Callable[..., tuple[PlainServer, Callable[[], SalesforceConnector]]]
EMAILS = ("EmailMessage", "EmailMessageRelation")
FILES = ("ContentVersion", "ContentDocument", "ContentDocumentLink")
FROM = "orders@haneul.example"
SUBJECT = "Kim's order from (Seoul), limit 5 and 'more'"
KEY = "<it's.from.here@haneul.example>"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start a server without the objects named, and a way to connect to it."""
    with ExitStack() as stack:

        def start(*lacks: str) -> tuple[PlainServer, Callable[[], SalesforceConnector]]:
            server = stack.enter_context(running(*lacks))

            def connect() -> SalesforceConnector:
                given = {"base_url": server.base_url, "client_id": "kit"}
                session = KitSession(manifest("salesforce").settings_with_defaults(given), token("right"), tmp_path)
                session.blobs.update(BYTES)
                connector = SmallPages(session)
                stack.callback(connector.close)
                return connector

            return server, connect

        yield start


def test_the_only_version_of_a_server_that_lists_none_is_found(serve: Serve) -> None:
    server, connect = serve()
    assert connect().check().user == "127.0.0.1"
    assert Line.versions[server.base_url] == VERSION


def test_the_newest_version_that_both_know_is_spoken(org: Org, make: Make) -> None:
    for org.versions, spoken in ((("58.0", "60.0", "70.0"), "60.0"), (("64.0", "65.0"), "64.0"), (("62.0",), "62.0")):
        connector = make()
        Line.versions.clear()
        with suppress(Rejected):
            connector.check()
        assert list(Line.versions.values()) == [spoken]


def test_a_server_that_is_down_is_asked_for_its_version_again(org: Org, make: Make) -> None:
    org.versions = ()
    Line.versions.clear()
    org.faults.append(Fault("v62.0/query", 503, b"{}"))
    connector = make()
    connector.check()
    assert Line.versions == {}
    make().check()
    assert list(Line.versions.values()) == ["62.0"]


def test_everything_is_pulled_and_what_went_is_noticed(serve: Serve) -> None:
    server, connect = serve()
    contacts = [server.put("Contact", FirstName="Kim", LastName=f"N{n}", Email=f"n{n}@x.example") for n in range(7)]
    deal = server.put("Opportunity", Name="Order", StageName="Prospecting")
    server.put("OpportunityContactRole", OpportunityId=deal, ContactId=contacts[0])
    connector = connect()
    mirrors = {str(each.remote_id): Mirror(each) for each in connector.discover()}
    for mirror in mirrors.values():
        mirror.pull(connector)
    assert mirrors["contact"].titles() == [f"Kim N{n}" for n in range(7)]
    [item] = mirrors["deal"].items.values()
    assert isinstance(item, Record)
    assert item.parent_ids == (contacts[0],)
    del server.rows["Contact"][contacts[3]]
    mirrors["contact"].pull(connect())
    assert len(mirrors["contact"].titles()) == 6
    assert [each.remote_id for each in connect().look_up(Query(emails=("n5@x.example",)))] == [contacts[5]]
    assert [each.name for each in connect().look_up(Query(text="n5"))] == ["Kim N5"]


@pytest.mark.parametrize(
    "lacks", [(), EMAILS, (*EMAILS, *FILES), FILES], ids=["all", "tasks", "old tasks", "old files"]
)
def test_an_odd_mail_is_filed_once_and_taken_back(serve: Serve, lacks: tuple[str, ...]) -> None:
    """The answer to the n-th call of the filing is lost, then that of taking it back; the variants share the calls."""
    server, connect = serve(*lacks)
    contact = server.put("Contact", LastName="Orders", Email=FROM)
    company = server.put("Account", Name="Haneul")
    deal = NewRecord("deal", (("name", SUBJECT), ("amount", "1,200")))
    wanted = filing(
        ref("contact", contact), ref("company", company), create=(deal,), key=KEY, subject=SUBJECT, attachments=(PHOTO,)
    )
    name = "EmailMessage" if EMAILS[0] not in lacks else "Task"
    for lost_after in range(len(lacks), 60, CUT_EVERY):
        server.lost_after = lost_after
        receipt = filed_at_last(connect(), wanted, f"action-{lost_after}")
        mails = server.live(name)
        assert [each["Subject"] for each in mails] == [SUBJECT]
        assert [bytes_of(each) for each in server.live("ContentVersion") + server.live("Attachment")] == [BYTES["1.3"]]
        assert [each["Amount"] for each in server.live("Opportunity")] == [1200]
        is_over = server.lost_after >= 0
        server.lost_after = lost_after
        unfiled(connect(), receipt)
        server.lost_after = -1
        left = {each: len(rows) for each, rows in server.rows.items() if rows}
        assert left == {"Contact": 1, "Account": 1}
        if is_over:
            return
    raise AssertionError("a filing took more than 60 calls")


def test_people_are_linked_where_the_server_does_not_do_it(serve: Serve) -> None:
    server, connect = serve()
    sender = server.put("Contact", LastName="Orders", Email="Orders@haneul.example")
    user = server.put("Contact", LastName="Support", Email="support@demo.example")
    filed(connect(), filing(ref("contact", sender), from_=Address("", "Orders@haneul.example")))
    links = {(row["RelationId"], row["RelationType"]) for row in server.live("EmailMessageRelation")}
    assert links == {(sender, "FromAddress"), (user, "ToAddress")}


def test_fields_that_a_filing_is_whole_without_may_be_lacking(serve: Serve) -> None:
    server, connect = serve()
    contact = server.put("Contact", LastName="Orders", Email=FROM)
    server.columns["EmailMessage"] = set(
        "Subject TextBody HtmlBody MessageDate FromAddress ToAddress MessageIdentifier RelatedToId".split()
    )
    receipt = filed(connect(), filing(ref("contact", contact)))
    assert [row["RelationId"] for row in server.live("EmailMessageRelation")] == [contact]
    unfiled(connect(), receipt)
    assert server.live("EmailMessage") == server.live("EmailMessageRelation") == server.live("ContentVersion") == []


def test_a_describe_that_tells_little_is_taken_for_what_it_tells(serve: Serve) -> None:
    """No flags, flags without defaults (an owner is never asked for), and an empty list, which is no list."""
    server, connect = serve()
    flags = {"createable": True, "nillable": False}
    server.described["Contact"] = [
        *({"name": each} for each in ("Id", "FirstName", "LastName", "Phone")),
        {"name": "Email", "type": "email"},
        {"name": "OwnerId", "type": "reference", **flags},
        {"name": "Status", "type": "picklist", **flags},
        {"name": "Region__c", "type": "string", "label": "Region", **flags},
    ]
    server.described["EmailMessage"] = []
    assert [each.name for each in connect().demanded_fields(RecordType.CONTACT)] == ["Region__c"]
    new = NewRecord("contact", (("name", "Kim Haneul"), ("emails", FROM), ("region__c", "South")))
    receipt = filed(connect(), filing(create=(new,)))
    [contact] = server.live("Contact")
    assert (contact["LastName"], contact["Email"], contact["Region__c"]) == ("Haneul", FROM, "South")
    assert len(server.live("EmailMessage")) == 1
    unfiled(connect(), receipt)
    assert server.live("Contact") == server.live("EmailMessage") == []


def test_a_server_that_keeps_no_files_says_so_and_the_rest_can_be_undone(serve: Serve) -> None:
    server, connect = serve(*EMAILS, *FILES, "Attachment")
    contact = server.put("Contact", LastName="Orders", Email=FROM)
    wanted = filing(ref("contact", contact, "Orders"), attachments=(ORDER,))
    with pytest.raises(PartlyWritten) as caught:
        connect().perform(file_action(wanted, "one"))
    assert caught.value.params["missing"] == ORDER.name
    assert "keeps no files" in caught.value.sentence
    assert len(server.live("Task")) == 1
    unfiled(connect(), caught.value.receipt)
    assert server.live("Task") == []


def bytes_of(row: dict[str, str]) -> bytes:
    return base64.b64decode(row.get("VersionData") or row["Body"])
