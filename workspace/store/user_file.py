"""The connection to ``user.db`` for whoever writes it: every change is one short transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workspace.store.home import Home
from workspace.store.open import open_user


class UserFile:
    """The user's file, open. Safe to use from several threads."""

    def __init__(self, home: Home, key: bytes) -> None:
        self.home = home
        self._db = open_user(home, key)
        self._lock = threading.RLock()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

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

    def _write(self, sql: str, *values: object) -> int:
        with self._writing() as execute:
            count: int = execute(sql, values).rowcount
            return count
