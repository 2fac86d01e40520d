"""``workspace file`` and ``unfile``: the main job, without a window."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from workspace.cli.context import Context, command, pairs
from workspace.cli.demanded import demanded_fields, refuse_missing
from workspace.cli.failed import NEEDS_SIGNIN, STILL_QUEUED, Failed
from workspace.cli.output import as_json, emit, receipt_json, stays
from workspace.cli.previewing import print_preview
from workspace.cli.targets import rules, targets
from workspace.connector.manifest import Manifest, manifest
from workspace.filing.action import file_action, unfile_action
from workspace.filing.match import match
from workspace.filing.new_record import prefill, with_fields
from workspace.filing.people import linked
from workspace.filing.preview import Preview, preview
from workspace.filing.rules import Rules, is_header_only
from workspace.model.actions import RecordRef
from workspace.model.filings import NewRecord
from workspace.model.ids import AccountId, ActionId, ReceiptId
from workspace.model.kinds import RecordType, Verb
from workspace.store.rows import FiledChip, ItemRow, ReceiptRow

UNDER_WAY = frozenset({"queued", "trying"})
STAYS = {
    "archived": "archived, because you may not delete it there",
    "kept": "stays there, because it was changed or is used",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How the command line wants items filed."""

    to: tuple[str, ...]
    create: str | None
    follow: bool
    header_only: bool
    as_json: bool
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """What was queued for one item at one CRM, or the receipt of what was done before."""

    item_id: str
    account_id: AccountId
    outcome: ReceiptRow | ActionId


@click.command("file")
@click.argument("item_ids", metavar="ITEM...", nargs=-1, required=True)
@click.option("--crm", "crm_id", metavar="ACCOUNT", help="The CRM to file to, where there are several.")
@click.option("--to", "to", multiple=True, metavar="TYPE:REMOTE_ID", help="A record to file to.")
@click.option("--create", type=click.Choice([t.value for t in RecordType]), help="Create this from the mail.")
@click.option(
    "--set", "given", multiple=True, metavar="FIELD=VALUE", help="A field of what --create makes; repeatable."
)
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
    given: tuple[str, ...],
    follow: bool,
    header_only: bool,
    only_preview: bool,
    no_wait: bool,
    as_json: bool,
) -> None:
    """File each ITEM into the CRM, once, and print the receipts.

    Without --to the records come from the match; where several fit or none, the candidates are printed and nothing is
    written for that item. Of several items or CRMs each has its own line; what was not filed is said, and the command
    fails. A field that --set names is given to the CRM as it is, also one that only your organisation has.
    """
    if given and not create:
        raise click.UsageError("--set says what --create makes: name its type")
    wish = Wish(to, create, follow, header_only, as_json, pairs(given, "--set"))
    known = rules(context, crm_id)
    misses: list[tuple[str, AccountId | None, Failed]] = []
    begun: list[Begun] = []
    for item_id in item_ids:
        try:
            begun += _begin(context, item_id, known, wish, only_preview)
        except Failed as failed:
            misses.append((item_id, None, failed))
    wanted = len(begun) + len(misses)
    _say_missed(misses, wanted, as_json)
    for each in begun:
        try:
            _end(context, each.outcome, no_wait, as_json)
        except Failed as failed:
            misses.append((each.item_id, each.account_id, failed))
            _say_missed(misses[-1:], wanted, as_json)
    if misses:
        raise Failed(f"{len(misses)} of {wanted} were not filed.", min(failed.exit_code for *_, failed in misses))


def _say_missed(misses: Sequence[tuple[str, AccountId | None, Failed]], wanted: int, as_json: bool) -> None:
    """Some of several were not filed: the others go on. A single one ends the command."""
    for item_id, account_id, failed in misses:
        if wanted == 1:
            raise failed
        state = "queued" if failed.exit_code in (NEEDS_SIGNIN, STILL_QUEUED) and account_id else "failed"
        row = {"item_id": item_id, "account_id": account_id, "state": state, "reason": failed.message}
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{item_id}  {failed.message}", err=True)


def _begin(context: Context, item_id: str, known: Rules, wish: Wish, only_preview: bool) -> list[Begun]:
    """Queue what is to be written for an item, one action a CRM; nothing at all where one cannot be."""
    item = context.item(item_id)
    found = match(item, context.reader, known)
    if found.refusal and not (found.refusal.may_insist and wish.to):
        hint = " Name a record with --to to file it anyway." if found.refusal.may_insist else ""
        raise Failed(f"Not filed: {found.refusal.sentence}{hint}")
    chosen = targets(context, found, wish.to, wish.create, wish.as_json)
    new = (with_fields(prefill(item, wish.create, known), wish.fields),) if wish.create else ()
    is_short = wish.header_only or is_header_only(item, known)
    previews = {}
    for account_id, refs in chosen.items():
        left = () if wish.to else found.by_account[account_id].read_only
        previews[account_id] = _preview(context, item, account_id, refs, new, left, wish.follow, is_short)
    filed = {a: found.by_account[a].filed for a in previews}
    if only_preview:
        for account_id, seen in previews.items():
            along = linked(seen.filing, account_id, _manifest(context, account_id), context.reader)
            print_preview(account_id, seen, along, filed[account_id], wish.as_json)
        return []
    for account_id, seen in previews.items():
        refuse_missing(context.account(account_id).name, wish.create or "", seen.missing)
    is_named = bool(wish.to or wish.create)
    return [
        Begun(item_id, a, _queue(context, item, a, seen, None if is_named else filed[a]))
        for a, seen in previews.items()
    ]


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
    read_only: tuple[RecordRef, ...],
    follow: bool,
    header_only: bool,
) -> Preview:
    if not item.filing_key:
        raise Failed("The text has not arrived yet. Run `workspace sync --once` first.", 4)
    seen = preview(
        item,
        records,
        create=new,
        limits=_manifest(context, account_id).limits,
        follow=follow,
        header_only=header_only,
        read_only=read_only,
        demanded={n.record_type: demanded_fields(context, account_id, n.record_type) for n in new},
    )
    if not seen.is_complete:
        raise Failed("The text has not arrived yet. Run `workspace sync --once` first.", 4)
    return seen


def _manifest(context: Context, account_id: AccountId) -> Manifest:
    return manifest(context.account(account_id).connector_id)


def _queue(
    context: Context, item: ItemRow, account_id: AccountId, seen: Preview, filed: FiledChip | None
) -> ReceiptRow | ActionId:
    receipt = context.reader.receipt(filed.receipt_id) if filed and filed.receipt_id else None
    if receipt is not None:
        return receipt
    if filed and filed.action_id and filed.state in UNDER_WAY:
        # Whoever asks again does not wait for a pause after a failure to end.
        context.user.retry(filed.action_id, context.reader.tried(filed.action_id))
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
    by = f"was there, filed by {row.filed_by}" if row.found and row.filed_by else ""
    attachments = f"{len(row.attachments)} attachments"
    return (row.receipt_id, row.state, records, attachments, row.link or "", by, *_what_stays(row))


def _what_stays(row: ReceiptRow) -> Iterator[str]:
    """What a filing made and taking it back could not remove, as the CRM's connector says it."""
    for about, names in stays(row).items():
        yield f"{STAYS[about]}: {' '.join(names)}"


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
    context.account(receipt.account_id)
    action = unfile_action(receipt)
    context.user.queue(action)
    if receipt.thread_key:
        context.user.end_follow(receipt.thread_key, receipt.account_id)
    if no_wait:
        context.link.ring()
        click.echo(action.action_id)
        return
    _print_receipt(context.finish(action.action_id), as_json)
