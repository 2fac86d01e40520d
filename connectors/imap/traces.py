"""Marks on disk of calls that are under way, so that a crash between a call and its answer is not taken for nothing.

Names are hashed and notes are numbers: a mark says nothing about the mail.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

KEPT_SECONDS = 30 * 86_400.0


class Traces:
    """One file per call; ``data_path`` gives a path of the account's own."""

    def __init__(self, data_path: Callable[[str], str]) -> None:
        self._data_path = data_path
        self._is_swept = False

    def _path(self, key: str, kind: str = "call") -> Path:
        return Path(self._data_path(f"{kind}-{sha256(key.encode()).hexdigest()[:40]}"))

    def begin(self, key: str, note: str = "") -> None:
        """Mark it before the call that cannot be repeated."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(note, "ascii")

    def note(self, key: str) -> str:
        """What was noted when a call began that is open or kept; empty if nothing was."""
        for kind in ("call", "done"):
            with suppress(FileNotFoundError):
                return self._path(key, kind).read_text("ascii")
        return ""

    def end(self, key: str) -> None:
        """The answer came: what happened is known."""
        with suppress(FileNotFoundError):
            self._path(key).unlink()

    def keep(self, key: str) -> None:
        """The answer came, but whoever asked may be gone before it is written down: for a month it is known here."""
        path = self._path(key, "done")
        with suppress(FileNotFoundError):
            self._path(key).replace(path)
        if not self._is_swept:
            self._is_swept = True
            self._sweep(path.parent)

    def _sweep(self, folder: Path) -> None:
        for each in folder.glob("done-*"):
            with suppress(FileNotFoundError):
                if time.time() - each.stat().st_mtime > KEPT_SECONDS:
                    each.unlink()

    def is_open(self, key: str) -> bool:
        """Whether it was begun and may have happened, or did."""
        return self._path(key).exists() or self._path(key, "done").exists()
