"""``workspace post``: say something in a channel or direct conversation."""

import json
import uuid

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, receipt_json
from workspace.cli.send import text_of
from workspace.connector.manifest import manifest
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.kinds import Kind, Verb


@click.command()
@click.option("--account", "account_id", required=True, help="The account that speaks.")
@click.option("--channel", required=True, metavar="C", help="A channel or direct conversation, by id or name.")
@click.option("--text", required=True, metavar="TEXT|@FILE", help="The message, or a file that has it.")
@click.option("--thread", metavar="ID", help="The remote id of the message that it answers.")
@click.option("--no-wait", is_flag=True, help="Queue it and print its id.")
@as_json
@command
def post(
    context: Context,
    account_id: str,
    channel: str,
    text: str,
    thread: str | None,
    no_wait: bool,
    as_json: bool,
) -> None:
    """Post a message to a chat; it is queued first, so that it is said exactly once."""
    account = context.account(account_id)
    if Verb.POST not in manifest(account.connector_id).actions:
        raise Failed(f"{account.name} cannot post messages.")
    said = text_of(text).strip()
    if not said:
        raise Failed("There is nothing to say: --text is empty.")
    payload = {"channel": _channel(context, account, channel), "text": said, "thread": thread}
    action = Action(ActionId(str(uuid.uuid4())), account.account_id, Verb.POST, payload)
    context.user.queue(action)
    if no_wait:
        click.echo(action.action_id)
        return
    receipt = context.finish(action.action_id)
    click.echo(json.dumps(receipt_json(receipt), ensure_ascii=False) if as_json else f"Posted to {channel}.")


def _channel(context: Context, account: Account, wanted: str) -> str:
    """The remote id; a name must be that of one conversation."""
    rows = [row for row in context.reader.collections(account.account_id) if row.kind is Kind.CHAT]
    found = [row for row in rows if row.remote_id == wanted]
    found = found or [row for row in rows if row.name.lstrip("#") == wanted.lstrip("#")]
    if len(found) == 1:
        return found[0].remote_id
    if found:
        raise Failed(f"Several are called {wanted}: " + ", ".join(row.remote_id for row in found))
    known = ", ".join(row.name for row in rows) or "none yet"
    raise Failed(f"There is no conversation {wanted} in {account.name}. There are: {known}.")
