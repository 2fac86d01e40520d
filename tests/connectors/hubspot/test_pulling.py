"""Pulls: windows of a search, pulls that are cut off, what was put away or merged, parents, rights and odd objects."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from connectors.hubspot import pulling
from connectors.hubspot.connector import HubSpot
from tests.fakes.hubspot import Fault, HubSpotPortal
from workspace.connector.errors import CursorExpired, Transient
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind

Make = Callable[..., HubSpot]


def pulled(connector: HubSpot, name: str = "contacts", cursor: str | None = None) -> tuple[list[Page], str | None]:
    """The pages, and the cursor after them."""
    pages = list(connector.pull(Collection(RemoteId(name), name, Kind.RECORD), cursor))
    return pages, next((page.cursor for page in reversed(pages) if page.cursor), cursor)


def records(pages: Sequence[Page]) -> list[Record]:
    return [each for page in pages for each in page.items if isinstance(each, Record)]


def names(pages: Sequence[Page]) -> list[str]:
    return [each.name for each in records(pages)]


def gone(pages: Sequence[Page]) -> set[str]:
    return {each for page in pages for each in page.gone}


def fill(portal: HubSpotPortal, count: int) -> list[str]:
    return [portal.add("contacts", firstname=f"n{n}") for n in range(count)]


def test_a_window_of_more_than_a_search_gives_moves_on(portal: HubSpotPortal, make: Make) -> None:
    portal.most = 6
    connector = make()
    connector.search_most = 6
    fill(portal, 1)
    _, cursor = pulled(connector)
    fill(portal, 20)
    pages, _ = pulled(connector, cursor=cursor)
    assert set(names(pages)) == {f"n{n}" for n in range(20)}
    assert not any(page.alive for page in pages), "everything was listed again"


def test_more_changes_in_one_moment_than_a_search_gives_are_compared(portal: HubSpotPortal, make: Make) -> None:
    portal.most = 6
    connector = make()
    connector.search_most = 6
    fill(portal, 1)
    _, cursor = pulled(connector)
    moment = portal.tick()
    for each in fill(portal, 12):
        portal.things["contacts"][each].updated = moment
    pages, _ = pulled(connector, cursor=cursor)
    assert set(names(pages)) == {f"n{n}" for n in range(12)}
    assert any(page.alive is not None for page in pages)


@pytest.mark.parametrize("is_sorted", [True, False])
def test_a_pull_that_is_cut_off_goes_on_without_a_gap(is_sorted: bool, portal: HubSpotPortal, make: Make) -> None:
    portal.sorts = is_sorted
    fill(portal, 1)
    _, cursor = pulled(make())
    everything = fill(portal, 9)
    for n, each in enumerate(reversed(everything)):
        portal.things["contacts"][each].updated = portal.tick() + timedelta(minutes=10 * n)
    pages = make().pull(Collection(RemoteId("contacts"), "contacts", Kind.RECORD), cursor)
    first = next(iter(pages))
    portal.faults["search contacts"].append(Fault(500))
    with pytest.raises(Transient):
        list(pages)
    again, _ = pulled(make(), cursor=first.cursor)
    assert {f"n{n}" for n in range(9)} <= set(names([first, *again]))


def test_a_first_list_that_is_cut_off_goes_on_where_it_was(portal: HubSpotPortal, make: Make) -> None:
    fill(portal, 9)
    pages = make().pull(Collection(RemoteId("contacts"), "contacts", Kind.RECORD), None)
    first = next(iter(pages))
    portal.faults["GET contacts"].append(Fault(hangs_up=True))
    with pytest.raises(Transient):
        list(pages)
    again, cursor = pulled(make(), cursor=first.cursor)
    assert names([first, *again]) == [f"n{n}" for n in range(9)]
    assert cursor is not None
    assert json.loads(cursor)["after"] == ""


def test_a_computer_whose_clock_is_ahead_misses_nothing(portal: HubSpotPortal, make: Make) -> None:
    portal.behind = timedelta(minutes=30)
    fill(portal, 2)
    _, cursor = pulled(make())
    _, cursor = pulled(make(), cursor=cursor)
    portal.add("contacts", firstname="later")
    pages, _ = pulled(make(), cursor=cursor)
    assert "later" in names(pages)


def test_what_was_put_away_is_gone_at_most_every_half_hour(portal: HubSpotPortal, make: Make) -> None:
    one, two = fill(portal, 2)
    _, cursor = pulled(make())
    assert cursor is not None
    portal.archive("contacts", one)
    connector = make()
    connector.session.is_asked = False
    pages, _ = pulled(connector, cursor=cursor)
    assert gone(pages) == set()
    old = {**json.loads(cursor), "swept_at": (datetime.now(UTC) - pulling.GONE_EVERY).isoformat()}
    pages, _ = pulled(connector, cursor=json.dumps(old))
    assert gone(pages) == {f"contacts/{one}"}
    assert f"contacts/{two}" not in gone(pages)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_record_that_was_merged_into_another_is_gone(is_first: bool, portal: HubSpotPortal, make: Make) -> None:
    old, kept = fill(portal, 2)
    cursor = None if is_first else pulled(make())[1]
    portal.merge("contacts", old, kept)
    portal.change("contacts", kept, {"lastname": "Kept"})
    pages, _ = pulled(make(), cursor=cursor)
    assert gone(pages) == {f"contacts/{old}"}


@pytest.mark.parametrize("is_first", [True, False])
def test_deals_know_their_people_and_companies(is_first: bool, portal: HubSpotPortal, make: Make) -> None:
    who, where = portal.add("contacts", firstname="Kim"), portal.add("companies", name="Haneul")
    portal.add("deals", dealname="Old")
    cursor = None if is_first else pulled(make(), "deals")[1]
    deal = portal.add("deals", dealname="Order", dealstage="closedwon", amount="12.5", deal_currency_code="KRW")
    portal.link("deals", deal, "contacts", who)
    portal.link("deals", deal, "companies", where)
    (found,) = [each for each in records(pulled(make(), "deals", cursor)[0]) if each.name == "Order"]
    assert set(found.parent_ids) == {f"contacts/{who}", f"companies/{where}"}
    assert (found.stage, found.is_open, found.amount) == ("Won", False, "12.5 KRW")


def test_a_ticket_that_was_opened_again_is_open(portal: HubSpotPortal, make: Make) -> None:
    portal.add("tickets", subject="Again", hs_pipeline_stage="1", closed_date="2026-01-01T00:00:00Z")
    portal.add("tickets", subject="Over", hs_pipeline_stage="4")
    found = records(pulled(make(), "tickets")[0])
    assert {each.name: each.is_open for each in found} == {"Again": True, "Over": False}


def test_people_without_a_name_are_called_by_what_is_known(portal: HubSpotPortal, make: Make) -> None:
    portal.add("contacts", email="a@haneul.example")
    portal.add("contacts", phone="02-123-4567")
    bare = portal.add("contacts")
    assert names(pulled(make())[0]) == ["a@haneul.example", "02-123-4567", bare]


def test_records_of_a_kind_that_the_sign_in_may_not_write_say_so(portal: HubSpotPortal, make: Make) -> None:
    portal.scopes = ["crm.objects.contacts.write", "crm.objects.companies.read"]
    portal.add("contacts", firstname="Kim")
    portal.add("companies", name="Haneul")
    found = [*records(pulled(make())[0]), *records(pulled(make(), "companies")[0])]
    assert {each.name: each.can_write for each in found} == {"Kim": True, "Haneul": False}


def test_a_cursor_of_another_portal_is_of_no_use(portal: HubSpotPortal, make: Make) -> None:
    _, cursor = pulled(make())
    portal.portal += 1
    for wrong in (cursor, "{}", "[", "null"):
        with pytest.raises(CursorExpired):
            pulled(make(), cursor=wrong)
