"""Folders and labels: what lies in one, page by page, how much of it is unread, and what pending actions make of it."""

import pytest

from tests.workspace.store.building import ACCOUNT, ARCHIVE, INBOX, ME, Store, mail
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ActionId, CollectionId, ReceiptId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import ActionState, Kind, Role, Verb
from workspace.store.mark_rows import changed

LISTS = Collection(RemoteId("Lists"), "lists", Kind.EMAIL, Role.OTHER)
BILLS = Collection(RemoteId("Bills"), "Bills", Kind.EMAIL, Role.OTHER)
FOLDERS = [INBOX, ARCHIVE, LISTS, BILLS]


@pytest.fixture
def folders(store: Store) -> Store:
    store.cache.discover(ACCOUNT, FOLDERS)
    return store


def id_of(store: Store, collection: Collection) -> CollectionId:
    found = store.reader.folders(ACCOUNT.account_id)
    return next(row.collection_id for row in found if row.remote_id == collection.remote_id)


def subjects(store: Store, collection: Collection) -> list[tuple[str, bool]]:
    return [(row.subject, row.is_unread) for row in store.reader.folder_threads(id_of(store, collection))]


def numbers(store: Store) -> dict[str, int]:
    return {row.collection.name: row.unread for row in store.reader.counted_folders(ACCOUNT.account_id)}


def act(store: Store, remote_id: str, verb: Verb, **payload: object) -> Action:
    return Action(ActionId(f"{verb}-{remote_id}"), ACCOUNT.account_id, verb, payload, store.key(remote_id).key)


def test_folders_stand_as_in_a_sidebar(folders: Store) -> None:
    names = [row.name for row in folders.reader.folders(ACCOUNT.account_id)]
    assert names[0] == "Inbox"
    assert names[names.index("Archive") + 1 :][:2] == ["Bills", "lists"]
    assert folders.reader.holdings()[ACCOUNT.account_id].has_folders
    assert folders.reader.folder(id_of(folders, LISTS)).name == "lists"
    assert folders.reader.folder(CollectionId(999)) is None
    assert folders.reader.folder_threads(CollectionId(999)) == []


def test_a_conversation_stands_once_in_a_folder_at_its_newest_mail_there(folders: Store) -> None:
    folders.pull(mail(1), mail(2), mail(3, references=("<1@customer.example>",)), into=LISTS)
    folders.pull(mail(4, references=("<2@customer.example>",)), into=INBOX)
    rows = folders.reader.folder_threads(id_of(folders, LISTS))
    assert [row.subject for row in rows] == ["견적 요청 3", "견적 요청 4"]
    assert rows[0].order == folders.key("3").item_id
    assert rows[1].order == folders.key("2").item_id
    assert rows[1].last_at == mail(2).received_at


def test_pages_of_a_folder_join_without_gap(folders: Store) -> None:
    folders.pull(*(mail(n, references=(f"<{n - n % 3}@customer.example>",)) for n in range(30)), into=LISTS)
    there = id_of(folders, LISTS)
    whole = folders.reader.folder_threads(there)
    assert len(whole) == 10
    rows = folders.reader.folder_threads(there, limit=4)
    while page := folders.reader.folder_threads(there, before=rows[-1].order, limit=4):
        rows += page
    assert rows == whole


def test_unread_mail_counts_in_its_folder_though_it_never_was_in_the_inbox(folders: Store) -> None:
    folders.pull(mail(1), mail(2, is_read=True), mail(3, from_=(ME,), is_sent=True), into=LISTS)
    folders.pull(mail(4), into=INBOX)
    assert (numbers(folders)["lists"], numbers(folders)["Inbox"]) == (1, 1)
    assert folders.reader.unread("w1") == 1
    assert dict(subjects(folders, LISTS))["견적 요청 1"] is True
    assert dict(subjects(folders, LISTS))["견적 요청 2"] is False


def test_what_is_muted_does_not_count(folders: Store) -> None:
    folders.pull(mail(1), into=LISTS)
    marks, seen_at = folders.reader.thread_marks(folders.key("1").thread_id)
    muted = changed(marks, seen_at, is_in_inbox=False, is_muted=True)
    folders.user.mark(muted)
    assert (numbers(folders)["lists"], subjects(folders, LISTS)) == (0, [("견적 요청 1", False)])
    folders.cache.mirror_marks(muted)
    assert (numbers(folders)["lists"], subjects(folders, LISTS)) == (0, [("견적 요청 1", False)])


@pytest.mark.parametrize(
    ("verb", "payload"),
    [
        (Verb.READ, {"collection": "Lists"}),
        (Verb.ARCHIVE, {"collection": "Lists"}),
        (Verb.MOVE, {"collection": "Lists", "to": "Bills"}),
        (Verb.LABEL, {"to": "Bills"}),
        (Verb.UNLABEL, {"to": "Lists"}),
    ],
)
def test_what_is_pending_is_seen_in_folders_as_it_will_be(folders: Store, verb: Verb, payload: dict[str, str]) -> None:
    def picture() -> list[object]:
        return [[folders.reader.folder_threads(id_of(folders, each)) for each in FOLDERS], numbers(folders)]

    folders.pull(mail(1), mail(2, references=("<1@customer.example>",)), mail(3), mail(4), into=LISTS)
    before = picture()
    action = act(folders, "3", verb, **payload)
    folders.user.queue(action)
    preview = picture()
    assert preview != before
    folders.cache.apply_done(action)
    folders.ledger.begin(action)
    folders.ledger.finish(action, ActionState.DONE, Receipt(ReceiptId("r"), action.action_id))
    assert picture() == preview
