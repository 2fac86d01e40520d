"""Search: two Korean syllables, words in any part, newest first, within a workplace."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.workspace.store.building import ACCOUNT, KIM, Store, mail
from workspace.model.accounts import Account
from workspace.model.items import Address, Attachment, Collection, Contact, Record
from workspace.model.kinds import Kind, RecordType, Role
from workspace.store.reading.connections import Stopped
from workspace.store.writing.body import Body

TEXT = "안녕하세요. 첨부한 계약서를 검토해 주세요. The quarterly invoice is attached."


def found(store: Store, query: str, scope: str = "*") -> list[str]:
    return [item.key.remote_id for item in store.reader.search(query, scope)]


@pytest.mark.parametrize(
    "query",
    [
        "계약",
        "계약서",
        "검토",
        "계약 검토",
        "invoice",
        "INVO",
        '"quarterly invoice"',
        "김민수 계약",
        "minsu@customer.example",
    ],
)
def test_a_word_is_found_however_it_is_asked(store: Store, query: str) -> None:
    store.pull(
        mail(1, text=TEXT, subject="Hello"), mail(2, text="무관한 글", subject="Else", from_=(Address("Lee", "lee@x"),))
    )
    assert found(store, query) == ["1"]


@pytest.mark.parametrize("query", ["", '"', "계약 없음", "약계", "AND OR NOT", "*", "a" * 500])
def test_what_is_not_there_is_not_found(store: Store, query: str) -> None:
    store.pull(mail(1, text=TEXT, subject="Hello"))
    assert found(store, query) == []


def test_headers_are_found_before_the_body_and_everything_after(store: Store) -> None:
    store.pull(mail(1), mail(2))
    assert found(store, "견적") == ["2", "1"]
    assert found(store, "김민수") == ["2", "1"]
    assert store.reader.coverage() == (0, 2)
    store.cache.store_bodies([(store.key("1").item_id, Body(TEXT))])
    assert found(store, "견적 계약") == ["1"]
    assert found(store, "견적") == ["2", "1"]
    assert store.reader.coverage() == (1, 2)


def test_newest_comes_first_and_the_words_around_the_hit_are_shown(store: Store) -> None:
    store.pull(*(mail(n, text=f"{'words ' * 200} needle number {n}") for n in range(60)))
    hits = store.reader.search("needle", limit=5)
    assert [hit.key.remote_id for hit in hits] == ["59", "58", "57", "56", "55"]
    texts = store.reader.hit_texts([hit.item_id for hit in hits[:2]], "Needle")
    assert [text.partition("needle ")[2] for text in texts.values()] == ["number 58", "number 59"]
    items = store.reader.found_items("needle", limit=5)
    assert [item.item_id for item in items] == [hit.item_id for hit in hits]
    assert "needle number 59" in items[0].snippet
    assert items[0].text is None


def test_a_hit_in_the_subject_alone_keeps_the_first_words(store: Store) -> None:
    store.pull(mail(1, subject="Needle", text="Nothing of it here"))
    (hit,) = store.reader.search("needle")
    assert hit.snippet == "Nothing of it here"
    assert store.reader.hit_texts([hit.item_id], "needle") == {}
    assert store.reader.found_items("needle")[0].snippet == "Nothing of it here"


def test_a_hit_counts_what_is_attached_but_not_what_is_in_the_text(store: Store) -> None:
    parts = (
        Attachment("2", "a.pdf", "application/pdf", 10),
        Attachment("3", "logo.png", "image/png", 5, "c", is_inline=True),
    )
    store.pull(mail(1, text="needle", attachments=parts))
    assert [hit.attachment_count for hit in store.reader.search("needle")] == [1]


def test_a_workplace_finds_its_own(store: Store) -> None:
    other = Account("other", "imap", "Other", {}, None, "", ())
    store.cache.mirror_accounts([ACCOUNT, other], {"w1": ["mail"], "w2": ["other"]})
    store.pull(mail(1, text="shared word"))
    store.account = other
    store.pull(mail(2, text="shared word"))
    assert (found(store, "shared", "w1"), found(store, "shared", "w2"), found(store, "shared", "other")) == (
        ["1"],
        ["2"],
        ["2"],
    )
    assert found(store, "shared", "nowhere") == []


def test_an_edited_text_is_found_by_its_new_words_only(store: Store) -> None:
    store.pull(mail(1, text="before"))
    store.pull(mail(1, text="afterwards"))
    assert (found(store, "before"), found(store, "afterwards")) == ([], ["1"])


def test_contacts_and_records_are_found_too(store: Store) -> None:
    store.pull(
        Contact("p1", "박지성", ("ji@x.example",)), into=Collection("book", "Book", Kind.CONTACT, Role.ADDRESS_BOOK)
    )
    records = Collection("r", "Contacts", Kind.RECORD, Role.RECORDS)
    store.pull(Record("c1", RecordType.CONTACT, "김민수 과장", emails=(KIM.email,), parent_ids=("co",)), into=records)
    assert found(store, "지성") == ["p1"]
    assert found(store, "과장") == ["c1"]
    reader = store.reader
    assert [row.name for row in reader.records_by_email([KIM.email.upper()])] == ["김민수 과장"]
    assert [row.name for row in reader.find_records("민수")] == ["김민수 과장"]
    assert [row.name for row in reader.find_records("CUSTOMER.ex")] == ["김민수 과장"]
    assert reader.find_records("%") == []
    assert reader.find_records("민수", scope=ACCOUNT.account_id) == reader.find_records("민수")
    assert reader.find_records("민수", scope="another") == []
    assert [row.remote_id for row in reader.records_by_parent(ACCOUNT.account_id, ["co"])] == ["c1"]
    store.pull(into=records, gone=("c1",))
    assert reader.records() == []


def test_addresses_met_last_come_first_with_the_name_they_wrote(store: Store) -> None:
    people = [Address("Ann Lee", "ann@x.example"), Address("", "andy@x.example"), Address("Bo", "bo@x.example")]
    store.pull(*(mail(n, from_=(person,)) for n, person in enumerate((*people, people[0]))))
    assert store.reader.addresses("AN") == [people[0], people[1]]
    assert store.reader.addresses("an", limit=1) == [people[0]]
    assert store.reader.addresses("zz") == []


def test_who_waits_for_an_answer_that_nobody_wants_is_told(store: Store) -> None:
    endless = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"
    other = store.reader.another()
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(other._files.cache, endless)
        while not asked.done():
            other.stop()
        with pytest.raises(Stopped):
            asked.result()
    store.pull(mail(1, text="order"))
    assert len(other.search("order")) == 1
    other.close()
