"""Chats: a channel is one conversation, read page by page, with what is answered under each message."""

import time
import uuid
from datetime import UTC, datetime

import pytest

from tests.workspace.store.building import ACCOUNT, CHANNEL, DIRECT, KIM, ME, Store, chat
from workspace.connector.pages import Page
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ActionId, ReceiptId, RemoteId
from workspace.model.items import Address, ItemKey
from workspace.model.kinds import ActionState, Kind, Verb
from workspace.store.rows import ChatRow, ItemRow, ThreadRow

PARK = Address("Mina Park", "mina@ours.example")


def only(store: Store) -> ThreadRow:
    [row] = store.reader.threads(scope="w1", view="chats")
    return row


def place(store: Store) -> ChatRow:
    found = store.reader.chat(only(store).thread_id)
    assert found is not None
    return found


def texts(items: list[ItemRow]) -> list[str | None]:
    return [item.text for item in items]


def queue(store: Store, verb: Verb, remote_id: str | None = None, **payload: object) -> Action:
    item = ItemKey(ACCOUNT.account_id, Kind.CHAT, RemoteId(remote_id)) if remote_id else None
    action_id = ActionId(uuid.uuid4().hex)
    action = Action(action_id, ACCOUNT.account_id, verb, payload, item, datetime.now(UTC))
    store.user.queue(action)
    return action


def test_a_channel_is_one_conversation_with_its_replies_beneath(store: Store) -> None:
    store.pull(
        chat(1, "top", thread_remote_id="m1"),
        chat(2, "answer", thread_remote_id="m1", from_=PARK),
        chat(3, "else"),
        chat(4, "late answer", thread_remote_id="m1", is_read=False),
        into=CHANNEL,
    )
    row = only(store)
    assert (row.subject, row.people, row.snippet, row.item_count) == ("#sales", "김민수, Mina Park", "late answer", 4)
    page = store.reader.chat_page(row.thread_id)
    assert texts(page) == ["top", "else"]
    counts = store.reader.reply_counts(row.account_id, [item.key.remote_id for item in page])
    assert {root: (each.count, each.unread) for root, each in counts.items()} == {"m1": (2, 1)}
    assert texts(store.reader.chat_replies(page[0].key)) == ["answer", "late answer"]
    assert texts(store.reader.chat_replies(page[0].key, limit=1)) == ["late answer"]
    assert store.reader.root_of(store.key("m4", Kind.CHAT).item_id) == page[0].item_id


def test_pages_go_back_by_key_and_on_from_a_message(store: Store) -> None:
    store.pull(*(chat(n, f"said {n}") for n in range(100)), into=CHANNEL)
    thread_id = only(store).thread_id
    newest = store.reader.chat_page(thread_id, limit=40)
    assert texts(newest) == [f"said {n}" for n in range(60, 100)]
    older = store.reader.chat_page(thread_id, newest[0].item_id, 40)
    assert texts(older) == [f"said {n}" for n in range(20, 60)]
    assert texts(store.reader.chat_from(thread_id, older[0].item_id, 3)) == ["said 20", "said 21", "said 22"]


def test_a_reply_whose_question_is_not_here_stands_by_itself(store: Store) -> None:
    store.pull(chat(2, "answer", thread_remote_id="m1"), into=CHANNEL)
    thread_id = only(store).thread_id
    assert texts(store.reader.chat_page(thread_id)) == ["answer"]
    store.pull(chat(1, "top"), into=CHANNEL)
    assert texts(store.reader.chat_page(thread_id)) == ["top"]
    store.pull(into=CHANNEL, gone=(RemoteId("m1"),))
    assert texts(store.reader.chat_page(thread_id)) == ["answer"]


def test_a_direct_conversation_is_named_after_the_other_side(store: Store) -> None:
    store.pull(chat(1, "hi"), chat(2, "hello", from_=ME, is_sent=True), into=DIRECT)
    row = only(store)
    assert (row.subject, row.from_email, row.snippet) == ("Kim", KIM.email, "hello")
    assert place(store).remote_id == "D1"
    assert list(store.reader.chat_people(row.thread_id)) == [KIM]


def test_where_the_news_begins_is_known_until_it_is_read(store: Store) -> None:
    store.pull(chat(1, "old"), *(chat(n, "new", is_read=False) for n in (2, 3)), into=CHANNEL)
    assert place(store).first_unread_id == store.key("m2", Kind.CHAT).item_id
    queue(store, Verb.READ, "m3")
    assert place(store).first_unread_id is None


def test_a_read_mark_holds_for_all_before_it_and_an_unread_one_for_all_after(store: Store) -> None:
    store.pull(*(chat(n, "psst", is_read=False) for n in range(5)), into=DIRECT)
    assert store.reader.unread("w1", "chats") == 1
    read = queue(store, Verb.READ, "m4")
    assert store.reader.unread("w1", "chats") == 0
    assert all(item.is_read for item in store.reader.chat_page(only(store).thread_id))
    unread = queue(store, Verb.UNREAD, "m3")
    pending = [item.is_read for item in store.reader.chat_page(only(store).thread_id)]
    assert pending == [True, True, True, False, False]
    assert store.reader.unread("w1", "chats") == 1
    for action in (read, unread):
        store.cache.apply_done(action)
        store.user.drop(action.action_id)
    assert [item.is_read for item in store.reader.chat_page(only(store).thread_id)] == pending
    assert store.reader.unread("w1", "chats") == 1


def test_a_reaction_shows_at_once_and_stays_when_it_is_done(store: Store) -> None:
    store.pull(chat(1, "done?", reactions=(("👍", 2),)), into=CHANNEL)

    def reactions() -> object:
        detail = store.key("m1", Kind.CHAT).detail
        return detail["reactions"], detail["extra"]["my_reactions"]

    react = queue(store, Verb.REACT, "m1", emoji="👍")
    queue(store, Verb.REACT, "m1", emoji="🎉")
    assert reactions() == ([["👍", 3], ["🎉", 1]], ["👍", "🎉"])
    store.cache.apply_done(react)
    store.cache.apply_done(react)
    assert reactions() == ([["👍", 3], ["🎉", 1]], ["👍", "🎉"])
    queue(store, Verb.UNREACT, "m1", emoji="👍")
    assert reactions() == ([["👍", 2], ["🎉", 1]], ["🎉"])


def test_what_was_said_is_shown_until_the_service_shows_it(store: Store) -> None:
    store.pull(chat(1, "top"), chat(2, "answer", thread_remote_id="m1"), into=CHANNEL)
    post = queue(store, Verb.POST, channel="C1", text="hello all", thread=None)
    reply = queue(store, Verb.REPLY, "m2", text="yes")
    queue(store, Verb.POST, channel="elsewhere", text="no")
    said = store.reader.sayings(place(store))
    assert [(each.text, each.state, each.root_remote_id) for each in said] == [
        ("hello all", "queued", None),
        ("yes", "queued", "m1"),
    ]
    store.ledger.begin(reply)
    store.ledger.finish(reply, ActionState.FAILED, error_key="refused", error_params={"host": "x", "reason": "y"})
    store.ledger.begin(post)
    store.ledger.finish(post, ActionState.DONE, Receipt(ReceiptId("r1"), post.action_id, RemoteId("m9")))
    assert [(each.state, each.error_key) for each in store.reader.sayings(place(store))] == [
        ("done", ""),
        ("failed", "refused"),
    ]
    store.pull(chat(9, "hello all", from_=ME, is_sent=True), into=CHANNEL)
    store.user.drop(reply.action_id)
    assert store.reader.sayings(place(store)) == []


def test_deleted_messages_leave_nothing_behind(store: Store) -> None:
    store.pull(chat(1, "top"), chat(2, "answer", thread_remote_id="m1"), into=CHANNEL)
    store.pull(into=CHANNEL, gone=(RemoteId("m1"), RemoteId("m2")))
    assert store.reader.threads(scope="w1", view="chats") == []
    assert store.reader.reply_counts(ACCOUNT.account_id, ["m1"]) == {}


@pytest.mark.timeout(120)
def test_a_channel_of_20000_messages_is_stored_and_opened_page_by_page(store: Store) -> None:
    stored = []
    for first in range(0, 20_000, 1_000):
        messages = tuple(
            chat(n, f"said {n}", is_read=False, thread_remote_id=f"m{n - n % 10}" if n % 10 > 7 else None)
            for n in range(first, first + 1_000)
        )
        began = time.monotonic()
        store.cache.apply_page(ACCOUNT, CHANNEL, Page(items=messages, cursor="1"))
        stored.append(time.monotonic() - began)
    thread_id = only(store).thread_id
    began = time.monotonic()
    found = store.reader.chat(thread_id)
    page = store.reader.chat_page(thread_id)
    store.reader.reply_counts(ACCOUNT.account_id, [item.key.remote_id for item in page])
    took = time.monotonic() - began
    assert found is not None
    assert len(page) == 40
    assert took < 0.1
    # What is there already does not make the next page slow: 20 times as much, not twice the time.
    assert sorted(stored[-5:])[2] < 2 * sorted(stored[:5])[2] + 0.1
