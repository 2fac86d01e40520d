"""Which records an item is filed to, as the command line says it or as the match gives it."""

from collections.abc import Mapping, Sequence

import click

from workspace.cli.context import Context
from workspace.cli.failed import Failed
from workspace.cli.output import emit
from workspace.connector.manifest import manifest
from workspace.filing.match import Candidate, Decision, Match, Matches
from workspace.filing.rules import Rules, crm_accounts, rules_of
from workspace.model.actions import RecordRef
from workspace.model.ids import AccountId, RemoteId
from workspace.model.kinds import Kind, RecordType
from workspace.profiles.current import shared
from workspace.store.rows import RecordRow

WORK = (RecordType.DEAL, RecordType.CASE)
"""What hangs on people and companies: of several the user says on which."""


def rules(context: Context, crm_id: str | None) -> Rules:
    """What holds for filing now; ``crm_id`` names the one CRM to look in."""
    accounts = context.user.accounts()
    chosen: Sequence[AccountId] = crm_accounts(accounts, context.reader.accounts_without(Kind.RECORD))
    if crm_id:
        chosen = [context.account(crm_id).account_id]
    if crm_id and not manifest(context.account(str(crm_id)).connector_id).is_crm:
        raise Failed(f"{crm_id} is not a CRM.")
    if not chosen:
        raise Failed("There is no CRM account yet. `workspace account add builtin_crm` adds one.")
    never_file, policy = context.user.never_file(), shared().found().filing
    return rules_of(accounts, never_file=never_file, policy=policy, crm_account_ids=chosen)


def targets(
    context: Context, found: Matches, to: Sequence[str], create: str | None, as_json: bool
) -> dict[AccountId, tuple[RecordRef, ...]]:
    """Which records in which CRM; ends the command with the candidates where that is not one answer."""
    if to:
        return _named(context, found, to)
    sure = {a: m.chosen for a, m in found.by_account.items() if m.decision is Decision.ONE}
    if found.decision is Decision.ONE:
        return sure
    if create and (found.decision is Decision.NONE or create not in WORK):
        return dict.fromkeys(_only(found.by_account), ())
    emit(found.candidates, as_json, _candidate_json, _candidate_columns)
    if found.decision is Decision.NONE:
        raise Failed("No record fits. Name one with --to, or --create one.")
    if not any(each.record.can_write for each in found.candidates):
        raise Failed("You may read what fits, but not write to it. Name another record with --to, or --create one.")
    raise Failed("Several records fit. Name the right ones with --to.")


def _only(by_account: Mapping[AccountId, Match]) -> list[AccountId]:
    accounts = list(by_account)
    if len(accounts) != 1:
        raise Failed("There are several CRMs. Name one with --crm.")
    return accounts


def _named(context: Context, found: Matches, to: Sequence[str]) -> dict[AccountId, tuple[RecordRef, ...]]:
    found_in: dict[AccountId, tuple[RecordRef, ...]] = {}
    for word in to:
        record_type, colon, remote_id = word.partition(":")
        if not colon or record_type not in list(RecordType):
            raise click.UsageError(f"--to takes TYPE:REMOTE_ID, not {word!r}")
        account_id, name = _owner(context, found, record_type, remote_id)
        ref = RecordRef(record_type, RemoteId(remote_id), name)
        found_in[account_id] = (*found_in.get(account_id, ()), ref)
    return found_in


def _owner(context: Context, found: Matches, record_type: str, remote_id: str) -> tuple[AccountId, str]:
    """The CRM that has the record; where none of several is known to, the user must say."""
    for account_id in found.by_account:
        for row in context.reader.records_by_remote(account_id, [remote_id]):
            if row.record_type == record_type:
                _refuse_read_only(context, row)
                return account_id, row.name
    (account_id,) = _only(found.by_account)
    raise Failed(f"There is no {record_type}:{remote_id} in {context.account(account_id).name}.")


def _refuse_read_only(context: Context, row: RecordRow) -> None:
    """Said before anything is queued, also for the other records."""
    if row.can_write:
        return
    crm, what = context.account(row.account_id).name, f"{row.record_type}:{row.remote_id}"
    raise Failed(f"You may not write to {what} “{row.name}” in {crm}. Nothing was queued: leave it out of --to.")


def _candidate_json(candidate: Candidate) -> dict[str, object]:
    record = candidate.record
    return {
        "record_id": str(candidate),
        "account_id": record.account_id,
        "record_type": record.record_type,
        "remote_id": record.remote_id,
        "name": record.name,
        "reason": candidate.reason.sentence,
        "can_write": record.can_write,
        "strength": candidate.strength.name.lower(),
    }


def _candidate_columns(candidate: Candidate) -> tuple[str, ...]:
    may_not = () if candidate.record.can_write else ("You may not write to it.",)
    return (str(candidate), candidate.record.name, candidate.reason.sentence, *may_not)
