"""What all parts of the kit share: the fixture that makes connectors, and ways to fill and read a service."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest

from workspace.connector.base import Connector
from workspace.connector.contract_remote import KitSession, Mirror, Remote, moment
from workspace.connector.errors import SENTENCES, ConnectorError
from workspace.connector.manifest import Manifest, manifest
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role

Connect = Callable[..., Connector]


class KitParts:
    """The fixtures of the kit; a subclass says which connector, and gives the ``remote`` fixture."""

    connector_id: ClassVar[str]
    connector_class: ClassVar[type[Connector] | None] = None
    """Another class than the manifest's, for a connector that is being tried out."""
    many: ClassVar[int] = 7
    """How many items make a pull of several pages."""
    news_seconds: ClassVar[float] = 10
    """How long a watch may take to hear of a change."""

    @property
    def manifest(self) -> Manifest:
        return manifest(self.connector_id)

    @pytest.fixture
    def connect(self, remote: Remote, tmp_path: Path) -> Iterator[Connect]:
        """Make a connector for one run: ``connect(secrets=..., **settings)``."""
        with self.connecting(remote, tmp_path) as connect:
            yield connect

    @contextmanager
    def connecting(self, remote: Remote, folder: Path) -> Iterator[Connect]:
        """The same without pytest; what was made is closed at the end."""
        made: list[Connector] = []

        def make(secrets: Mapping[str, str] | None = None, **settings: str) -> Connector:
            given = self.manifest.settings_with_defaults({**remote.settings, **settings})
            session = KitSession(given, remote.secrets if secrets is None else secrets, folder)
            kind = self.connector_class or self.manifest.connector_class()
            made.append(kind(session))
            return made[-1]

        try:
            yield make
        finally:
            for connector in made:
                connector.close()

    def first(self, connector: Connector, kind: Kind) -> Collection:
        """The first collection of a kind; the inbox for mail."""
        found = [each for each in connector.discover() if each.kind is kind]
        assert found, f"the manifest declares {kind.value}, but no collection holds any"
        return found[0]

    def with_role(self, connector: Connector, role: Role) -> Collection:
        found = [each for each in connector.discover() if each.role is role]
        assert found, f"there is no collection with the role {role.value}"
        return found[0]

    def fill(self, remote: Remote, kind: Kind, start: int = 0) -> list[str]:
        """Put ``many`` items into the service, oldest first, and return their titles."""
        titles = [f"kit {kind.value} {number:03}" for number in range(start, start + self.many)]
        for number, title in enumerate(titles, start):
            remote.add(kind, title, moment(number))
        return titles

    def pulled(self, connect: Connect, kind: Kind) -> Mirror:
        connector = connect()
        mirror = Mirror(self.first(connector, kind))
        mirror.pull(connector)
        return mirror

    def needs(self, is_declared: bool, what: str) -> None:
        if not is_declared:
            pytest.skip(f"{self.connector_id} does not declare {what}")


def is_plain(error: ConnectorError) -> bool:
    """Whether the user gets a sentence of ours with everything filled in."""
    return error.message_key in SENTENCES and "{" not in error.sentence
