"""``workspace original``: the process that shows one message as its author laid it out; the window starts it."""

import click


@click.command(hidden=True)
@click.pass_context
def original(ctx: click.Context) -> None:
    """Show the message that comes on the standard input."""
    from ui.reader.web import run

    ctx.exit(run())
