"""What an action wrote, noted on this computer before and after each write, because a relation bears no note of ours.

One small file an action, in the account's own folder; it holds ids and the fields of records that were made, no mail.
"""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any


class Journal:
    """The notes on one action; each change is on the disk before the call that it is about."""

    def __init__(self, data_path: Callable[[str], str], action_id: str) -> None:
        digest = hashlib.sha256(action_id.encode()).hexdigest()[:32]
        self._path = Path(data_path(f"filed-{digest}.json"))
        self._notes: dict[str, list[Any]] = {}
        with suppress(FileNotFoundError, ValueError):
            self._notes = json.loads(self._path.read_text("utf-8"))

    def all(self, about: str) -> list[Any]:
        return list(self._notes.get(about, ()))

    def note(self, about: str, *entries: Any) -> None:
        known = self._notes.setdefault(about, [])
        fresh = [each for each in entries if each not in known]
        if fresh:
            known.extend(fresh)
            self._save()

    def drop(self, about: str, entry: Any) -> None:
        if entry in self._notes.get(about, ()):
            self._notes[about].remove(entry)
            self._save()

    def forget(self) -> None:
        self._notes = {}
        self._path.unlink(missing_ok=True)

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(self._notes, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
