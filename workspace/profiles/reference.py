"""Writes what is made from the schema: the JSON Schema for editors and the reference page ``docs/profiles.md``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workspace.profiles.schema import LONGEST_POLL, SHORTEST_POLL, VITAL, ProfileFile

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Path("resources/schemas/profiles.schema.json")
PAGE = Path("docs/profiles.md")

_HEAD = """# Connector profiles

This page is made from the schema by `make schemas`; an editor that knows JSON Schema can use `{schema}`.

A profile is what an admin writes once so that users need no settings: `workspace account add CONNECTOR --profile NAME`, or one click in the
add-account dialog, which offers the profiles first and asks only what they leave open. A worked example for a company is in
[admins.md](admins.md#one-company-three-departments).

## Files

Every `*.toml` of these folders is read, in the order of the names; a change counts at once, for accounts that are there already too.

| | folder |
|---|---|
| Linux, machine-wide | `/etc/workspace/profiles.d` |
| Windows, machine-wide | `%ProgramData%\\Workspace\\profiles.d` |
| macOS, machine-wide | `/Library/Application Support/Workspace/profiles.d` |
| instead of these | what `WORKSPACE_PROFILES` names: files or folders, parted as in `PATH` |
| then the user's | `~/.config/workspace/profiles.d`, `%LOCALAPPDATA%\\workspace\\profiles.d`, `~/Library/Application Support/workspace/profiles.d` |

A profile may stand in several files: a later one overrides an earlier one key by key. What a machine-wide file locks, a user's file
can neither change nor unlock, and it cannot move the profile to another connector.

An account keeps only what its user set and the name of its profile. What counts at each run is: locked settings of the profile, then
the user's own, then the other settings of the profile, then the connector's defaults. An account whose profile is gone, or left out because it is wrong,
waits until it is back; it never runs on other settings.

Locks keep settings from being changed by accident. They are no wall against users who start programs of their own.

## Keys

"""

_TAIL = """
`workspace connector list --json` prints the settings of each connector. TOML numbers and booleans may be written as they are.

## When something is wrong

`workspace profile check FILE...` says file, line, key and what was expected, and leaves with 1. At run time one wrong key of `label`,
`defaults`, `workplaces` or `poll_seconds`, and any key that is not known, is left out alone. A profile is left out as a whole where the wrong key is {vital}
or a locked setting: half of it could send passwords elsewhere. What is no TOML costs the profile that it stands in. The rest of the file
is used, and `workspace profile list`, `workspace doctor` and the add-account dialog show what was left out.

`workspace profile show NAME --effective` prints every setting with its value, and the line that gives it.
"""


def schema() -> str:
    """The JSON Schema (2020-12) of a file."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **ProfileFile.model_json_schema()}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The reference page."""
    made = ProfileFile.model_json_schema()
    vital = ", ".join(f"`{name}`" for name in sorted(VITAL))
    keys = "\n".join(_rows(made))
    return _HEAD.format(schema=SCHEMA.as_posix()) + keys + "\n" + _TAIL.format(vital=vital)


def _rows(made: dict[str, Any]) -> Iterator[str]:
    yield made["properties"]["profiles"]["description"] + " Each is a table `[profiles.NAME]` with these keys:"
    yield ""
    yield "| key | value | means | example |"
    yield "|---|---|---|---|"
    for name, said in made["$defs"]["ProfileEntry"]["properties"].items():
        yield f"| `{name}` | {_kind(said)} | {said['description']} | `{name} = {_toml(said['examples'][0])}` |"


def _toml(value: Any) -> str:
    """A value as it stands in a file, in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _kind(said: dict[str, Any]) -> str:
    """A key's type in plain words."""
    kinds = [each for each in said.get("anyOf", [said]) if each.get("type") != "null"]
    if "$ref" in kinds[0]:
        return "a table with `en` and perhaps `ko`"
    kind = kinds[0]["type"]
    if kind == "integer":
        return f"{SHORTEST_POLL} to {LONGEST_POLL}"
    return {"string": "text", "array": "a list of texts", "object": "a table"}[kind]


def write(root: Path = ROOT) -> None:
    for path, text in ((SCHEMA, schema()), (PAGE, page())):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
