"""A connector whose service answers with pages that carry nothing but how far they came."""

from collections.abc import Iterable, Iterator

from tests.workspace.engine.faulty import FAULTS
from workspace.connector.base import Connector
from workspace.connector.pages import Identity, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind

PAGES = 3
ASKED: list[str | None] = []
"""The cursor of each pull."""


class QuietConnector(Connector):
    def check(self) -> Identity:
        return Identity("nobody")

    def discover(self) -> Iterable[Collection]:
        return [Collection(RemoteId("inbox"), "Inbox", Kind.EMAIL)]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        ASKED.append(cursor)
        for n in range(PAGES):
            yield Page(cursor=str(int(cursor or 0) + n + 1))
            FAULTS.before("page")


CONNECTOR = QuietConnector
