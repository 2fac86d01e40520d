"""``workspace search``: what the cache holds, or the services themselves; and ``searches``, those that are kept."""

from collections.abc import Callable

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.listing import item_columns, limit_option
from workspace.cli.output import as_json, emit, item_json, plain
from workspace.cli.workplace import find
from workspace.connector.manifest import manifests
from workspace.mail.query import Trouble, guess
from workspace.model.ids import ItemId
from workspace.store.rows import ItemRow
from workspace.store.user.searches import SavedSearch

SECONDS = 180.0
workplace_option = click.option("--workplace", "workplace_id", metavar="W", help="Only this workplace.")


@click.command()
@click.argument("query")
@workplace_option
@click.option("--server", is_flag=True, help="Have the services search too; what they find is kept.")
@click.option("--save", "name", metavar="NAME", help="Keep the search under a name: see `workspace searches`.")
@limit_option
@as_json
@command
def search(
    context: Context, query: str, workplace_id: str | None, server: bool, name: str | None, limit: int, as_json: bool
) -> None:
    """Find items by words in subject, people and text, in any language; newest first.

    \b
    from:NAME to:NAME     who wrote it, or whom it went to; also an address, a domain, or me
    subject:WORD          words of the subject, in quotes if they are several
    in:FOLDER             inbox, sent, drafts, archive, trash, junk, chats, or a folder or channel by its name
    has:attachment        or image, or pdf
    is:unread             or read, starred, sent, draft, chat, mail
    before:DATE after:DATE  2026-03-01, 2026-03, 2026, today, yesterday, or 2w for two weeks ago
    filed:yes             or no, queued, failed, unsure, or the name of a CRM or record
    -from:NAME            not so
    """
    if troubles := context.reader.search_troubles(query):
        raise click.UsageError("; ".join(map(_trouble_words, troubles)))
    if meant := guess(query):
        click.echo(f"no operator {meant.typed}: - did you mean {meant.meant}:?", err=True)
    scope = find(context, workplace_id).workplace_id if workplace_id else "*"
    if name:
        context.user.save_search(scope, name, query)
    elsewhere = _ask_services(context, query, scope) if server else []
    _print(context, query, scope, limit, as_json, elsewhere)


def _print(context: Context, query: str, scope: str, limit: int, as_json: bool, elsewhere: list[ItemId]) -> None:
    rows = context.reader.found_items(query, scope, limit)
    here = {row.item_id for row in rows}
    rows += context.reader.items_by_id(each for each in elsewhere if each not in here)
    rows.sort(key=lambda row: -row.item_id)
    emit(rows[:limit], as_json, item_json, _found_columns)


def _ask_services(context: Context, query: str, scope: str) -> list[ItemId]:
    """The items that the services found for all of the query; says what each account answered."""
    places = context.user.workplace_accounts()
    members = {str(place): ids for place, ids in places.items()}.get(scope, ())
    known = manifests()
    found: list[ItemId] = []
    failures: list[Failed] = []
    accounts = [
        each
        for each in context.user.accounts()
        if each.is_enabled
        and each.connector_id in known
        and known[each.connector_id].search
        and (scope == "*" or each.account_id in members)
    ]
    for account in accounts:
        try:
            answer = context.ask("search_server", {"account_id": account.account_id, "query": query}, timeout=SECONDS)
        except Failed as failed:
            click.echo(f"{account.name}: {failed.message}", err=True)
            failures.append(failed)
            continue
        click.echo(f"{account.name}: {answer.payload['count']} found.", err=True)
        ids = answer.payload["found"]
        if answer.payload["is_whole"] and isinstance(ids, list):
            found += map(ItemId, ids)
    if not accounts:
        raise Failed("No account here can be searched at its service.")
    if len(failures) == len(accounts):
        raise failures[0]
    return found


def _trouble_words(trouble: Trouble) -> str:
    said = f"{trouble.operator}:{trouble.value}"
    choices = ", ".join(trouble.choices)
    return {
        "empty": f"{said} needs a value",
        "choice": f"{said} is not known: it takes {choices}",
        "folder": f"no folder or channel is called {trouble.value!r}",
        "date": f"{said} is no date: 2026-03-01, 2026-03, 2026, today, yesterday, or 2w for two weeks ago",
    }[trouble.key]


def _found_columns(row: ItemRow) -> tuple[str, ...]:
    return (*item_columns(row), row.snippet)


@click.group()
def searches() -> None:
    """The searches that are kept; `workspace search QUERY --save NAME` keeps one."""


@searches.command("list")
@as_json
@command
def list_searches(context: Context, as_json: bool) -> None:
    """In their order, with where they search: a workplace, or everywhere."""
    names = {str(each.workplace_id): each.name for each in context.user.workplaces()}
    columns: Callable[[SavedSearch], tuple[str, ...]] = lambda row: (  # noqa: E731
        row.name,
        row.query,
        names.get(row.workplace_id, "everywhere"),
    )
    emit(context.user.saved_searches(), as_json, plain, columns)


@searches.command()
@click.argument("name")
@limit_option
@as_json
@command
def run(context: Context, name: str, limit: int, as_json: bool) -> None:
    """Print what a kept search finds now."""
    saved = _saved(context, name)
    _print(context, saved.query, saved.workplace_id, limit, as_json, [])


@searches.command()
@click.argument("name")
@click.argument("new_name")
@command
def rename(context: Context, name: str, new_name: str) -> None:
    """Call it something else."""
    if not context.user.rename_search(_saved(context, name).search_id, new_name):
        raise Failed(f"There is another search called {new_name}.")


@searches.command()
@click.argument("name")
@command
def remove(context: Context, name: str) -> None:
    """Keep it no longer."""
    context.user.remove_search(_saved(context, name).search_id)


def _saved(context: Context, name: str) -> SavedSearch:
    found = [each for each in context.user.saved_searches() if name in (each.name, each.search_id)]
    if len(found) != 1:
        raise Failed(f"There is no search called {name}, or several. `workspace searches list` shows them.")
    return found[0]
