"""Filings as the engine has them performed: found, written, read back, tried again."""

import os
from typing import Any

from connectors.salesforce.connector import SalesforceConnector
from workspace.connector.contract_filing import file_action, sample_filing
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Transient
from workspace.model.actions import Receipt, RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import RemoteId
from workspace.model.kinds import Verb

TRIES = 60
CUT_EVERY = int(os.environ.get("SALESFORCE_CUT_EVERY", "8"))
"""``SALESFORCE_CUT_EVERY=1`` breaks each call in each variant."""


def ref(record_type: str, remote_id: str, name: str = "") -> RecordRef:
    return RecordRef(record_type, RemoteId(remote_id), name)


def filed(connector: SalesforceConnector, filing: Filing, name: str = "one") -> Receipt:
    """As the engine does it: look, write what is missing, look again."""
    found = connector.find(file_action(filing, name))
    if found is None or not _covers(found, filing):
        connector.perform(file_action(filing, name, found.remote_id if found else None))
    seen = connector.find(file_action(filing, name))
    assert seen is not None
    assert _covers(seen, filing)
    return seen


def filed_at_last(connector: SalesforceConnector, filing: Filing, name: str = "one") -> Receipt:
    """The same over a network that breaks: tried again as often as it takes."""
    for _ in range(TRIES):
        try:
            return filed(connector, filing, name)
        except Transient:
            continue
    raise AssertionError("it was never filed")


def unfiled(connector: SalesforceConnector, receipt: Receipt) -> None:
    for _ in range(TRIES):
        try:
            connector.perform(action(Verb.UNFILE, {"receipt": receipt.to_json()}))
        except Transient:
            continue
        return


def filing(*records: RecordRef, **fields: Any) -> Filing:
    return sample_filing(*records, **fields)


def _covers(receipt: Receipt, wanted: Filing) -> bool:
    there = {str(each) for each in receipt.records}
    return (
        {str(each) for each in wanted.records} <= there
        and len(receipt.created) >= len(wanted.create)
        and len(receipt.attachments) >= len(wanted.attachments)
    )
