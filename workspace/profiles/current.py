"""The profiles in force: read when first needed, and again when a file changed."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from workspace.connector.errors import Transient
from workspace.connector.manifest import Manifest
from workspace.model.accounts import Account
from workspace.profiles.folders import files_of, machine_folders, user_folders
from workspace.profiles.profile import NO_POLICY, FilingPolicy, Problem, Profile

Stamp = tuple[tuple[Path, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All profiles by name, what holds for filing, and what was left out."""

    profiles: Mapping[str, Profile]
    problems: tuple[Problem, ...] = ()
    filing: FilingPolicy = NO_POLICY


def load(machine: Iterable[Path], user: Iterable[Path] = ()) -> Found:
    """Read these files and folders; never raises. Imports the schema only where there is a file."""
    machine_files, user_files = files_of(machine), files_of(user)
    if not machine_files and not user_files:
        return Found({})
    from workspace.profiles.merging import filing_policy, merge  # it imports pydantic, which costs 0.2 s
    from workspace.profiles.reading import read_file

    by_machine, by_user = [read_file(p) for p in machine_files], [read_file(p) for p in user_files]
    profiles, problems = merge(by_machine, by_user)
    return Found(profiles, tuple(problems), filing_policy([*by_machine, *by_user]))


class Profiles:
    """The machine's and the user's profiles; may be used by several threads."""

    def __init__(self) -> None:
        self._stamp: tuple[Stamp, Stamp] | None = None
        self._found = Found({})
        self.version = 0
        """Grows with each change of the files."""
        self._guard = threading.Lock()

    def refresh(self) -> bool:
        """Read the files anew where one came, went or changed; true if so."""
        machine, user = machine_folders(), user_folders()
        with self._guard:
            stamp = _stamp(machine), _stamp(user)
            if stamp == self._stamp:
                return False
            self._stamp = stamp
            self._found = load(machine, user)
            self.version += 1
            return True

    def found(self) -> Found:
        """What is in force now."""
        self.refresh()
        return self._found

    def of(self, account: Account) -> Profile | None:
        """The profile that an account stands on, as last read; None where it has none.

        Raises ``Transient("profile_missing")`` where its profile is gone or was left out: until it is back the account
        must not run on other settings.
        """
        if not account.profile:
            return None
        if self._stamp is None:
            self.refresh()
        profile = self._found.profiles.get(account.profile)
        if profile is None or not profile.fits(account):
            raise Transient("profile_missing", profile=account.profile)
        return profile

    def settings(self, account: Account) -> dict[str, str]:
        """An account's settings in effect, without the connector's own defaults. Raises as :meth:`of`."""
        profile = self.of(account)
        return profile.over(account.settings) if profile else dict(account.settings)

    def known_settings(self, account: Account) -> dict[str, str] | None:
        """As :meth:`settings`, but None where the profile is gone."""
        try:
            return self.settings(account)
        except Transient:
            return None

    def name_shown(self, account: Account) -> str:
        """The name that others see on the account's mails; empty where none is set."""
        return (self.known_settings(account) or account.settings).get("name", "")

    def manifest(self, account: Account, manifest: Manifest) -> Manifest:
        """The connector's manifest with what the account's profile says about its pace."""
        try:
            profile = self.of(account)
        except Transient:
            return manifest
        if profile is None or profile.poll_seconds is None:
            return manifest
        return replace(manifest, poll_seconds=profile.poll_seconds)


@cache
def shared() -> Profiles:
    """The window's and the command line's; the engine has its own."""
    return Profiles()


def _stamp(places: Iterable[Path]) -> Stamp:
    found = []
    for path in files_of(places):
        try:
            said = path.stat()
        except OSError:
            continue
        found.append((path, said.st_mtime_ns, said.st_size, said.st_ino))
    return tuple(found)
