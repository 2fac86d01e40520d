"""Quick filters: what passes in pages, with what is pending, after bodies came, and with what is read just now."""

import uuid
from collections.abc import Collection

import pytest

from tests.workspace.store.building import ACCOUNT, ARCHIVE, DIRECT, START, Store, chat, mail, subjects
from workspace.model.actions import Action
from workspace.model.ids import ActionId, ThreadId
from workspace.model.items import Attachment
from workspace.model.kinds import Verb
from workspace.store.reading.filters import FILTERS
from workspace.store.writing.filed_marks import FiledMark

FILE = Attachment("2", "offer.pdf", "application/pdf", 10)


def found(store: Store, name: str, kept: Collection[ThreadId] = (), scope: str = "w1") -> list[str]:
    return subjects(store.reader.filtered(name, scope=scope, tab="other", kept=kept))


def queue(store: Store, verb: Verb, remote_id: str, **payload: str) -> ActionId:
    action_id = ActionId(str(uuid.uuid4()))
    store.user.queue(Action(action_id, ACCOUNT.account_id, verb, payload, store.key(remote_id).key, START))
    return action_id


def file(store: Store, remote_id: str) -> None:
    key = store.key(remote_id).filing_key
    assert key
    store.cache.mirror_filed([FiledMark(key, "crm", "done", 1, "r1")])


@pytest.fixture
def three(store: Store) -> Store:
    store.pull(mail(1), mail(2, is_read=True, is_flagged=True), mail(3, is_read=True, attachments=(FILE,)))
    return store


def test_each_filter_lets_through_what_it_names(three: Store) -> None:
    file(three, "3")
    shown = {name: found(three, name) for name in FILTERS}
    assert shown == {
        "unread": ["견적 요청 1"],
        "starred": ["견적 요청 2"],
        "files": ["견적 요청 3"],
        "unfiled": ["견적 요청 2", "견적 요청 1"],
    }
    assert {name: found(three, name, scope="mail") for name in FILTERS} == shown
    assert not any(found(three, name, scope="w2") for name in FILTERS)


def test_pages_follow_each_other_without_a_gap(store: Store) -> None:
    store.pull(*(mail(n, is_read=n % 3 > 0, is_flagged=n % 3 == 0, attachments=(FILE,) * (n % 3 == 0))
        for n in range(100)))  # fmt: skip
    for name in ("unread", "starred", "files"):
        shown, before = [], None
        while rows := store.reader.filtered(name, scope="w1", tab="other", before=before, limit=7):
            assert len(rows) <= 7
            shown += subjects(rows)
            before = rows[-1].order
        assert shown == [f"견적 요청 {n}" for n in range(99, -1, -3)]


def test_what_is_pending_decides(three: Store) -> None:
    read, star = queue(three, Verb.READ, "1"), queue(three, Verb.STAR, "1")
    assert found(three, "unread") == []
    assert found(three, "starred") == ["견적 요청 2", "견적 요청 1"]
    three.user.drop(read)
    three.user.drop(star)
    assert found(three, "unread") == ["견적 요청 1"]
    queue(three, Verb.ARCHIVE, "2", collection="INBOX", to=ARCHIVE.remote_id)
    assert found(three, "starred") == []
    assert found(three, "unfiled") == ["견적 요청 3", "견적 요청 1"]


def test_a_queued_filing_counts_as_filed(three: Store) -> None:
    item = three.key("2")
    three.user.queue(Action(ActionId("a"), ACCOUNT.account_id, Verb.FILE, {"key": item.filing_key}, item.key, START))
    assert found(three, "unfiled") == ["견적 요청 3", "견적 요청 1"]


def test_what_is_read_just_now_stays_as_long_as_it_is_in_the_tab(three: Store) -> None:
    thread_id = three.key("1").thread_id
    assert thread_id is not None
    queue(three, Verb.READ, "1")
    assert found(three, "unread", [thread_id]) == ["견적 요청 1"]
    three.pull(mail(1, is_read=True), insist=True)
    assert found(three, "unread", [thread_id]) == ["견적 요청 1"]
    queue(three, Verb.ARCHIVE, "1", collection="INBOX", to=ARCHIVE.remote_id)
    assert found(three, "unread", [thread_id]) == []


def test_files_that_come_with_the_body_are_found(store: Store) -> None:
    store.pull(mail(1), mail(2))
    assert found(store, "files") == []
    store.pull(mail(1, text="Here", attachments=(FILE,)), insist=True)
    assert found(store, "files") == ["견적 요청 1"]


def test_a_chat_for_me_is_unread_but_nothing_to_file(store: Store) -> None:
    store.pull(chat(1, "Hello", is_read=False), into=DIRECT)
    assert len(found(store, "unread")) == 1
    assert found(store, "unfiled") == []
