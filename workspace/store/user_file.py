"""The connection to ``user.db`` for whoever writes it: every change is one short transaction."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from workspace.store.home import Home
from workspace.store.open import open_user

Read = TypeVar("Read")


class UserFile:
    """The user's file, open. Safe to use from several threads."""

    def __init__(self, home: Home, key: bytes) -> None:
        self.home = home
        self._db = open_user(home, key)
        self._lock = threading.RLock()
        self._kept: dict[str, tuple[object, Any]] = {}

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _keep(self, name: str, read: Callable[[], Read]) -> Read:
        """What was read, until anybody writes this file: the window asks often for what changes seldom."""
        with self._lock:
            # The version changes with what others commit, the count with what is written here.
            version = (self._db.execute("PRAGMA data_version").fetchone()[0], self._db.total_changes)
            found = self._kept.get(name)
            if found is None or found[0] != version:
                found = self._kept[name] = (version, read())
            kept: Read = found[1]
            return kept

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db.execute
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                    self._kept.clear()

    def _write(self, sql: str, *values: object) -> int:
        with self._writing() as execute:
            count: int = execute(sql, values).rowcount
            return count
