"""One transaction of the engine on ``cache.db``: what it touched is refreshed at its end, a ``change`` row says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from workspace.store.times import now_ms
from workspace.store.writing import mirrors, places

KEPT_CHANGES = 10_000


class Pen:
    """Takes the engine of :func:`workspace.store.open.open_writer`; used by the engine's writer thread alone."""

    def __init__(self, engine: Engine, now: Callable[[], int] = now_ms) -> None:
        """``now`` tells the time in milliseconds since 1970: what is snoozed returns by it."""
        self._engine = engine
        self._known = places.Known(now=now)
        with engine.begin() as db:
            self._known.scopes = mirrors.scopes(db)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(
        self, kind: str, account_id: str | None = None, collection_id: int | None = None
    ) -> Iterator[tuple[Connection, set[int]]]:
        """A transaction with the set of threads to refresh at its end; leaves one ``change`` row."""
        with self._engine.begin() as db:
            thread_ids: set[int] = set()
            yield db, thread_ids
            self._note(db, thread_ids, kind, account_id, collection_id)

    def _note(
        self, db: Connection, thread_ids: set[int], kind: str, account_id: str | None, collection_id: int | None
    ) -> None:
        places.refresh(db, thread_ids, self._known)
        added = db.exec_driver_sql(
            "INSERT INTO change (kind, account_id, collection_id) VALUES (?, ?, ?)",
            (kind, account_id, collection_id),
        )
        if added.lastrowid % 256 == 0:
            db.exec_driver_sql("DELETE FROM change WHERE seq <= ?", (added.lastrowid - KEPT_CHANGES,))
