"""A fresh portal for each test; whatever the table does not know fails it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connectors.hubspot.connector import HubSpot
from tests.connectors.hubspot.remote import Hasty, HubSpotRemote
from tests.fakes.hubspot import HubSpotPortal
from tests.fakes.hubspot_web import HubSpotWeb, running
from workspace.connector.contract_remote import KitSession
from workspace.connector.manifest import manifest

Make = Callable[..., HubSpot]


@pytest.fixture
def portal() -> HubSpotPortal:
    return HubSpotPortal()


@pytest.fixture
def web(portal: HubSpotPortal) -> Iterator[HubSpotWeb]:
    with running(portal) as web:
        yield web
    assert portal.violations == []


@pytest.fixture
def remote(portal: HubSpotPortal, web: HubSpotWeb) -> Iterator[HubSpotRemote]:
    made = HubSpotRemote(portal, web)
    yield made
    made.close()


@pytest.fixture
def make(web: HubSpotWeb, tmp_path: Path) -> Iterator[Make]:
    """Make a connector straight on the stand-in: ``make(secrets=..., **settings)``."""
    made: list[HubSpot] = []

    def connect(secrets: dict[str, str] | None = None, **settings: str) -> HubSpot:
        given = {"base_url": web.base_url, "client_id": "app", "calls_per_ten_seconds": "0", **settings}
        known = HubSpotRemote.secrets if secrets is None else secrets
        session = KitSession(manifest("hubspot").settings_with_defaults(given), known, tmp_path)
        made.append(Hasty(session))
        return made[-1]

    yield connect
    for connector in made:
        connector.close()
