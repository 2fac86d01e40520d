"""Which lines of a list or messages of a chat are chosen for what is done with several at once."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Chosen(Generic[Key]):
    """``ids`` in the order they stand; a range goes from ``begin``, the last one that was picked alone."""

    ids: list[Key] = field(default_factory=list)
    begin: Key | None = None

    def pick(self, key: Key, order: Sequence[Key], modifiers: Qt.KeyboardModifier) -> None:
        """Alone; with Shift all up to it; with Ctrl it comes or goes."""
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self.begin in order:
            first, last = sorted((order.index(self.begin), order.index(key)))
            self.ids = list(order[first : last + 1])
            return
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            before = self.ids or ([self.begin] if self.begin is not None and self.begin != key else [])
            self._flip(before, key, order)
        else:
            self.ids = []
        self.begin = key

    def toggle(self, key: Key, order: Sequence[Key]) -> None:
        """It comes or goes, and nothing else."""
        self._flip(self.ids, key, order)
        self.begin = key

    def keep(self, order: Sequence[Key]) -> None:
        """Only what is still there, as it stands now."""
        known = set(self.ids)
        self.ids = [each for each in order if each in known]

    def clear(self) -> None:
        self.ids, self.begin = [], None

    def _flip(self, before: Sequence[Key], key: Key, order: Sequence[Key]) -> None:
        picked = set(before) ^ {key}
        self.ids = [each for each in order if each in picked]
