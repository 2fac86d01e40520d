"""``workspace demo``: the main job on sample data, in a home that is thrown away afterwards."""

import contextlib
import os
import secrets
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from typing import Any

import click

from workspace import RESOURCES
from workspace.cli.account import add_account
from workspace.cli.context import Context
from workspace.cli.failed import Failed
from workspace.cli.steps import main_job
from workspace.store.secrets import HOME_KEY

SAMPLES = RESOURCES / "demo"


@click.command()
@click.option("--headless", is_flag=True, help="No window: do the main job step by step and print it.")
@click.option("--screenshot", type=click.Path(dir_okay=False), help="Save the window as a picture and leave.")
@click.pass_context
def demo(ctx: click.Context, headless: bool, screenshot: str | None) -> None:
    """Open the window on sample data: two workplaces, mail, chat, a calendar and the built-in CRM."""
    with throw_away_home() as home:
        with contextlib.closing(Context(home)) as context:
            fill(context)
            if headless:
                main_job(context)
                return
        from workspace.cli.window import open_window

        ctx.exit(open_window(home, demo=True, screenshot=screenshot))


@contextlib.contextmanager
def throw_away_home() -> Iterator[str]:
    """A home whose key lives in this process's environment alone; removed at the end."""
    folder = tempfile.mkdtemp(prefix="workspace-demo-")
    before = os.environ.get(HOME_KEY)
    os.environ[HOME_KEY] = secrets.token_hex(32)
    try:
        yield folder
    finally:
        if before is None:
            del os.environ[HOME_KEY]
        else:
            os.environ[HOME_KEY] = before
        shutil.rmtree(folder, ignore_errors=True)


def fill(context: Context) -> None:
    """Add the sample workplaces and accounts the way a user would, and import the CRM's records."""
    data = tomllib.loads((SAMPLES / "workplaces.toml").read_text("utf-8"))
    click.echo("Setting up the sample data ...", err=True)
    made = {each["key"]: _account(context, each) for each in data["accounts"]}
    for place in data["workplaces"]:
        workplace = context.user.add_workplace(place["name"], color=place["color"], letters=place["letters"])
        context.user.assign(workplace.workplace_id, [made[key] for key in place["accounts"]])
    context.link.ring()


def _account(context: Context, sample: dict[str, Any]) -> Any:
    settings = dict(sample["settings"])
    if sample["connector"] == "demo":
        settings["path"] = str(context.home.path / f"{sample['key']}.service.json")
    account_id = add_account(context, sample["connector"], settings, {}, name=sample["name"])
    if source := sample.get("import"):
        payload = {"account_id": account_id, "path": str(SAMPLES / source)}
        answer = context.ask("crm_import", payload).payload
        if answer.get("problems"):
            raise Failed(f"{source}: {answer['problems']}")
    return account_id
