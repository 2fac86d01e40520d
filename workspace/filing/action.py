"""Filings as actions for the outbox, and how they are taken back."""

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from workspace.model.actions import Action
from workspace.model.filings import Filing
from workspace.model.ids import AccountId, ActionId
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb
from workspace.store.rows import ReceiptRow


def file_action(
    filing: Filing,
    crm_account_id: AccountId,
    item_key: ItemKey,
    action_id: ActionId | None = None,
    *,
    add_to: str | None = None,
) -> Action:
    """The action that writes a filing to one CRM; ``add_to`` is the remote id of a filing found
    under the same key.
    """
    payload: dict[str, object] = {**filing.to_json(), "add_to": add_to}
    return Action(action_id or _new_id(), crm_account_id, Verb.FILE, payload, item_key, datetime.now(UTC))


def unfile_action(receipt: ReceiptRow, action_id: ActionId | None = None) -> Action:
    """The action that takes back what the receipt says this user filed."""
    return Action(
        action_id or _new_id(),
        receipt.account_id,
        Verb.UNFILE,
        {"receipt": receipt_json(receipt)},
        receipt.item,
        datetime.now(UTC),
    )


def receipt_json(receipt: ReceiptRow) -> dict[str, Any]:
    """A receipt as the payload of ``unfile`` carries it, by the field names of ``Receipt``."""
    return {
        "receipt_id": receipt.receipt_id,
        "action_id": receipt.action_id,
        "filing_key": receipt.filing_key,
        "remote_id": receipt.remote_id,
        "link": receipt.link,
        "records": [list(each) for each in receipt.records],
        "created": [list(each) for each in receipt.created],
        "attachments": [list(each) for each in receipt.attachments],
        "found": receipt.found,
        "filed_by": receipt.filed_by,
        "extra": dict(receipt.extra),
    }


def reply_action_id(filing_key: str, crm_account_id: AccountId) -> ActionId:
    """The id of the action that the engine makes for a later reply: the same whenever it meets the
    reply again.
    """
    text = "\n".join(("later reply", filing_key, crm_account_id))
    return ActionId(hashlib.sha256(text.encode()).hexdigest()[:32])


def _new_id() -> ActionId:
    return ActionId(uuid4().hex)
