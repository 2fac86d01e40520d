"""The conformance kit on Radicale: with sync-collection, and with nothing but etags."""

import pytest

from connectors.caldav.connector import CaldavConnector
from tests.connectors.caldav.remote import CaldavRemote
from workspace.connector.contract import Connect, ConnectorContract
from workspace.connector.contract_pull import PullContract
from workspace.connector.contract_remote import Remote
from workspace.connector.errors import CursorExpired


class SmallPages(CaldavConnector):
    """The connector with pages small enough that few resources make several."""

    page_size = 3
    timeout_seconds = 5.0


class TestSyncCollection(ConnectorContract):
    connector_id = "caldav"
    connector_class = SmallPages


class TestEtags(PullContract):
    """Compared by etags alone."""

    connector_id = "caldav"
    connector_class = SmallPages

    @pytest.fixture
    def remote(self, bare_remote: CaldavRemote) -> CaldavRemote:
        return bare_remote

    def test_an_expired_cursor_is_said(self, connect: Connect, remote: Remote) -> None:
        """Etags cannot be forgotten by the server; what is no cursor is still refused."""
        collection = self.first(connect(), self.manifest.kinds[0])
        for text in ("kit:not-a-cursor", "dav1:", "dav1:AAAA"):
            with pytest.raises(CursorExpired):
                list(connect().pull(collection, text))
