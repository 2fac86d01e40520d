"""Where profiles lie: the machine's folder first, then the user's."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import platformdirs

FOLDER = "profiles.d"


def machine_folders() -> tuple[Path, ...]:
    """What ``WORKSPACE_PROFILES`` names, files or folders parted as in ``PATH``, else the system's own folder."""
    if chosen := os.environ.get("WORKSPACE_PROFILES"):
        return tuple(Path(part) for part in chosen.split(os.pathsep) if part)
    if sys.platform == "win32":
        return (Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Workspace" / FOLDER,)
    if sys.platform == "darwin":
        return (Path("/Library/Application Support/Workspace") / FOLDER,)
    return (Path("/etc/workspace") / FOLDER,)


def user_folders() -> tuple[Path, ...]:
    return (Path(platformdirs.user_config_dir("workspace", appauthor=False)) / FOLDER,)


def files_of(places: Iterable[Path]) -> list[Path]:
    """The files named, and the ``*.toml`` of the folders named, in the order of their names."""
    found: list[Path] = []
    for place in places:
        found += sorted(place.glob("*.toml")) if place.is_dir() else [place] if place.exists() else []
    return found
