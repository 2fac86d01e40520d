"""Where something is filed already, by oneself or by a colleague, and how it is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui.filing.words import tr
from ui.shell.context import Context
from workspace.filing.action import unfile_action
from workspace.model.ids import ActionId
from workspace.store.rows import AttemptRow, FiledChip, ReceiptRow

Undone = tuple[ActionId, ReceiptRow]
"""An action that takes a filing back, and the receipt of that filing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A filing under the same key: ``remote_id`` names it in its CRM, ``chip`` is the cache's word for it."""

    crm: str
    label: str
    filed_by: str
    link: str
    remote_id: str
    state: str = "done"
    chip: FiledChip | None = None

    @property
    def words(self) -> str:
        where = " · ".join(part for part in (self.label, self.crm) if part)
        if self.state in ("queued", "trying"):
            return tr("On its way to {where}.").format(where=where)
        if self.state == "unsure":
            return tr("This may be filed to {where}. Check there before you file it again.").format(where=where)
        if self.filed_by:
            return tr("Filed to {where} by {who}.").format(where=where, who=self.filed_by)
        return tr("Filed to {where}.").format(where=where)


def found_by_chip(context: Context, chip: FiledChip, crm: str) -> Found:
    receipt = context.reader.receipt(chip.receipt_id) if chip.receipt_id else None
    remote_id = receipt.remote_id if receipt and receipt.remote_id else ""
    return Found(crm, chip.label, chip.filed_by or "", chip.link or "", remote_id, chip.state, chip)


def found_by_answer(receipt: Mapping[str, object], crm: str) -> Found | None:
    """What the CRM itself answered to ``find_filing``; None where nothing is there."""
    remote_id = str(receipt.get("remote_id") or "")
    if not remote_id:
        return None
    records = receipt.get("records")
    first = records[0] if isinstance(records, list) and records else None
    name = str(first[2]) if isinstance(first, list) and len(first) > 2 else ""
    who, link = str(receipt.get("filed_by") or ""), str(receipt.get("link") or "")
    return Found(crm, name, who or tr("a colleague"), link, remote_id)


def take_back(context: Context, chip: FiledChip, undone: list[Undone] | None = None) -> bool:
    """Withdraw a filing that waits, or queue its undoing; False where there is nothing to take back.

    ``undone`` gets what was queued, with the receipt of its filing.
    """
    receipt = _receipt(context, chip)
    if receipt is not None:
        _undo(context, [receipt], undone)
    elif chip.action_id is None or not withdraw(context, chip.action_id):
        return False
    _end_follow(context, chip, receipt)
    tell(context)
    return True


def take_all_back(context: Context, action_ids: Sequence[ActionId], undone: list[Undone] | None = None) -> bool:
    """Withdraw what waits and undo what is filed; False where one of them was under way. Touches only the stores."""
    receipts = {action_id: context.reader.receipt_of(action_id) for action_id in action_ids}
    filed = [receipt for receipt in receipts.values() if receipt is not None]
    waiting = [action_id for action_id, receipt in receipts.items() if receipt is None]
    is_all = withdraw_all(context, waiting)
    _undo(context, [receipt for receipt in filed if receipt.undone_at is None], undone)
    return is_all


def _undo(context: Context, receipts: Sequence[ReceiptRow], undone: list[Undone] | None) -> None:
    actions = [unfile_action(receipt) for receipt in receipts]
    context.user.queue_all(actions)
    if undone is not None:
        undone += [(action.action_id, receipt) for action, receipt in zip(actions, receipts, strict=True)]


def withdraw_all(context: Context, action_ids: Sequence[ActionId]) -> bool:
    """As :func:`withdraw`, together; False where the engine has begun with one of them."""
    late = set(action_ids) - context.user.withdraw_all(action_ids)
    attempts = context.reader.attempts(("queued", "trying", "done", "failed", "unsure")) if late else []
    waiting = [row.action_id for row in attempts if row.action_id in late and _is_waiting(row)]
    for action_id in waiting:
        context.user.drop(action_id)
    return len(waiting) == len(late)


def _receipt(context: Context, chip: FiledChip) -> ReceiptRow | None:
    receipt = context.reader.receipt(chip.receipt_id) if chip.receipt_id else None
    return receipt if receipt is not None and receipt.undone_at is None else None


def tell(context: Context) -> None:
    """Something in the outbox is different."""
    context.ring()
    context.observer.tell("actions")


def withdraw(context: Context, action_id: ActionId) -> bool:
    """Take a filing out of the outbox, also long after its undo time, as long as the engine has not begun with it."""
    if context.user.withdraw(action_id):
        return True
    attempt = context.reader.attempt(action_id)
    if attempt is None or not _is_waiting(attempt):
        return False
    context.user.drop(action_id)
    return True


def _is_waiting(attempt: AttemptRow) -> bool:
    return attempt.state == "queued" or (attempt.state == "trying" and bool(attempt.error_key))


def _end_follow(context: Context, chip: FiledChip, receipt: ReceiptRow | None) -> None:
    if receipt is not None and receipt.thread_key:
        context.user.end_follow(receipt.thread_key, chip.crm_account_id)
