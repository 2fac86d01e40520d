"""A fresh stand-in for each test; a call that Graph does not have fails it."""

from collections.abc import Iterator

import pytest

from tests.connectors.microsoft.remote import GraphRemote
from tests.fakes.graph import running


@pytest.fixture
def remote() -> Iterator[GraphRemote]:
    with running() as fake:
        yield GraphRemote(fake)
        assert fake.wrong == []
