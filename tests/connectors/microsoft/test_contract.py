"""The Microsoft 365 connector passes the conformance kit on the Graph stand-in."""

from workspace.connector.contract import ConnectorContract


class TestMicrosoft(ConnectorContract):
    connector_id = "microsoft"
