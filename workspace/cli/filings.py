"""``workspace filings``: the record of what was filed, for people, scripts and spreadsheets."""

from datetime import UTC, datetime
from pathlib import Path

import click

from workspace.cli.context import Context, command
from workspace.cli.output import as_json, emit
from workspace.filing.record import lines, write_csv
from workspace.store.whole_file import whole_file


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was filed on this day (UTC) or later.")
@click.option("--csv", "target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write a file.")
@as_json
@command
def filings(context: Context, since: datetime | None, target: Path | None, as_json: bool) -> None:
    """Who filed what, where and when, with the receipt, undone or not; the newest first."""
    rows = context.reader.filings(since.replace(tzinfo=UTC) if since else None)
    accounts = {each.account_id: each for each in context.user.accounts()}
    if target is None:
        emit(lines(rows, accounts), as_json, dict, _columns)
        return
    with whole_file(target) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as out:
        number = write_csv(out, rows, accounts)
    click.echo(f"{number} filings written to {target}")


def _columns(line: dict[str, str]) -> tuple[str, ...]:
    undone = f"undone {line['undone_at']}" if line["undone_at"] else ""
    return (line["filed_at"], line["who"], line["crm"], line["records"], line["subject"], undone, line["receipt_id"])
