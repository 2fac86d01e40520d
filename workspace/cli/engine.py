"""``workspace engine``: the process that talks to the services; the window and the command line start it themselves."""

import click


@click.command()
@click.option("--child", is_flag=True, hidden=True, help="End when the process that started it ends.")
@click.pass_context
def engine(ctx: click.Context, child: bool) -> None:
    """Run the engine until it is stopped."""
    from workspace.engine.main import run
    from workspace.store.home import default_home

    code = run(ctx.find_root().obj or default_home(), child=child)
    ctx.exit(code if child else min(code, 1))
