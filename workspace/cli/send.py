"""``workspace send`` and replies: build what goes out and queue it once."""

import json
import mimetypes
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import make_msgid
from pathlib import Path
from typing import Any

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, receipt_json
from workspace.connector.manifest import manifest
from workspace.connector.payloads import Outgoing, OutgoingAttachment
from workspace.mail.address import parse_text
from workspace.mail.compose import reply_fields
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.items import Address
from workspace.model.kinds import Verb
from workspace.profiles.current import shared
from workspace.store.as_mail import as_mail
from workspace.store.rows import ItemRow

PIECE = 1 << 20
SOONEST = timedelta(minutes=2)
"""What is to leave sooner is sent now."""


@click.command()
@click.option("--account", "account_id", required=True, help="The account it leaves from.")
@click.option("--to", "to", multiple=True, required=True, metavar="A", help="A recipient.")
@click.option("--cc", multiple=True, metavar="A")
@click.option("--bcc", multiple=True, metavar="A")
@click.option("--subject", default="", metavar="S")
@click.option("--body", default="", metavar="TEXT|@FILE", help="The text, or a file that has it.")
@click.option("--attach", multiple=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--at", metavar="TIME", help="Leave later: a time to come as 2026-11-23T09:00, here if it has no zone.")
@click.option("--no-wait", is_flag=True, help="Queue it and print its id.")
@as_json
@command
def send(
    context: Context,
    account_id: str,
    to: tuple[str, ...],
    cc: tuple[str, ...],
    bcc: tuple[str, ...],
    subject: str,
    body: str,
    attach: tuple[str, ...],
    at: str | None,
    no_wait: bool,
    as_json: bool,
) -> None:
    """Send a mail; it is queued first, so that it leaves exactly once."""
    leaves_at = time_of(at) if at else None
    account = context.account(account_id)
    if Verb.SEND not in manifest(account.connector_id).actions:
        raise Failed(f"{account.name} cannot send mail.")
    mail = Outgoing(
        message_id=new_message_id(account),
        from_=own_address(account),
        to=recipients(to),
        cc=recipients(cc),
        bcc=recipients(bcc),
        subject=subject,
        text=text_of(body),
        date=leaves_at or datetime.now(UTC),
        attachments=tuple(attachment(context, Path(path)) for path in attach),
    )
    action = Action(ActionId(str(uuid.uuid4())), account.account_id, Verb.SEND, mail.to_json())
    if leaves_at is not None:
        context.user.plan(action, leaves_at)
    else:
        context.user.queue(action)
    if no_wait or leaves_at is not None:
        click.echo(action.action_id)
        return
    receipt = context.finish(action.action_id)
    if as_json:
        click.echo(json.dumps(receipt_json(receipt), ensure_ascii=False))
    else:
        click.echo(f"Sent from {mail.from_.email}.")


def outgoing_reply(context: Context, row: ItemRow, given: dict[str, str]) -> dict[str, Any]:
    """A reply's payload from ``body``, ``all`` and ``attach``; it leaves from the receiving account."""
    text = text_of(given.get("body") or given.get("text", ""))
    if not text.strip() and "attach" not in given:
        raise Failed("--set body=... says what to answer.")
    account = context.account(row.key.account_id)
    fields = reply_fields(as_mail(row), account.own_addresses, to_all=given.get("all") == "true")
    files = [given["attach"]] if "attach" in given else []
    return Outgoing(
        message_id=new_message_id(account),
        from_=own_address(account),
        to=fields.to,
        cc=fields.cc,
        subject=fields.subject,
        text=f"{text}\n\n{fields.quoted_text}",
        date=datetime.now(UTC),
        in_reply_to=fields.in_reply_to,
        references=fields.references,
        attachments=tuple(attachment(context, Path(path)) for path in files),
    ).to_json()


def time_of(words: str) -> datetime:
    """A time to come, aware; refuses what is none."""
    try:
        at = datetime.fromisoformat(words).astimezone(UTC)
    except ValueError as error:
        raise Failed(f"{words} is not a time such as 2026-11-23T09:00.") from error
    if at - datetime.now(UTC) < SOONEST:
        raise Failed("--at needs a time at least two minutes from now; without it the mail leaves at once.")
    return at


def own_address(account: Account) -> Address:
    """The address mail leaves from, with the display name of the account's settings."""
    email = account.own_addresses[0] if account.own_addresses else account.identity
    return Address(shared().name_shown(account), email)


def new_message_id(account: Account) -> str:
    """A Message-ID (RFC 5322 section 3.6.4) under the domain of the account's address."""
    return make_msgid(domain=own_address(account).email.rpartition("@")[2] or "localhost")


def recipients(words: tuple[str, ...]) -> tuple[Address, ...]:
    """Addresses from ``a@b`` or ``Name <a@b>``, several in one string too; refuses what is none."""
    found: list[Address] = []
    for word in words:
        known = parse_text(word)
        if not known:
            raise Failed(f"{word} is not a mail address.")
        found += known
    return tuple(found)


def text_of(body: str) -> str:
    """The text itself, or the content of ``@FILE``."""
    if not body.startswith("@"):
        return body
    try:
        return Path(body[1:]).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"{body[1:]} could not be read: {error}") from error


def attachment(context: Context, path: Path) -> OutgoingAttachment:
    """Copy a file into the outbox, so that it can go even when the file is gone by then."""
    if not path.is_file():
        raise Failed(f"{path} is not a file.")
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    blob_id = context.user.add_blob(path.name, content_type, _pieces(path))
    return OutgoingAttachment(blob_id, path.name, content_type, path.stat().st_size)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
