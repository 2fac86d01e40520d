"""The conformance kit on the stand-in, as an Odoo of each interface."""

import pytest

from tests.connectors.odoo.remote import SmallPages
from workspace.connector.contract import ConnectorContract


class TestOdooOverJson2(ConnectorContract):
    connector_id = "odoo"
    connector_class = SmallPages


class TestOdooOverXmlRpc(ConnectorContract):
    connector_id = "odoo"
    connector_class = SmallPages

    @pytest.fixture
    def version(self) -> int:
        return 17
