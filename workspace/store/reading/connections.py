"""The reader's connections: opened when first asked, every answer fetched whole, safe from several threads."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from sqlcipher3 import dbapi2

from workspace.store.damage import CacheDamaged, condemn, is_damage
from workspace.store.home import Home
from workspace.store.open import (
    StoreNotReady,
    open_cache_reader,
    open_ledger_reader,
    open_user_reader,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

_OPEN = {
    "cache": open_cache_reader,
    "aside": open_cache_reader,
    "ledger": open_ledger_reader,
    "user": open_user_reader,
}
CACHE = ("cache", "aside")
Row = tuple[Any, ...]
Found = TypeVar("Found")


class Stopped(Exception):
    """Nobody wants the answer any more."""


class Files:
    """Read-only SQL on the home's files. An open SELECT would stop the checkpoint, so none stays open."""

    def __init__(self, home: Home, key: bytes) -> None:
        self._home = home
        self._key = key
        self._open: dict[str, Connection] = {}
        self._locks = {name: threading.RLock() for name in _OPEN}

    def close(self) -> None:
        for name, lock in self._locks.items():
            with lock:
                if (connection := self._open.pop(name, None)) is not None:
                    connection.close()

    def stop(self) -> None:
        """From another thread: the statement that is running ends, and raises :class:`Stopped`."""
        for connection in list(self._open.values()):
            connection.interrupt()

    def check(self) -> None:
        """Raises :class:`StoreNotReady` until the engine has made the cache and the ledger."""
        self._fetch("cache", _VERSION, ())
        self._fetch("ledger", _VERSION, ())

    def cache(self, sql: str, *values: object) -> list[Row]:
        return self._fetch("cache", sql, values)

    def aside(self, sql: str, *values: object) -> list[Row]:
        """The cache again, for what takes long: nobody waits for this connection."""
        return self._fetch("aside", sql, values)

    def ledger(self, sql: str, *values: object) -> list[Row]:
        return self._fetch("ledger", sql, values)

    def user(self, sql: str, *values: object) -> list[Row]:
        """Nothing was decided where there is no file yet."""
        try:
            return self._fetch("user", sql, values)
        except StoreNotReady:
            return []

    def versions(self) -> tuple[int, ...]:
        """Changes whenever another connection commits to one of the files; costs microseconds."""
        rows = (self.user(_VERSION), self.ledger(_VERSION), self.cache(_VERSION))
        return tuple(row[0][0] if row else 0 for row in rows)

    def head(self, table: str, column: str, row_id: int, size: int) -> bytes:
        """The first bytes of a large value of the cache, without reading the others; empty where it is gone."""

        def read(connection: "Connection") -> bytes:
            try:
                blob = connection.open_blob(table, column, row_id, True)  # type: ignore[attr-defined]  # SQLCipher's own
            except dbapi2.OperationalError as error:
                if "no such rowid" in str(error):
                    return b""
                raise
            try:
                found: bytes = blob.read(size)
                return found
            finally:
                blob.close()

        return self._ask("cache", read)

    def _fetch(self, name: str, sql: str, values: tuple[object, ...]) -> list[Row]:
        return self._ask(name, lambda connection: connection.execute(sql, values).fetchall())

    def _ask(self, name: str, question: Callable[["Connection"], Found]) -> Found:
        """Raises :class:`CacheDamaged`, which all who use the home are told of."""
        with self._locks[name]:
            try:
                if name not in self._open:
                    self._open[name] = _OPEN[name](self._home, self._key)
                return question(self._open[name])
            except dbapi2.DatabaseError as error:
                if str(error) == "interrupted":
                    raise Stopped from None
                if name in CACHE and is_damage(error):
                    condemn(self._home)
                    raise CacheDamaged(str(error)) from error
                raise


_VERSION = "PRAGMA data_version"
