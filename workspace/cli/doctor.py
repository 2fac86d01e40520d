"""``workspace doctor``: looks at everything the program stands on and says in plain lines what is wrong."""

import os
import platform
import stat
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec

import click

from workspace.cli.context import Context, command
from workspace.cli.failed import Failed
from workspace.cli.profile import left_out
from workspace.connector.contract_static import check_manifest
from workspace.connector.manifest import manifests
from workspace.profiles.current import shared
from workspace.store.home import Home

Line = tuple[bool, str]


@click.command()
@command
def doctor(context: Context) -> None:
    """Check the program, the keyring, the files and the engine."""
    bad = 0
    for check in (_program, _vault, _files, _connectors, _profiles, _engine):
        for is_well, said in check(context):
            click.echo(f"{'ok ' if is_well else 'BAD'}  {said}")
            bad += not is_well
    if bad:
        raise Failed(f"{bad} of these need attention.")


def _program(context: Context) -> Iterator[Line]:
    import sqlcipher3.dbapi2 as sqlcipher

    frozen = " (packaged)" if getattr(sys, "frozen", False) else ""
    yield True, f"Workspace {version('workspace-desktop')}{frozen} on Python {platform.python_version()}"
    yield True, f"SQLite {sqlcipher.sqlite_version} with SQLCipher"
    has_window = find_spec("PySide6.QtWidgets") is not None
    yield has_window, "Qt for the window" if has_window else "Qt is missing: the window cannot open"


def _vault(context: Context) -> Iterator[Line]:
    yield True, f"secrets are in {context.vault.describe()}"


def _files(context: Context) -> Iterator[Line]:
    home = context.home
    mode = stat.S_IMODE(os.stat(home.path).st_mode)
    private = os.name == "nt" or not mode & 0o077
    yield private, f"{home.path} is {'readable by you alone' if private else f'open to others ({mode:o})'}"
    context.link.ensure_engine()
    for name, problem in context.reader.integrity():
        yield not problem, f"{name} {problem or 'is whole'}"
    yield from _encrypted(home)


def _encrypted(home: Home) -> Iterator[Line]:
    for path in (home.user_db, home.ledger_db, home.cache_db):
        with path.open("rb") as file:
            plain = file.read(16) == b"SQLite format 3\0"
        yield not plain, f"{path.name} {'is NOT encrypted' if plain else 'is encrypted'}"


def _connectors(context: Context) -> Iterator[Line]:
    for found in manifests().values():
        problems = check_manifest(found)
        yield not problems, f"connector {found.id}{': ' + '; '.join(problems) if problems else ''}"


def _profiles(context: Context) -> Iterator[Line]:
    found = shared().found()
    for profile in found.profiles.values():
        yield True, f"profile {profile.name} for {profile.connector_id}, {profile.place.path}"
    for problem in found.problems:
        yield False, f"profile {problem} ({left_out(problem)})"
    for account in context.user.accounts():
        if account.profile and shared().known_settings(account) is None:
            yield False, f"account {account.name} needs the profile {account.profile}, which is not there"


def _engine(context: Context) -> Iterator[Line]:
    healths = context.reader.health()
    for account in context.user.accounts():
        state = healths[account.account_id].state if account.account_id in healths else "ok"
        yield state in ("ok", "held_back"), f"account {account.name}: {state.replace('_', ' ')}"
    stuck = [a for a in context.reader.attempts() if a.state in ("failed", "unsure")]
    yield not stuck, f"{len(stuck)} actions stuck in the outbox"
