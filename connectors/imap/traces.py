"""Marks on disk of calls that are under way, so that a crash between a call and its answer is not taken for nothing.

Names are hashed and notes are numbers: a mark says nothing about the mail.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


class Traces:
    """One file per call; ``data_path`` gives a path of the account's own."""

    def __init__(self, data_path: Callable[[str], str]) -> None:
        self._data_path = data_path

    def _path(self, key: str) -> Path:
        return Path(self._data_path(f"call-{sha256(key.encode()).hexdigest()[:40]}"))

    def begin(self, key: str, note: str = "") -> None:
        """Mark it before the call that cannot be repeated."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(note, "ascii")

    def note(self, key: str) -> str:
        """What was noted when a call began that is still open; empty if nothing was."""
        try:
            return self._path(key).read_text("ascii")
        except FileNotFoundError:
            return ""

    def end(self, key: str) -> None:
        """The answer came: what happened is known."""
        with suppress(FileNotFoundError):
            self._path(key).unlink()

    def is_open(self, key: str) -> bool:
        return self._path(key).exists()
