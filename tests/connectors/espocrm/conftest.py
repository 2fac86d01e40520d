"""A stand-in for each test; what it was asked that the table does not know fails the test."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from connectors.espocrm.connector import EspoConnector
from tests.connectors.espocrm.remote import EspoRemote, SmallPages
from tests.fakes.espocrm import EspoFake
from tests.fakes.espocrm_web import running
from workspace.connector.contract_filing import BYTES
from workspace.connector.contract_remote import KitSession

Make = Callable[..., EspoConnector]


@pytest.fixture
def fake() -> EspoFake:
    return EspoFake()


@pytest.fixture
def remote(fake: EspoFake) -> Iterator[EspoRemote]:
    with running(fake) as port, closing(EspoRemote(fake, port)) as remote:
        yield remote
    assert fake.violations == []


@pytest.fixture
def make(remote: EspoRemote, tmp_path: Path) -> Iterator[Make]:
    """A connector for one run, as ``minsu`` unless the settings say otherwise; it has the kit's attachments."""
    made: list[EspoConnector] = []

    def make(secrets: Mapping[str, str] | None = None, **settings: str) -> EspoConnector:
        given = {key: text for key, text in {**remote.settings, **settings}.items() if text}
        session = KitSession(given, remote.secrets if secrets is None else secrets, tmp_path)
        session.blobs.update(BYTES)
        made.append(SmallPages(session))
        return made[-1]

    yield make
    for connector in made:
        connector.close()
