"""``workspace log``: what left this computer, for people, scripts and spreadsheets."""

from datetime import datetime
from pathlib import Path

import click

from workspace.cli.context import Context, command
from workspace.cli.output import as_json, emit, plain
from workspace.model.departures import Departure
from workspace.store.departures import write_csv
from workspace.store.times import from_ms
from workspace.store.whole_file import whole_file


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only this local day and later.")
@click.option("--csv", "target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write a file.")
@as_json
@command
def log(context: Context, since: datetime | None, target: Path | None, as_json: bool) -> None:
    """Which account sent how much to which host and what for, a line a day; the newest first."""
    rows = context.reader.departures(since.date() if since else None)
    names = {str(each.account_id): each.name for each in context.user.accounts()}
    if target is None:
        emit(rows, as_json, _json, lambda row: _columns(row, names))
        return
    with whole_file(target) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as out:
        number = write_csv(out, rows, names)
    click.echo(f"{number} lines written to {target}")


def _json(row: Departure) -> dict[str, object]:
    data: dict[str, object] = plain(row)
    return {**data, "last_at": from_ms(row.last_at).isoformat()}


def _columns(row: Departure, names: dict[str, str]) -> tuple[str, ...]:
    account = names.get(row.account_id, row.account_id or "-")
    return (row.day, account, row.host, row.purpose, f"{row.times} connections", f"{row.bytes} bytes")
