"""Which line of a TOML file says what, and what can still be read of a file that is not TOML all through.

``tomllib`` keeps no positions: each statement is found by parsing line after line until it is whole.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]
_SECTION = re.compile(r"""\s*\[{1,2}\s*(?:profiles\s*\.\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))|(filing)\s*\])""")
_CLOSINGS = ("]", '"""', "'''")
"""What the last line of a statement of several lines holds."""
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a part of a file is no TOML; the table named, ``profiles.NAME`` or ``filing``, is not read."""

    line: int
    reason: str
    table: str = ""


def lines_of(text: str) -> dict[Path, int]:
    """The line of each table and key of a sound file."""
    found: dict[Path, int] = {}
    table: Path = ()
    for line, statement, data in _statements(text):
        is_header = statement.lstrip().startswith("[")
        around = () if is_header else table
        paths = [(*around, *path) for path in _paths(data)]
        for path in paths:
            found.setdefault(path, line)
        if is_header:
            table = paths[-1]
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of a key, or of the nearest thing around it; 1 where nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    rows = text.split("\n")
    start = 0
    for end in range(1, len(rows) + 1):
        if end - start > 1 and not any(closing in rows[end - 1] for closing in _CLOSINGS):
            continue
        statement = "\n".join(rows[start:end])
        try:
            data = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        yield start + 1, statement, data
        start = end


def _paths(data: Mapping[str, Any], before: Path = ()) -> Iterator[Path]:
    for key, value in data.items():
        yield (*before, key)
        if isinstance(value, dict):
            yield from _paths(value, (*before, key))


def salvage(text: str) -> tuple[dict[str, Any], str, list[Fault]]:
    """What can be read, and the text of that alone: a table in which something is no TOML is left out."""
    faults: list[Fault] = []
    while True:
        try:
            return tomllib.loads(text), text, faults
        except tomllib.TOMLDecodeError as error:
            found = _broken_sections(text) or [_fault(error, text)]
            faults += found
            rest = _without(text, {fault.table for fault in found})
            if rest == text:
                return {}, "", faults
            text = rest


def _broken_sections(text: str) -> list[Fault]:
    """The sections that are no TOML by themselves, so that one of them does not spoil those after it."""
    rows = text.split("\n")
    owners = _owners(rows)
    starts = [n for n in range(len(rows)) if n == 0 or _SECTION.match(rows[n])]
    found = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        alone = "\n" * start + "\n".join(rows[start:end])
        try:
            tomllib.loads(alone)
        except tomllib.TOMLDecodeError as error:
            reason, line = _said(error, alone)
            found.append(Fault(line, reason, owners[start]))
    return found


def _fault(error: tomllib.TOMLDecodeError, text: str) -> Fault:
    reason, line = _said(error, text)
    return Fault(line, reason, _owners(text.split("\n"))[line - 1])


def _said(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int]:
    words = str(error)
    at = _AT.search(words)
    line = int(at[1]) if at and at[1] else text.rstrip("\n").count("\n") + 1
    return _AT.sub("", words), line


def _owners(rows: list[str]) -> list[str]:
    """The table that each row belongs to; empty above the first."""
    owner, owners = "", []
    for row in rows:
        if match := _SECTION.match(row):
            name = next((name for name in match.groups()[:3] if name is not None), None)
            owner = "filing" if name is None else f"profiles.{name}"
        owners.append(owner)
    return owners


def _without(text: str, tables: set[str]) -> str:
    """The text with the rows of these tables empty, so that the others keep their numbers."""
    rows = text.split("\n")
    return "\n".join("" if owner in tables else row for row, owner in zip(rows, _owners(rows), strict=True))
