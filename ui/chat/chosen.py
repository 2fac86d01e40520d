"""Which messages of a chat are chosen for what is done with several at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from workspace.model.ids import ItemId


@dataclass(slots=True)
class Chosen:
    """``ids`` in the order they stand; a range goes from ``begin``, the last one that was picked alone."""

    ids: list[ItemId] = field(default_factory=list)
    begin: ItemId | None = None

    def pick(self, item_id: ItemId, order: Sequence[ItemId], modifiers: Qt.KeyboardModifier) -> None:
        """Alone; with Shift all up to it; with Ctrl it comes or goes."""
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self.begin in order:
            first, last = sorted((order.index(self.begin), order.index(item_id)))
            self.ids = list(order[first : last + 1])
            return
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            before = self.ids or ([self.begin] if self.begin is not None and self.begin != item_id else [])
            picked = set(before) ^ {item_id}
            self.ids = [each for each in order if each in picked]
        else:
            self.ids = []
        self.begin = item_id

    def clear(self) -> None:
        self.ids, self.begin = [], None
