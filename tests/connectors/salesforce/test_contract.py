"""The conformance kit on the stand-in: as Salesforce is, and as servers are that have less of it."""

import pytest

from tests.connectors.salesforce.remote import SalesforceRemote, SmallPages
from tests.fakes.salesforce import Org
from workspace.connector.contract import ConnectorContract


class TestSalesforce(ConnectorContract):
    connector_id = "salesforce"
    connector_class = SmallPages


class TestPlainServer(ConnectorContract):
    """Without describe, composite calls and deleted rows."""

    connector_id = "salesforce"
    connector_class = SmallPages

    @pytest.fixture
    def remote(self, org: Org, remote: SalesforceRemote) -> SalesforceRemote:
        org.has_describe = org.has_composite = org.has_deleted = False
        return remote
