"""One server for each process that tests, tidied after each test."""

from collections.abc import Iterator

import pytest

from tests.connectors.tryton.remote import TrytonRemote
from tests.fakes.tryton import MAKE_SECONDS, Tryton, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test of all may have to make the database."""
    for item in items:
        if "/connectors/tryton/" in item.nodeid:
            item.add_marker(pytest.mark.timeout(MAKE_SECONDS))


@pytest.fixture(scope="session")
def tryton() -> Iterator[Tryton]:
    with running() as server:
        yield server


@pytest.fixture
def remote(tryton: Tryton) -> Iterator[TrytonRemote]:
    made = TrytonRemote(tryton)
    yield made
    made.close()
    tryton.tidy()
