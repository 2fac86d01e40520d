"""The conformance kit: one class of tests that every connector passes.

A connector's test subclasses :class:`ConnectorContract`, says which connector it is, and gives a ``remote`` fixture
with a :class:`Remote` that changes the service, or a fake of it, behind the connector's back. What the manifest does
not declare is skipped. Needs pytest; the program itself imports only :mod:`workspace.connector.contract_static`.
"""

from workspace.connector.contract_events import EventContract
from workspace.connector.contract_filing import FilingContract
from workspace.connector.contract_folders import FolderContract
from workspace.connector.contract_parts import Connect
from workspace.connector.contract_pull import PullContract
from workspace.connector.contract_remote import (
    Filed,
    KitSession,
    Mirror,
    Remote,
    title_of,
)
from workspace.connector.contract_static import check_manifest

__all__ = [
    "Connect",
    "ConnectorContract",
    "Filed",
    "KitSession",
    "Mirror",
    "Remote",
    "check_manifest",
    "title_of",
]


class ConnectorContract(PullContract, EventContract, FilingContract, FolderContract):
    """Everything that a connector promises, by what its manifest declares."""
