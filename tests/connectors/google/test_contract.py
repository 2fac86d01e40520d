"""The conformance kit on the stand-in."""

from tests.connectors.google.remote import SmallPages
from workspace.connector.contract import ConnectorContract


class TestGoogle(ConnectorContract):
    connector_id = "google"
    connector_class = SmallPages
