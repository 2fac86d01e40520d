"""The conformance kit on Dovecot: with QRESYNC, with CONDSTORE alone, and with nothing but IMAP4rev1."""

import pytest

from connectors.imap.connector import ImapConnector
from tests.connectors.imap.remote import ImapRemote
from workspace.connector.contract import ConnectorContract
from workspace.connector.contract_folders import FolderContract
from workspace.connector.contract_pull import PullContract
from workspace.connector.contract_verbs import VerbContract

pytestmark = pytest.mark.dovecot


class SmallPages(ImapConnector):
    """The connector with pages small enough that few mails make several."""

    first_page = 2
    page = 3
    body_limits = (5_000_000, 100_000)
    timeout_seconds = 5.0


class TestQresync(ConnectorContract):
    connector_id = "imap"
    connector_class = SmallPages


class TestCondstore(PullContract, VerbContract):
    connector_id = "imap"
    connector_class = SmallPages

    @pytest.fixture
    def remote(self, condstore_remote: ImapRemote) -> ImapRemote:
        return condstore_remote


class TestBare(PullContract, FolderContract):
    connector_id = "imap"
    connector_class = SmallPages

    @pytest.fixture
    def remote(self, bare_remote: ImapRemote) -> ImapRemote:
        return bare_remote

    def test_a_watch_hears_news(self) -> None:  # type: ignore[override]
        pytest.skip("this server has no IDLE")
