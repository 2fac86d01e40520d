"""``workspace event``: put an event into a calendar; changing and answering one is ``workspace act``."""

import json
import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, receipt_json
from workspace.cli.send import recipients, text_of
from workspace.connector.manifest import manifest
from workspace.connector.payloads import EventFields
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.kinds import Kind, Verb

Moment = date | datetime


@click.group()
def event() -> None:
    """Put events into calendars. `workspace act` answers, changes and deletes them."""


@event.command()
@click.option("--account", "account_id", required=True, help="The account whose calendar it is.")
@click.option("--calendar", default="", metavar="C", help="A calendar's name or id; without it, the first one.")
@click.option("--summary", required=True, metavar="S")
@click.option("--starts", required=True, metavar="T", help="2026-03-02T09:00 or, for whole days, 2026-03-02.")
@click.option("--ends", metavar="T", help="For whole days, the day after the last; without it, an hour or a day.")
@click.option("--timezone", metavar="ZONE", help="Where T is meant, such as Asia/Seoul; else here.")
@click.option("--location", default="", metavar="S")
@click.option("--description", default="", metavar="TEXT|@FILE")
@click.option("--guest", "guests", multiple=True, metavar="A", help="Who is asked; can be given again.")
@click.option("--rrule", metavar="RULE", help="How it repeats, as in RFC 5545: FREQ=WEEKLY;COUNT=4.")
@click.option("--no-wait", is_flag=True, help="Queue it and print its id.")
@as_json
@command
def add(
    context: Context,
    account_id: str,
    calendar: str,
    summary: str,
    starts: str,
    ends: str | None,
    timezone: str | None,
    location: str,
    description: str,
    guests: tuple[str, ...],
    rrule: str | None,
    no_wait: bool,
    as_json: bool,
) -> None:
    """Put an event into a calendar; it is queued first, so that it is made exactly once."""
    account = context.account(account_id)
    if Verb.CREATE_EVENT not in manifest(account.connector_id).actions:
        raise Failed(f"{account.name} cannot make events.")
    fields = EventFields(
        collection=_calendar(context, account, calendar),
        uid=f"{uuid.uuid4()}@workspace",
        summary=summary,
        location=location,
        description=text_of(description),
        attendees=recipients(guests),
        rrule=rrule,
        **times(starts, ends, timezone),
    )
    action = Action(ActionId(str(uuid.uuid4())), account.account_id, Verb.CREATE_EVENT, fields.to_json())
    context.user.queue(action)
    if no_wait:
        click.echo(action.action_id)
        return
    receipt = context.finish(action.action_id)
    click.echo(json.dumps(receipt_json(receipt), ensure_ascii=False) if as_json else f"{summary}: added")


def _calendar(context: Context, account: Account, name: str) -> str:
    rows = [row for row in context.reader.collections(account.account_id) if row.kind is Kind.EVENT]
    for row in rows:
        if not name or name in (row.remote_id, row.name):
            return row.remote_id
    if not rows:
        raise Failed(f"{account.name} has no calendar yet. `workspace sync` looks for them.")
    raise Failed(f"--calendar must name one of: {', '.join(row.name for row in rows)}")


def times(starts: str, ends: str | None, timezone: str | None) -> dict[str, Any]:
    """The times of an event as its fields: hours in a zone, or whole days; refuses what is neither."""
    begin = _moment(starts, "--starts")
    end = _moment(ends, "--ends") if ends else None
    if end is not None and isinstance(end, datetime) is not isinstance(begin, datetime):
        raise Failed("--starts and --ends are either both days or both times.")
    if not isinstance(begin, datetime):
        if timezone:
            raise Failed("Whole days have no --timezone.")
        return _ordered("_on", begin, end or begin + timedelta(days=1))
    zone = _zone(timezone)
    first = _placed(begin, zone)
    last = _placed(end, zone) if isinstance(end, datetime) else first + timedelta(hours=1)
    return {**_ordered("_at", first, last), "tzid": timezone}


def hour_of(text: str, option: str, timezone: str | None) -> datetime:
    """One time of an event: with its own offset, else in that zone, else here."""
    found = _moment(text, option)
    if not isinstance(found, datetime):
        raise Failed(f"{option} must be a time, such as 2026-03-02T09:00.")
    return _placed(found, _zone(timezone))


def _ordered(ending: str, begin: Moment, end: Moment) -> dict[str, Any]:
    if end < begin:
        raise Failed("--ends is before --starts.")
    return {f"starts{ending}": begin, f"ends{ending}": end}


def _moment(text: str, option: str) -> Moment:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-02") else datetime.fromisoformat(text)
    except ValueError:
        raise Failed(f"{option} must look like 2026-03-02T09:00 or 2026-03-02, not {text}.") from None


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Failed(f"There is no time zone {name}.") from None


def _placed(moment: datetime, zone: ZoneInfo | None) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone) if zone else moment.astimezone()
    return moment
