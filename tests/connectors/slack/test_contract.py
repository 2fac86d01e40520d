"""The conformance kit on the stand-in."""

from tests.connectors.slack.remote import Hasty
from workspace.connector.contract import ConnectorContract


class TestSlack(ConnectorContract):
    connector_id = "slack"
    connector_class = Hasty
