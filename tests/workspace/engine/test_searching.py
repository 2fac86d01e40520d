"""Search at the service: what it finds is stored where it lies, once, with its text, and named in the answer."""

from datetime import UTC, datetime

import pytest

from connectors.demo.service import DemoService
from tests.workspace.engine.conftest import Bench
from workspace.connector.contract_remote import sample_mail
from workspace.connector.pages import Search
from workspace.engine.searching import asked
from workspace.mail.query import parse_query
from workspace.model.ids import AccountId

AT = datetime(2024, 5, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def mail(bench: Bench) -> tuple[AccountId, DemoService]:
    account_id, service = bench.account()
    bench.steps()
    return account_id, service


def deliver(service: DemoService, title: str, collection: str = "archive") -> None:
    service.add_raw(collection, sample_mail(title, AT), AT)


def test_what_the_service_finds_is_here_with_its_text_and_not_doubled_by_the_next_pull(
    bench: Bench, mail: tuple[AccountId, DemoService]
) -> None:
    account_id, service = mail
    deliver(service, "walnut table")
    deliver(service, "oak table")
    assert bench.reader.search("walnut") == []
    found = bench.answer("search_server", account_id=account_id, query="walnut")
    (hit,) = bench.reader.search("walnut text")
    assert found.payload == {"found": [hit.item_id], "count": 1, "is_whole": True}
    assert bench.reader.search("oak") == []
    bench.steps(600)
    assert [each.item_id for each in bench.reader.search("walnut")] == [hit.item_id]
    assert len(bench.reader.search("table")) == 2
    again = bench.answer("search_server", account_id=account_id, query="walnut is:unread")
    assert again.payload == {"found": [hit.item_id], "count": 1, "is_whole": False}


def test_a_service_that_is_away_says_so_and_nothing_to_look_for_is_refused(
    bench: Bench, mail: tuple[AccountId, DemoService]
) -> None:
    account_id, service = mail
    assert bench.answer("search_server", account_id=account_id, query="is:unread").error_key == "refused"
    service.cut_network()
    assert bench.answer("search_server", account_id=account_id, query="walnut").error_key == "unreachable"


def test_a_search_that_is_withdrawn_stores_nothing_more(bench: Bench, mail: tuple[AccountId, DemoService]) -> None:
    account_id, service = mail
    deliver(service, "walnut table")
    questions = bench.engine.questions
    duty = bench.engine.duties[account_id]
    told: list[object] = []
    payload = questions._searching.search(
        duty.account, duty.manifest, duty.collections, "walnut", lambda: False, told.append
    )
    assert (payload["count"], told, bench.reader.search("walnut")) == (0, [], [])


def test_a_service_is_asked_for_words_people_and_time() -> None:
    query = parse_query(
        'order "final offer" from:kim to:ann subject:"new seats" -subject:old -from:bo from:me is:unread'
        " after:2026-01 before:2026-02",
        NOW,
    )
    span = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    assert asked(query) == Search(("order", "final offer"), ("kim",), ("ann",), ("new seats",), *span)
    assert asked(parse_query("is:unread in:inbox", NOW)).is_empty
