"""One holder at a time per file of the home: one engine, one window. Held until released or until the process dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class Taken(Exception):
    """Another process holds the lock."""


@contextmanager
def held(path: Path, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock for the time of the block; raises :class:`Taken` where somebody else has it."""
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise Taken(str(path)) from None
    try:
        yield
    finally:
        lock.release()


def is_taken(path: Path) -> bool:
    """Whether somebody holds the lock right now; the answer may be old when it arrives."""
    try:
        with held(path):
            return False
    except Taken:
        return True
