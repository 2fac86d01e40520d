"""Folders are made, renamed and deleted once, and what was done in them meanwhile finds them."""

from connectors.demo.service import DemoService
from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import FAULTS, raising
from workspace.connector.errors import Transient
from workspace.model.folders import new_folder_id
from workspace.model.ids import AccountId, ActionId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb


def names(service: DemoService) -> list[str]:
    return [each.name for each in service.collections() if each.kind is Kind.EMAIL]


def shown(bench: Bench, account_id: AccountId) -> dict[str, str]:
    return {row.name: row.remote_id for row in bench.reader.folders(account_id)}


def create(bench: Bench, account_id: AccountId, name: str = "Orders", parent: str | None = None) -> ActionId:
    return bench.act(Verb.CREATE_FOLDER, account_id, {"name": name, "parent": parent})


def move(bench: Bench, account_id: AccountId, remote_id: str, to: str, verb: Verb = Verb.MOVE) -> ActionId:
    key = ItemKey(account_id, Kind.EMAIL, RemoteId(remote_id))
    return bench.act(verb, account_id, {"collection": "inbox", "to": to}, key)


def test_what_goes_into_a_new_folder_waits_for_it_and_finds_it(bench: Bench) -> None:
    account_id, service = bench.account()
    mails = [service.add_mail() for _ in range(3)]
    bench.steps()
    service.cut_network()
    folder = new_folder_id(create(bench, account_id))
    inner = new_folder_id(create(bench, account_id, "Inner", folder))
    for each in mails:
        move(bench, account_id, each, inner)
    bench.steps(5)
    assert "Orders/Inner" in shown(bench, account_id)
    assert names(service).count("Orders") == 0
    service.cut_network(is_cut_off=False)
    bench.steps(120)
    assert (names(service).count("Orders"), names(service).count("Orders/Inner")) == (1, 1)
    there = shown(bench, account_id)["Orders/Inner"]
    assert set(service.items(there)) == set(mails)
    assert all(bench.mails()[each].collections == (there,) for each in mails)


def test_a_folder_is_made_once_though_its_answer_was_lost(bench: Bench) -> None:
    account_id, service = bench.account(connector="faulty")
    bench.steps()
    FAULTS.plant("perform", raising(Transient("timeout", host="demo")), when="after")
    made = create(bench, account_id)
    bench.steps(120)
    assert bench.state(made) == "done"
    assert names(service).count("Orders") == 1


def test_what_goes_into_a_folder_that_was_refused_stays(bench: Bench) -> None:
    account_id, service = bench.account()
    mail = service.add_mail()
    bench.steps()
    first, second = create(bench, account_id), create(bench, account_id, "orders")
    moved = move(bench, account_id, mail, new_folder_id(second))
    bench.steps(5)
    assert [bench.state(each) for each in (first, second, moved)] == ["done", "failed", "failed"]
    errors = {row.action_id: row.error_key for row in bench.reader.attempts(("failed",))}
    assert (errors[second], errors[moved]) == ("folder_exists", "folder_not_made")
    assert bench.mails()[mail].collections == ("inbox",)


def test_undo_deletes_a_folder_only_while_it_is_empty(bench: Bench) -> None:
    account_id, service = bench.account()
    mail = service.add_mail()
    bench.steps()
    folder = new_folder_id(create(bench, account_id))
    move(bench, account_id, mail, folder)
    kept = bench.act(Verb.DELETE_FOLDER, account_id, {"collection": folder, "if_empty": True})
    bench.steps(5)
    assert bench.state(kept) == "failed"
    gone = bench.act(Verb.DELETE_FOLDER, account_id, {"collection": folder, "if_empty": False})
    bench.steps(60)
    assert bench.state(gone) == "done"
    assert "Orders" not in names(service)
    assert bench.mails()[mail].collections == ("trash",)
