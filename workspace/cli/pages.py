"""``workspace pages``: the process that draws the pages of one PDF; the window starts it."""

import sys

import click


@click.command(hidden=True)
def pages() -> None:
    """Draw what is asked for on the standard input."""
    from workspace.mail.pages import serve

    serve(sys.stdin.buffer, sys.stdout.buffer)
