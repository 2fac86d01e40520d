"""Puts the files together: later ones override earlier ones, and no user's file loosens what the machine's lock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workspace.profiles.checking import finish
from workspace.profiles.profile import FilingPolicy, Given, Place, Problem, Profile
from workspace.profiles.reading import Contents, Entry
from workspace.profiles.schema import FilingEntry
from workspace.profiles.words import wrong

ALL = "*"


@dataclass(slots=True)
class Draft:
    """A profile while its files are put together."""

    name: str
    place: Place
    is_machine_wide: bool
    connector: tuple[str, Place] | None = None
    label: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Given] = field(default_factory=dict)
    locked: dict[str, Place] = field(default_factory=dict)
    workplaces: tuple[str, ...] = ()
    poll_seconds: int | None = None
    client_secret: str = field(default="", repr=False)

    def take(self, entry: Entry, settings: Iterable[tuple[str, Given]]) -> None:
        """Override with what another file says."""
        values = entry.values
        self.settings.update(settings)
        if values.connector is not None:
            self.connector = values.connector, entry.place("connector")
        if values.label is not None:
            self.label |= values.label.model_dump(exclude_none=True)
        if values.workplaces is not None:
            self.workplaces = tuple(values.workplaces)
        self.poll_seconds = values.poll_seconds or self.poll_seconds
        self.client_secret = values.client_secret or self.client_secret

    def resolve_all(self) -> None:
        """``"*"`` stands for every setting that is given by now."""
        if place := self.locked.pop(ALL, None):
            self.locked |= {name: place for name in self.settings if name not in self.locked}


def merge(machine: Sequence[Contents], user: Sequence[Contents]) -> tuple[dict[str, Profile], list[Problem]]:
    """The profiles by name, and everything that was left out on the way."""
    problems = [problem for contents in (*machine, *user) for problem in contents.problems]
    drafts: dict[str, Draft] = {}
    for entry in (entry for contents in machine for entry in contents.entries):
        draft = drafts.setdefault(entry.name, Draft(entry.name, entry.place(), is_machine_wide=True))
        draft.take(entry, entry.given())
        if entry.values.locked is not None:
            draft.locked = dict.fromkeys(entry.values.locked, entry.place("locked"))
    for draft in drafts.values():
        draft.resolve_all()
    for entry in (entry for contents in user for entry in contents.entries):
        draft = drafts.setdefault(entry.name, Draft(entry.name, entry.place(), is_machine_wide=False))
        _take_users(draft, entry, problems)
    for draft in drafts.values():
        draft.resolve_all()
    finished = [finish(draft, problems) for draft in drafts.values()]
    problems.sort(key=lambda problem: (str(problem.place.path), problem.place.line))
    return {profile.name: profile for profile in finished if profile is not None}, problems


def filing_policy(files: Sequence[Contents]) -> FilingPolicy:
    """The lists of all files together: nobody's file takes away what another one says."""
    lists: dict[str, dict[str, None]] = {name: {} for name in FilingEntry.model_fields}
    for name, patterns in lists.items():
        for contents in files:
            patterns.update(dict.fromkeys(getattr(contents.filing, name, ())))
    return FilingPolicy(**{name: tuple(patterns) for name, patterns in lists.items()})


def _take_users(draft: Draft, entry: Entry, problems: list[Problem]) -> None:
    """A user's file over a draft: what the machine's files locked stays, and locks are only added."""
    key = f"profiles.{entry.name}"
    if not draft.is_machine_wide:
        draft.take(entry, entry.given())
        if entry.values.locked is not None:
            draft.locked = dict.fromkeys(entry.values.locked, entry.place("locked"))
        return
    connector = entry.values.connector
    if draft.connector and connector not in (None, draft.connector[0]):
        expected = wrong("other_connector", name=draft.connector[0], place=draft.connector[1])
        problems.append(Problem(entry.place("connector"), f"{key}.connector", expected, "profile"))
        return
    if entry.values.client_secret is not None and "client_id" in draft.locked:
        entry = _without_secret(draft, entry, problems)
    free = []
    for name, given in entry.given():
        if name in draft.locked:
            expected = wrong("locked", place=draft.locked[name])
            problems.append(Problem(given.place, f"{key}.{given.key}", expected, "key"))
        else:
            free.append((name, given))
    draft.take(entry, free)
    for name in entry.values.locked or ():
        draft.locked.setdefault(name, entry.place("locked"))


def _without_secret(draft: Draft, entry: Entry, problems: list[Problem]) -> Entry:
    expected = wrong("locked_secret", place=draft.locked["client_id"])
    key = f"profiles.{entry.name}.client_secret"
    problems.append(Problem(entry.place("client_secret"), key, expected, "key"))
    values = entry.values.model_copy(update={"client_secret": None})
    return Entry(entry.name, values, entry.path, entry.lines)
