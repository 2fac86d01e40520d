"""The main job step by step, each step looked at before the next: what ``workspace demo --headless`` prints."""

import click

from workspace.cli.context import Context
from workspace.cli.failed import Failed
from workspace.connector.manifest import manifest
from workspace.filing.action import file_action, unfile_action
from workspace.filing.match import Decision, Match, match
from workspace.filing.preview import Preview, preview
from workspace.filing.rules import crm_accounts, rules_of
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow, ReceiptRow, ThreadRow

CUSTOMER = "orders@haneul.example"


def main_job(context: Context) -> None:
    """Sync, match, preview, file, check and undo one email; raises ``Failed`` at the first step that does not hold."""
    _sync(context)
    item = _newest_mail(context)
    found = _match(context, item)
    seen = _preview(context, item, found)
    receipt = _file(context, item, found, seen)
    _check(context, item, receipt)
    _undo(context, item, receipt)
    click.echo("Every step held.")


def _sync(context: Context) -> None:
    answer = context.ask("sync", {"account_id": None, "once": True}, timeout=120)
    accounts = answer.payload["accounts"]
    _holds(isinstance(accounts, list) and all(a["health"] == "ok" for a in accounts), "an account is not in step")
    pulled = sum(a["pulled"] for a in accounts)  # type: ignore[attr-defined]
    _step("sync", f"{len(accounts)} accounts in step, {pulled} items pulled")  # type: ignore[arg-type]


def _newest_mail(context: Context) -> ItemRow:
    threads: list[ThreadRow] = context.reader.threads(scope="*", limit=200)
    thread = next((t for t in threads if t.kind is Kind.EMAIL and t.from_email == CUSTOMER), None)
    _holds(thread is not None, f"no mail from {CUSTOMER} in the inbox")
    item = context.item(str(thread.last_item_id))  # type: ignore[union-attr]
    _step("open", f"“{item.subject}” from {item.from_.email}, {len(item.attachments)} attachments")
    return item


def _match(context: Context, item: ItemRow) -> Match:
    accounts = context.user.accounts()
    crms = crm_accounts(accounts, context.reader.accounts_without(Kind.RECORD))
    found = match(item, context.reader, rules_of(accounts, crm_account_ids=crms))
    _holds(found.decision is Decision.ONE, "the sender is not matched to exactly one customer")
    (one,) = [m for m in found.by_account.values() if m.decision is Decision.ONE]
    for candidate in one.candidates:
        if candidate.is_preselected:
            _step("match", f"{candidate}  {candidate.record.name}  ({candidate.reason.sentence})")
    return one


def _preview(context: Context, item: ItemRow, found: Match) -> Preview:
    limits = manifest(context.account(found.account_id).connector_id).limits
    seen = preview(item, found.chosen, limits=limits)
    names = ", ".join(a.name for a in seen.filing.attachments)
    _holds(seen.is_complete and bool(seen.filing.records), "the preview is not complete")
    _step("preview", f"{len(seen.filing.records)} records, {len(seen.filing.text)} characters, {names}")
    return seen


def _file(context: Context, item: ItemRow, found: Match, seen: Preview) -> ReceiptRow:
    action = file_action(seen.filing, found.account_id, item.key)
    context.user.queue(action)
    receipt = context.finish(action.action_id)
    _holds(receipt.remote_id is not None, "the CRM gave no id for what it wrote")
    _holds(len(receipt.attachments) == len(seen.filing.attachments), "an attachment is missing in the CRM")
    _step("file", f"receipt {receipt.receipt_id}, {receipt.link}")
    return receipt


def _check(context: Context, item: ItemRow, receipt: ReceiptRow) -> None:
    again = context.ask("find_filing", {"crm_account_id": receipt.account_id, "key": receipt.filing_key})
    there = again.payload["receipt"]
    _holds(isinstance(there, dict) and there["remote_id"] == receipt.remote_id, "the CRM does not show it")
    chips = context.reader.filed_for(item.filing_key or "")
    _holds([c.state for c in chips] == ["done"], "the conversation does not show it")
    _step("check", "the CRM shows it once, the conversation has its chip")


def _undo(context: Context, item: ItemRow, receipt: ReceiptRow) -> None:
    action = unfile_action(receipt)
    context.user.queue(action)
    context.finish(action.action_id)
    again = context.ask("find_filing", {"crm_account_id": receipt.account_id, "key": receipt.filing_key})
    _holds(again.payload["receipt"] is None, "the CRM still has it")
    _holds(not context.reader.filed_for(item.filing_key or ""), "the conversation still shows it")
    _step("undo", "the CRM has nothing of it any more")


def _step(name: str, said: str) -> None:
    click.echo(f"{name:8} {said}")


def _holds(is_true: bool, otherwise: str) -> None:
    if not is_true:
        raise Failed(f"It did not hold: {otherwise}.")
