"""The texts of mails: fetched newest first, parsed on the worker, stored in batches.

What is being parsed is noted before: a mail that kills the parser is found again at the next start and marked, not
parsed a second time.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from workspace.connector.base import Connector
from workspace.connector.errors import Unsupported
from workspace.connector.pages import Ref
from workspace.engine.health import trace_of
from workspace.engine.writing import Writing
from workspace.mail.html import sanitise
from workspace.mail.parse import parse
from workspace.model.ids import ItemId
from workspace.store.body import Body, of_mail

if TYPE_CHECKING:
    from workspace.engine.puller import Run

ROUND = 400
BATCH = 200
BATCH_BYTES = 2_000_000
Wanted = list[tuple[ItemId, Ref]]

log = logging.getLogger(__name__)


class Bodies:
    """Fetches what has no body yet. Shared by all pulls."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._suspects = set(writing.do(lambda s: s.cache.unparsed()))

    def fetch(self, connector: Connector, run: "Run", check_room: Callable[[], None]) -> None:
        """Bring every body of the account, until none is left that the service still has."""
        missing: set[ItemId] = set()
        while wanted := self._next(run, missing):
            for part in self._parts(wanted):
                check_room()
                try:
                    missing |= self._fetch(connector, part, check_room)
                except Unsupported:
                    return

    def _next(self, run: "Run", missing: set[ItemId]) -> Wanted:
        limit = ROUND + len(missing)
        found = self._writing.do(lambda s: s.cache.bodiless(run.account_id, limit), is_news=False)
        return [(item_id, ref) for item_id, ref in found if item_id not in missing]

    def _parts(self, wanted: Wanted) -> Iterable[Wanted]:
        """Suspects go alone, so that the next death names its culprit."""
        alone = [pair for pair in wanted if pair[0] in self._suspects]
        together = [pair for pair in wanted if pair[0] not in self._suspects]
        if together:
            yield together
        for pair in alone:
            self._suspects.discard(pair[0])
            yield [pair]

    def _fetch(self, connector: Connector, wanted: Wanted, check_room: Callable[[], None]) -> set[ItemId]:
        """Store a round of bodies; returns the items whose message the service left out."""
        left = {ref: item_id for item_id, ref in wanted}
        self._writing.do(lambda s: s.cache.begin_parsing(list(left.values())), is_news=False)
        batch: list[tuple[ItemId, Body]] = []
        stored: list[Future[None]] = []
        size = 0
        try:
            for ref, raw in connector.bodies([ref for _, ref in wanted]):
                item_id = left.pop(ref, None)
                if item_id is not None:
                    batch.append((item_id, readable_body(raw)))
                    size += len(raw)
                if len(batch) >= BATCH or size >= BATCH_BYTES:
                    stored.append(self._store(batch))
                    batch, size = [], 0
                    check_room()
        finally:
            stored.append(self._store(batch))
            for each in stored:
                each.result()
            self._writing.do(lambda s: s.cache.end_parsing(list(left.values())), is_news=False)
        return set(left.values())

    def _store(self, batch: list[tuple[ItemId, Body]]) -> Future[None]:
        # Rising ids within a batch: FTS5 takes them at twice the rate.
        pairs = sorted(batch, key=lambda pair: pair[0])
        return self._writing.later(lambda s: s.cache.store_bodies(pairs), is_news=bool(pairs))


def readable_body(raw: bytes) -> Body:
    """:func:`body_of`, but a message that it stumbles over is marked instead of stopping the account."""
    try:
        return body_of(raw)
    except Exception as error:
        log.error("A mail could not be read: %s", trace_of(error))
        return Body(text="", is_broken=True)


def body_of(raw: bytes) -> Body:
    """A raw message as it is stored, its HTML made safe; marked broken where only a part could be read."""
    mail = parse(raw)
    if not mail.html:
        return of_mail(mail, None)
    safe = sanitise(mail.html)
    extra: dict[str, object] = {
        "remote_images": list(safe.remote_images),
        "has_author_colours": safe.has_author_colours,
        "is_cut": safe.is_cut,
        "trackers": safe.trackers,
    }
    return of_mail(mail, safe.html, extra)
