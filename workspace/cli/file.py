"""``workspace file`` and ``unfile``: the main job, without a window."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, plain, receipt_json
from workspace.cli.targets import rules, targets
from workspace.connector.manifest import manifest
from workspace.filing.action import file_action, unfile_action
from workspace.filing.match import match
from workspace.filing.new_record import prefill
from workspace.filing.preview import Preview, preview
from workspace.filing.rules import Rules, is_header_only
from workspace.model.actions import RecordRef
from workspace.model.filings import NewRecord
from workspace.model.ids import AccountId, ActionId, ReceiptId
from workspace.model.kinds import RecordType, Verb
from workspace.store.rows import FiledChip, ItemRow, ReceiptRow

UNDER_WAY = frozenset({"queued", "trying"})


@dataclass(frozen=True, slots=True)
class Wish:
    """How the command line wants items filed."""

    to: tuple[str, ...]
    create: str | None
    follow: bool
    header_only: bool
    as_json: bool


@click.command("file")
@click.argument("item_ids", metavar="ITEM...", nargs=-1, required=True)
@click.option("--crm", "crm_id", metavar="ACCOUNT", help="The CRM to file to, where there are several.")
@click.option("--to", "to", multiple=True, metavar="TYPE:REMOTE_ID", help="A record to file to.")
@click.option("--create", type=click.Choice([t.value for t in RecordType]), help="Create this from the mail.")
@click.option("--follow", is_flag=True, help="File later replies in the conversation too.")
@click.option("--header-only", is_flag=True, help="File only from, to and date.")
@click.option("--preview", "only_preview", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--no-wait", is_flag=True, help="Queue it and print the action's id.")
@as_json
@command
def file_items(
    context: Context,
    item_ids: tuple[str, ...],
    crm_id: str | None,
    to: tuple[str, ...],
    create: str | None,
    follow: bool,
    header_only: bool,
    only_preview: bool,
    no_wait: bool,
    as_json: bool,
) -> None:
    """File each ITEM into the CRM, once, and print the receipts.

    Without --to the records come from the match; where several fit or none, the candidates are printed and nothing is
    written for that item. Of several items each has its own line; what was not filed is said, and the command fails.
    """
    wish = Wish(to, create, follow, header_only, as_json)
    known = rules(context, crm_id)
    missed: list[Failed] = []
    begun: list[tuple[str, ReceiptRow | ActionId]] = []
    for item_id in item_ids:
        try:
            found = _begin(context, item_id, known, wish, only_preview)
            begun += ((item_id, each) for each in found)
        except Failed as failed:
            missed.append(_missed(item_id, failed, item_ids, as_json))
    for item_id, each in begun:
        try:
            _end(context, each, no_wait, as_json)
        except Failed as failed:
            missed.append(_missed(item_id, failed, item_ids, as_json))
    if missed:
        raise Failed(f"{len(missed)} of {len(item_ids)} were not filed.", missed[-1].exit_code)


def _missed(item_id: str, failed: Failed, item_ids: tuple[str, ...], as_json: bool) -> Failed:
    """One of several was not filed: the others go on. A single one ends the command."""
    if len(item_ids) == 1:
        raise failed
    if as_json:
        click.echo(json.dumps({"item_id": item_id, "state": "failed", "reason": failed.message}, ensure_ascii=False))
    else:
        click.echo(f"{item_id}  {failed.message}", err=True)
    return failed


def _begin(
    context: Context, item_id: str, known: Rules, wish: Wish, only_preview: bool
) -> Iterator[ReceiptRow | ActionId]:
    """Queue what is to be written for an item: a receipt where that was done before, else the action's id."""
    item = context.item(item_id)
    found = match(item, context.reader, known)
    if found.refusal and not (found.refusal.may_insist and wish.to):
        raise Failed(f"Not filed: {found.refusal.sentence}")
    chosen = targets(context, found, wish.to, wish.create, wish.as_json)
    new = (prefill(item, wish.create, known),) if wish.create else ()
    is_short = wish.header_only or is_header_only(item, known)
    previews = {a: _preview(context, item, a, refs, new, wish.follow, is_short) for a, refs in chosen.items()}
    if only_preview:
        _print_previews(previews, wish.as_json)
        return iter(())
    filed = {} if wish.to or wish.create else {a: found.by_account[a].filed for a in previews}
    return iter([_queue(context, item, a, seen, filed.get(a)) for a, seen in previews.items()])


def _end(context: Context, begun: ReceiptRow | ActionId, no_wait: bool, as_json: bool) -> None:
    if isinstance(begun, ReceiptRow):
        _print_receipt(begun, as_json)
    elif no_wait:
        context.link.ring()
        click.echo(begun)
    else:
        _print_receipt(context.finish(begun), as_json)


def _preview(
    context: Context,
    item: ItemRow,
    account_id: AccountId,
    records: tuple[RecordRef, ...],
    new: tuple[NewRecord, ...],
    follow: bool,
    header_only: bool,
) -> Preview:
    if not item.filing_key:
        raise Failed("The text has not arrived yet. Run `workspace sync --once` first.", 4)
    limits = manifest(context.account(account_id).connector_id).limits
    seen = preview(item, records, create=new, limits=limits, follow=follow, header_only=header_only)
    if not seen.is_complete:
        raise Failed("The text has not arrived yet. Run `workspace sync --once` first.", 4)
    return seen


def _print_previews(previews: dict[AccountId, Preview], as_json: bool) -> None:
    for account_id, seen in previews.items():
        data = {"account_id": account_id, **seen.filing.to_json()}
        data["records"] = [str(r) for r in seen.filing.records]
        data["cuts"] = plain(seen.cuts)
        data["left_out"] = [{"name": o.attachment.name, "reason": o.reason.sentence} for o in seen.left_out]
        if as_json:
            click.echo(json.dumps(data, ensure_ascii=False))
            continue
        click.echo("\n".join(_preview_lines(account_id, seen)))


def _preview_lines(account_id: AccountId, seen: Preview) -> list[str]:
    filing = seen.filing
    lines = [f"To {account_id}:", f"  subject      {filing.subject}", f"  from         {filing.from_.email}"]
    lines += [f"  record       {ref}  {ref.name}" for ref in filing.records]
    lines += [f"  create       {n.record_type}  {dict(n.fields).get('name', '')}" for n in filing.create]
    lines += [f"  attachment   {a.name} ({a.size} bytes)" for a in filing.attachments]
    lines += [f"  left out     {o.attachment.name}: {o.reason.sentence}" for o in seen.left_out]
    lines += [f"  note         {note.sentence}" for note in seen.notes]
    lines += [f"  cut          {c.field}: {c.kept} of {c.of} characters" for c in seen.cuts]
    return [*lines, f"  text         {len(filing.text)} characters"]


def _queue(
    context: Context, item: ItemRow, account_id: AccountId, seen: Preview, filed: FiledChip | None
) -> ReceiptRow | ActionId:
    receipt = context.reader.receipt(filed.receipt_id) if filed and filed.receipt_id else None
    if receipt is not None:
        return receipt
    if filed and filed.action_id and filed.state in UNDER_WAY:
        return filed.action_id
    action = file_action(seen.filing, account_id, item.key)
    context.user.queue(action)
    if seen.filing.follow:
        refs = [[r.record_type, r.remote_id, r.name] for r in seen.filing.records]
        context.user.add_follow(seen.filing.thread_key, account_id, refs)
    return action.action_id


def _print_receipt(receipt: ReceiptRow, as_json: bool) -> None:
    emit([receipt], as_json, receipt_json, _receipt_columns)


def _receipt_columns(row: ReceiptRow) -> tuple[str, ...]:
    records = " ".join(f"{kind}:{remote_id}" for kind, remote_id, _ in row.records)
    return (row.receipt_id, row.state, records, f"{len(row.attachments)} attachments", row.link or "")


@click.command()
@click.argument("receipt_id", metavar="RECEIPT")
@click.option("--no-wait", is_flag=True, help="Queue it and print the action's id.")
@as_json
@command
def unfile(context: Context, receipt_id: str, no_wait: bool, as_json: bool) -> None:
    """Take a filing back: removes what it created, and only that."""
    receipt = context.reader.receipt(ReceiptId(receipt_id))
    if receipt is None or receipt.verb != Verb.FILE:
        raise Failed(f"There is no filing {receipt_id}.")
    if receipt.undone_at is not None:
        raise Failed("That filing was taken back already.")
    action = unfile_action(receipt)
    context.user.queue(action)
    if receipt.thread_key:
        context.user.end_follow(receipt.thread_key, receipt.account_id)
    if no_wait:
        context.link.ring()
        click.echo(action.action_id)
        return
    _print_receipt(context.finish(action.action_id), as_json)
