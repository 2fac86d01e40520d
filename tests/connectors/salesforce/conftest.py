"""A fresh org for each test; a call that the table does not know fails it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connectors.salesforce.connector import SalesforceConnector
from tests.connectors.salesforce.remote import SalesforceRemote, SmallPages, token
from tests.fakes.salesforce import Org
from tests.fakes.salesforce_web import SalesforceWeb, running
from workspace.connector.contract_filing import BYTES
from workspace.connector.contract_remote import KitSession
from workspace.connector.manifest import manifest

Make = Callable[..., SalesforceConnector]


@pytest.fixture
def org() -> Org:
    return Org()


@pytest.fixture
def web(org: Org) -> Iterator[SalesforceWeb]:
    with running(org) as web:
        yield web
    assert org.violations == []


@pytest.fixture
def remote(org: Org, web: SalesforceWeb) -> Iterator[SalesforceRemote]:
    made = SalesforceRemote(org, web)
    yield made
    made.close()


@pytest.fixture
def make(remote: SalesforceRemote, tmp_path: Path) -> Iterator[Make]:
    """Make a connector on the stand-in: ``make(user="colleague", **settings)``; its notes are kept from run to run."""
    made: list[SalesforceConnector] = []

    def connect(user: str = "right", **settings: str) -> SalesforceConnector:
        given = manifest("salesforce").settings_with_defaults({**remote.settings, **settings})
        session = KitSession(given, token(user), tmp_path / user)
        session.blobs.update(BYTES)
        made.append(SmallPages(session))
        return made[-1]

    yield connect
    for connector in made:
        connector.close()
