"""``workspace lock``: whether the window asks for a PIN or passphrase, and the way in when it was forgotten."""

import click

from workspace.cli.context import Context, command

SETTING = "window.lock"
"""As the window keeps it; what it holds is the window's own."""


@click.group()
def lock() -> None:
    """The lock of the window. It guards the window only: who may run this may read everything anyway."""


@lock.command()
@command
def show(context: Context) -> None:
    """Say whether the window has a lock."""
    click.echo("on" if context.user.setting(SETTING, None) else "off")


@lock.command()
@command
def off(context: Context) -> None:
    """Take the lock off; a window that is locked opens within seconds."""
    context.user.set_setting(SETTING, None)
    click.echo("The lock is off. A window that is locked now opens within seconds.")
