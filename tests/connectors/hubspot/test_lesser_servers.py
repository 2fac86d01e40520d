"""Servers that have a part of HubSpot's API, or an older or newer shape of it: pulled, filed to, and taken back."""

from collections.abc import Callable

import pytest

from connectors.hubspot.connector import HubSpot
from connectors.hubspot.objects import place
from tests.connectors.hubspot.test_filing import contact, file, unfile
from tests.fakes.hubspot import Fault, HubSpotPortal
from workspace.connector.contract_filing import BYTES, file_action, sample_filing
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.actions import RecordRef
from workspace.model.filings import NewRecord
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Record

Make = Callable[..., HubSpot]
Lessen = Callable[[HubSpotPortal], None]


def without(*absent: str, **switches: object) -> Lessen:
    def lessen(portal: HubSpotPortal) -> None:
        portal.absent |= set(absent)
        for name, value in switches.items():
            setattr(portal, name, value)

    return lessen


LESSER = {
    "no batch": without("batch_read", "linked_all", "linked_all_v3"),
    "v3 associations alone": without("v4", hangs_on_creation=False, gives_associations=False),
    "v3 associations in batches": without("v4", "link_v3", "unlink_v3", hangs_on_creation=False),
    "v4 associations in batches": without("v3", "link", "link_typed", "unlink", hangs_on_creation=False),
    "typed associations": without("v3", "link", hangs_on_creation=False, gives_associations=False),
    "newer answers": without(wraps_created=True, wants_repeats=True),
    "as OpenAPI has it": without(wants_sort_texts=True, wants_repeats=True),
    "ids of types": without(by_type_id={"deals", "emails"}),
    "no portal": without("property", "owners", "pipelines", "details", "token_info", "schema", "remove_folder"),
    "hardly anything": without(
        *("batch_read", "v4", "property", "all_properties", "owners", "pipelines", "details", "token_info"),
        *("schema", "remove_folder", "find_files", "file", "leads", "tickets"),
        hangs_on_creation=False,
        gives_associations=False,
    ),
}
lesser = pytest.mark.parametrize("lessen", LESSER.values(), ids=LESSER.keys())


@lesser
def test_a_filing_is_whole_found_by_a_colleague_and_taken_back(
    lessen: Lessen, portal: HubSpotPortal, make: Make
) -> None:
    lessen(portal)
    who, boss = contact(portal), contact(portal, "boss@haneul.example")
    deal = RecordRef("deal", RemoteId(f"deals/{portal.add('deals', dealname='Order')}"), "Order")
    new = NewRecord("deal", (("name", "Next order"),))
    filing = sample_filing(who, deal, cc=(Address("Boss", "boss@haneul.example"),), create=(new,))
    receipt = file(make(), filing)
    (mail,) = portal.live("emails")
    made = next(each.id for each in portal.live("deals") if each.properties["dealname"] == "Next order")
    linked = {(to, to_id) for kind, i, to, to_id in portal.links if (kind, i) == ("emails", mail.id)}
    assert linked == {place(who), place(boss), place(deal), ("deals", made)}
    assert portal.linked("deals", made, "contacts") == [place(who)[1]]
    assert {place(each) for each in receipt.records} == linked
    theirs = file(make(), filing, "two")
    assert (theirs.found, theirs.remote_id) == (True, receipt.remote_id)
    unfile(make(), receipt)
    assert [portal.live("emails"), portal.files] == [[], {}]
    assert [each.id for each in portal.live("deals")] == [place(deal)[1]]


@lesser
def test_a_mail_found_there_gets_what_is_missing_and_loses_only_that(
    lessen: Lessen, portal: HubSpotPortal, make: Make
) -> None:
    lessen(portal)
    who = contact(portal)
    deal = RecordRef("deal", RemoteId(f"deals/{portal.add('deals', dealname='Order')}"), "Order")
    theirs = file(make(), sample_filing(who, attachments=()))
    connector = make()
    connector.session.blobs.update(BYTES)  # type: ignore[attr-defined]
    added = connector.perform(file_action(sample_filing(who, deal), "two", add_to=theirs.remote_id))
    (mail,) = portal.live("emails")
    assert portal.linked("emails", mail.id, "deals") == [place(deal)[1]]
    assert len(portal.files) == 1
    unfile(make(), added)
    assert portal.linked("emails", mail.id, "deals") == []
    assert portal.linked("emails", mail.id, "contacts") == [place(who)[1]]
    assert portal.files == {}


@lesser
def test_records_are_pulled_changed_and_missed(lessen: Lessen, portal: HubSpotPortal, make: Make) -> None:
    lessen(portal)
    contact(portal)
    deal = portal.add("deals", dealname="Order")
    connector = make()
    collections = {str(each.remote_id): each for each in connector.discover()}
    assert {"contacts", "companies", "deals"} <= collections.keys()
    first = list(connector.pull(collections["deals"], None))
    portal.change("deals", deal, {"dealname": "Order 2"})
    second = list(connector.pull(collections["deals"], first[-1].cursor))
    portal.archive("deals", deal)
    third = list(connector.pull(collections["deals"], second[-1].cursor))
    names = [[e.name for page in pages for e in page.items if isinstance(e, Record)] for pages in (first, second)]
    assert names == [["Order"], ["Order 2"]]
    gone = {each for page in third for each in page.gone}
    compared = [page.alive for page in third if page.alive is not None]
    assert gone == {RemoteId(f"deals/{deal}")} or compared == [frozenset()]
    assert [e.name for e in connector.look_up(Query(emails=("orders@haneul.example",)))] == ["Orders"]


def test_a_server_that_keeps_no_files_says_so_and_has_nothing(portal: HubSpotPortal, make: Make) -> None:
    portal.absent.add("files")
    filing = sample_filing(contact(portal), create=(NewRecord("deal", (("name", "Order"),)),))
    with pytest.raises(Rejected, match="it keeps no files here, so attachments cannot be filed; nothing was filed"):
        file(make(), filing)
    assert [portal.live("emails"), portal.live("deals")] == [[], []]
    assert portal.calls["POST deals"] == 0


def test_a_server_that_keeps_no_mails_says_so_and_has_nothing(portal: HubSpotPortal, make: Make) -> None:
    portal.absent.add("emails")
    with pytest.raises(Rejected, match="it keeps no emails; nothing was filed"):
        file(make(), sample_filing(contact(portal)))
    assert portal.files == {}


def test_a_server_that_falls_over_addresses_is_searched_for_people(portal: HubSpotPortal, make: Make) -> None:
    who, boss = contact(portal), contact(portal, "boss@haneul.example")
    portal.faults["batch_read contacts"] += [Fault(500, b""), *[Fault(200, b'{"results": []}')] * 9]
    found = list(make().look_up(Query(emails=("orders@haneul.example", "boss@haneul.example"))))
    assert {str(each.remote_id) for each in found} == {str(who.remote_id), str(boss.remote_id)}


def test_a_search_that_answers_with_everything_finds_only_who_is_meant(portal: HubSpotPortal, make: Make) -> None:
    portal.absent.add("batch_read")
    portal.heeds_filters = False
    who = contact(portal)
    contact(portal, "other@elsewhere.example", firstname="Other")
    portal.add("companies", name="Elsewhere", domain="elsewhere.example")
    assert [e.name for e in make().look_up(Query(emails=("orders@haneul.example",)))] == ["Orders"]
    new = NewRecord("company", (("name", "Haneul"), ("domains", "haneul.example")))
    receipt = file(make(), sample_filing(who, create=(new,)))
    assert [each.name for each in receipt.created] == ["Haneul"]
    assert {place(each) for each in receipt.records if each.record_type == "contact"} == {place(who)}
