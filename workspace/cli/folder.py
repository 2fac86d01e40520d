"""``workspace folder``: the folders and labels of a mail account, made, renamed and deleted at its service."""

import json
import uuid
from collections.abc import Mapping

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, receipt_json
from workspace.connector.manifest import manifest
from workspace.model.actions import Action
from workspace.model.folders import PARTS, plain_name, split
from workspace.model.ids import ActionId
from workspace.model.kinds import Verb
from workspace.store.rows import CollectionRow

ACCOUNT = click.argument("account_id", metavar="ACCOUNT")
FOLDER = click.argument("folder_name", metavar="FOLDER")
NO_WAIT = click.option("--no-wait", is_flag=True, help="Queue it and print its id.")


@click.group()
def folder() -> None:
    """Folders and labels of an account; FOLDER is a name as `folder list` prints it, such as Clients/Small."""


@folder.command("list")
@ACCOUNT
@as_json
@command
def list_folders(context: Context, account_id: str, as_json: bool) -> None:
    """List the folders and labels of an account."""
    emit(
        context.reader.counted_folders(context.account(account_id).account_id),
        as_json,
        lambda each: {
            "remote_id": each.collection.remote_id,
            "name": each.collection.name,
            "role": each.collection.role,
            "unread": each.unread,
        },
        lambda each: (each.collection.name, each.collection.role, str(each.unread or "")),
    )


@folder.command("new")
@ACCOUNT
@click.argument("name")
@click.option("--in", "parent", metavar="FOLDER", help="The folder it goes into.")
@NO_WAIT
@as_json
@command
def new(context: Context, account_id: str, name: str, parent: str | None, no_wait: bool, as_json: bool) -> None:
    """Make a folder or label; mail can be moved into it at once, also offline."""
    inside = _find(context, account_id, parent).remote_id if parent else None
    _perform(context, account_id, Verb.CREATE_FOLDER, {"name": _named(name), "parent": inside}, no_wait, as_json)


@folder.command("rename")
@ACCOUNT
@FOLDER
@click.argument("name")
@NO_WAIT
@as_json
@command
def rename(context: Context, account_id: str, folder_name: str, name: str, no_wait: bool, as_json: bool) -> None:
    """Give a folder or label another name; it stays where it is, with what lies in it."""
    payload = {"collection": _find(context, account_id, folder_name).remote_id, "name": _named(name)}
    _perform(context, account_id, Verb.RENAME_FOLDER, payload, no_wait, as_json)


@folder.command("delete")
@ACCOUNT
@FOLDER
@click.option("--if-empty", is_flag=True, help="Only where no mail lies in it.")
@NO_WAIT
@as_json
@command
def delete(context: Context, account_id: str, folder_name: str, if_empty: bool, no_wait: bool, as_json: bool) -> None:
    """Delete a folder or label. Mails of a folder go to the trash, those of a label stay where they are."""
    found = _find(context, account_id, folder_name)
    payload = {"collection": found.remote_id, "if_empty": if_empty, "subject": found.name}
    _perform(context, account_id, Verb.DELETE_FOLDER, payload, no_wait, as_json)


def _perform(
    context: Context, account_id: str, verb: Verb, payload: Mapping[str, object], no_wait: bool, as_json: bool
) -> None:
    account = context.account(account_id)
    connector = manifest(account.connector_id)
    if verb not in connector.actions:
        raise Failed(f"{connector.name['en']} cannot make or change folders.")
    given = {"subject": payload.get("name", ""), **payload}
    action = Action(ActionId(str(uuid.uuid4())), account.account_id, verb, given)
    context.user.queue(action)
    if no_wait:
        click.echo(action.action_id)
        return
    receipt = context.finish(action.action_id)
    words = str(verb).replace("_", " ")
    click.echo(json.dumps(receipt_json(receipt), ensure_ascii=False) if as_json else f"{words}: done")


def _named(name: str) -> str:
    found = plain_name(name)
    if not found:
        raise Failed("A folder needs a name.")
    if PARTS in found:
        raise Failed(f"{found} has a {PARTS}: make {split(found)[1]} with --in {split(found)[0]}.")
    return found


def _find(context: Context, account_id: str, name: str) -> CollectionRow:
    rows = context.reader.folders(context.account(account_id).account_id)
    found = [row for row in rows if name in (row.name, row.remote_id)]
    if not found:
        raise Failed(f"There is no folder {name}. `workspace folder list {account_id}` shows them.")
    return found[0]
