"""Reads profile files. A bad entry is left out and reported with its line; the rest of the file is used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workspace.profiles.lines import line_of, lines_of, salvage
from workspace.profiles.mistakes import mistakes
from workspace.profiles.profile import Given, Place, Problem
from workspace.profiles.schema import VITAL, FilingEntry, ProfileEntry, ProfileFile
from workspace.profiles.words import Wrong, wrong

LARGEST_FILE = 1024 * 1024
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One profile of one file, sound by its form."""

    name: str
    values: ProfileEntry
    path: Path
    lines: Mapping[Key, int]

    def place(self, *key: str) -> Place:
        return Place(self.path, line_of(("profiles", self.name, *key), self.lines))

    def given(self) -> Iterator[tuple[str, Given]]:
        """Each setting, wherever in the entry it stands."""
        for table in ("hosts", "defaults"):
            for name, value in getattr(self.values, table).items():
                yield name, Given(_words(value), f"{table}.{name}", self.place(table, name))
        for name in ("tenant", "client_id", "scopes"):
            value = getattr(self.values, name)
            if value is not None:
                yield name, Given(_words(value), name, self.place(name))


@dataclass(slots=True)
class Contents:
    """What one file says, and what is wrong with it."""

    path: Path
    entries: list[Entry] = field(default_factory=list)
    filing: FilingEntry | None = None
    problems: list[Problem] = field(default_factory=list)


def read_file(path: Path) -> Contents:
    """Never raises: a file that cannot be read at all is a problem like others."""
    contents = Contents(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _refused(contents, 1, wrong("unreadable", reason=error.strerror or error))
    if len(raw) > LARGEST_FILE:
        return _refused(contents, 1, wrong("large"))
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return _refused(contents, raw[: error.start].count(b"\n") + 1, wrong("utf8"))
    _read(contents, text)
    contents.problems.sort(key=lambda problem: problem.place.line)
    return contents


def _refused(contents: Contents, line: int, why: Wrong) -> Contents:
    contents.problems.append(Problem(Place(contents.path, line), "", why, "file"))
    return contents


def _read(contents: Contents, text: str) -> None:
    data, text, faults = salvage(text)
    for fault in faults:
        place = Place(contents.path, fault.line)
        lost: Literal["key", "profile", "file"] = "profile" if fault.table.startswith("profiles.") else "key"
        why = wrong("toml", reason=fault.reason)
        contents.problems.append(Problem(place, fault.table, why, lost if fault.table else "file"))
    lines = lines_of(text)
    for path, expected in mistakes(ProfileFile, {**data, "profiles": {}, "filing": {}}):
        contents.problems.append(Problem(Place(contents.path, line_of(path, lines)), path[0], expected, "key"))
    profiles = data.get("profiles", {})
    for name, values in profiles.items() if isinstance(profiles, dict) else ((None, profiles),):
        _read_entry(contents, name, values, lines)
    if "filing" in data:
        _read_filing(contents, data["filing"], lines)


def _read_filing(contents: Contents, values: Any, lines: Mapping[Key, int]) -> None:
    """Take the rules of filing in; of a list only the wrong entries are left out, so that the others still count."""
    for path, expected in mistakes(ProfileFile, {"filing": values}):
        place = Place(contents.path, line_of(path, lines))
        contents.problems.append(Problem(place, ".".join(path), expected, "key"))
    lists = values.items() if isinstance(values, dict) else ()
    sound = {
        name: [each for each in given if not mistakes(FilingEntry, {name: [each]})]
        for name, given in lists
        if name in FilingEntry.model_fields and isinstance(given, list)
    }
    contents.filing = FilingEntry.model_validate(sound)


def _read_entry(contents: Contents, name: str | None, values: Any, lines: Mapping[Key, int]) -> None:
    """Take one profile in, without its bad keys; a bad one of :data:`VITAL` leaves the whole profile out."""
    whole = mistakes(ProfileFile, {"profiles": values if name is None else {name: {}}})
    if whole or name is None or not isinstance(values, dict):
        path = ("profiles",) if name is None else ("profiles", name)
        expected = whole[0][1] if whole else wrong("table")
        place = Place(contents.path, line_of(path, lines))
        contents.problems.append(Problem(place, ".".join(path), expected, "profile"))
        return
    found = mistakes(ProfileEntry, values)
    is_lost = any(key[0] in VITAL for key, _ in found)
    for key, expected in found:
        place = Place(contents.path, line_of(("profiles", name, *key), lines))
        left_out: Literal["key", "profile"] = "profile" if key[0] in VITAL else "key"
        contents.problems.append(Problem(place, f"profiles.{name}.{'.'.join(key)}", expected, left_out))
    if not is_lost:
        sound = _without(values, {key for key, _ in found})
        _keep(contents, Entry(name, ProfileEntry.model_validate(sound), contents.path, lines))


def _keep(contents: Contents, entry: Entry) -> None:
    seen: dict[str, Given] = {}
    for name, given in entry.given():
        if name in seen:
            expected = wrong("twice", other=seen[name].key)
            contents.problems.append(Problem(given.place, f"profiles.{entry.name}.{given.key}", expected, "profile"))
            return
        seen[name] = given
    contents.entries.append(entry)


def _without(values: Mapping[str, Any], bad: set[Key]) -> dict[str, Any]:
    """The entry without these keys; a label that lost a part goes as a whole."""
    kept = {name: value for name, value in values.items() if (name,) not in bad}
    for table in {key[0] for key in bad if len(key) > 1} & kept.keys():
        if table == "label":
            del kept[table]
        else:
            kept[table] = {name: value for name, value in kept[table].items() if (table, name) not in bad}
    return kept


def _words(value: str | int | bool | list[str]) -> str:
    """A setting as connectors get them: text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else str(value)
