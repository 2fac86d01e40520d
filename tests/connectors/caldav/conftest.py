"""One Radicale a session, and a fresh user for each test."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from connectors.caldav.connector import CaldavConnector
from tests.connectors.caldav.remote import CaldavRemote
from tests.fakes.dav_front import DavFront, fronting
from tests.fakes.radicale import Radicale, running
from workspace.connector.contract_remote import KitSession

Connect = Callable[..., CaldavConnector]


class SmallPages(CaldavConnector):
    """The connector with pages small enough that few resources make several."""

    page_size = 3
    timeout_seconds = 5.0


@pytest.fixture(scope="session")
def radicale() -> Iterator[Radicale]:
    with running() as server:
        yield server


@pytest.fixture
def remote(radicale: Radicale) -> Iterator[CaldavRemote]:
    remote = CaldavRemote(radicale)
    yield remote
    remote.close()


@pytest.fixture
def front(radicale: Radicale) -> Iterator[DavFront]:
    """A front that behaves until it is told otherwise."""
    with fronting(radicale.port) as front:
        yield front


@pytest.fixture
def fronted(radicale: Radicale, front: DavFront) -> Iterator[CaldavRemote]:
    """A user behind the front."""
    remote = CaldavRemote(radicale, front.port)
    yield remote
    remote.close()


@pytest.fixture
def bare_remote(radicale: Radicale) -> Iterator[CaldavRemote]:
    """A user of a server without sync-collection and ctag: only etags are left."""
    with fronting(radicale.port, "sync-collection", "sync-token", "getctag") as front:
        remote = CaldavRemote(radicale, front.port)
        yield remote
        remote.close()


@pytest.fixture
def connect(tmp_path: Path) -> Iterator[Connect]:
    """Make a connector for an account at a remote: ``connect(remote, now=..., **settings)``."""
    made: list[CaldavConnector] = []

    def make(remote: CaldavRemote, now: datetime | None = None, **settings: str) -> CaldavConnector:
        kind = at(now) if now else SmallPages
        made.append(kind(KitSession({**remote.settings, **settings}, remote.secrets, tmp_path)))
        return made[-1]

    yield make
    for each in made:
        each.close()


def at(moment: datetime) -> type[CaldavConnector]:
    """A connector whose computer believes that it is then."""

    class Later(SmallPages):
        def now(self) -> datetime:
            return moment

    return Later
