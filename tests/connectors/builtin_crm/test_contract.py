"""The built-in CRM passes the conformance kit."""

from pathlib import Path

import pytest

from connectors.builtin_crm.connector import BuiltinCrm
from tests.connectors.builtin_crm.remote import CrmRemote
from workspace.connector.contract import ConnectorContract


class SmallPages(BuiltinCrm):
    """A pull of a few records takes several pages."""

    page_size = 3


class TestBuiltinCrm(ConnectorContract):
    connector_id = "builtin_crm"
    connector_class = SmallPages

    @pytest.fixture
    def remote(self, tmp_path: Path) -> CrmRemote:
        return CrmRemote(tmp_path)
