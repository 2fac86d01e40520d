"""The connection to ``user.db`` for whoever writes it: every change is one short transaction."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from workspace.store.home import Home
from workspace.store.open import open_user
from workspace.store.user.disk import Disk

Read = TypeVar("Read")
_GROUPS = re.compile(r"\b(account|workplace|workplace_account)\b")
"""The tables of what is kept. A letter or a mark is written far more often, and none of these is in its statements."""


class UserFile:
    """The user's file, open. Safe to use from several threads.

    Each change is on the disk when its method returns; for a window, which may not wait so long, a moment later.
    """

    def __init__(self, home: Home, key: bytes, *, is_window: bool = False) -> None:
        self.home = home
        self._db = open_user(home, key)
        self._disk = Disk(home.user_db) if is_window else None
        if is_window:
            self._db.execute("PRAGMA synchronous = NORMAL")
        self._lock = threading.RLock()
        self._kept: dict[str, tuple[object, Any]] = {}
        self._regrouped = 0

    def close(self) -> None:
        with self._lock:
            if self._disk is not None:
                self._disk.close()
            self._db.close()

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def keep(self, name: str, read: Callable[[], Read]) -> Read:
        """What was worked out of accounts and workplaces alone, until somebody else writes this file or this one writes
        theirs: the window asks often for what changes seldom.
        """
        with self._lock:
            version = (self._db.execute("PRAGMA data_version").fetchone()[0], self._regrouped)
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
                yield self._execute
                self._db.execute("COMMIT")
                if self._disk is not None:
                    self._disk.bring()
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                    self._kept.clear()

    def _execute(self, sql: str, values: Sequence[object] = ()) -> Any:
        if _GROUPS.search(sql):
            self._regrouped += 1
        return self._db.execute(sql, values)

    def _write(self, sql: str, *values: object) -> int:
        with self._writing() as execute:
            count: int = execute(sql, values).rowcount
            return count
