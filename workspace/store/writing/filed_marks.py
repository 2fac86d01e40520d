"""What the filed chips are made from: one mark per filing key and CRM, out of the ledger and the outbox."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FiledMark:
    """That something is filed, or on its way: ``state`` is ``queued trying done failed unsure``; ``at`` is in ms."""

    filing_key: str
    crm_account_id: str
    state: str
    at: int
    receipt_id: str | None = None
    label: str = ""
    link: str | None = None
    records: str = "[]"
    """JSON list of ``[record_type, remote_id, name]``."""
    thread_key: str | None = None
    filed_by: str | None = None
