"""``workspace account find``, and the servers that ``account add ADDRESS`` takes."""

from collections.abc import Mapping
from typing import Any

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit
from workspace.connector.manifest import manifest
from workspace.mail.servers import AUTOCONFIG, DNS, IMAP, MAIL_HOST, TABLE, USUAL, Offer, parts_of

SAID: Mapping[str, str] = {
    TABLE: "known of {by}",
    AUTOCONFIG: "said by {by}",
    DNS: "said by the DNS of {by}",
    MAIL_HOST: "said by {by}, which takes its mail",
    USUAL: "the usual names, which answered",
}
SECONDS = 15.0


@click.command("find")
@click.argument("address")
@as_json
@command
def find(context: Context, address: str, as_json: bool) -> None:
    """Say where the mailbox and the calendars of an address are, and who says so; nothing is saved."""
    offers, calendars = look(context, address)
    emit(
        [*offers, *calendars],
        as_json,
        lambda offer: offer.to_json(),
        lambda offer: (offer.connector_id, where(offer), source(offer)),
    )


def look(context: Context, address: str) -> tuple[list[Offer], list[Offer]]:
    """The ways to its mailbox, the best first, and to its calendars; ends the command where there is no such domain."""
    domain = parts_of(address)[1]
    if not domain:
        raise Failed(f"{address} is no mail address.")
    said: Mapping[str, Any] = context.ask("find_servers", {"address": address}, timeout=SECONDS).payload
    if said["is_unknown"]:
        raise Failed(f"There is no domain {domain}. Is {address} written right?")
    if said["is_offline"]:
        click.echo(f"Nobody could be asked about {domain}: this computer seems to be offline.", err=True)
    offers, calendars = ([Offer.from_json(each) for each in said[key]] for key in ("offers", "calendars"))
    return offers, calendars


def chosen(context: Context, address: str, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The connector and the settings for an address; what was given counts more. What is taken is said on stderr."""
    offers, calendars = look(context, address)
    offer = next((each for each in offers if _fits(each, given)), None)
    if offer is None:
        known = manifest(offers[0].connector_id)
        needed = next(field.key for field in known.fields if field.required and not field.default)
        raise Failed(
            f"The mailbox of {address} is at {known.name['en']}, which has a sign-in of its own: "
            f"`workspace account add {known.id} --set {needed}=...` or --profile."
        )
    for each in (offer, *calendars[:1]):
        click.echo(f"{manifest(each.connector_id).name['en']}: {where(each)} ({source(each)})", err=True)
    own = {"address": address.strip()} if offer.connector_id == IMAP else {}
    return offer.connector_id, {**offer.settings, **own, **given}


def _fits(offer: Offer, given: Mapping[str, str]) -> bool:
    """Whether the form of its connector would be full: a sign-in needs what an organisation registered."""
    fields = manifest(offer.connector_id).fields
    known = {*offer.settings, *given}
    is_full = all(f.key in known or f.secret or f.default or not f.required for f in fields)
    return is_full and all(key in {f.key for f in fields} for key in given)


def where(offer: Offer) -> str:
    """In words: hosts and ports, or the address."""
    said = offer.settings
    parts = [f"{said['host']}:{said['port']}"] if "host" in said else []
    parts += [f"{said['smtp_host']}:{said['smtp_port']}"] if said.get("smtp_host") else []
    return ", ".join(parts) or said.get("base_url") or "its own sign-in"


def source(offer: Offer) -> str:
    return SAID[offer.source].format(by=offer.by) if offer.is_sure else "a guess: nobody says where it is"
