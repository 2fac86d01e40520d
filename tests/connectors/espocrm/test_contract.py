"""The conformance kit on the stand-in."""

from tests.connectors.espocrm.remote import SmallPages
from workspace.connector.contract import ConnectorContract


class TestEspo(ConnectorContract):
    connector_id = "espocrm"
    connector_class = SmallPages
