"""Folders that are to be made, renamed or deleted show as they will be, and then as they are."""

from dataclasses import replace

import pytest

from tests.workspace.store.building import ACCOUNT, ARCHIVE, INBOX, Store, mail
from workspace.model.actions import Action, Receipt
from workspace.model.folders import Renamed, new_folder_id
from workspace.model.ids import ActionId, CollectionId, ReceiptId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import ActionState, Kind, Role, Verb
from workspace.store.rows import CollectionRow

LISTS = Collection(RemoteId("Lists"), "Lists", Kind.EMAIL, Role.OTHER)
INNER = Collection(RemoteId("Lists.Inner"), "Lists/Inner", Kind.EMAIL, Role.OTHER)


@pytest.fixture
def folders(store: Store) -> Store:
    store.cache.discover(ACCOUNT, [INBOX, ARCHIVE, LISTS, INNER])
    return store


def wish(verb: Verb, **payload: object) -> Action:
    return Action(ActionId(f"w-{verb}"), ACCOUNT.account_id, verb, payload)


def create(name: str = "Orders", parent: str | None = None) -> Action:
    return wish(Verb.CREATE_FOLDER, name=name, parent=parent)


def done(store: Store, action: Action, remote_id: str, **extra: object) -> None:
    receipt = Receipt(ReceiptId(action.action_id), action.action_id, RemoteId(remote_id), extra=extra)
    store.ledger.begin(action)
    store.cache.apply_done(action, receipt)
    store.ledger.finish(action, ActionState.DONE, receipt)


def rows(store: Store) -> dict[str, CollectionRow]:
    return {row.name: row for row in store.reader.folders(ACCOUNT.account_id) if row.role == Role.OTHER}


def into(store: Store, remote_id: str, to: str) -> Action:
    key = store.key(remote_id).key
    return Action(ActionId(f"m-{remote_id}"), ACCOUNT.account_id, Verb.MOVE, {"collection": "INBOX", "to": to}, key)


def test_a_new_folder_stands_there_with_what_is_moved_into_it(folders: Store) -> None:
    folders.pull(mail(1))
    folders.user.queue_all([create("Orders", "Lists"), into(folders, "1", new_folder_id(create().action_id))])
    new = rows(folders)["Lists/Orders"]
    assert new.collection_id < 0
    assert [row.subject for row in folders.reader.folder_threads(new.collection_id)] == ["견적 요청 1"]
    assert [row.labels for row in folders.reader.threads(scope="w1", view="all")] == [("Lists/Orders",)]
    assert "Lists/Orders" in [row.name for row in folders.reader.collections(ACCOUNT.account_id)]
    assert "Lists/Orders" not in [row.name for row in folders.reader.collections(kind=Kind.CHAT)]


def test_a_new_folder_that_was_made_is_the_same_one_with_what_still_goes_there(folders: Store) -> None:
    folders.pull(mail(1))
    folders.user.queue_all([create(), into(folders, "1", new_folder_id(create().action_id))])
    before = rows(folders)["Orders"]
    done(folders, create(), "Box.7")
    made = rows(folders)["Orders"]
    assert (made.remote_id, made.collection_id > 0) == ("Box.7", True)
    assert folders.reader.folder(before.collection_id) == made
    for asked in (before, made):
        assert [row.subject for row in folders.reader.folder_threads(asked.collection_id)] == ["견적 요청 1"]


def test_a_new_folder_that_was_refused_is_gone(folders: Store) -> None:
    folders.user.queue(create())
    asked = rows(folders)["Orders"].collection_id
    folders.ledger.begin(create())
    folders.ledger.finish(create(), ActionState.FAILED, error_key="folder_exists")
    assert "Orders" not in rows(folders)
    assert folders.reader.folder(asked) is None
    assert folders.reader.folder_threads(asked) == []


def test_a_rename_shows_in_the_names_of_folders_in_it_and_ends_in_the_same_picture(folders: Store) -> None:
    folders.pull(mail(1, remote_id=RemoteId("5.1@Lists")), into=LISTS)
    action = wish(Verb.RENAME_FOLDER, collection="Lists", name="News")
    folders.user.queue(action)
    preview = rows(folders)
    assert preview.keys() == {"News", "News/Inner"}
    assert folders.reader.folder(preview["News/Inner"].collection_id) == preview["News/Inner"]
    assert folders.reader.threads(scope="w1", view="all")[0].labels == ("News",)
    names = {"Lists": "News", "Lists.Inner": "News.Inner"}
    done(folders, action, "News", renamed=names, mark="@")
    after = rows(folders)
    assert {name: row.collection_id for name, row in after.items()} == {n: r.collection_id for n, r in preview.items()}
    assert {row.remote_id for row in after.values()} == {"News", "News.Inner"}
    assert folders.key("5.1@News").collections == ("News",)
    folders.cache.apply_done(action, Receipt(ReceiptId("again"), action.action_id, RemoteId("News")))
    assert rows(folders) == after


def test_a_rename_gives_way_to_what_a_pull_has_read_already(folders: Store) -> None:
    folders.cache.discover(ACCOUNT, [INBOX, ARCHIVE, LISTS, INNER, replace(LISTS, remote_id=RemoteId("News"))])
    done(folders, wish(Verb.RENAME_FOLDER, collection="Lists", name="News"), "News")
    assert [row.remote_id for row in folders.reader.folders(ACCOUNT.account_id)].count("News") == 1
    assert "Lists" not in rows(folders)


def test_a_deleted_folder_is_gone_at_once_and_its_mails_stay(folders: Store) -> None:
    folders.pull(mail(1), into=LISTS)
    folders.cache.apply_done(
        Action(ActionId("a"), ACCOUNT.account_id, Verb.LABEL, {"to": "Archive"}, folders.key("1").key)
    )
    action = wish(Verb.DELETE_FOLDER, collection="Lists")
    folders.user.queue(action, undo_seconds=10)
    asked = folders.reader.collections(ACCOUNT.account_id)
    assert "Lists" not in [row.name for row in asked]
    assert folders.reader.threads(scope="w1", view="all")[0].labels == ()
    folders.user.withdraw(action.action_id)
    assert "Lists" in rows(folders)
    done(folders, action, "Lists")
    assert "Lists" not in rows(folders)
    assert folders.key("1").collections == ("Archive",)


def test_a_listing_from_before_does_not_take_a_new_folder_away(folders: Store) -> None:
    done(folders, create(), "Box.7")
    folders.cache.discover(ACCOUNT, [INBOX, ARCHIVE, LISTS, INNER], kept=frozenset({"Box.7"}))
    assert "Orders" in rows(folders)
    folders.cache.discover(ACCOUNT, [INBOX, ARCHIVE, LISTS, INNER])
    assert "Orders" not in rows(folders)


def test_what_is_not_there_is_none(folders: Store) -> None:
    assert folders.reader.folder(CollectionId(-7)) is None


def test_what_was_queued_for_an_old_name_means_the_new_one(folders: Store) -> None:
    folders.pull(mail(1, remote_id=RemoteId("5.1@Lists")), into=LISTS)
    done(
        folders, wish(Verb.RENAME_FOLDER, collection="Lists", name="News"), "News", renamed={"Lists": "News"}, mark="@"
    )
    [renamed] = folders.ledger.renamed()[ACCOUNT.account_id]
    action = into(folders, "5.1@News", "Lists")
    asked = replace(action, item=replace(action.item, remote_id=RemoteId("5.1@Lists")))
    now = renamed.apply(asked)
    assert (now.payload["to"], now.item.remote_id) == ("News", "5.1@News")
    other = replace(asked, item=replace(action.item, remote_id=RemoteId("5.1@Listsen")))
    assert renamed.apply(other).item.remote_id == "5.1@Listsen"
    assert Renamed.of(renamed.at, "7", "7", {}).apply(asked) == asked
