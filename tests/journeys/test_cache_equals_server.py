"""What the cache holds is what the server holds, whatever happened to the engine on the way."""

import random

import pytest

from tests.fakes.dovecot import Dovecot
from tests.journeys.mailbox import FOLDERS, fill, in_cache, on_server, signed_in, stir
from tests.journeys.program import Killer, Program

USER = "kim@brightwell.example"
MAILS = 1000


@pytest.mark.timeout(600)
def test_after_ten_kills_the_cache_equals_the_server(program: Program, dovecot: Dovecot) -> None:
    rng = random.Random(5)
    with signed_in(dovecot, USER) as client:
        client.create_folder(FOLDERS[-1])
        fill(client, MAILS)
        account = program.add_imap(dovecot.settings(USER))
        kills = 0
        for round_ in range(5):
            with Killer(program, 2, seed=round_, pause=(0.3, 1.2)) as killer:
                program.run("sync", "--once", expect=(0, 4))
            kills += 2 - killer.left
            stir(client, rng, first_new=MAILS + 50 * round_)
        while kills < 10:
            with Killer(program, 1, seed=kills, pause=(0.2, 0.6)) as killer:
                program.run("sync", "--once", expect=(0, 4))
            kills += 1 - killer.left
        program.run("sync", "--once")
        wanted = on_server(client)
        found = in_cache(program.json("list", "email", "--account", account), program.json("list", "collection"))
    assert found == wanted
    assert program.json("search", "number3")
    assert program.json("search", "계약서")


def test_a_server_without_extensions_is_listed_and_compared(program: Program) -> None:
    from tests.fakes.dovecot import running

    with running(capability="IMAP4rev1 LITERAL+ SASL-IR MULTIAPPEND") as server, signed_in(server, USER) as client:
        client.create_folder(FOLDERS[-1])
        fill(client, 300)
        program.add_imap(server.settings(USER))
        program.run("sync", "--once")
        client.select_folder("INBOX")
        uids = client.search()
        client.add_flags(uids[:40], [b"\\Seen"])
        client.copy(uids[40:60], "Archive")
        client.delete_messages(uids[40:60])
        client.expunge()
        program.run("sync", "--once")
        wanted = on_server(client)
    assert in_cache(program.json("list", "email"), program.json("list", "collection")) == wanted
