"""A connector that can only list what is there, so that the engine has to tell what is gone."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from workspace.connector.base import Connector
from workspace.connector.pages import Identity, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind, Role

LISTED: set[int] = set()
"""What the service shows now."""
START = datetime(2026, 1, 1, tzinfo=UTC)


class ListingConnector(Connector):
    def check(self) -> Identity:
        return Identity("me")

    def discover(self) -> Iterable[Collection]:
        return [Collection(RemoteId("inbox"), "Inbox", Kind.EMAIL, Role.INBOX)]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        items = tuple(
            Email(RemoteId(str(n)), START + timedelta(minutes=n), text="x", attachments=()) for n in sorted(LISTED)
        )
        yield Page(items=items, alive=frozenset(RemoteId(str(n)) for n in LISTED), cursor="1")


CONNECTOR = ListingConnector
