"""Snoozed, muted and pinned conversations: one picture in every place and count, at once and for good."""

import pytest

from tests.workspace.store.building import (
    ACCOUNT,
    CHANNEL,
    DIRECT,
    KEY,
    ME,
    SENT,
    START,
    Store,
    chat,
    mail,
)  # fmt: skip
from workspace.model.ids import ThreadId
from workspace.store.mark_rows import MarkRow, changed
from workspace.store.open import open_writer
from workspace.store.rows import ThreadRow
from workspace.store.standing import DONE, Mark
from workspace.store.times import from_ms, now_ms, to_ms
from workspace.store.writer import CacheWriter

HOUR = 3_600_000
VIEWS = ("inbox", "snoozed", "pinned", "chats", "all")


def mark(store: Store, thread_id: ThreadId, **changes: object) -> None:
    """As the window does it."""
    rows, seen_at = store.reader.thread_marks(thread_id)
    is_in_inbox = "inbox" in store.reader.views_of(thread_id)
    store.user.mark(changed(rows, seen_at, is_in_inbox=is_in_inbox, **changes))


def mirror(store: Store) -> None:
    """As the engine does it."""
    store.cache.mirror_marks(store.user.marks())


def picture(store: Store) -> list[object]:
    """The six places that show a state or a number: each list, sidebar, rail, title, tabs and accounts."""
    lists = [(row.subject, row.is_unread, row.is_pinned, row.is_muted) for row in rows(store)]
    counts = store.reader.unread_counts()
    return [lists, counts.get("w1"), counts.get("mail"), counts.get("*"), store.reader.tab_counts("w1"),
        store.reader.unread("w1")]  # fmt: skip


def rows(store: Store, *views: str) -> list[ThreadRow]:
    return [row for view in views or VIEWS for row in store.reader.threads(scope="w1", view=view)]


def titles(store: Store, view: str = "inbox") -> list[str]:
    return [row.subject for row in rows(store, view)]


def thread(store: Store, remote_id: str) -> ThreadId:
    found = store.key(remote_id).thread_id
    assert found is not None
    return found


@pytest.fixture
def three(store: Store) -> Store:
    store.pull(mail(1, subject="one"), mail(2, subject="two"), mail(3, subject="three"))
    store.pull(chat(4, "hi", is_read=False), into=DIRECT)
    return store


@pytest.mark.parametrize(
    "changes",
    [{"snoozed_until": 1 << 41}, {"is_muted": True}, {"is_pinned": True}, {"is_pinned": True, "is_muted": True}],
)
def test_a_mark_shows_at_once_what_the_cache_shows_afterwards(three: Store, changes: dict[str, object]) -> None:
    before = picture(three)
    for remote_id in ("2", "3"):
        mark(three, thread(three, remote_id), **changes)
    seen = picture(three)
    assert seen != before
    mirror(three)
    assert picture(three) == seen
    for remote_id in ("2", "3"):
        mark(three, thread(three, remote_id), snoozed_until=None, is_muted=False, is_pinned=False)
    assert picture(three) == before
    mirror(three)
    assert picture(three) == before


def test_what_is_snoozed_leaves_the_inbox_and_every_count_until_its_time(three: Store) -> None:
    until = now_ms() + HOUR
    mark(three, thread(three, "2"), snoozed_until=until)
    mirror(three)
    assert titles(three) == ["Kim", "three", "one"]
    (row,) = rows(three, "snoozed")
    assert row.snoozed_until == from_ms(until)
    assert three.reader.unread_counts()["w1"]["inbox"] == three.reader.unread("w1") == 3
    assert three.reader.tab_counts("w1") == {"other": 3}
    assert three.reader.next_waking() == until


def test_what_returns_stands_on_top_and_counts_again(three: Store) -> None:
    clock = [now_ms()]
    three.cache.close()
    three.cache = CacheWriter(open_writer(three.home.cache_db, KEY), lambda: clock[0])
    until = clock[0] + HOUR
    for remote_id in ("1", "2"):
        mark(three, thread(three, remote_id), snoozed_until=until)
    mirror(three)
    three.cache.wake()
    assert titles(three) == ["Kim", "three"]
    clock[0] = until
    three.cache.wake()
    # Of two that return at one moment either may stand first.
    second = titles(three)[1]
    assert sorted(titles(three)[:2]) == ["one", "two"]
    assert titles(three)[2:] == ["Kim", "three"]
    assert [row.returned_at is not None for row in rows(three, "inbox")] == [True, True, False, False]
    assert three.reader.unread("w1") == 4
    assert three.reader.next_waking() is None
    first = three.reader.threads(scope="w1", limit=1)
    assert [r.subject for r in three.reader.threads(scope="w1", before=first[0].order)] == [second, "Kim", "three"]


def test_a_new_mail_ends_the_snooze_and_an_own_reply_does_not(three: Store) -> None:
    mark(three, thread(three, "2"), snoozed_until=now_ms() + HOUR)
    mirror(three)
    three.pull(mail(8, references=("<2@customer.example>",), from_=(ME,)), into=SENT)
    assert titles(three, "snoozed") == ["견적 요청 8"]
    # It reached the server before the reply did, and is pulled late.
    three.pull(mail(7, references=("<2@customer.example>",), subject="news"))
    assert titles(three, "snoozed") == []
    assert titles(three)[0] == "견적 요청 8"


def test_marks_outlive_the_cache(three: Store) -> None:
    three.pull(mail(9, message_id=None, subject="nameless"), mail(10, thread_remote_id="t10", subject="gmail"))
    for remote_id in ("2", "9", "10"):
        mark(three, thread(three, remote_id), snoozed_until=now_ms() + HOUR)
    mark(three, thread(three, "3"), is_pinned=True)
    mark(three, thread(three, "1"), is_muted=True)
    mirror(three)
    before = picture(three)
    three.cache.clear_account(ACCOUNT.account_id)
    three.cache.mirror_accounts([ACCOUNT], {"w1": ["mail"]})
    assert rows(three) == []
    three.pull(mail(10, thread_remote_id="t10", subject="gmail"), mail(9, message_id=None, subject="nameless"))
    three.pull(mail(3, subject="three"), mail(2, subject="two"), mail(1, subject="one"))
    three.pull(chat(4, "hi", is_read=False), into=DIRECT)
    assert picture(three) == before
    assert len(titles(three, "snoozed")) == 3


def test_conversations_that_are_joined_keep_the_newer_mark(store: Store) -> None:
    store.pull(mail(5, references=("<2@customer.example>",)), mail(1))
    store.pull(mail(9, references=("<1@customer.example>",)))
    mark(store, thread(store, "5"), is_muted=True)
    mark(store, thread(store, "9"), snoozed_until=now_ms() + HOUR)
    mirror(store)
    store.pull(mail(2, references=("<1@customer.example>",)))
    assert [(row.is_muted, row.snoozed_until is None) for row in rows(store, "snoozed")] == [(False, False)]
    mark(store, thread(store, "9"), snoozed_until=None)
    mirror(store)
    assert (len(rows(store, "snoozed")), len(rows(store, "inbox"))) == (0, 1)


def test_pinned_rows_come_first_once_and_page_with_the_rest(store: Store) -> None:
    store.pull(*map(mail, range(12)))
    for n in (2, 5):
        mark(store, thread(store, str(n)), is_pinned=True)
    for _ in range(2):
        seen, page = [], store.reader.threads(scope="w1", limit=4)
        while page:
            seen += [row.subject.split()[-1] for row in page]
            page = store.reader.threads(scope="w1", before=page[-1].order, limit=4)
        assert seen == [str(n) for n in (5, 2, 11, 10, 9, 8, 7, 6, 4, 3, 1, 0)]
        mirror(store)
    mark(store, thread(store, "5"), snoozed_until=now_ms() + HOUR)
    assert [row.is_pinned for row in rows(store, "inbox")][:2] == [True, False]


def test_a_muted_conversation_does_not_count_and_is_not_lifted(three: Store) -> None:
    mark(three, thread(three, "2"), is_muted=True)
    mirror(three)
    three.pull(mail(9, references=("<2@customer.example>",), subject="two"))
    assert titles(three) == ["Kim", "three", "two", "one"]
    assert three.reader.unread("w1") == 3
    assert [row.is_unread for row in rows(three, "inbox")] == [True, True, False, True]


def test_chats_that_are_for_me_stand_in_the_inbox(store: Store) -> None:
    store.pull(chat(1, "@jane look", is_mention=True), chat(2, "chatter"), into=CHANNEL)
    store.pull(mail(3))
    store.pull(chat(4, "you there?"), into=DIRECT)
    assert titles(store) == ["Kim", "견적 요청 3", "#sales"]
    times = [row.last_at for row in rows(store, "inbox")]
    assert times == sorted(times, reverse=True)
    store.pull(*(chat(n, "chatter") for n in range(10, 50)), into=CHANNEL)
    assert titles(store) == ["Kim", "견적 요청 3"]
    assert titles(store, "chats") == ["#sales", "Kim"]


def test_an_unread_mention_keeps_its_channel_in_the_inbox(store: Store) -> None:
    store.pull(chat(1, "@jane look", is_mention=True, is_read=False), into=CHANNEL)
    store.pull(*(chat(n, "chatter") for n in range(10, 50)), into=CHANNEL)
    assert titles(store) == ["#sales"]
    counts = store.reader.unread_counts()["w1"]
    assert counts == {"inbox": 1, "chats": 1}
    assert store.reader.tab_counts("w1") == {"other": 1}


def test_a_chat_that_is_done_returns_with_the_next_message_for_me(store: Store) -> None:
    store.pull(chat(1, "hi"), into=DIRECT)
    (row,) = rows(store, "chats")
    mark(store, row.thread_id, snoozed_until=DONE)
    for step in (lambda: None, lambda: mirror(store), lambda: store.pull(chat(2, "mine", is_sent=True), into=DIRECT)):
        step()
        assert titles(store) == [] == titles(store, "snoozed")
        assert titles(store, "chats") == ["Kim"]
    store.pull(chat(3, "more", is_read=False), into=DIRECT)
    assert titles(store) == ["Kim"]
    assert store.reader.unread("w1") == 1


def test_marks_of_an_account_that_is_removed_are_forgotten(three: Store) -> None:
    three.user.add_account(ACCOUNT)
    mark(three, thread(three, "2"), is_pinned=True)
    assert three.user.marks() != []
    three.user.remove_account(ACCOUNT.account_id)
    assert three.user.marks() == []


def test_sweeping_forgets_marks_that_say_nothing(three: Store) -> None:
    old = MarkRow("mail", "email", "<1@customer.example>", Mark(now_ms() - 40 * 24 * HOUR, seen_at=to_ms(START)))
    kept = MarkRow("mail", "email", "<2@customer.example>", Mark(now_ms() - HOUR, seen_at=to_ms(START)))
    three.user.mark([old, kept])
    three.user.sweep(frozenset())
    assert three.user.marks() == [kept]


def test_pinning_what_a_new_mail_woke_does_not_snooze_it_again(three: Store) -> None:
    mark(three, thread(three, "2"), snoozed_until=now_ms() + HOUR)
    three.pull(mail(8, references=("<2@customer.example>",)))
    mark(three, thread(three, "2"), is_pinned=True)
    for _ in range(2):
        assert titles(three, "snoozed") == []
        assert next(row.is_pinned for row in rows(three, "inbox"))
        mirror(three)


def test_pinning_what_is_snoozed_leaves_it_so(three: Store) -> None:
    mark(three, thread(three, "2"), snoozed_until=now_ms() + HOUR)
    three.pull(mail(8, references=("<2@customer.example>",), from_=(ME,)), into=SENT)
    mark(three, thread(three, "2"), is_muted=True)
    assert len(rows(three, "snoozed")) == 1
