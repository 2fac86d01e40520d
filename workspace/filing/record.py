"""The filing record as a table: who filed what, where and when, with the receipt, undone or not."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.store.rows import ReceiptRow

_FORMULA = re.compile(r"[=@+\-\t\r]")
"""How a cell begins that a spreadsheet would run."""
COLUMNS = (
    "filed_at",
    "undone_at",
    "who",
    "crm",
    "subject",
    "kind",
    "message_key",
    "records",
    "created",
    "attachments",
    "link",
    "receipt_id",
)
"""Times are ISO 8601 in UTC; ``records`` and ``created`` are ``TYPE:REMOTE_ID name`` and ``attachments``
``name (sha256)``, parted by `` | ``.
"""


def lines(receipts: Iterable[ReceiptRow], accounts: Mapping[AccountId, Account]) -> Iterator[dict[str, str]]:
    """One line a filing, by :data:`COLUMNS`; who is the colleague that was found to have filed it, else the user."""
    for row in receipts:
        crm = accounts.get(row.account_id)
        yield {
            "filed_at": row.done_at.isoformat(),
            "undone_at": row.undone_at.isoformat() if row.undone_at else "",
            "who": row.filed_by or (crm.identity if crm else ""),
            "crm": crm.name if crm else row.account_id,
            "subject": row.subject,
            "kind": row.item.kind.value if row.item else "",
            "message_key": row.filing_key or "",
            "records": " | ".join(f"{kind}:{remote_id} {name}".rstrip() for kind, remote_id, name in row.records),
            "created": " | ".join(f"{kind}:{remote_id} {name}".rstrip() for kind, remote_id, name in row.created),
            "attachments": " | ".join(f"{name} ({digest})" for name, _, digest in row.attachments),
            "link": row.link or "",
            "receipt_id": row.receipt_id,
        }


def write_csv(out: TextIO, receipts: Iterable[ReceiptRow], accounts: Mapping[AccountId, Account]) -> int:
    """Write the record as CSV (RFC 4180) that spreadsheets never run as formulas; returns how many filings."""
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    number = 0
    for number, line in enumerate(lines(receipts, accounts), 1):  # noqa: B007
        writer.writerow({key: f"'{value}" if _FORMULA.match(value) else value for key, value in line.items()})
    return number
