"""``workspace tab``: the tabs of a workplace's inbox that the user's rules make."""

from collections.abc import Sequence
from dataclasses import replace

import click

from workspace.cli.context import Context, command, pairs
from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit
from workspace.cli.workplace import find
from workspace.store.tab_rules import FIELDS, MOST_CONDITIONS, Rule, TabRule, condition

WHEN = click.option(
    "--when",
    metavar="FIELD=VALUE",
    multiple=True,
    help=f"What it takes; FIELD is one of {', '.join(FIELDS)}. crm is in or out, an empty list is any list.",
)
ALL = click.option("--all/--any", "needs_all", default=None, help="Whether all of the conditions must be met, or any.")


@click.group()
def tab() -> None:
    """Tabs of the inbox by rules: mail goes to the first whose rule it meets."""


@tab.command("list")
@click.argument("workplace", required=False)
@as_json
@command
def list_tabs(context: Context, workplace: str | None, as_json: bool) -> None:
    """List the tabs of a workplace, or of all, in the order they are asked."""
    workplace_id = find(context, workplace).workplace_id if workplace else None
    emit(
        context.user.tab_rules(workplace_id),
        as_json,
        lambda each: {
            "rule_id": each.rule_id,
            "workplace_id": each.workplace_id,
            "name": each.name,
            **each.rule.to_json(),
        },
        lambda each: (each.rule_id, each.name, _words(context, each.rule)),
    )


@tab.command("add")
@click.argument("workplace")
@click.argument("name")
@WHEN
@ALL
@command
def add(context: Context, workplace: str, name: str, when: tuple[str, ...], needs_all: bool | None) -> None:
    """Add a tab after the others and print its id."""
    if not name.strip():
        raise Failed("A tab needs a name.")
    if not when:
        raise click.UsageError("--when FIELD=VALUE says what it takes.")
    found = find(context, workplace)
    made = context.user.add_tab(found.workplace_id, name.strip(), _rule(context, when, bool(needs_all)))
    context.link.ring()
    click.echo(made.rule_id)


@tab.command("edit")
@click.argument("tab_id", metavar="TAB")
@click.option("--name", help="What to call it.")
@WHEN
@ALL
@command
def edit(context: Context, tab_id: str, name: str | None, when: tuple[str, ...], needs_all: bool | None) -> None:
    """Change what a tab is called or takes; new conditions replace the old ones."""
    found = _find(context, tab_id)
    if name is not None and not name.strip():
        raise Failed("A tab needs a name.")
    whether = found.rule.needs_all if needs_all is None else needs_all
    rule = _rule(context, when, whether) if when else replace(found.rule, needs_all=whether)
    changed = replace(found, name=found.name if name is None else name.strip(), rule=rule)
    _set(context, found, [changed if each.rule_id == found.rule_id else each for each in _beside(context, found)])


@tab.command("remove")
@click.argument("tab_id", metavar="TAB")
@command
def remove(context: Context, tab_id: str) -> None:
    """Remove a tab; its mail stays."""
    found = _find(context, tab_id)
    _set(context, found, [each for each in _beside(context, found) if each.rule_id != found.rule_id])


@tab.command("order")
@click.argument("tab_ids", metavar="TAB...", nargs=-1, required=True)
@command
def order(context: Context, tab_ids: tuple[str, ...]) -> None:
    """Ask the tabs of a workplace in this order; those not named follow."""
    first = list(dict.fromkeys(_find(context, each) for each in tab_ids))
    if len({each.workplace_id for each in first}) > 1:
        raise Failed("These tabs are in several workplaces.")
    _set(context, first[0], [*first, *(each for each in _beside(context, first[0]) if each not in first)])


def _rule(context: Context, when: tuple[str, ...], needs_all: bool) -> Rule:
    if len(when) > MOST_CONDITIONS:
        raise Failed(f"A tab has at most {MOST_CONDITIONS} conditions.")
    found = []
    for name, value in pairs(when, "--when"):
        try:
            found.append(condition(name, context.account(value).account_id if name == "account" else value))
        except ValueError as error:
            raise click.UsageError(f"--when {name}={value}: nothing could ever meet this.") from error
    return Rule(tuple(dict.fromkeys(found)), needs_all)


def _words(context: Context, rule: Rule) -> str:
    names = {each.account_id: each.name for each in context.user.accounts()}
    said = [f"{each.field}={names.get(each.value, each.value) if each.field == 'account' else each.value}"  # type: ignore[call-overload]
            for each in rule.conditions]  # fmt: skip
    return (" and " if rule.needs_all else " or ").join(said)


def _find(context: Context, name_or_id: str) -> TabRule:
    """The tab of that id, or of that exact name where only one has it."""
    every = context.user.tab_rules()
    found = [each for each in every if each.rule_id == name_or_id] or [
        each for each in every if each.name == name_or_id
    ]
    if len(found) != 1:
        raise Failed(f"There is no tab {name_or_id}. `workspace tab list` shows them.")
    return found[0]


def _beside(context: Context, tab: TabRule) -> list[TabRule]:
    return context.user.tab_rules(tab.workplace_id)


def _set(context: Context, tab: TabRule, tabs: Sequence[TabRule]) -> None:
    context.user.set_tabs(tab.workplace_id, tabs)
    context.link.ring()
