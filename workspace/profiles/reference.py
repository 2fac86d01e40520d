"""Writes what is made from the schema: the JSON Schema for editors and the reference page ``docs/profiles.md``."""

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

from workspace.profiles.schema import LONGEST_POLL, SHORTEST_POLL, VITAL, ProfileFile

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Path("resources/schemas/profiles.schema.json")
PAGE = Path("docs/profiles.md")
PROSE = Path("resources/schemas/profiles.md.txt")
"""What the page says around the table of keys."""


def schema() -> str:
    """The JSON Schema (2020-12) of a file."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **ProfileFile.model_json_schema()}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The reference page."""
    made = ProfileFile.model_json_schema()
    vital = ", ".join(f"`{name}`" for name in sorted(VITAL))
    prose = Template((ROOT / PROSE).read_text("utf-8"))
    return prose.substitute(schema=SCHEMA.as_posix(), keys="\n".join(_rows(made)), vital=vital)


def _rows(made: dict[str, Any]) -> Iterator[str]:
    yield made["properties"]["profiles"]["description"] + " Each is a table `[profiles.NAME]` with these keys:"
    yield ""
    yield "| key | value | means | example |"
    yield "|---|---|---|---|"
    yield from _table(made["$defs"]["ProfileEntry"])
    yield ""
    yield made["properties"]["filing"]["description"] + " They stand in a table `[filing]`:"
    yield ""
    yield "| key | value | means | example |"
    yield "|---|---|---|---|"
    yield from _table(made["$defs"]["FilingEntry"])


def _table(entry: dict[str, Any]) -> Iterator[str]:
    for name, said in entry["properties"].items():
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
