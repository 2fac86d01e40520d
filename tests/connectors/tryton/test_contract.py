"""Tryton passes the conformance kit."""

from tests.connectors.tryton.remote import SmallPages
from workspace.connector.contract import ConnectorContract


class TestTryton(ConnectorContract):
    connector_id = "tryton"
    connector_class = SmallPages
