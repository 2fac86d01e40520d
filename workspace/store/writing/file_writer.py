"""The bytes of attachments and remote images on their way into ``cache.db``, piece by piece."""

from collections.abc import Iterable

from workspace.model.ids import ItemId
from workspace.store.rows import PinnedPart
from workspace.store.writing import files
from workspace.store.writing.pen import Pen


class FileWriter(Pen):
    """Each method is one transaction; a part is there once it is finished."""

    def add_attachment(
        self, item_id: ItemId, part_id: str, chunks: Iterable[bytes], *, budget: int = files.BUDGET,
        keep: Iterable[tuple[int, str]] = (), pinned: Iterable[PinnedPart] = (),
    ) -> int:  # fmt: skip
        """Store a part's bytes, then evict those fetched longest ago beyond ``budget`` bytes, never one in ``keep`` or
        ``pinned``."""
        with self._writing("attachment") as (db, _):
            size = files.add(db, item_id, part_id, chunks)
            files.evict(db, budget, {*keep, (item_id, part_id), *files.of_filings(db, pinned)})
        return size

    def begin_attachment(self, item_id: ItemId, part_id: str) -> None:
        """Forget what is there of a part: its bytes follow in pieces."""
        with self._engine.begin() as db:
            files.drop(db, item_id, part_id)

    def append_attachment(self, item_id: ItemId, part_id: str, n: int, piece: bytes) -> None:
        """Store the n-th piece of at most 1 MiB."""
        with self._engine.begin() as db:
            files.append(db, item_id, part_id, n, piece)

    def finish_attachment(
        self, item_id: ItemId, part_id: str, size: int, sha256: str, *, budget: int = files.BUDGET,
        pinned: Iterable[PinnedPart] = (),
    ) -> None:  # fmt: skip
        """All pieces are stored: the part is there, and the budget is kept but for what waits to be filed."""
        with self._writing("attachment") as (db, _):
            files.finish(db, item_id, part_id, size, sha256)
            files.evict(db, budget, {(item_id, part_id), *files.of_filings(db, pinned)})

    def sweep_attachments(self) -> None:
        """At start: forget parts that a dead engine was fetching."""
        with self._engine.begin() as db:
            files.sweep(db)

    def attachment_pieces(self, item_id: ItemId, part_id: str) -> int | None:
        """How many pieces a part is stored in, None if it is not here."""
        with self._engine.begin() as db:
            return files.count(db, item_id, part_id)

    def attachment_piece(self, item_id: ItemId, part_id: str, n: int) -> bytes | None:
        with self._engine.begin() as db:
            return files.piece(db, item_id, part_id, n)

    def add_image(self, url: str, data: bytes) -> None:
        with self._writing("image") as (db, _):
            files.add_image(db, url, data)
