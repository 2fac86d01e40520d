"""``workspace act``: do to an item what its connector declares."""

import json
import uuid
from typing import Any

import click

from workspace.cli.context import Context, command, key_values
from workspace.cli.event import hour_of
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, receipt_json
from workspace.cli.send import outgoing_reply, text_of
from workspace.connector.manifest import manifest
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.kinds import Kind, Verb
from workspace.store.rows import ItemRow

MARKS = frozenset({Verb.READ, Verb.UNREAD, Verb.STAR, Verb.UNSTAR, Verb.ARCHIVE, Verb.TRASH})
TO_COLLECTION = frozenset({Verb.MOVE, Verb.LABEL, Verb.UNLABEL})
FILES = frozenset({Verb.FILE, Verb.UNFILE})
NEEDED = {
    Verb.ANSWER: ("partstat",),
    Verb.REACT: ("emoji",),
    Verb.UNREACT: ("emoji",),
    Verb.POST: ("text",),
}
EXAMPLES = {"emoji": "👍", "partstat": "ACCEPTED"}
PARTSTATS = ("ACCEPTED", "TENTATIVE", "DECLINED")


@click.command()
@click.argument("item_id", metavar="ITEM")
@click.argument("verb", metavar="VERB")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="What the verb needs.")
@click.option("--no-wait", is_flag=True, help="Queue it and print its id.")
@as_json
@command
def act(
    context: Context,
    item_id: str,
    verb: str,
    settings: tuple[str, ...],
    no_wait: bool,
    as_json: bool,
) -> None:
    """Do VERB to ITEM: read, unread, star, unstar, archive, trash, move, reply, answer, react ..."""
    row = context.item(item_id)
    wanted = _declared(context, row, verb)
    given = key_values(settings, "--set")
    action = Action(
        action_id=ActionId(str(uuid.uuid4())),
        account_id=row.key.account_id,
        verb=wanted,
        payload=_payload(context, row, wanted, given),
        item=row.key,
    )
    context.user.queue(action)
    if no_wait:
        click.echo(action.action_id)
        return
    receipt = context.finish(action.action_id)
    click.echo(json.dumps(receipt_json(receipt), ensure_ascii=False) if as_json else f"{verb}: done")


def _declared(context: Context, row: ItemRow, verb: str) -> Verb:
    connector = manifest(context.account(row.key.account_id).connector_id)
    offered = [v for v in connector.actions if v not in FILES]
    if verb not in offered:
        words = ", ".join(offered)
        raise Failed(f"{connector.name['en']} cannot {verb}. It can: {words}.")
    return Verb(verb)


def _payload(context: Context, row: ItemRow, verb: Verb, given: dict[str, str]) -> dict[str, Any]:
    here = {"collection": row.collections[0] if row.collections else ""}
    if verb in MARKS:
        return here
    if verb in TO_COLLECTION:
        return {**here, "to": _collection(context, row, given.get("to", ""))}
    if verb is Verb.REPLY and row.key.kind is Kind.EMAIL:
        return outgoing_reply(context, row, given)
    if verb is Verb.REPLY:
        text = text_of(_needed(given, "body" if "text" not in given else "text")).strip()
        if not text:
            raise Failed("--set body=... says what to answer.")
        return {**here, "text": text}
    for key in NEEDED.get(verb, ()):
        _needed(given, key)
    if verb is Verb.ANSWER:
        return {**here, **given, "partstat": _partstat(given["partstat"])}
    if verb is Verb.CHANGE_EVENT:
        return {**here, **given, **_placed_times(given)}
    if verb is Verb.POST:
        channel = _collection(context, row, given["channel"], "channel") if "channel" in given else here["collection"]
        return {**here, **given, "channel": channel}
    return {**here, **given}


def _needed(given: dict[str, str], key: str) -> str:
    if not given.get(key):
        example = f", such as --set {key}={EXAMPLES[key]}" if key in EXAMPLES else ""
        raise Failed(f"--set {key}=... is missing{example}.")
    return given[key]


def _partstat(text: str) -> str:
    if text.upper() not in PARTSTATS:
        raise Failed(f"--set partstat=... must be one of: {', '.join(PARTSTATS)}")
    return text.upper()


def _placed_times(given: dict[str, str]) -> dict[str, str]:
    """Times without an offset are meant in ``tzid``, else here."""
    times = {key: given[key] for key in ("starts_at", "ends_at") if given.get(key)}
    return {key: hour_of(text, f"--set {key}=...", given.get("tzid")).isoformat() for key, text in times.items()}


def _collection(context: Context, row: ItemRow, name: str, key: str = "to") -> str:
    rows = context.reader.collections(row.key.account_id)
    for collection in rows:
        if name in (collection.remote_id, collection.name, collection.role):
            return collection.remote_id
    known = ", ".join(c.name for c in rows)
    raise Failed(f"--set {key}=... must name one of: {known}")
