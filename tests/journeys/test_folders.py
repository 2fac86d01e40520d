"""Folders made and renamed offline, with the engine killed: the server has each once, with every mail in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.fakes.dovecot import Dovecot
from tests.fakes.relay import Relay
from tests.journeys.conftest import SitDown
from tests.journeys.mailbox import USER, fill, in_cache, on_server, signed_in
from tests.journeys.office import Office
from tests.journeys.program import Killer, Program

NAME = "주문 2026"


@pytest.fixture
def relay(dovecot: Dovecot) -> Iterator[Relay]:
    """The way to the server, to be cut."""
    made = Relay(dovecot.tls_port)
    yield made
    made.close()


def settle(program: Program, kills: int, seed: int) -> None:
    """Until the outbox is empty, with the engine killed so often on the way."""
    with Killer(program, kills, seed=seed, pause=(0.3, 0.9)) as killer:
        for _ in range(60):
            program.run("sync", "--once", expect=(0, 4))
            if not killer.left:
                break
    assert not killer.left
    for _ in range(20):
        program.run("sync", "--once", expect=(0, 4))
        if not program.json("outbox", "list"):
            return
    raise AssertionError(program.json("outbox", "list"))


@pytest.mark.timeout(600)
def test_what_was_done_to_folders_offline_arrives_once_under_kills(
    program: Program, dovecot: Dovecot, relay: Relay
) -> None:
    with signed_in(dovecot, USER) as client:
        fill(client, 5)
        account = program.add_imap(dovecot.settings(USER) | {"port": str(relay.port)})
        program.run("sync", "--once")
        emails = program.json("list", "email", "--account", account)
        relay.cut()
        program.run("folder", "new", account, NAME, "--no-wait")
        program.run("folder", "new", account, "안", "--in", NAME, "--no-wait")
        for row in emails[:3]:
            program.run("act", row["item_id"], "move", "--set", f"to={NAME}", "--no-wait")
        program.run("sync", "--once", expect=(0, 4))
        assert NAME in [row["name"] for row in program.json("folder", "list", account)]
        assert len(on_server(client)) == 5
        relay.mend()
        settle(program, 2, seed=1)
        folders = [name for _, _, name in client.list_folders()]
        assert (folders.count(NAME), folders.count(f"{NAME}/안")) == (1, 1)
        moved = {row["message_id"] for row in emails[:3]}
        assert {key for place, key, *_ in on_server(client) if place == NAME} == moved
        assert len(on_server(client)) == 5
        assert NAME in [name for _, _, name in client.list_sub_folders()]

        relay.cut()
        inside = [row for row in program.json("list", "email", "--account", account) if row["message_id"] in moved]
        program.run("folder", "rename", account, NAME, "Orders", "--no-wait")
        program.run("act", inside[0]["item_id"], "star", "--no-wait")
        program.run("act", emails[3]["item_id"], "move", "--set", "to=Orders", "--no-wait")
        relay.mend()
        settle(program, 2, seed=2)
        found = {(key, starred) for place, key, _, starred in on_server(client) if place == "Orders"}
        moved.add(emails[3]["message_id"])
        assert found == {(key, key == inside[0]["message_id"]) for key in moved}
        assert {"Orders", "Orders/안"} <= {name for _, _, name in client.list_folders()}
        assert in_cache(program.json("list", "email"), program.json("list", "collection")) == on_server(client)

        program.run("folder", "delete", account, "Orders", expect=1)
        (refused,) = program.json("outbox", "list")
        assert refused["error_key"] == "folder_has_folders"
        program.run("outbox", "drop", refused["action_id"])
        program.run("folder", "delete", account, "Orders/안")
        program.run("folder", "delete", account, "Orders", "--no-wait")
        settle(program, 2, seed=3)
        assert not {"Orders", "Orders/안"} & {name for _, _, name in client.list_folders()}
        assert {key for place, key, *_ in on_server(client) if place == "Trash"} == moved
        program.run("sync", "--once")
        assert in_cache(program.json("list", "email"), program.json("list", "collection")) == on_server(client)


@pytest.mark.display
@pytest.mark.timeout(180)
def test_a_person_moves_into_a_new_folder_renames_and_deletes_it(
    dovecot: Dovecot, office: Office, sit_down: SitDown
) -> None:
    with signed_in(dovecot, USER) as client:
        fill(client, 2)
    account = office.mailbox(dovecot, USER, office.workplace("Sales"))
    office.close()
    person = sit_down()
    person.click_line("Order 0 delivery question")
    person.press("v")
    person.sheet("Move to")
    person.type("Orders")
    person.press("Return")
    person.reads("Moved to Orders")
    person.misses_line("Order 0 delivery question")
    person.sees(lambda: "Orders" in folders(dovecot), "the folder at the server")
    person.sees(lambda: places(dovecot) == {"Orders"}, "the mail in it")

    view = person.window.sidebar.view
    person.window.folders.toggle(account)
    person.go("Orders")
    person.sees_line("Order 0 delivery question")
    view.setFocus()
    person.press("F2")
    person.sees(lambda: view.findChild(QLineEdit) is not None, "a field for the name")
    person.type("Bills")
    person.press("Return")
    person.sees(lambda: "Bills" in person.window.windowTitle(), "the new name in the title")
    person.sees(lambda: "Bills" in folders(dovecot), "the new name at the server")
    person.sees_line("Order 0 delivery question")
    assert places(dovecot) == {"Bills"}

    view.setFocus()
    person.press("Delete")
    person.sheet("Delete Bills?")
    person.reads("1 mail in it goes to the trash.")
    person.click("Delete")
    person.sees(lambda: "Bills" not in folders(dovecot), "the folder gone")
    assert places(dovecot) == {"Trash"}

    with signed_in(dovecot, USER) as client:
        for name in ("Outer", "Outer/Inner", "Outer/Inner/Core"):
            client.create_folder(name)
    person.window.sync_now()
    known = person.window.context.reader.folders
    person.sees(lambda: "Outer/Inner/Core" in {each.name for each in known(account)}, "the new folders")
    person.go("Outer")
    view.setFocus()
    person.press("Delete")
    person.sheet("Delete Outer?")
    person.reads("2 folders in it are deleted too.")
    person.click("Delete")
    person.sees(lambda: not {name for name in folders(dovecot) if name.startswith("Outer")}, "all three gone")


def folders(server: Dovecot) -> set[str]:
    with signed_in(server, USER) as client:
        return {name for _, _, name in client.list_folders()}


def places(server: Dovecot) -> set[str]:
    """Where the first mail is."""
    with signed_in(server, USER) as client:
        return {place for place, key, *_ in on_server(client) if key == "<n0@haneul.example>"}
