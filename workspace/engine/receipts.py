"""A receipt as JSON, by the field names of ``Receipt``."""

from typing import Any

from workspace.model.actions import Receipt


def to_json(receipt: Receipt) -> dict[str, Any]:
    """What ``unfile`` carries and ``find_filing`` answers."""
    return {
        "receipt_id": receipt.receipt_id,
        "action_id": receipt.action_id,
        "remote_id": receipt.remote_id,
        "link": receipt.link,
        "records": [[r.record_type, r.remote_id, r.name] for r in receipt.records],
        "created": [[r.record_type, r.remote_id, r.name] for r in receipt.created],
        "attachments": [list(each) for each in receipt.attachments],
        "found": receipt.found,
        "filed_by": receipt.filed_by,
    }
