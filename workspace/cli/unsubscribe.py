"""``workspace unsubscribe`` and ``workspace trusted``: leaving lists, and whose remote images are shown."""

import uuid
from datetime import UTC, datetime

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit
from workspace.connector.payloads import Outgoing
from workspace.mail.unsubscribing import Farewell, host_of, ways_out
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.items import Address
from workspace.model.kinds import Verb
from workspace.store.rows import ItemRow
from workspace.store.user.left_lists import remember_left


@click.command()
@click.argument("item_id", metavar="ITEM")
@click.option("--yes", is_flag=True, help="Do it; without this, only say how it would be done.")
@command
def unsubscribe(context: Context, item_id: str, yes: bool) -> None:
    """Leave the mailing list that sent ITEM: by one request, else by a mail; a web page is only named."""
    row = context.item(item_id)
    detail = row.detail
    ways = ways_out(str(detail.get("list_unsubscribe") or ""), str(detail.get("list_unsubscribe_post") or ""))
    if ways.one_click:
        said = f"{host_of(ways.one_click)} is asked by one request"
    elif ways.farewell is not None:
        said = f"a mail goes to {ways.farewell.to}"
    elif ways.page:
        click.echo(f"Open {ways.page}")
        return
    else:
        raise Failed("This item does not say how to unsubscribe.")
    if not yes:
        click.echo(f"To do it, say --yes: {said}. It cannot be taken back.")
        return
    if ways.one_click:
        context.ask("unsubscribe", {"url": ways.one_click})
    elif ways.farewell is not None:
        context.finish(_queued(context, row, ways.farewell))
    remember_left(context.user, row.from_.email)
    click.echo(f"Unsubscribed: {said}.")


def _queued(context: Context, row: ItemRow, farewell: Farewell) -> ActionId:
    account = context.account(row.key.account_id)
    now = datetime.now(UTC)
    message_id = f"<{uuid.uuid4().hex}@{account.identity.rpartition('@')[2] or 'localhost'}>"
    to = (Address("", farewell.to),)
    mail = Outgoing(message_id, Address("", account.identity), to, farewell.subject, farewell.text, now)
    action = Action(ActionId(uuid.uuid4().hex), account.account_id, Verb.SEND, mail.to_json(), None, now)
    context.user.queue(action)
    return action.action_id


@click.group()
def trusted() -> None:
    """Senders whose remote images are shown."""


@trusted.command("list")
@as_json
@command
def list_trusted(context: Context, as_json: bool) -> None:
    """List them."""
    emit(sorted(context.user.trusted_senders()), as_json, lambda email: {"email": email}, lambda email: (email,))


@trusted.command("remove")
@click.argument("email", metavar="ADDRESS")
@command
def remove(context: Context, email: str) -> None:
    """Block the images of this sender again."""
    if not context.user.distrust_sender(email.strip().lower()):
        raise Failed(f"{email} is not on the list. `workspace trusted list` shows it.")
