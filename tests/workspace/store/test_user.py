"""What the user decides is kept, by whichever process it was decided."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue
from threading import Event

import pytest
import time_machine

from tests.workspace.store.building import ACCOUNT, KEY, KIM, Store
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, RemoteId, WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store.home import Home
from workspace.store.user import UserStore

FULL = 2
SECOND = Account(AccountId("a2"), "slack", "Chat", {"team": "T"})


@pytest.fixture
def user(store: Store) -> UserStore:
    return store.user


def test_workplaces_and_accounts(user: UserStore) -> None:
    acme, other = user.add_workplace("Acme Korea"), user.add_workplace("한빛", color="#123456", letters="H")
    assert (acme.letters, other.letters, other.color) == ("AK", "H", "#123456")
    user.add_account(SECOND)
    user.assign(acme.workplace_id, [SECOND.account_id])
    user.assign(other.workplace_id, [SECOND.account_id])
    found = user.account(SECOND.account_id)
    assert found is not None
    assert found.home_workplace_id == acme.workplace_id
    assert user.workplace_accounts() == {acme.workplace_id: ("a2",), other.workplace_id: ("a2",)}
    user.remove_workplace(acme.workplace_id)
    found = user.account(SECOND.account_id)
    assert found is not None
    assert found.home_workplace_id == other.workplace_id
    assert [w.name for w in user.workplaces()] == ["한빛"]


def test_assigning_something_unknown_changes_nothing(user: UserStore) -> None:
    made = user.add_workplace("One")
    user.add_account(SECOND)
    with pytest.raises(KeyError):
        user.assign(made.workplace_id, [SECOND.account_id, AccountId("nobody")])
    with pytest.raises(KeyError):
        user.assign(WorkplaceId("nowhere"), [SECOND.account_id])
    assert user.workplace_accounts() == {made.workplace_id: ()}


def test_an_account_is_changed_and_removed(user: UserStore) -> None:
    user.add_account(ACCOUNT)
    changed = user.update_account(ACCOUNT.account_id, identity="me@x", own_addresses=("me@x", "you@x"))
    assert user.account(ACCOUNT.account_id) == changed
    assert user.remove_account(ACCOUNT.account_id)
    assert not user.remove_account(ACCOUNT.account_id)
    assert user.accounts() == []


def test_drafts_and_their_files(user: UserStore) -> None:
    draft_id = user.save_draft(None, ACCOUNT.account_id, {"subject": "안녕", "to": [["K", KIM.email]]})
    assert user.save_draft(draft_id, ACCOUNT.account_id, {"subject": "둘"}) == draft_id
    assert [draft.fields for draft in user.drafts()] == [{"subject": "둘"}]
    data = bytes(range(256)) * 10_000
    blob_id = user.add_blob("a.bin", "application/octet-stream", [data[:7], data[7:]])
    pieces = list(user.blob(blob_id))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) == 1 << 20
    user.delete_blob(blob_id)
    with pytest.raises(KeyError):
        list(user.blob(blob_id))


def test_files_that_go_with_nothing_any_more_are_deleted_after_a_day(user: UserStore) -> None:
    def file(name: str) -> str:
        return user.add_blob(name, "application/octet-stream", [b"x" * 3_000_000])

    drafted, queued, left, killed = map(file, ("drafted", "queued", "left", "killed"))
    user.save_draft(None, ACCOUNT.account_id, {"files": [{"blob_id": drafted}]})
    sends = [
        Action(ActionId(name), ACCOUNT.account_id, Verb.SEND, {"attachments": [{"blob_id": blob_id}]})
        for name, blob_id in (("waits", queued), ("done", left))
    ]
    user.queue_all(sends)
    user.sweep({ActionId("done")})
    assert user.sweep_blobs() == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        assert user.sweep_blobs() == 2
        assert user.sweep_blobs() == 0
    for kept in (drafted, queued):
        assert len(b"".join(user.blob(kept))) == 3_000_000
    for gone in (left, killed):
        with pytest.raises(KeyError):
            list(user.blob(gone))
    assert user._all("SELECT count(*) FROM blob_chunk") == [(6,)]


def test_drafts_are_found_by_what_they_answer(user: UserStore) -> None:
    def begun(fields: dict[str, object]) -> str:
        return user.save_draft(None, ACCOUNT.account_id, fields)

    one, two = (ItemKey(ACCOUNT.account_id, Kind.EMAIL, RemoteId(each)) for each in ("1", "2"))
    answer = begun({"item": {"account_id": ACCOUNT.account_id, "kind": "email", "remote_id": "1"}})
    begun({"item": None})
    begun({"mode": "chat"})
    assert [draft.draft_id for draft in user.drafts_on({one, two})] == [answer]
    assert user.drafts_on({two}) == user.drafts_on(set()) == []


def test_rules_and_settings(user: UserStore) -> None:
    user.add_never_file("*@bank.example")
    user.trust_sender(KIM.email)
    user.add_follow("<1@x>", AccountId("crm"), [("contact", "c1", "Kim")])
    user.set_setting("theme", {"name": "dark"})
    assert user.never_file() == ["*@bank.example"]
    assert user.trusted_senders() == {KIM.email}
    assert user.follows() == [("<1@x>", "crm", [["contact", "c1", "Kim"]])]
    assert (user.setting("theme"), user.setting("none", 3)) == ({"name": "dark"}, 3)
    assert user.remove_never_file("*@bank.example")
    assert user.distrust_sender(KIM.email)
    assert user.end_follow("<1@x>", AccountId("crm"))
    assert (user.never_file(), user.trusted_senders(), user.follows()) == ([], frozenset(), [])


def test_a_question_and_its_answer(store: Store) -> None:
    asked = store.user.ask("sync", {"once": True})
    assert store.reader.answer(asked) is None
    store.cache.answer(asked, {"accounts": []})
    failed = store.user.ask("check_account", {})
    store.cache.answer(failed, error_key="not_reachable", error_params={"host": "x"})
    rows = [store.reader.answer(request) for request in (asked, failed)]
    assert [(row.state, row.payload, row.error_key) for row in rows if row] == [
        ("done", {"accounts": []}, ""),
        ("failed", {}, "not_reachable"),
    ]
    assert store.cache.answered() == {asked, failed}


def test_two_processes_see_each_others_decisions(store: Store) -> None:
    other = UserStore(Home(Path(store.home.path)), KEY)
    before = store.reader.data_version()
    other.add_workplace("From the command line")
    assert [w.name for w in store.user.workplaces()] == ["From the command line"]
    assert store.reader.data_version() != before
    other.close()


def test_a_window_does_not_wait_for_the_disk_and_its_writes_come_there_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go, synced, real = Event(), Queue[os.stat_result](), os.fsync

    def slow_disk(descriptor: int) -> None:
        may_go.wait(30)
        real(descriptor)
        synced.put(os.fstat(descriptor))

    monkeypatch.setattr("workspace.store.user.disk.os.fsync", slow_disk)
    window = UserStore(store.home, KEY, is_window=True)
    for n in range(3):
        window.set_setting("lock", n)
    assert synced.empty()
    may_go.set()
    wal = store.home.user_db.with_name("user.db-wal")
    assert os.path.samestat(synced.get(timeout=30), wal.stat())
    window.close()
    assert store.user.setting("lock") == 2
    assert synced.qsize() <= 1  # what was committed while it waited went along


def test_whoever_is_no_window_waits_for_the_disk(user: UserStore) -> None:
    assert user._all("PRAGMA synchronous") == [(FULL,)]


@pytest.mark.expects_log("user.db-wal was not brought to the disk: [Errno 5] Input/output error")
def test_a_disk_that_takes_nothing_is_in_the_log(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_disk(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("workspace.store.user.disk.os.fsync", broken_disk)
    window = UserStore(store.home, KEY, is_window=True)
    window.set_setting("lock", 1)
    window.close()
    assert "user.db-wal was not brought to the disk" in caplog.text
    assert store.user.setting("lock") == 1
