"""A fresh workspace for each test; whatever the table of methods does not know fails it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.connectors.slack.remote import Hasty, SlackRemote
from tests.fakes.slack import Slack
from tests.fakes.slack_web import SlackWeb, running
from workspace.connector.contract_remote import KitSession
from workspace.connector.manifest import manifest

Make = Callable[..., Hasty]


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def web(slack: Slack) -> Iterator[SlackWeb]:
    with running(slack) as web:
        yield web
    assert slack.violations == []


@pytest.fixture
def remote(slack: Slack, web: SlackWeb) -> Iterator[SlackRemote]:
    made = SlackRemote(slack, web)
    yield made
    made.close()


@pytest.fixture
def make(web: SlackWeb, tmp_path: Path) -> Iterator[Make]:
    """Make a connector straight on the stand-in: ``make(connector_class, secrets=..., **settings)``."""
    made: list[Hasty] = []

    def connect(kind: type[Hasty] = Hasty, secrets: dict[str, str] | None = None, **settings: str) -> Hasty:
        given = {"base_url": web.base_url, "client_id": web.client_id, **settings}
        known = SlackRemote.secrets if secrets is None else secrets
        session = KitSession(manifest("slack").settings_with_defaults(given), known, tmp_path)
        made.append(kind(session))
        return made[-1]

    yield connect
    for connector in made:
        connector.close()
