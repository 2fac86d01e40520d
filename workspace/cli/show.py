"""``workspace show``: one item with its text, or the bytes the server holds."""

import json
import sys

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, item_json
from workspace.model.items import Address
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow

RAW_PART = "raw"


@click.command()
@click.argument("item_id", metavar="ITEM")
@click.option("--raw", is_flag=True, help="The message as the server has it, byte for byte.")
@as_json
@command
def show(context: Context, item_id: str, raw: bool, as_json: bool) -> None:
    """Show one item."""
    row = context.item(item_id)
    if raw:
        _write_raw(context, row)
    elif as_json:
        click.echo(json.dumps(item_json(row), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(row)))


def _write_raw(context: Context, row: ItemRow) -> None:
    if row.key.kind is not Kind.EMAIL:
        raise Failed("Only a mail has a raw message.")
    key = row.key
    context.ask(
        "fetch_raw",
        {"account_id": key.account_id, "kind": key.kind, "remote_id": key.remote_id},
        timeout=120,
    )
    for piece in context.reader.attachment_bytes(row.item_id, RAW_PART) or ():
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _lines(row: ItemRow) -> list[str]:
    lines = [f"Subject: {row.subject}", f"From: {_people((row.from_,))}"]
    lines += [f"{name}: {_people(who)}" for name, who in (("To", row.to), ("Cc", row.cc)) if who]
    lines.append(f"Received: {row.received_at.astimezone():%Y-%m-%d %H:%M}")
    lines += [f"Attachment: {a.part_id} {a.name} ({a.size} bytes)" for a in row.attachments]
    lines += [f"Filed: {c.state} {c.label} {c.link or ''}".rstrip() for c in row.filed]
    if row.body_state == "none":
        lines.append("\nThe text has not arrived yet.")
    elif row.body_state == "broken":
        lines.append("\nThis mail is damaged and shown as far as it could be read.")
    return [*lines, "", row.text or ""]


def _people(addresses: tuple[Address, ...]) -> str:
    return ", ".join(f"{a.name} <{a.email}>" if a.name else a.email for a in addresses)
