"""The network returns after it was away: what a person did meanwhile is at the server within moments."""

from collections.abc import Iterator

import pytest

from tests.fakes.dovecot import Dovecot
from tests.fakes.relay import Relay
from tests.journeys.mailbox import USER, fill, on_server, signed_in
from tests.journeys.program import PASSPHRASE, Program, until
from workspace.link.client import Link
from workspace.store.home import Home
from workspace.store.open import unlock
from workspace.store.user import UserStore


@pytest.fixture
def relay(dovecot: Dovecot) -> Iterator[Relay]:
    """The way to the server, to be cut."""
    made = Relay(dovecot.tls_port)
    yield made
    made.close()


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("engine")
def test_a_star_of_the_outage_is_at_the_server_within_five_seconds(
    program: Program, dovecot: Dovecot, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in PASSPHRASE.items():
        monkeypatch.setenv(name, value)
    with signed_in(dovecot, USER) as client:
        fill(client, 1)
        program.add_imap(dovecot.settings(USER) | {"port": str(relay.port)})
        program.run("sync", "--once")
        (mail,) = program.json("list", "email")
        home = Home(program.home)
        user = UserStore(home, unlock(home)[1])
        link = Link(home)
        link.ensure_engine()
        relay.cut()
        # Several failures, so that the pause has grown far beyond what is waited for below.
        for _ in range(4):
            program.run("sync", "--once", expect=4)
        program.run("act", mail["item_id"], "star", "--no-wait")
        assert not [starred for *_, starred in on_server(client) if starred]
        relay.mend()
        user.ask("network_back", {})
        link.ring()
        until(lambda: [starred for *_, starred in on_server(client) if starred], 5, "the star at the server")
        link.engine.stop()
        user.close()
