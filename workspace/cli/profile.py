"""``workspace profile``: what an admin's files give, and whether they are right. Needs no home."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from workspace.cli.failed import Failed
from workspace.cli.output import as_json, emit
from workspace.connector.manifest import manifest
from workspace.profiles.current import load, shared
from workspace.profiles.profile import Place, Problem, Profile


@click.group()
def profile() -> None:
    """The settings that an admin prepared."""


@profile.command("list")
@as_json
def list_profiles(as_json: bool) -> None:
    """List the profiles in force; what was left out of the files is said on standard error."""
    found = shared().found()
    emit(
        found.profiles.values(),
        as_json,
        _json,
        lambda p: (p.name, p.connector_id, p.label["en"], whose(p), str(p.place.path)),
    )
    for problem in found.problems:
        click.echo(f"{problem} ({left_out(problem)})", err=True)


@profile.command("show")
@click.argument("name")
@click.option("--effective", is_flag=True, help="Every setting of the connector, with what stands where none is given.")
@as_json
def show(name: str, effective: bool, as_json: bool) -> None:
    """Show a profile as all files together give it, and which line says what."""
    found = named(name)
    settings = _settings(found, effective)
    if as_json:
        emit([found], True, lambda p: {**_json(p), "settings": settings}, lambda p: ())
        return
    for key, value in _head(found).items():
        click.echo(f"{key}  {value}")
    emit(settings.items(), False, lambda pair: {}, lambda pair: (pair[0], pair[1]["value"] or "-", _origin(pair[1])))


@profile.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check files, together and in this order; says file, line, key and what was expected."""
    found = load(files)
    if found.problems:
        raise Failed("\n".join(map(str, found.problems)))
    names = ", ".join(found.profiles) or "no profile"
    click.echo(f"Right: {names}.")


def named(name: str) -> Profile:
    """The profile in force of that name; else a sentence that says what is wrong with it."""
    found = shared().found()
    if name in found.profiles:
        return found.profiles[name]
    mine = f"profiles.{name}"
    why = [str(problem) for problem in found.problems if f"{problem.key}.".startswith(f"{mine}.")]
    raise Failed("\n".join([f"There is no profile {name}. `workspace profile list` shows them.", *why]))


def profile_for(connector_id: str, name: str, settings: Mapping[str, str]) -> Profile:
    """The profile for a new account. One of another connector, or a setting that it locks, is wrong usage."""
    found = named(name)
    if found.connector_id != connector_id:
        raise click.UsageError(f"The profile {name} is for {found.connector_id}, not for {connector_id}.")
    locked = [key for key in settings if key in found.locked]
    if locked:
        raise click.UsageError(f"{', '.join(locked)} cannot be set: locked by the profile {name} ({found.place}).")
    return found


def whose(found: Profile) -> str:
    return "machine" if found.is_machine_wide else "user"


def left_out(problem: Problem) -> str:
    return f"the {problem.left_out} is left out"


def _json(found: Profile) -> dict[str, Any]:
    return {
        "name": found.name,
        "connector_id": found.connector_id,
        "label": dict(found.label),
        "whose": whose(found),
        "settings": found.values,
        "locked": sorted(found.locked),
        "workplaces": list(found.workplaces),
        "poll_seconds": found.poll_seconds,
        "has_client_secret": bool(found.client_secret),
        **_at(found.place),
    }


def _head(found: Profile) -> dict[str, str]:
    said = {
        "name": found.name,
        "connector": found.connector_id,
        "label": " / ".join(found.label.values()),
        "whose": whose(found),
        "workplaces": ", ".join(found.workplaces),
        "poll_seconds": str(found.poll_seconds or ""),
        "client_secret": "given" if found.client_secret else "",
    }
    return {key: value for key, value in said.items() if value}


def _settings(found: Profile, effective: bool) -> dict[str, dict[str, Any]]:
    """The settings with their values and where these come from; secrets are not among them."""
    rows: dict[str, dict[str, Any]] = {}
    for field in manifest(found.connector_id).fields:
        given = found.settings.get(field.key)
        is_locked = field.key in found.locked
        if given is not None:
            rows[field.key] = {"value": given.value, "from": "profile", "locked": is_locked, **_at(given.place)}
        elif (effective and not field.secret) or is_locked:
            source = "connector" if field.default or is_locked else "user"
            rows[field.key] = {"value": field.default, "from": source, "locked": is_locked}
    return rows


def _at(place: Place) -> dict[str, Any]:
    return {"file": str(place.path), "line": place.line}


def _origin(row: Mapping[str, Any]) -> str:
    lock = "locked, " if row["locked"] else ""
    if "file" in row:
        return f"{lock}{row['file']}:{row['line']}"
    return f"{lock}{'the default of the connector' if row['from'] == 'connector' else 'left to the user'}"
