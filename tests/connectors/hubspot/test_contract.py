"""The conformance kit on the stand-in."""

from tests.connectors.hubspot.remote import Hasty
from workspace.connector.contract import ConnectorContract


class TestHubSpot(ConnectorContract):
    connector_id = "hubspot"
    connector_class = Hasty
