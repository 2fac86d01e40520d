"""One Radicale a session, and a fresh user for each test."""

from collections.abc import Iterator

import pytest

from tests.connectors.caldav.remote import CaldavRemote
from tests.fakes.dav_front import DavFront, fronting
from tests.fakes.radicale import Radicale, running


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
def ctag_remote(radicale: Radicale) -> Iterator[CaldavRemote]:
    """A user of a server without sync-collection, but with ctag."""
    with fronting(radicale.port, "sync-collection", "sync-token") as front:
        remote = CaldavRemote(radicale, front.port)
        yield remote
        remote.close()
