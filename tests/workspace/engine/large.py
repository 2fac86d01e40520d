"""A mailbox that announces many mails and gives the last header only when a first body was asked for."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from workspace.connector.base import Connector
from workspace.connector.pages import Identity, Page, Ref
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind, Role

ANNOUNCED = 1_000
PATIENCE_SECONDS = 10.0
BODY_ASKED = threading.Event()


class LargeConnector(Connector):
    def check(self) -> Identity:
        return Identity("me")

    def discover(self) -> Iterable[Collection]:
        return [Collection(RemoteId("inbox"), "Inbox", Kind.EMAIL, Role.INBOX)]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        if cursor == "2":
            return
        yield Page((_mail("newest"),), cursor="1", total=ANNOUNCED)
        if BODY_ASKED.wait(PATIENCE_SECONDS):
            yield Page((_mail("oldest"),), cursor="2", total=ANNOUNCED)

    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        for ref in refs:
            yield ref, b"Subject: " + ref.remote_id.encode() + b"\r\n\r\nHello\r\n"
        BODY_ASKED.set()


def _mail(name: str) -> Email:
    return Email(RemoteId(name), datetime(2026, 1, 1, tzinfo=UTC), subject=name)


CONNECTOR = LargeConnector
