"""Where the demo service lives: in this process, or in a JSON file that several processes share.

A change is made under a lock and shows whole: whoever is killed half-way has changed nothing.
"""

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout

from workspace.connector.errors import Transient

LOCK_SECONDS = 30
POLL_SECONDS = 0.005
State = dict[str, Any]


class Place(Protocol):
    """Keeps one state and the large bytes that it names by their SHA-256."""

    def read(self) -> State:
        """The state as it is now; not to be changed. Empty when nothing was ever written."""

    def change(self) -> AbstractContextManager[State]:
        """A context with the state to change; kept when the context ends without an error."""

    def keep(self, content: bytes) -> str:
        """Store bytes and return their name."""

    def bytes_of(self, name: str) -> bytes:
        """The bytes of that name; raises ``KeyError``."""

    def names(self) -> list[str]:
        """The names of all bytes that were stored."""


class InMemory:
    """The place of an account without a file; ends with the process."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._text = "{}"
        self._blobs: dict[str, bytes] = {}

    def read(self) -> State:
        state: State = json.loads(self._text)
        return state

    @contextmanager
    def change(self) -> Iterator[State]:
        with self._lock:
            state = self.read()
            yield state
            self._text = json.dumps(state)

    def keep(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        self._blobs[name] = content
        return name

    def bytes_of(self, name: str) -> bytes:
        return self._blobs[name]

    def names(self) -> list[str]:
        return list(self._blobs)


class InFile:
    """A JSON file, replaced whole under a file lock, with a folder of blobs beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._blobs = path.with_name(path.name + ".blobs")
        self._blobs.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(path.with_name(path.name + ".lock"), timeout=LOCK_SECONDS)
        self._seen: tuple[tuple[int, int, int], State] | None = None

    def read(self) -> State:
        try:
            with self.path.open("rb") as file:
                stat = os.fstat(file.fileno())
                stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
                if self._seen is None or self._seen[0] != stamp:
                    self._seen = (stamp, json.load(file))
        except FileNotFoundError:
            return {}
        return self._seen[1]

    @contextmanager
    def change(self) -> Iterator[State]:
        with self._locked():
            # Loaded anew, because readers share the one that they have seen.
            state = json.loads(self.path.read_bytes()) if self.path.exists() else {}
            yield state
            _replace(self.path, json.dumps(state, ensure_ascii=False).encode())

    def _locked(self) -> AbstractContextManager[object]:
        """Raises ``Transient`` when somebody else does not let go."""
        try:
            return self._lock.acquire(poll_interval=POLL_SECONDS)
        except Timeout:
            raise Transient("busy", host="demo") from None

    def keep(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        if not (self._blobs / name).exists():
            _replace(self._blobs / name, content)
        return name

    def bytes_of(self, name: str) -> bytes:
        try:
            return (self._blobs / name).read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None

    def names(self) -> list[str]:
        return [path.name for path in self._blobs.iterdir() if not path.suffix]


def _replace(path: Path, content: bytes) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")
    new.write_bytes(content)
    new.replace(path)
