"""A profile as the program uses it, and what was wrong in the files. Needs no pydantic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from workspace.connector.manifest import Label
from workspace.model.accounts import Account
from workspace.profiles.words import Wrong


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, counted from 1."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not right in a file, and what is left out because of it."""

    place: Place
    key: str
    wrong: Wrong
    left_out: Literal["key", "profile", "file"]

    @property
    def expected(self) -> str:
        """What is wrong with the key, in English."""
        return self.wrong.sentence

    def __str__(self) -> str:
        return self.with_words(self.expected)

    def with_words(self, said: str) -> str:
        """The line that is shown, with what is wrong in any language."""
        key = f"{self.key}: " if self.key else ""
        return f"{self.place}: {key}{said}"


@dataclass(frozen=True, slots=True)
class Given:
    """A connector's setting as a file gives it; ``key`` is how the file calls it, ``hosts.base_url``."""

    value: str
    key: str
    place: Place

    @property
    def is_vital(self) -> bool:
        """Without it an account could go elsewhere than the admin meant."""
        return not self.key.startswith("defaults.")


@dataclass(frozen=True, slots=True)
class FilingPolicy:
    """What an admin says of every filing; addresses or domains, the lists of all files together."""

    never_file: tuple[str, ...] = ()
    header_only: tuple[str, ...] = ()
    """Of these only from, to and date are filed; ``*`` stands for everybody."""
    not_companies: tuple[str, ...] = ()


NO_POLICY = FilingPolicy()


@dataclass(frozen=True, slots=True)
class Profile:
    """One entry of the admin's, after all files were read."""

    name: str
    connector_id: str
    label: Label
    settings: Mapping[str, Given]
    locked: frozenset[str]
    """Settings that the user cannot change; those without a value keep the connector's default."""
    place: Place
    is_machine_wide: bool = True
    workplaces: tuple[str, ...] = ()
    poll_seconds: int | None = None
    client_secret: str = field(default="", repr=False)

    @property
    def values(self) -> dict[str, str]:
        """The settings it gives."""
        return {key: given.value for key, given in self.settings.items()}

    @property
    def secrets(self) -> dict[str, str]:
        return {"client_secret": self.client_secret} if self.client_secret else {}

    def over(self, own: Mapping[str, str]) -> dict[str, str]:
        """An account's settings in effect: its own, the locked ones over them, the others under them."""
        kept = {key: value for key, value in own.items() if key not in self.locked}
        return {**self.values, **kept}

    def fits(self, account: Account) -> bool:
        return (self.name, self.connector_id) == (account.profile, account.connector_id)
