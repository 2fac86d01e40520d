"""``workspace outbox``: what is on its way, stuck, or unclear."""

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, plain
from workspace.connector.errors import sentence
from workspace.model.ids import ActionId
from workspace.model.kinds import Verb
from workspace.store.rows import AttemptRow


@click.group()
def outbox() -> None:
    """Actions that are queued, failed or unsure."""


@outbox.command("list")
@as_json
@command
def list_actions(context: Context, as_json: bool) -> None:
    """List what has not been done."""
    emit(context.reader.attempts(), as_json, _json, _columns)


def _json(row: AttemptRow) -> dict[str, object]:
    data: dict[str, object] = plain(row)
    item = data.pop("item")
    return {**(item if isinstance(item, dict) else {}), **data}


def _columns(row: AttemptRow) -> tuple[str, ...]:
    why = sentence(row.error_key, row.error_params) if row.error_key else ""
    return (row.action_id, row.state, row.verb, row.subject, why)


@outbox.command("check")
@click.argument("action_id", metavar="ID")
@command
def check(context: Context, action_id: str) -> None:
    """Ask the CRM whether a filing is there; writes nothing."""
    row = context.reader.attempt(_known(context, action_id))
    item = context.reader.item_by_key(row.item) if row and row.item else None
    if row is None or row.verb != Verb.FILE or item is None or not item.filing_key:
        raise Failed("Only a filing whose item is still here can be looked up. Check at the service itself.")
    asked = {"crm_account_id": row.account_id, "key": item.filing_key}
    found = context.ask("find_filing", asked).payload.get("receipt")
    crm = context.account(row.account_id).name
    if not isinstance(found, dict):
        raise Failed(f"{crm} does not have it. `workspace outbox retry {action_id}` files it.")
    records = " ".join(f"{kind}:{remote_id}" for kind, remote_id, _ in found["records"])
    click.echo(f"{crm} has it: {records}  {found['link'] or ''}".rstrip())


@outbox.command("retry")
@click.argument("action_id", metavar="ID")
@command
def retry(context: Context, action_id: str) -> None:
    """Try a failed or unsure action again."""
    context.user.retry(_known(context, action_id), context.reader.tried(ActionId(action_id)))
    context.finish(ActionId(action_id))
    click.echo("Done.")


@outbox.command("drop")
@click.argument("action_id", metavar="ID")
@command
def drop(context: Context, action_id: str) -> None:
    """Give an action up; what the service may already have is not touched."""
    context.user.drop(_known(context, action_id))
    context.link.ring()


def _known(context: Context, action_id: str) -> ActionId:
    if any(a.action_id == action_id for a in context.reader.attempts()):
        return ActionId(action_id)
    raise Failed(f"There is no action {action_id} in the outbox.")
