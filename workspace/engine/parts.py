"""The bytes of attachments and raw messages: fetched on a worker, kept in the cache, read back from it."""

from collections.abc import Iterator

from workspace.connector.errors import Rejected
from workspace.connector.manifest import Manifest
from workspace.connector.pages import Ref
from workspace.engine.session import Connecting
from workspace.engine.writing import Writing
from workspace.model.accounts import Account
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import ItemKey

RAW = "raw"
"""The part id under which a whole message is kept."""
LARGEST = 256 * 1024 * 1024


class Parts:
    """Fetching and reading parts; used on workers."""

    def __init__(self, writing: Writing, connecting: Connecting) -> None:
        self._writing = writing
        self._connecting = connecting

    def is_here(self, item: ItemKey, part_id: str) -> bool:
        item_id = self.item_id(item)
        return self._writing.do(
            lambda s: s.cache.attachment(item_id, part_id) is not None, is_news=False, is_urgent=True
        )

    def stored(self, item: ItemKey, part_id: str) -> Iterator[bytes]:
        """The part's bytes out of the cache; raises ``Rejected("not_found")`` if they are not there."""
        item_id = self.item_id(item)
        chunks = self._writing.do(
            lambda s: list(s.cache.attachment(item_id, part_id) or [None]), is_news=False, is_urgent=True
        )
        for chunk in chunks:
            if chunk is None:
                raise Rejected("not_found", what=part_id)
            yield chunk

    def fetch(self, account: Account, manifest: Manifest, item: ItemKey, part_id: str) -> int:
        """Bring one part into the cache; its size in bytes. Does nothing where it is there."""
        if self.is_here(item, part_id):
            return 0
        item_id = self.item_id(item)
        ref = Ref(RemoteId(self._collection(item_id)), item.remote_id, part_id)
        with self._connecting.to(account, manifest) as connector:
            chunks = _bounded(connector.fetch(ref), part_id)
        return self._writing.do(lambda s: s.cache.add_attachment(item_id, part_id, chunks), is_urgent=True)

    def fetch_raw(self, account: Account, manifest: Manifest, item: ItemKey) -> int:
        """Bring the whole message into the cache as the part ``raw``; its size in bytes."""
        item_id = self.item_id(item)
        ref = Ref(RemoteId(self._collection(item_id)), item.remote_id)
        with self._connecting.to(account, manifest) as connector:
            raw = next((raw for _, raw in connector.bodies([ref])), None)
        if raw is None:
            raise Rejected("not_found", what="message")
        return self._writing.do(lambda s: s.cache.add_attachment(item_id, RAW, [raw]), is_urgent=True)

    def item_id(self, item: ItemKey) -> ItemId:
        """Raises ``Rejected("not_found")`` for an item that the cache does not have."""
        found = self._writing.do(
            lambda s: s.cache.item_id(item.account_id, str(item.kind), item.remote_id),
            is_news=False,
            is_urgent=True,
        )
        if found is None:
            raise Rejected("not_found", what=str(item.kind))
        return found

    def _collection(self, item_id: ItemId) -> str:
        return self._writing.do(lambda s: s.cache.collection_of(item_id), is_news=False, is_urgent=True)


def _bounded(chunks: Iterator[bytes], name: str) -> list[bytes]:
    """Everything, before the writer is asked to store it: it must never wait for a network."""
    found, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise Rejected("too_large", name=name, limit=LARGEST >> 20, host="cache")
        found.append(chunk)
    return found
