"""The texts of mails: fetched newest first, read by the process beside, stored in batches.

What is being parsed is noted before: a mail that kills the parser is found again at the next start and marked, not
parsed a second time.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future

from workspace.connector.base import Connector
from workspace.connector.errors import Unsupported
from workspace.connector.pages import Ref
from workspace.engine.parsing import Parsing
from workspace.engine.run import Run
from workspace.engine.writing import Writing
from workspace.model.ids import ItemId
from workspace.store.writing.body import Body

ROUND = 4_000
BATCH = 800
BATCH_BYTES = 8_000_000
BATCH_SECONDS = 5.0
"""A slow service's texts are read so soon after they came; a limit on its rate would make 800 a long wait."""
AHEAD = 2
"""Batches that may be read while the next is fetched."""
MERGE_EVERY = 30
"""So many batches may go without the index being tidied; at 64 SQLite would do it all at once."""
Wanted = list[tuple[ItemId, Ref]]
Parsed = tuple[list[ItemId], Future[list[Body]]]


class Bodies:
    """Fetches what has no body yet. Shared by all pulls."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._parsing = Parsing()
        self._suspects = set(writing.do(lambda s: s.cache.unparsed()))

    def close(self) -> None:
        self._parsing.close()

    def fetch(self, connector: Connector, run: Run, check_room: Callable[[], None]) -> None:
        """Bring every body of the account, until none is left that the service still has."""
        missing: set[ItemId] = set()
        untidy = 0
        while wanted := self._next(run, missing):
            for part in self._parts(wanted):
                check_room()
                began = time.monotonic()
                try:
                    missing |= self._fetch(connector, part, check_room)
                except Unsupported:
                    return
                untidy += max(1, len(part) // BATCH, int((time.monotonic() - began) // BATCH_SECONDS))
            if untidy >= MERGE_EVERY:
                untidy = 0
                self._merge(check_room)

    def fetch_these(self, connector: Connector, wanted: Wanted, check_room: Callable[[], None]) -> None:
        """Bring the bodies of these mails now."""
        for part in self._parts(wanted):
            self._fetch(connector, part, check_room)

    def _merge(self, check_room: Callable[[], None]) -> None:
        """Tidy the full-text index in small steps; whoever wants to write comes in between."""
        while self._writing.do(lambda s: s.cache.merge_search(), is_news=False):
            check_room()

    def _next(self, run: Run, missing: set[ItemId]) -> Wanted:
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
        batch: list[tuple[ItemId, bytes]] = []
        parsed: deque[Parsed] = deque()
        stored: list[Future[None]] = []
        size, began = 0, time.monotonic()
        try:
            for ref, raw in connector.bodies([ref for _, ref in wanted]):
                item_id = left.pop(ref, None)
                if item_id is not None:
                    batch.append((item_id, raw))
                    size += len(raw)
                if len(batch) >= BATCH or size >= BATCH_BYTES or time.monotonic() - began >= BATCH_SECONDS:
                    parsed.append(self._parse(batch))
                    batch, size, began = [], 0, time.monotonic()
                    # The next are fetched while these are read.
                    stored += [self._store(parsed.popleft()) for _ in range(len(parsed) - AHEAD)]
                    check_room()
        finally:
            parsed.append(self._parse(batch))
            stored += [self._store(each) for each in parsed]
            for each in stored:
                each.result()
            self._writing.do(lambda s: s.cache.end_parsing(list(left.values())), is_news=False)
        return set(left.values())

    def _parse(self, batch: list[tuple[ItemId, bytes]]) -> Parsed:
        # Rising ids within a batch: FTS5 takes them at twice the rate.
        ordered = sorted(batch, key=lambda pair: pair[0])
        return [item_id for item_id, _ in ordered], self._parsing.later([raw for _, raw in ordered])

    def _store(self, parsed: Parsed) -> Future[None]:
        item_ids, bodies = parsed
        pairs = list(zip(item_ids, bodies.result(), strict=True))
        return self._writing.later(lambda s: s.cache.store_bodies(pairs), is_news=bool(pairs))
