"""A stand-in for each test; what it was asked that the table does not know fails the test."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.connectors.espocrm.remote import EspoRemote
from tests.fakes.espocrm import EspoFake
from tests.fakes.espocrm_web import running


@pytest.fixture
def fake() -> EspoFake:
    return EspoFake()


@pytest.fixture
def remote(fake: EspoFake) -> Iterator[EspoRemote]:
    with running(fake) as port, closing(EspoRemote(fake, port)) as remote:
        yield remote
    assert fake.violations == []
