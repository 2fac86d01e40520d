"""The recipients of one field, as its chips and a screen reader have them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.compose.addresses import Recipient

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ChipModel(QAbstractListModel):
    """Each mailbox once; what is no address stays as it was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.people: list[Recipient] = []

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        each = self.people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return each.shown
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(each)
        return None

    def show(self, people: Iterable[Recipient]) -> None:
        """These and no others."""
        self.beginResetModel()
        self.people = _once(people, set())
        self.endResetModel()

    def add(self, people: Iterable[Recipient]) -> None:
        """At the end, but who is there."""
        new = _once(people, {each.key for each in self.people})
        if new:
            self.beginInsertRows(QModelIndex(), len(self.people), len(self.people) + len(new) - 1)
            self.people += new
            self.endInsertRows()

    def remove(self, rows: Sequence[int]) -> None:
        if len(rows) == 1:
            self.beginRemoveRows(QModelIndex(), rows[0], rows[0])
            del self.people[rows[0]]
            self.endRemoveRows()
        elif rows:
            gone = set(rows)
            self.show([each for row, each in enumerate(self.people) if row not in gone])

    def _spoken(self, each: Recipient) -> str:
        if not each.email:
            return self.tr("“{words}” is not an address").format(words=each.words)
        return f"{each.name} <{each.email}>" if each.name else each.email


def _once(people: Iterable[Recipient], known: set[str]) -> list[Recipient]:
    """Each as it came first."""
    found: dict[str, Recipient] = {}
    for each in people:
        if each.key not in known:
            found.setdefault(each.key, each)
    return list(found.values())
