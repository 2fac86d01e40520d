"""``workspace inbox`` and ``list``: what the cache holds, newest first."""

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit, item_json, plain, thread_json
from workspace.cli.workplace import find
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind
from workspace.store.rows import CollectionRow, ItemRow, RecordRow, ThreadRow
from workspace.store.tab_rules import FIXED

KINDS = ("email", "chat", "event", "contact", "record", "collection")
limit_option = click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)


@click.command()
@click.option("--workplace", "workplace_id", metavar="W", help="Only this workplace.")
@click.option("--tab", "tab", metavar="TAB", help="Only this tab of it: customers, team, other, or one of its own.")
@click.option("--snoozed", is_flag=True, help="Those that are snoozed, the next to return first.")
@limit_option
@as_json
@command
def inbox(
    context: Context, workplace_id: str | None, tab: str | None, snoozed: bool, limit: int, as_json: bool
) -> None:
    """The conversations in the inbox: those that are pinned, then the newest first."""
    scope = find(context, workplace_id).workplace_id if workplace_id else "*"
    view = "snoozed" if snoozed else "inbox"
    tab = _tab(context, scope, tab) if tab else None
    rows: list[ThreadRow] = []
    while len(rows) < limit:
        before = rows[-1].order if rows else None
        page = context.reader.threads(scope=scope, view=view, tab=tab, before=before, limit=min(200, limit - len(rows)))
        rows += page
        if not page:
            break
    emit(rows[:limit], as_json, thread_json, _thread_columns)


def _tab(context: Context, scope: str, tab: str) -> str:
    own = context.user.tab_rules(scope)
    found = [each.rule_id for each in own if tab in (each.rule_id, each.name)]
    if tab in FIXED:
        return tab
    if len(found) != 1:
        raise Failed(f"There is no tab {tab} there. `workspace tab list` shows them.")
    return found[0]


def _thread_columns(row: ThreadRow) -> tuple[str, ...]:
    mark = "*" if row.is_unread else " "
    chips = " ".join(f"[{c.state}: {c.label or c.crm_account_id}]" for c in row.filed)
    when = row.last_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return (str(row.last_item_id), mark, when, row.people, row.subject, chips)


@click.command("list")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--account", "account_id", help="Only this account.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many; by default all.")
@as_json
@command
def list_items(context: Context, kind: str, account_id: str | None, limit: int | None, as_json: bool) -> None:
    """Everything of one kind, newest first."""
    account = context.account(account_id).account_id if account_id else None
    if kind == "collection":
        emit(context.reader.collections(account, is_counted=True)[:limit], as_json, plain, _collection_columns)
    elif kind == "record":
        emit(context.reader.records(account)[:limit], as_json, record_json, _record_columns)
    else:
        rows = context.reader.items(Kind(kind), _account(account), limit or 10**9)
        emit(rows, as_json, item_json, item_columns)


def _account(account: str | None) -> AccountId | None:
    return AccountId(account) if account else None


def record_json(row: RecordRow) -> dict[str, object]:
    """A record; its ``record_id`` is what ``file --to`` takes."""
    data: dict[str, object] = plain(row)
    return {**data, "kind": "record", "record_id": f"{row.record_type}:{row.remote_id}"}


def _collection_columns(row: CollectionRow) -> tuple[str, ...]:
    return (row.account_id, row.kind, row.role, row.remote_id, row.name, f"{row.item_count} items")


def _record_columns(row: RecordRow) -> tuple[str, ...]:
    return (f"{row.record_type}:{row.remote_id}", row.name, ", ".join(row.emails), row.stage)


def item_columns(row: ItemRow) -> tuple[str, ...]:
    mark = " " if row.is_read else "*"
    when = row.received_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return (str(row.item_id), mark, when, row.from_.name or row.from_.email, row.subject or row.snippet)
