"""What each search operator finds, with pending actions seen at once, and people and records by their names."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.workspace.store.building import ACCOUNT, ARCHIVE, CHANNEL, INBOX, ME, SENT, START, TRASH, Store, chat, mail
from tests.workspace.store.test_pending import act, filing
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.model.items import Address, Attachment, Collection, Record
from workspace.model.kinds import Kind, RecordType, Role, Verb
from workspace.store.writing.filed_marks import FiledMark

ANN, UMIT = Address("Ann Lee", "ann@norrland.example"), Address("Ümit Öz", "umit@oz.example")
CRM = Account(AccountId("crm"), "hubspot", "HubSpot EMEA", {}, None, "", ())


@pytest.fixture
def filled(store: Store) -> Store:
    pdf = (Attachment("2", "offer.PDF", "application/octet-stream", 10),)
    photo = (Attachment("2", "a", "image/png", 10), Attachment("3", "b", "image/png", 5, "c", is_inline=True))
    store.user.add_account(ACCOUNT)
    store.user.add_account(CRM)
    store.pull(
        mail(1, is_read=True, text="order one"),
        mail(2, from_=(ANN,), to=(UMIT, ME), text="order two", attachments=pdf),
        mail(3, from_=(UMIT,), to=(ANN,), is_flagged=True, attachments=photo),
        mail(4, received_at=datetime(2024, 2, 29, 12, tzinfo=UTC), is_read=True, text="order four"),
    )
    store.pull(mail(5, from_=(ME,), to=(ANN,), is_sent=True, is_read=True), into=SENT)
    store.pull(mail(6, is_read=True, text="order six"), into=ARCHIVE)
    store.pull(chat(7, "order seven"), into=CHANNEL)
    mark = FiledMark("<1@customer.example>", "crm", "done", 1, "r1", "Minsu Kim")
    store.cache.mirror_filed([mark, FiledMark("<2@customer.example>", "crm", "failed", 1)])
    return store


def found(store: Store, query: str, scope: str = "*") -> list[str]:
    return sorted(hit.key.remote_id for hit in store.reader.search(query, scope))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("from:ann", ["2"]),
        ("from:norrland.example", ["2"]),
        ('from:"ann lee" order', ["2"]),
        ("from:ümit", ["3"]),
        ("from:umit", ["3"]),
        ("to:UMIT", ["2"]),
        ("from:annümit", []),
        ("from:김민수 order", ["1", "4", "6", "m7"]),
        ("from:me", ["5"]),
        ("to:ann", ["3", "5"]),
        ("to:Ümit", ["2"]),
        ("to:me is:unread", ["2"]),
        ("-from:김민수", ["2", "3", "5"]),
        ("from:ann from:umit", []),
        ("subject:견적 is:starred", ["3"]),
        ('제목:"요청 4"', ["4"]),
        ('subject:"4 요청"', []),
        ("subject:order", []),
        ("subject:요청 -subject:견적", []),
        ("-subject:견적", ["m7"]),
        ("in:archive", ["6"]),
        ("in:받은편지함 order", ["1", "2", "4"]),
        ("in:sales", ["m7"]),
        ("in:#sales order", ["m7"]),
        ("-in:inbox", ["5", "6", "m7"]),
        ("has:attachment", ["2", "3"]),
        ("has:pdf", ["2"]),
        ("has:image", ["3"]),
        ("-has:file order", ["1", "4", "6", "m7"]),
        ("is:starred", ["3"]),
        ("is:sent", ["5"]),
        ("is:chat", ["m7"]),
        ("-is:read -is:chat", ["2", "3"]),
        ("before:2025", ["4"]),
        ("after:2024-02-28 before:2024-03", ["4"]),
        ("order -before:2025 in:inbox", ["1", "2"]),
        ("after:9999", []),
        ("filed:yes", ["1"]),
        ("filed:failed", ["2"]),
        ("filed:emea", ["1"]),
        ("filed:minsu", ["1"]),
        ("filed:no order", ["2", "4", "6", "m7"]),
        ("-filed:yes from:me", ["5"]),
        ("order from:", ["1", "2", "4", "6", "m7"]),
        ("from:", []),
        ("order is:odd", []),
        ("in:nowhere", []),
        ("from:%", []),
        ("from:_nn", []),
    ],
)
def test_an_operator_finds_what_fits(filled: Store, query: str, ids: list[str]) -> None:
    assert found(filled, query) == ids


def test_a_folder_that_nobody_has_is_said(filled: Store) -> None:
    told = [(t.key, t.operator, t.value) for t in filled.reader.search_troubles("in:nowhere has:fun order")]
    assert told == [("choice", "has", "fun"), ("folder", "in", "nowhere")]
    assert filled.reader.search_troubles("in:inbox order") == []


def test_a_scope_holds_for_operators_too(filled: Store) -> None:
    assert found(filled, "from:ann", "w1") == ["2"]
    assert found(filled, "from:ann", "elsewhere") == found(filled, "is:starred", "elsewhere") == []


def test_what_is_pending_is_found_as_it_will_be(filled: Store) -> None:
    for action in (act(filled, "2", Verb.READ), act(filled, "2", Verb.STAR), act(filled, "1", Verb.ARCHIVE)):
        filled.user.queue(action, undo_seconds=10)
    filled.user.queue(filing(filled, "3"), undo_seconds=10)
    assert found(filled, "is:starred") == ["2", "3"]
    assert found(filled, "is:unread is:mail") == ["3"]
    assert "1" not in found(filled, "in:inbox")
    assert "1" in found(filled, "in:archive")
    assert found(filled, "filed:queued") == ["3"]
    assert "3" not in found(filled, "filed:no")


def test_words_around_a_hit_are_those_of_the_words_alone(filled: Store) -> None:
    (hit,) = filled.reader.search("from:ann two")
    assert filled.reader.hit_texts([hit.item_id], "from:ann two") == {hit.item_id: "order two"}


def test_people_are_found_by_parts_of_name_or_address(filled: Store) -> None:
    reader = filled.reader
    assert reader.people("lee") == reader.people("ann lee") == reader.people("norrland") == [ANN]
    assert reader.people("ümit") == [UMIT]
    assert reader.people("lee", "elsewhere") == []
    assert reader.people('"') == reader.people("") == []


def test_letters_without_marks_find_those_with_marks_and_the_other_way_round(store: Store) -> None:
    muller = Address("Jörg Müller", "joerg@werk.example")
    store.pull(mail(1, from_=(muller,), text="Das Wörterbuch liegt bei."), mail(2, text="김치 주문"))
    names = ("Müller Söhne", "Muller Ltd", "김한솔")
    pulled = (Record(f"c{n}", RecordType.COMPANY, name) for n, name in enumerate(names))
    store.pull(*pulled, into=Collection("r", "Records", Kind.RECORD, Role.RECORDS))
    reader = store.reader
    assert reader.people("muller") == reader.people("MÜLLER") == reader.people("jorg mull") == [muller]
    for typed in ("muller", "müller", "MÜL"):
        assert {row.name for row in reader.records_named(typed)} == {"Müller Söhne", "Muller Ltd"}
    assert [row.name for row in reader.records_named("김한")] == ["김한솔"]
    assert reader.records_named("긴한") == []
    (hit,) = reader.search("worterbuch")
    assert reader.hit_texts([hit.item_id], "worterbuch")[hit.item_id].startswith("Das Wörterbuch")
    assert [each.key.remote_id for each in reader.search("김치")] == ["2"]


def test_the_next_page_begins_below_an_item(filled: Store) -> None:
    for query in ("order", "is:mail", "has:attachment", "from:ann", "order -is:draft"):
        whole = filled.reader.search(query)
        paged, before = filled.reader.search_page(query, "*", 1)
        while before is not None:
            page, before = filled.reader.search_page(query, "*", 1, before)
            paged += page
        assert paged == whole, query


def test_records_whose_name_begins_with_the_words_come_first(store: Store) -> None:
    records = Collection("r", "Records", Kind.RECORD, Role.RECORDS)
    store.pull(
        Record("d1", RecordType.DEAL, "Renewal Kim", is_open=False),
        Record("c1", RecordType.CONTACT, "Kim Minsu", emails=("minsu@customer.example",)),
        Record("c2", RecordType.CONTACT, "Hakim Ali", emails=("ali@x.example",)),
        into=records,
    )
    names = [row.name for row in store.reader.records_named("kim")]
    assert names == ["Kim Minsu", "Renewal Kim", "Hakim Ali"]
    assert [row.name for row in store.reader.records_named("customer.ex", "mail")] == ["Kim Minsu"]
    assert store.reader.records_named("kim", "elsewhere") == store.reader.records_named("%") == []


def test_a_date_is_that_of_this_computer(store: Store) -> None:
    here = START.astimezone().replace(hour=0, minute=0, second=0)
    store.pull(mail(1, received_at=here), mail(2, received_at=here - timedelta(seconds=1)))
    assert found(store, f"after:{here:%Y-%m-%d}") == ["1"]
    assert found(store, f"before:{here:%Y-%m-%d}") == ["2"]


def test_coverage_says_since_when_and_who_is_not_done(store: Store) -> None:
    assert store.reader.coverage_of("w1").indexing == 1  # its first sync is not over
    store.pull(mail(1), mail(2), mail(3, text="here"))
    for collection in (INBOX, ARCHIVE, SENT, TRASH):
        store.cache.finish_pull(ACCOUNT.account_id, collection)
    covered = store.reader.coverage_of("w1")
    assert (covered.since, covered.indexing, covered.accounts) == (START + timedelta(minutes=2), 1, 1)
    assert store.reader.coverage_of("elsewhere").accounts == 0
    store.pull(mail(1, text="here"), mail(2, text="here"))
    assert (store.reader.coverage_of("*").since, store.reader.coverage_of("*").indexing) == (None, 0)


def test_a_mail_that_just_came_does_not_count_as_missing(store: Store) -> None:
    store.pull(mail(1, received_at=datetime.now(UTC)))
    for collection in (INBOX, ARCHIVE, SENT, TRASH):
        store.cache.finish_pull(ACCOUNT.account_id, collection)
    assert store.reader.coverage_of("w1").indexing == 0


def test_a_search_is_kept_once_a_name_and_comes_back_where_it_was(store: Store) -> None:
    first = store.user.save_search("w1", "Late", "is:unread before:2w")
    store.user.save_search("w2", "Elsewhere", "x")
    everywhere = store.user.save_search("*", "All", "y")
    second = store.user.save_search("w1", "Late", "is:unread before:3w")
    assert store.user.saved_searches("w1") == [everywhere, second]
    assert store.user.remove_search(everywhere.search_id)
    assert not store.user.remove_search(first.search_id)
    assert store.user.restore_search(everywhere)
    assert store.user.saved_searches("w1") == [everywhere, second]
