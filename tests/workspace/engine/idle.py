"""A connector whose service is empty and costs nothing, for tests with many accounts."""

from collections.abc import Iterable, Iterator

from workspace.connector.base import Connector
from workspace.connector.pages import Identity, Page
from workspace.model.items import Collection


class IdleConnector(Connector):
    def check(self) -> Identity:
        return Identity("nobody")

    def discover(self) -> Iterable[Collection]:
        return []

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        yield Page()


CONNECTOR = IdleConnector
