"""``workspace sync``: bring every account in step, once or until stopped."""

from datetime import datetime
from typing import Any

import click

from workspace.cli.context import Context, account_ids, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, plain
from workspace.connector.errors import sentence

ONCE_SECONDS = 4 * 3600
EXIT_CODE = {"needs_signin": 3, "signing_in": 3, "unreachable": 4, "broken": 1, "held_back": 1}


@click.command()
@click.option("--once", is_flag=True, help="End when everything is pulled and the outbox is empty or stuck.")
@click.option("--account", "account_id", help="Only this account.")
@as_json
@command
def sync(context: Context, once: bool, account_id: str | None, as_json: bool) -> None:
    """Pull what is new and send what is queued; prints a line an account."""
    wanted = account_ids(context, account_id)
    if not wanted:
        return
    if not once:
        _run_on(context)
        return
    payload = {"account_id": wanted[0] if account_id else None, "once": True}
    answer = context.ask("sync", payload, timeout=ONCE_SECONDS, is_first=True)
    rows: list[dict[str, Any]] = answer.payload["accounts"]  # type: ignore[assignment]
    names = {a.account_id: a.name for a in context.user.accounts()}
    emit(
        rows,
        as_json,
        lambda r: dict(plain(r)),
        lambda r: (
            str(names.get(r["account_id"], r["account_id"])),
            str(r["health"]),
            f"{r['pulled']} pulled",
            f"{r['gone']} gone",
        ),
    )
    for each in () if as_json else (each for row in rows for each in row["waiting"]):
        click.echo(_waiting(context, each))
    _leave(context, rows, names)


def _waiting(context: Context, each: dict[str, Any]) -> str:
    """What did not go through, why, and when it is tried again, by this computer's clock."""
    attempt = context.reader.attempt(each["action_id"])
    why = sentence(attempt.error_key, attempt.error_params) if attempt and attempt.error_key else ""
    at = each["again_at"]
    when = f"waits until {datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else "waits"
    return " ".join(filter(None, (f"{each['verb']} “{each['subject']}” {when}.", why)))


def _leave(context: Context, rows: list[dict[str, Any]], names: dict[Any, str]) -> None:
    context.user.sweep(context.reader.finished_actions())
    for row in rows:
        if row["health"] in EXIT_CODE:
            name = names.get(row["account_id"], row["account_id"])
            raise Failed(f"{name}: {_why(context, row)}", EXIT_CODE[row["health"]])
    ids = {row["account_id"] for row in rows}
    queued = [a for a in context.reader.attempts() if a.account_id in ids]
    if any(a.state in ("queued", "trying") for a in queued):
        raise Failed("Some actions are still queued. `workspace outbox list` shows them.", 4)


def _why(context: Context, row: dict[str, Any]) -> str:
    health = context.reader.health().get(row["account_id"])
    said = sentence(health.message_key, health.params) if health and health.message_key else ""
    return said or f"{row['health'].replace('_', ' ')}."


def _run_on(context: Context) -> None:
    """Keep an engine running until the user stops it, saying when an account's health changes."""
    context.link.ensure_engine()
    reader = context.reader
    said: dict[str, str] = {}

    def news() -> bool:
        for account in context.user.accounts():
            health = reader.health().get(account.account_id)
            state = health.state if health else "ok"
            if said.get(account.account_id) != state:
                said[account.account_id] = state
                click.echo(f"{account.name}  {state}")
        return False

    click.echo("In step until you press Ctrl+C.", err=True)
    while True:
        context.link.wait_for(news, timeout=3600)
