"""Pages: what a pull brings is stored once, keeps its id, and leaves as the rules say."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.workspace.store.building import (
    ACCOUNT,
    ARCHIVE,
    CHANNEL,
    DIRECT,
    INBOX,
    KIM,
    SENT,
    START,
    TRASH,
    Store,
    chat,
    mail,
    subjects,
)  # fmt: skip
from workspace.connector.pages import Flags, Page
from workspace.model.ids import AccountId
from workspace.model.items import Attachment, Event
from workspace.model.kinds import Kind, Role
from workspace.store.rows import Coming
from workspace.store.writing.body import Body

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def test_a_page_and_its_cursor_are_stored_together(store: Store) -> None:
    assert store.pull(mail(1), mail(2), cursor="2").added == 2
    assert store.cache.where(ACCOUNT.account_id, INBOX)[0] == "2"
    store.pull(mail(3))
    assert store.cache.where(ACCOUNT.account_id, INBOX)[0] == "2"
    assert store.remote_ids() == {"1", "2", "3"}


def progress(store: Store) -> tuple[int, int | None]:
    (row,) = (row for row in store.reader.collections() if row.remote_id == INBOX.remote_id)
    return row.pulled, row.total


def test_a_pull_that_was_cut_goes_on_counting_to_the_same_end(store: Store) -> None:
    store.cache.apply_page(ACCOUNT, INBOX, Page(items=(mail(9), mail(8)), cursor="8", total=5))
    store.cache.apply_page(ACCOUNT, INBOX, Page(items=(mail(7), mail(6)), cursor="6", total=3))
    assert progress(store) == (4, 5)
    store.cache.begin_sweep(ACCOUNT.account_id, INBOX)
    store.cache.apply_page(ACCOUNT, INBOX, Page(items=(mail(9),), cursor="9", total=1))
    assert progress(store) == (1, 1)
    store.cache.finish_pull(ACCOUNT.account_id, INBOX)
    assert progress(store) == (1, None)


def test_an_account_has_the_mail_folders_that_its_service_told(store: Store) -> None:
    store.cache.apply_page(ACCOUNT, SENT, Page())
    store.cache.apply_page(ACCOUNT, CHANNEL, Page())
    owner = ACCOUNT.account_id
    assert [store.reader.has_folder(owner, role) for role in (Role.SENT, Role.DRAFTS)] == [True, False]
    assert not store.reader.has_folder(owner, Role.CHANNEL)
    assert not store.reader.has_folder(AccountId("another"), Role.SENT)


def test_a_page_seen_twice_changes_no_id_and_loses_no_body(store: Store) -> None:
    store.pull(mail(1, text="안녕하세요 계약서입니다", attachments=(Attachment("2", "a.pdf", "application/pdf", 5),)))
    before = store.key("1")
    stored = store.pull(mail(1, is_read=True, received_at=START + timedelta(days=9), message_id=None, size=0))
    after = store.key("1")
    assert (stored.added, stored.changed) == (0, 1)
    assert after.item_id == before.item_id
    assert after.received_at == before.received_at
    assert (after.is_read, before.is_read) == (True, False)
    assert (after.text, after.message_id, after.size) == (before.text, before.message_id, 1001)
    assert after.attachments == before.attachments
    assert after.filing_key == "<1@customer.example>"


def test_ids_sort_by_arrival_and_are_unique_within_a_millisecond(store: Store) -> None:
    same = [mail(n, received_at=START) for n in range(50)]
    store.pull(mail(100), *same)
    store.pull(*(mail(n, received_at=START) for n in range(50, 60)))
    ids = [item.item_id for item in store.reader.items(Kind.EMAIL, limit=100)]
    assert len(set(ids)) == 61
    assert ids == sorted(ids, reverse=True)
    assert store.key("100").item_id == max(ids)


def test_an_impossible_date_is_clamped(store: Store) -> None:
    store.pull(
        mail(1, received_at=datetime(1904, 1, 1, tzinfo=UTC)), mail(2, received_at=datetime(2999, 1, 1, tzinfo=UTC))
    )
    assert store.key("1").received_at == datetime(1970, 1, 1, tzinfo=UTC)
    assert store.key("2").received_at <= datetime.now(UTC) + timedelta(days=1)


def test_a_known_id_with_another_mail_does_not_show_the_old_body(store: Store) -> None:
    store.pull(mail(1, text="the old words"))
    store.pull(mail(1, message_id="<other@x>", subject="Something else"))
    item = store.key("1")
    assert (item.text, item.body_state, item.filing_key) == (None, "none", "<other@x>")
    assert store.reader.search("old") == []
    assert [found.subject for found in store.reader.search("something")] == ["Something else"]


def test_marks_change_alone(store: Store) -> None:
    store.pull(mail(1), mail(2))
    store.pull(flags=(Flags("1", is_read=True), Flags("2", is_flagged=True), Flags("unknown", is_read=True)))
    assert (store.key("1").is_read, store.key("1").is_flagged) == (True, False)
    assert (store.key("2").is_read, store.key("2").is_flagged) == (False, True)
    assert store.reader.unread("w1") == 1


def test_gone_is_gone_from_this_collection_only(store: Store) -> None:
    store.pull(mail(1))
    store.pull(mail(1), into=ARCHIVE)
    store.pull(gone=("1",))
    assert store.key("1").collections == ("Archive",)
    assert store.reader.threads(scope="w1") == []
    assert len(store.reader.threads(scope="w1", view="archive")) == 1


def test_a_mail_moved_on_the_server_keeps_its_id(store: Store) -> None:
    store.pull(mail(1, text="body"))
    before = store.key("1")
    store.pull(gone=("1",))
    assert store.reader.threads(scope="*", view="all") == []
    store.pull(mail(1, remote_id="A7"), into=ARCHIVE)
    after = store.key("A7")
    assert (after.item_id, after.text, after.collections) == (before.item_id, "body", ("Archive",))
    assert store.cache.sweep_orphans(ACCOUNT.account_id, TOMORROW) == 0


def test_a_mail_seen_in_its_new_mailbox_first_keeps_its_id(store: Store) -> None:
    store.pull(mail(1, text="body words"), mail(2))
    before = store.key("1")
    store.pull(mail(1, remote_id="A7", is_read=True, text="body words"), into=ARCHIVE)
    assert store.key("A7").item_id != before.item_id
    store.pull(gone=("1",))
    after = store.key("A7")
    assert (after.item_id, after.text, after.collections) == (before.item_id, "body words", ("Archive",))
    assert after.is_read
    assert store.cache.sweep_orphans(ACCOUNT.account_id, TOMORROW) == 0
    assert store.remote_ids(ARCHIVE) == {"A7"}
    assert len(store.reader.search("words")) == 1
    (found,) = (row for row in store.reader.threads(scope="*", view="all") if row.subject == before.subject)
    assert (found.item_count, found.last_item_id) == (1, before.item_id)
    assert subjects(store.reader.threads(scope="*", view="inbox")) == ["견적 요청 2"]


def test_a_move_ends_in_a_collection_that_is_read_anew(store: Store) -> None:
    store.pull(mail(1))
    before = store.key("1")
    store.cache.begin_sweep(ACCOUNT.account_id, ARCHIVE)
    store.pull(mail(1, remote_id="A7"), into=ARCHIVE)
    store.pull(gone=("1",))
    assert store.cache.end_sweep(ACCOUNT.account_id, ARCHIVE).gone == 0
    assert store.key("A7").item_id == before.item_id


def test_copies_are_items_of_their_own_while_they_are_there(store: Store) -> None:
    store.pull(mail(1), mail(1, remote_id="again"))
    store.pull(mail(1, remote_id="A7"), into=ARCHIVE)
    store.pull(mail(1, remote_id="T7"), into=TRASH)
    ids = {name: store.key(name).item_id for name in ("1", "again", "A7", "T7")}
    assert len(set(ids.values())) == 4
    store.pull(gone=("1", "again"))
    assert [store.key(name).item_id for name in ("A7", "T7")] == [ids["A7"], ids["T7"]]
    assert store.cache.sweep_orphans(ACCOUNT.account_id, TOMORROW) == 2


def test_what_i_wrote_to_myself_is_sent_and_received(store: Store) -> None:
    store.pull(mail(1, remote_id="S1"), into=SENT)
    store.pull(mail(1))
    received = store.key("1").item_id
    store.pull(gone=("S1",), into=SENT)
    assert store.key("1").item_id == received
    store.pull(mail(2))
    store.pull(mail(2, remote_id="S2"), into=SENT)
    sent = store.key("S2").item_id
    store.pull(gone=("2",))
    assert store.key("S2").item_id == sent


def test_another_size_is_another_mail(store: Store) -> None:
    store.pull(mail(1))
    before = store.key("1")
    store.pull(gone=("1",))
    store.pull(mail(1, remote_id="A7", size=5), into=ARCHIVE)
    assert store.key("A7").item_id != before.item_id


def test_an_item_without_a_home_lives_until_the_next_round(store: Store) -> None:
    store.pull(mail(1, text="vanishing words"), mail(2))
    store.pull(gone=("1",))
    assert store.cache.sweep_orphans(ACCOUNT.account_id, START) == 0
    assert store.cache.sweep_orphans(ACCOUNT.account_id, TOMORROW) == 1
    assert store.remote_ids() == {"2"}
    assert store.reader.search("vanishing") == []


def test_a_listing_removes_what_it_does_not_name(store: Store) -> None:
    store.pull(*map(mail, range(30)))
    stored = store.pull(alive=frozenset(str(n) for n in range(20)))
    assert (stored.gone, stored.held) == (10, 0)
    assert store.remote_ids() == {str(n) for n in range(20)}


@pytest.mark.parametrize("left", [set(), {"3"}])
def test_losing_most_of_a_collection_waits_for_a_second_listing(store: Store, left: set[str]) -> None:
    store.pull(*map(mail, range(30)))
    first = store.pull(alive=frozenset(left))
    assert (first.gone, first.held) == (0, 30 - len(left))
    assert store.pull(alive=frozenset(left)).gone == 0
    held = store.reader.collections()[0].held
    assert held is not None
    assert json.loads(held)["count"] == first.held
    assert len(store.remote_ids()) == 30
    assert store.pull(alive=frozenset(left), insist=True).gone == 30 - len(left)
    assert store.reader.collections()[0].held is None


def test_a_second_listing_that_disagrees_deletes_nothing(store: Store) -> None:
    store.pull(*map(mail, range(30)))
    store.pull(alive=frozenset(), insist=True)
    assert store.pull(alive=frozenset({"1", "2"}), insist=True).held == 28
    assert store.pull(alive=frozenset(str(n) for n in range(30)), insist=True).held == 0
    assert store.pull(alive=frozenset(), insist=True).held == 30
    assert len(store.remote_ids()) == 30


def test_a_small_collection_may_empty_at_once(store: Store) -> None:
    store.pull(*map(mail, range(19)))
    assert store.pull(alive=frozenset()).gone == 19


def test_a_sweep_removes_what_the_new_pull_did_not_bring(store: Store) -> None:
    store.pull(*map(mail, range(5)), cursor="old")
    before = store.key("1")
    store.cache.begin_sweep(ACCOUNT.account_id, INBOX)
    assert store.cache.where(ACCOUNT.account_id, INBOX)[0] is None
    assert len(store.remote_ids()) == 5
    store.pull(mail(1, remote_id="v2/1"), mail(2), cursor="new")
    assert store.cache.where(ACCOUNT.account_id, INBOX)[1]
    assert store.cache.end_sweep(ACCOUNT.account_id, INBOX).gone == 3
    assert store.remote_ids() == {"v2/1", "2"}
    assert store.key("v2/1").item_id == before.item_id


def test_labels_are_collections(store: Store) -> None:
    store.pull(mail(1, labels=("Archive",)))
    assert set(store.key("1").collections) == {"INBOX", "Archive"}
    store.pull(mail(1, labels=("Archive",)), into=SENT)
    assert set(store.key("1").collections) == {"Sent", "Archive"}


def test_a_collection_that_is_not_discovered_any_more_goes_with_its_items(store: Store) -> None:
    store.pull(mail(1))
    store.pull(*map(mail, range(2, 40)), into=ARCHIVE)
    store.pull(chat(1, "hello"), into=CHANNEL)
    assert set(store.cache.discover(ACCOUNT, [INBOX])) == {"Archive", "Sent", "Trash", "C1", "D1"}
    assert [row.remote_id for row in store.reader.collections()] == ["INBOX"]
    assert store.reader.items(Kind.CHAT) == []
    assert store.reader.search("견적") == [store.reader.search("견적")[0]]
    assert store.cache.sweep_orphans(ACCOUNT.account_id, TOMORROW) == 38
    assert len(store.reader.threads(scope="*", view="all")) == 1


def test_what_a_service_would_not_list_stays(store: Store) -> None:
    store.pull(mail(1), into=ARCHIVE)
    store.pull(chat(1, "hello"), into=CHANNEL)
    assert set(store.cache.discover(ACCOUNT, [INBOX], {(Kind.EMAIL, None)})) == {"C1", "D1"}
    assert store.key("1").collections == ("Archive",)


def test_a_mail_without_message_id_is_known_by_what_it_says(store: Store) -> None:
    nameless = {"message_id": None, "sent_at": START}
    store.pull(
        mail(1, **nameless, subject="Same"), mail(2, **nameless, subject="Same"), mail(3, **nameless, subject="Same")
    )
    store.cache.store_bodies(
        [(store.key("1").item_id, Body("one  text\r\n")), (store.key("2").item_id, Body("one text"))]
    )
    store.cache.store_bodies([(store.key("3").item_id, Body("another text"))])
    keys = [store.key(n).filing_key for n in "123"]
    assert keys[0] == keys[1] != keys[2]
    assert len(keys[0] or "") == 64


def test_what_killed_the_parser_is_not_parsed_again(store: Store) -> None:
    store.pull(mail(1), mail(2))
    one, two = store.key("1").item_id, store.key("2").item_id
    assert [ref.remote_id for _, ref in store.cache.bodiless(ACCOUNT.account_id)] == ["2", "1"]
    store.cache.begin_parsing([one, two])
    assert store.cache.unparsed() == [one, two]
    store.cache.store_bodies([(two, Body("fine"))])
    assert store.cache.unparsed() == []
    assert (store.key("1").body_state, store.key("2").body_state) == ("broken", "here")
    assert store.cache.bodiless(ACCOUNT.account_id) == []
    assert [found.key.remote_id for found in store.reader.search("견적")] == ["2", "1"]


def test_events_keep_their_fields_and_are_found_by_time(store: Store) -> None:
    calendar = INBOX.__class__("cal", "Calendar", Kind.EVENT, INBOX.role.CALENDAR)
    event = Event("e1", "uid-1", "계약 회의", START, START + timedelta(hours=3), tzid="Asia/Seoul", organizer=KIM)
    store.pull(event, into=calendar)
    found = store.reader.events("w1", START + timedelta(hours=1), START + timedelta(hours=2))
    assert [(row.subject, row.detail["tzid"], row.filing_key) for row in found] == [
        ("계약 회의", "Asia/Seoul", "uid-1")
    ]
    assert store.reader.events("w1", START + timedelta(hours=4), START + timedelta(hours=5)) == []
    assert store.reader.events("elsewhere", START, START + timedelta(hours=2)) == []


def test_clearing_an_account_leaves_nothing_of_it(store: Store) -> None:
    store.pull(*(mail(n, text="words") for n in range(3)), mail(9, references=("<1@customer.example>",)))
    store.pull(chat(1, "hi"), into=DIRECT)
    store.cache.add_attachment(store.key("1").item_id, "2", [b"x" * 3_000_000])
    store.cache.mirror_accounts([], {})
    for table in ("item", "thread", "thread_place", "collection", "item_collection", "body", "attachment_chunk",
                  "attachment", "message_ref", "thread_alias", "item_address", "account_workplace"):  # fmt: skip
        assert store.reader._files.cache(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert store.reader.search("words") == []


def test_every_commit_is_one_change(store: Store) -> None:
    last = store.reader.last_change()
    store.pull(mail(1), mail(2))
    assert [row[1:3] for row in store.reader.changes_since(last)] == [("email", "mail")]


def test_an_account_says_what_it_brings_and_how_far_its_first_sync_is(store: Store) -> None:
    own = ACCOUNT.account_id
    assert store.reader.is_brought(Kind.CHAT)
    assert not store.reader.is_brought(Kind.EVENT)
    assert own in store.reader.accounts_without(Kind.EVENT)
    assert not store.reader.accounts_without(Kind.EMAIL) | store.reader.accounts_without(Kind.CHAT)
    store.cache.apply_page(ACCOUNT, INBOX, Page(items=(mail(9), mail(8)), cursor="8", total=5))
    (inbox,) = (row.collection_id for row in store.reader.collections() if row.remote_id == INBOX.remote_id)
    assert store.reader.coming([own]) == store.reader.coming([own], inbox) == Coming(2, 5)
    store.cache.finish_pull(ACCOUNT.account_id, INBOX)
    assert store.reader.coming([own], inbox) is None
    assert store.reader.coming([own]) == Coming(2, 2), "the other folders were never pulled"
    assert store.reader.coming([]) == Coming(0, 0)
