"""One server for each process that tests, tidied after each test."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from connectors.tryton.connector import TrytonConnector
from tests.connectors.tryton.remote import TrytonRemote
from tests.fakes.tryton import MAKE_SECONDS, running
from tests.fakes.tryton_front import Front, before
from workspace.connector.contract_filing import BYTES
from workspace.connector.contract_remote import KitSession
from workspace.connector.manifest import manifest

Make = Callable[..., TrytonConnector]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test of all may have to make the database."""
    for item in items:
        if "/connectors/tryton/" in item.nodeid:
            item.add_marker(pytest.mark.timeout(MAKE_SECONDS))


@pytest.fixture(scope="session")
def whole() -> Iterator[TrytonRemote]:
    with running() as server:
        remote = TrytonRemote(server)
        yield remote
        remote.close()


@pytest.fixture
def remote(whole: TrytonRemote) -> Iterator[TrytonRemote]:
    yield whole
    whole.tidy()


@pytest.fixture
def connect(remote: TrytonRemote, tmp_path: Path) -> Iterator[Make]:
    """Make a connector for one run: ``connect(secrets=..., **settings)``."""
    made: list[TrytonConnector] = []

    def make(secrets: Mapping[str, str] = remote.secrets, **settings: str) -> TrytonConnector:
        given = manifest("tryton").settings_with_defaults({**remote.settings, **settings})
        session = KitSession(given, secrets, tmp_path)
        session.blobs.update(BYTES)
        made.append(TrytonConnector(session))
        return made[-1]

    yield make
    for connector in made:
        connector.close()


@pytest.fixture
def front(remote: TrytonRemote) -> Iterator[Front]:
    with before(remote.server.port) as front:
        yield front
