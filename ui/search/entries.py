"""A row of the palette, whatever it stands for, and the model that holds the rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.labels import short

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
HEADING = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """``key`` stays the same while somebody types on; ``section`` heads the rows that share it.

    ``mark`` stands in a frame at the right: a date or the keys of a command. ``stays`` leaves the palette open.
    """

    key: object
    section: str
    icon: str
    title: str
    run: Callable[[], object]
    about: str = ""
    mark: str = ""
    remove: Callable[[], object] | None = None
    stays: bool = False

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        parts = (self.title, self.about, self.mark, self.section)
        return ". ".join(short(part) for part in parts if part)


class EntryModel(QAbstractListModel):
    """The rows of the palette, all of them: there are never many."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, key: object) -> int:
        """-1 where it is gone."""
        return next((n for n, entry in enumerate(self._entries) if entry.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        if role == HEADING:
            before = self.entry(index.row() - 1)
            return "" if before is not None and before.section == entry.section else entry.section
        if role == Qt.ItemDataRole.DisplayRole:
            return short(entry.title)
        return entry.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
