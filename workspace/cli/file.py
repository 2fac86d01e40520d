"""``workspace file`` and ``unfile``: the main job, without a window."""

import json
from collections.abc import Mapping, Sequence

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, plain, receipt_json
from workspace.connector.manifest import manifest
from workspace.filing.action import file_action, unfile_action
from workspace.filing.match import Candidate, Decision, Match, Matches, match
from workspace.filing.new_record import prefill
from workspace.filing.preview import Preview, preview
from workspace.filing.rules import Rules, crm_accounts, rules_of
from workspace.model.actions import RecordRef
from workspace.model.filings import NewRecord
from workspace.model.ids import AccountId, ReceiptId, RemoteId
from workspace.model.kinds import RecordType, Verb
from workspace.store.rows import FiledChip, ItemRow, ReceiptRow

UNDER_WAY = frozenset({"queued", "trying"})


@click.command("file")
@click.argument("item_id", metavar="ITEM")
@click.option("--crm", "crm_id", metavar="ACCOUNT", help="The CRM to file to, where there are several.")
@click.option("--to", "to", multiple=True, metavar="TYPE:REMOTE_ID", help="A record to file to.")
@click.option("--create", type=click.Choice([t.value for t in RecordType]), help="Create this from the mail.")
@click.option("--follow", is_flag=True, help="File later replies in the conversation too.")
@click.option("--preview", "only_preview", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--no-wait", is_flag=True, help="Queue it and print the action's id.")
@as_json
@command
def file_item(
    context: Context,
    item_id: str,
    crm_id: str | None,
    to: tuple[str, ...],
    create: str | None,
    follow: bool,
    only_preview: bool,
    no_wait: bool,
    as_json: bool,
) -> None:
    """File ITEM into the CRM, once, and print the receipt.

    Without --to the records come from the match; where several fit or none, the candidates are printed and nothing is
    written.
    """
    item = context.item(item_id)
    rules = _rules(context, crm_id)
    found = match(item, context.reader, rules)
    if found.refusal and not (found.refusal.may_insist and to):
        raise Failed(f"Not filed: {found.refusal.sentence}")
    targets = _targets(context, found, to, create, as_json)
    new = (prefill(item, create, rules),) if create else ()
    previews = {a: _preview(context, item, a, refs, new, follow) for a, refs in targets.items()}
    if only_preview:
        _print_previews(previews, as_json)
        return
    for account_id, seen in previews.items():
        filed = None if to or create else found.by_account[account_id].filed
        _file(context, item, account_id, seen, filed, no_wait, as_json)


def _rules(context: Context, crm_id: str | None) -> Rules:
    accounts = context.user.accounts()
    chosen: Sequence[AccountId] = crm_accounts(accounts, context.reader.collections())
    if crm_id:
        chosen = [context.account(crm_id).account_id]
    if crm_id and not manifest(context.account(str(crm_id)).connector_id).is_crm:
        raise Failed(f"{crm_id} is not a CRM.")
    rules = rules_of(accounts, never_file=context.user.never_file(), crm_account_ids=chosen)
    if not rules.crm_account_ids:
        raise Failed("There is no CRM account yet. `workspace account add builtin_crm` adds one.")
    return rules


def _targets(
    context: Context, found: Matches, to: Sequence[str], create: str | None, as_json: bool
) -> dict[AccountId, tuple[RecordRef, ...]]:
    """Which records in which CRM; ends the command with the candidates where that is not one answer."""
    if to:
        return _named(context, found, to)
    sure = {a: m.chosen for a, m in found.by_account.items() if m.decision is Decision.ONE}
    if found.decision is Decision.ONE:
        return sure
    if create:
        return dict.fromkeys(_only(found.by_account), ())
    emit(found.candidates, as_json, _candidate_json, _candidate_columns)
    if found.decision is Decision.NONE:
        raise Failed("No record fits. Name one with --to, or --create one.")
    raise Failed("Several records fit. Name the right ones with --to.")


def _only(by_account: Mapping[AccountId, Match]) -> list[AccountId]:
    accounts = list(by_account)
    if len(accounts) != 1:
        raise Failed("There are several CRMs. Name one with --crm.")
    return accounts


def _named(context: Context, found: Matches, to: Sequence[str]) -> dict[AccountId, tuple[RecordRef, ...]]:
    targets: dict[AccountId, tuple[RecordRef, ...]] = {}
    for word in to:
        record_type, colon, remote_id = word.partition(":")
        if not colon or record_type not in list(RecordType):
            raise click.UsageError(f"--to takes TYPE:REMOTE_ID, not {word!r}")
        account_id, name = _owner(context, found, record_type, remote_id)
        ref = RecordRef(record_type, RemoteId(remote_id), name)
        targets[account_id] = (*targets.get(account_id, ()), ref)
    return targets


def _owner(context: Context, found: Matches, record_type: str, remote_id: str) -> tuple[AccountId, str]:
    """The CRM that has the record; where none of several is known to, the user must say."""
    for account_id in found.by_account:
        for row in context.reader.records_by_remote(account_id, [remote_id]):
            if row.record_type == record_type:
                return account_id, row.name
    (account_id,) = _only(found.by_account)
    raise Failed(f"There is no {record_type}:{remote_id} in {context.account(account_id).name}.")


def _preview(
    context: Context,
    item: ItemRow,
    account_id: AccountId,
    records: tuple[RecordRef, ...],
    new: tuple[NewRecord, ...],
    follow: bool,
) -> Preview:
    if not item.filing_key:
        raise Failed("The text has not arrived yet. Run `workspace sync --once` first.", 4)
    limits = manifest(context.account(account_id).connector_id).limits
    seen = preview(item, records, create=new, limits=limits, follow=follow)
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
    lines += [f"  cut          {c.field}: {c.kept} of {c.of} characters" for c in seen.cuts]
    return [*lines, f"  text         {len(filing.text)} characters"]


def _file(
    context: Context,
    item: ItemRow,
    account_id: AccountId,
    seen: Preview,
    filed: FiledChip | None,
    no_wait: bool,
    as_json: bool,
) -> None:
    action_id = filed.action_id if filed and filed.state in UNDER_WAY else None
    receipt = context.reader.receipt(filed.receipt_id) if filed and filed.receipt_id else None
    if receipt is None and action_id is None:
        action = file_action(seen.filing, account_id, item.key)
        context.user.queue(action)
        action_id = action.action_id
        if seen.filing.follow:
            refs = [[r.record_type, r.remote_id, r.name] for r in seen.filing.records]
            context.user.add_follow(seen.filing.thread_key, account_id, refs)
    if no_wait and action_id is not None:
        context.link.ring()
        click.echo(action_id)
        return
    _print_receipt(receipt or context.finish(action_id), as_json)  # type: ignore[arg-type]


def _print_receipt(receipt: ReceiptRow, as_json: bool) -> None:
    emit([receipt], as_json, receipt_json, _receipt_columns)


def _receipt_columns(row: ReceiptRow) -> tuple[str, ...]:
    records = " ".join(f"{kind}:{remote_id}" for kind, remote_id, _ in row.records)
    return (row.receipt_id, row.state, records, f"{len(row.attachments)} attachments", row.link or "")


def _candidate_json(candidate: Candidate) -> dict[str, object]:
    record = candidate.record
    return {
        "record_id": str(candidate),
        "account_id": record.account_id,
        "record_type": record.record_type,
        "remote_id": record.remote_id,
        "name": record.name,
        "reason": candidate.reason.sentence,
        "strength": candidate.strength.name.lower(),
    }


def _candidate_columns(candidate: Candidate) -> tuple[str, ...]:
    return (str(candidate), candidate.record.name, candidate.reason.sentence)


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
