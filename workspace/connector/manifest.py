"""A connector's manifest: what it can do and what it asks at sign-in, as data that never imports the connector.

Read by engine, window, command line, tests and documentation. Labels are ``{en = "...", ko = "..."}``.
"""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from workspace.connector.base import Connector
from workspace.connector.errors import Rejected
from workspace.connector.oauth import SignIn
from workspace.model.kinds import Kind, Verb

Label = Mapping[str, str]
FIELD_TYPES = ("text", "password", "number", "choice", "check", "file")
ENTRY_POINT_GROUP = "workspace.connectors"
_IMPORTING = RLock()
"""Python lets two threads that import the same packages in a circle (icalendar) see each other's half-made modules."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the sign-in form. A ``secret`` field goes to the keyring and nowhere else."""

    key: str
    label: Label
    type: str = "text"
    required: bool = False
    default: str = ""
    secret: bool = False
    help: Label = field(default_factory=dict)
    choices: tuple[tuple[str, Label], ...] = ()
    advanced: bool = False
    generated: bool = False
    """A secret that the program makes itself (64 random hex digits) where the user gives none."""
    signs_in: bool = False
    """A secret that, where it is given, signs in instead of the browser: a token that an admin made."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.toml`` says; see ``docs/connectors.md`` for each key."""

    id: str
    name: Label
    description: Label
    kinds: tuple[Kind, ...]
    actions: tuple[Verb, ...]
    signin: Literal["password", "oauth", "none"]
    fields: tuple[Field, ...]
    folder: Path
    module: str
    poll_seconds: int = 300
    watch: bool = False
    concurrency: int = 1
    per_account: int = 1
    deletes: Literal["gone", "alive", "window"] = "gone"
    look_up: bool = False
    search: bool = False
    """Whether its mail can be searched at the service."""
    limits: Mapping[str, int] = field(default_factory=dict)
    is_listed: bool = True
    """False hides it from the add-account dialog (the demo)."""
    exchange: tuple[str, ...] = ()
    """File formats that its records can be imported from and exported to."""
    pull_when: Mapping[str, str] = field(default_factory=dict)
    """Kinds whose collections are pulled only when the user looks at them (``looked_at``), else once a day."""
    links_people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each kind of what is filed the types of records that a CRM links by itself where an address is theirs; of
    several types that know an address it takes the first."""

    @property
    def icon(self) -> Path:
        return self.folder / "icon.svg"

    @property
    def is_crm(self) -> bool:
        return Verb.FILE in self.actions

    def connector_class(self) -> type[Connector]:
        """Import the code; only the engine and the tests do."""
        with _IMPORTING:
            found: type[Connector] = import_module(self.module).CONNECTOR
        return found

    def signin_class(self) -> type[SignIn]:
        """The OAuth side of a connector with ``signin = "oauth"``; imports its code."""
        with _IMPORTING:
            found: type[SignIn] = import_module(self._signin_module).SIGNIN
        return found

    @property
    def has_signin_class(self) -> bool:
        """Whether there is one; in a frozen program it lies in no file."""
        if (self.folder / "signin.py").is_file():
            return True
        with suppress(ImportError):
            return find_spec(self._signin_module) is not None
        return False

    @property
    def _signin_module(self) -> str:
        return f"{self.module.rpartition('.')[0]}.signin"

    def settings_with_defaults(self, given: Mapping[str, str]) -> dict[str, str]:
        defaults = {f.key: f.default for f in self.fields if f.default and not f.secret}
        return {**defaults, **given}

    def asks_browser(self, secrets: Mapping[str, str]) -> bool:
        """Whether a sign-in with these secrets goes through a browser."""
        return self.signin == "oauth" and not any(each.signs_in and secrets.get(each.key) for each in self.fields)

    def refuse_wrong(self, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        """Check settings by their form before anything is asked of the service.

        Raises ``Rejected`` with ``setting_missing`` or ``setting_wrong`` naming the first wrong field's key.
        """
        known = {f.key for f in self.fields}
        for key in (*settings, *secrets):
            if key not in known:
                raise Rejected("setting_wrong", field=key, reason="there is no such setting")
        for form_field in self.fields:
            value = (secrets if form_field.secret else settings).get(form_field.key, "")
            refuse_value(form_field, value or form_field.default)


def refuse_value(form_field: Field, value: str) -> None:
    """Raises ``Rejected`` where a field's value has not its form."""
    if form_field.required and not value:
        raise Rejected("setting_missing", field=form_field.key)
    if not value:
        return
    if (form_field.type == "number" and not value.isascii()) or (form_field.type == "number" and not value.isdigit()):
        raise Rejected("setting_wrong", field=form_field.key, reason="it must be a whole number")
    choices = [key for key, _ in form_field.choices]
    if form_field.type == "choice" and value not in choices:
        raise Rejected("setting_wrong", field=form_field.key, reason=f"it must be one of {', '.join(choices)}")
    if form_field.type == "check" and value not in ("true", "false"):
        raise Rejected("setting_wrong", field=form_field.key, reason="it must be true or false")


def read_manifest(path: Path, module: str) -> Manifest:
    """Parse one ``manifest.toml``; raises ``ValueError`` naming the file and the key."""
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    try:
        return Manifest(
            **{
                **data,
                "kinds": tuple(Kind(k) for k in data["kinds"]),
                "actions": tuple(Verb(v) for v in data["actions"]),
                "fields": tuple(_field(f) for f in data.get("fields", [])),
                "links_people": {k: tuple(types) for k, types in data.get("links_people", {}).items()},
                "exchange": tuple(data.get("exchange", ())),
                "folder": path.parent,
                "module": module,
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def _field(data: dict[str, Any]) -> Field:
    if data.get("type", "text") not in FIELD_TYPES:
        raise ValueError(f"field {data.get('key')}: unknown type {data['type']}")
    choices = tuple((c["key"], c["label"]) for c in data.get("choices", []))
    return Field(**{**data, "choices": choices})


@cache
def manifests() -> Mapping[str, Manifest]:
    """All connectors by id: those that ship with the program, then those that installed packages bring."""
    found: dict[str, Manifest] = {}
    for path in sorted(_folder("connectors").glob("*/manifest.toml")):
        shipped = read_manifest(path, f"connectors.{path.parent.name}.connector")
        found[shipped.id] = shipped
    for point in entry_points(group=ENTRY_POINT_GROUP):
        path = _folder(point.module) / "manifest.toml"
        brought = read_manifest(path, f"{point.module}.connector")
        found.setdefault(brought.id, brought)
    return found


def _folder(package: str) -> Path:
    """Where a package lies, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ValueError(f"{package} is not an installed package")
    return Path(spec.submodule_search_locations[0])


def manifest(connector_id: str) -> Manifest:
    """The manifest of that id; raises ``Rejected`` naming the known ones."""
    try:
        return manifests()[connector_id]
    except KeyError:
        known = ", ".join(sorted(manifests()))
        raise Rejected("setting_wrong", field="connector", reason=f"it must be one of {known}") from None
