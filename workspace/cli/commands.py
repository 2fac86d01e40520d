"""The commands and how they end; one module a noun, imported when it is asked for."""

import importlib
import os
import sys

import click

from workspace.cli.failed import Failed

COMMANDS = {
    "workplace": "workplace:workplace",
    "account": "account:account",
    "profile": "profile:profile",
    "sync": "sync:sync",
    "inbox": "listing:inbox",
    "list": "listing:list_items",
    "search": "searching:search",
    "searches": "searching:searches",
    "show": "show:show",
    "act": "act:act",
    "mark": "mark:mark",
    "folder": "folder:folder",
    "tab": "tab:tab",
    "send": "send:send",
    "event": "event:event",
    "post": "post:post",
    "crm": "crm:crm",
    "file": "file:file_items",
    "unfile": "file:unfile",
    "filings": "filings:filings",
    "log": "log:log",
    "notices": "notices:notices",
    "focus": "notices:focus",
    "lock": "lock:lock",
    "never-file": "never_file:never_file",
    "unsubscribe": "unsubscribe:unsubscribe",
    "trusted": "unsubscribe:trusted",
    "outbox": "outbox:outbox",
    "connector": "connector:connector",
    "doctor": "doctor:doctor",
    "demo": "demo:demo",
    "engine": "engine:engine",
    "original": "original:original",
    "pages": "pages:pages",
}


class LazyGroup(click.Group):
    """Imports a command's module only when it runs, so that the window's start does not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(f"workspace.cli.{module}"), name)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option("--home", type=click.Path(file_okay=False), help="Where this user's data lives.")
@click.version_option(package_name="workspace-desktop", message="%(version)s")
@click.pass_context
def workspace(ctx: click.Context, home: str | None) -> None:
    """One window for every mail, calendar, chat and CRM account. Without a command: open the window.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 needs sign-in, 4 not reachable or still queued.
    """
    ctx.obj = home
    if ctx.invoked_subcommand is None:
        from workspace.cli.window import open_window

        ctx.exit(open_window(home))


def run() -> int:
    """Run what stands on the command line; returns the exit code. What a program fault raises goes up."""
    try:
        code: object = workspace(standalone_mode=False)
        sys.stdout.flush()
    except Failed as failed:
        click.echo(failed.message, err=True)
        return failed.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code if isinstance(code, int) else 0
