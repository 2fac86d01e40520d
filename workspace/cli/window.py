"""The one door from the core to the window: everything Qt stays behind it."""

import click


def open_window(home: str | None, *, demo: bool = False, screenshot: str | None = None) -> int:
    """Open the window on a home and return its exit code; 1 with a sentence where it cannot open."""
    from workspace.store.secrets import NoKeyring

    try:
        from ui.shell.app import run
    except ImportError as error:
        click.echo(f"The window cannot open: {error}. Run `make test` once to see what is missing.", err=True)
        return 1
    try:
        return run(home, demo=demo, screenshot=screenshot)
    except NoKeyring as error:
        click.echo(str(error), err=True)
        return 1
