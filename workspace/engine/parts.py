"""The bytes of attachments and raw messages: fetched on a worker, kept in the cache, read back from it."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from threading import Lock

from workspace.connector.errors import Rejected
from workspace.connector.manifest import Manifest
from workspace.connector.pages import Ref
from workspace.engine.session import Connecting
from workspace.engine.writing import Job, Result, Stores, Writing
from workspace.model.accounts import Account
from workspace.model.departures import PARTS
from workspace.model.filings import Filing
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb
from workspace.store.chunks import megabytes
from workspace.store.rows import PinnedPart
from workspace.store.writing.files import BUDGET

RAW = "raw"
"""The part id under which a whole message is kept."""
LARGEST = 256 * 1024 * 1024


class Parts:
    """Fetching and reading parts; used on workers."""

    def __init__(self, writing: Writing, connecting: Connecting, to_file: Callable[[], Set[PinnedPart]]) -> None:
        """``to_file`` names the parts of filings that wait in the outbox; those are never evicted."""
        self.budget = BUDGET
        self._to_file = to_file
        self._writing = writing
        self._connecting = connecting
        self._fetching: defaultdict[tuple[ItemId, str], Lock] = defaultdict(Lock)
        writing.do(lambda s: s.cache.sweep_attachments(), is_news=False)

    def is_here(self, item: ItemKey, part_id: str) -> bool:
        return self._pieces(self.item_id(item), part_id) is not None

    def stored(self, item: ItemKey, part_id: str) -> Iterator[bytes]:
        """The part's bytes out of the cache; raises ``Rejected("not_found")`` if they are not there."""
        item_id = self.item_id(item)
        number = self._pieces(item_id, part_id)
        if number is None:
            raise Rejected("not_found", what=part_id)
        for n in range(number):
            piece = self._piece(item_id, part_id, n)
            if piece is None:
                raise Rejected("not_found", what=part_id)
            yield piece

    def fetch(self, account: Account, manifest: Manifest, item: ItemKey, part_id: str) -> int:
        """Bring one part into the cache, piece by piece; its size in bytes. Does nothing where it is there."""
        item_id = self.item_id(item)
        with self._fetching[item_id, part_id]:
            if self._pieces(item_id, part_id) is not None:
                return 0
            ref = Ref(RemoteId(self._collection(item_id)), item.remote_id, part_id)
            with self._connecting.to(account, manifest, purpose=PARTS) as connector:
                return self._keep(item_id, part_id, connector.fetch(ref))

    def fetch_raw(self, account: Account, manifest: Manifest, item: ItemKey) -> int:
        """Bring the whole message into the cache as the part ``raw``; its size in bytes."""
        item_id = self.item_id(item)
        ref = Ref(RemoteId(self._collection(item_id)), item.remote_id)
        with self._connecting.to(account, manifest, purpose=PARTS) as connector:
            raw = next((raw for _, raw in connector.bodies([ref])), None)
        if raw is None:
            raise Rejected("not_found", what="message")
        pinned = self._to_file()
        return self._writing.do(
            lambda s: s.cache.add_attachment(item_id, RAW, [raw], budget=self.budget, pinned=_with_born(s, pinned)),
            is_urgent=True,
        )

    def _keep(self, item_id: ItemId, part_id: str, chunks: Iterable[bytes]) -> int:
        """Store pieces as they come: the writer never waits for a network, and never more than one is in memory."""
        digest, size = hashlib.sha256(), 0
        with self._whole_or_nothing(item_id, part_id):
            for n, piece in enumerate(megabytes(chunks)):
                size += len(piece)
                if size > LARGEST:
                    raise Rejected("too_large", name=part_id, limit=LARGEST >> 20, host="cache")
                digest.update(piece)
                self._append(item_id, part_id, n, piece)
            sha256, pinned = digest.hexdigest(), self._to_file()
            self._writing.do(
                lambda s: s.cache.finish_attachment(
                    item_id, part_id, size, sha256, budget=self.budget, pinned=_with_born(s, pinned)
                ),
                is_urgent=True,
            )
        return size

    @contextmanager
    def _whole_or_nothing(self, item_id: ItemId, part_id: str) -> Iterator[None]:
        self._look(lambda s: s.cache.begin_attachment(item_id, part_id))
        try:
            yield
        except BaseException:
            self._look(lambda s: s.cache.begin_attachment(item_id, part_id))
            raise

    def _pieces(self, item_id: ItemId, part_id: str) -> int | None:
        return self._look(lambda s: s.cache.attachment_pieces(item_id, part_id))

    def _piece(self, item_id: ItemId, part_id: str, n: int) -> bytes | None:
        return self._look(lambda s: s.cache.attachment_piece(item_id, part_id, n))

    def _append(self, item_id: ItemId, part_id: str, n: int, piece: bytes) -> None:
        self._look(lambda s: s.cache.append_attachment(item_id, part_id, n, piece))

    def _look(self, job: Job[Result]) -> Result:
        """What the user waits for, and no news to anybody."""
        return self._writing.do(job, is_news=False, is_urgent=True)

    def item_id(self, item: ItemKey) -> ItemId:
        """Raises ``Rejected("not_found")`` for an item that the cache does not have."""
        found = self._look(lambda s: s.cache.item_id(item.account_id, str(item.kind), item.remote_id))
        if found is None:
            raise Rejected("not_found", what=str(item.kind))
        return found

    def _collection(self, item_id: ItemId) -> str:
        return self._look(lambda s: s.cache.collection_of(item_id))


def _with_born(stores: Stores, pinned: Set[PinnedPart]) -> set[PinnedPart]:
    """With what the engine's own filings take along, which are in the ledger alone."""
    actions = (each for each in stores.ledger.born_unfinished() if each.verb is Verb.FILE)
    filings = [Filing.from_json(dict(each.payload)) for each in actions]
    return {*pinned, *((filing.key, part.part_id) for filing in filings for part in filing.attachments)}
