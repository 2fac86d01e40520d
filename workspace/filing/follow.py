"""Later replies: a mail in a conversation that was filed with "follow" goes to the same records,
unless a rule forbids it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from workspace.filing.preview import preview, thread_key
from workspace.filing.reasons import Refusal
from workspace.filing.rules import Rules, is_header_only, refuse
from workspace.model.actions import RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import RemoteId
from workspace.store.rows import ItemRow, ReceiptRow


def is_later_reply(item: ItemRow, key: str, since: datetime) -> bool:
    """Whether an item, received or sent, belongs to a followed conversation and came after it was
    followed.
    """
    return not item.is_draft and item.received_at >= since and thread_key(item) == key


def filing_for_reply(
    item: ItemRow,
    earlier: ReceiptRow | Sequence[RecordRef],
    limits: Mapping[str, int],
    rules: Rules,
) -> Filing | Refusal:
    """What a later reply writes: to the records of the earlier filing, with its attachments.

    Nobody is asked, so every refusal counts: an internal answer or an out-of-office notice stays
    out of the CRM. A reply without its text is refused with ``body_not_here`` and can be tried
    again.
    """
    refusal = refuse(item, rules)
    # Who follows a conversation knows its people, also one whose mail an office sends.
    if refusal is not None and refusal.key != "on_behalf":
        return refusal
    seen = preview(item, _records(earlier), limits=limits, follow=True, header_only=is_header_only(item, rules))
    return seen.filing if seen.is_complete else Refusal("body_not_here")


def _records(earlier: ReceiptRow | Sequence[RecordRef]) -> tuple[RecordRef, ...]:
    if isinstance(earlier, ReceiptRow):
        return tuple(RecordRef(t, RemoteId(i), name) for t, i, name in earlier.records)
    return tuple(earlier)
