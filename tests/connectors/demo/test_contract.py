"""The demo connector passes the conformance kit."""

from pathlib import Path

import pytest

from tests.connectors.demo.remote import DemoRemote
from workspace.connector.contract import ConnectorContract


class TestDemo(ConnectorContract):
    connector_id = "demo"

    @pytest.fixture
    def remote(self, tmp_path: Path) -> DemoRemote:
        return DemoRemote(tmp_path / "service.json")
