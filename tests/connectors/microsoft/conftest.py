"""A fresh stand-in for each test; a call that Graph does not have fails it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connectors.microsoft.remote import GraphRemote
from tests.fakes.graph import running
from workspace.connector.contract_parts import Connect, KitParts


@pytest.fixture
def remote() -> Iterator[GraphRemote]:
    with running() as fake:
        yield GraphRemote(fake)
        assert fake.wrong == []


@pytest.fixture
def connect(remote: GraphRemote, tmp_path: Path) -> Iterator[Connect]:
    """A connector for one run: ``connect(secrets=..., **settings)``."""
    with Kit().connecting(remote, tmp_path) as made:
        yield made


class Kit(KitParts):
    connector_id = "microsoft"
