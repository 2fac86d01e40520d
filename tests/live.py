"""The conformance kit on a real service (``make live NAME=x``): its keys, and what it cannot be made to do."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from workspace.connector.base import Connector
from workspace.connector.contract import Connect, ConnectorContract, Remote
from workspace.connector.errors import CursorExpired
from workspace.connector.manifest import Manifest, manifest
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind

ROOT = Path(__file__).resolve().parent.parent
FILE = "WORKSPACE_LIVE"
"""Names a TOML file outside the repository with a table for each connector."""


@dataclass(frozen=True, slots=True)
class Keys:
    """How to sign in at a real service; ``more`` is what the connector itself does not ask."""

    settings: Mapping[str, str]
    secrets: Mapping[str, str]
    more: Mapping[str, str]

    @property
    def wrong_secrets(self) -> dict[str, str]:
        return {key: Tokens("wrong").to_json() if key == TOKENS else "wrong" for key in self.secrets}


def keys_of(name: str, needed: tuple[str, ...] = (), environ: Mapping[str, str] = os.environ) -> Keys:
    """The table ``name`` of the file, its keys replaced by ``WORKSPACE_LIVE_NAME_KEY``; skips where one is missing."""
    before = f"{FILE}_{name.upper()}_"
    given = _table(environ.get(FILE, ""), name)
    given |= {key.removeprefix(before).lower(): text for key, text in environ.items() if key.startswith(before)}
    found = manifest(name)
    required = {field.key for field in found.fields if field.required and not field.default} | set(needed)
    if found.signin == "oauth":
        required = (required - {"client_id"}) | {"access_token"}
    if missing := sorted(key for key in required if not given.get(key)):
        pytest.skip(
            f"no keys for {name}: set {', '.join(before + key.upper() for key in missing)}, "
            f"or write them to the table [{name}] of a TOML file outside the repository and name it in {FILE}"
        )
    return _sorted(found, given)


def _table(file: str, name: str) -> dict[str, str]:
    if not file:
        return {}
    path = Path(file).expanduser().resolve()
    if path.is_relative_to(ROOT):
        pytest.fail(f"{path} holds secrets and lies in the repository: move it out", pytrace=False)
    return {key: str(value) for key, value in tomllib.loads(path.read_text("utf-8")).get(name, {}).items()}


def _sorted(found: Manifest, given: Mapping[str, str]) -> Keys:
    known = {field.key: field.secret for field in found.fields}
    secrets = {key: text for key, text in given.items() if known.get(key)}
    if "access_token" in given:
        secrets[TOKENS] = Tokens(given["access_token"]).to_json()
    return Keys(
        {key: text for key, text in given.items() if known.get(key) is False},
        secrets,
        {key: text for key, text in given.items() if key not in known},
    )


class Foreign(Remote):
    """A service that is not ours: it keeps its cursors and its network."""

    places: Mapping[Kind, str] = {}
    """Remote ids of the collections that the kit may change, where it is not the first of its kind."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.settings = keys.settings
        self.secrets = keys.secrets
        self.wrong_secrets = keys.wrong_secrets

    def tidy(self) -> None:
        """Remove what the kit left, also in a run that was cut."""
        raise LookupError("a live Remote cleans up")

    def close(self) -> None:
        """Let go of what is open."""

    def forget_cursors(self) -> None:
        pytest.skip("a real service does not forget its cursors for us")

    def cut_network(self) -> None:
        pytest.skip("the network of a real service is not ours to cut")


class LiveContract(ConnectorContract):
    """The kit for an account that exists for this alone; each test finds and leaves it tidy."""

    pytestmark = pytest.mark.timeout(900)
    foreign: ClassVar[type[Foreign]]
    needed: ClassVar[tuple[str, ...]] = ()
    """Keys besides those that the sign-in form requires."""
    news_seconds = 60
    places: Mapping[Kind, str] = {}

    @pytest.fixture
    def remote(self) -> Iterator[Foreign]:
        with closing(self.foreign(keys_of(self.connector_id, self.needed))) as remote:
            remote.tidy()
            self.places = remote.places
            yield remote
            remote.tidy()

    def first(self, connector: Connector, kind: Kind) -> Collection:
        if kind not in self.places:
            return super().first(connector, kind)
        found = {each.remote_id: each for each in connector.discover() if each.kind is kind}
        assert self.places[kind] in found, f"{self.places[kind]} is none of {', '.join(found)}"
        return found[RemoteId(self.places[kind])]

    def test_an_expired_cursor_is_said(self, connect: Connect, remote: Remote) -> None:
        """Of what no service can be made to forget: a text that is no cursor."""
        collection = self.first(connect(), self.manifest.kinds[0])
        with pytest.raises(CursorExpired):
            list(connect().pull(collection, "kit:not-a-cursor"))
