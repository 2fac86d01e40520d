"""The rows of the sidebar: places with their counts, accounts with their health, and the folders of open ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from ui.models.paged import LINE, Index
from workspace.model.folders import split
from workspace.model.kinds import HealthState
from workspace.store.rows import CollectionRow

PAUSED = "paused"
SEEN = [
    Qt.ItemDataRole.DisplayRole,
    LINE,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
]
"""What changes in a row while its place stays; never its height."""
NOTHING_TO_PICK = Qt.ItemFlag.NoItemFlags
TO_PICK = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
TO_NAME = TO_PICK | Qt.ItemFlag.ItemIsEditable


@dataclass(frozen=True, slots=True)
class NavRow:
    """``kind`` is place, heading, account, folder or page; ``token`` colours a dot, ``link`` is what a click mends,
    ``note`` stands where the number would. ``is_open`` says of an account whether its folders follow; None where it
    has none. A folder has its ``collection``.
    """

    kind: str
    key: str
    text: str
    icon: str = ""
    number: str = ""
    token: str = ""
    link: str = ""
    health: str = ""
    note: str = ""
    is_open: bool | None = None
    collection: CollectionRow | None = None
    is_new: bool = False
    """A folder that is about to get its name; its key is the account's id."""

    @property
    def place(self) -> tuple[str, str]:
        """What stays the same while its words change."""
        return self.kind, self.key

    def opened(self, is_open: bool) -> "NavRow":
        """With its folders shown or hidden, where it has any."""
        return self if self.is_open is None or self.is_open is is_open else replace(self, is_open=is_open)

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        folders = tr("folders shown") if self.is_open else "" if self.is_open is None else tr("folders hidden")
        parts = (self.text, self.number, self.health, self.link, folders)
        return ". ".join(part for part in parts if part)


def tr(text: str) -> str:
    return QCoreApplication.translate("navigation", text)


class NavModel(QAbstractListModel):
    """One list; rows come and go where they differ, so that the view keeps its selection and where it is scrolled."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[NavRow] = []
        self._where: dict[tuple[str, str], int] = {}

    def show_rows(self, rows: Sequence[NavRow]) -> None:
        rows = list(rows)
        first, above, below = _same(self._rows, rows)
        last = len(self._rows) - below
        if last > first:
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            del self._rows[first:last]
            self.endRemoveRows()
        if above > first:
            self.beginInsertRows(QModelIndex(), first, above - 1)
            self._rows[first:first] = rows[first:above]
            self.endInsertRows()
        self._where = {row.place: n for n, row in enumerate(rows)}
        for place, row in enumerate(rows):
            if row is not self._rows[place] and row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place), SEEN)

    def row_at(self, index: Index) -> NavRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, kind: str, key: str) -> QModelIndex:
        place = self._where.get((kind, key))
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or row.kind == "heading":
            return NOTHING_TO_PICK
        return TO_NAME if row.kind == "folder" else TO_PICK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == LINE and index.isValid():
            return self._rows[index.row()]
        row = self.row_at(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.text
        if role == Qt.ItemDataRole.EditRole:
            return split(row.collection.name)[1] if row.collection is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


def _same(old: Sequence[NavRow], new: Sequence[NavRow]) -> tuple[int, int, int]:
    """Where two lists begin to differ, where the new one ends to, and how many rows stay at the end."""
    shortest = min(len(old), len(new))
    first = next((n for n in range(shortest) if old[n].place != new[n].place), shortest)
    room = shortest - first
    below = next((n for n in range(room) if old[-1 - n].place != new[-1 - n].place), room)
    return first, len(new) - below, below


def health_token(state: str) -> str:
    """The colour of an account's dot."""
    return {
        HealthState.OK: "ok",
        HealthState.NEEDS_SIGNIN: "warn",
        HealthState.HELD_BACK: "warn",
        HealthState.BROKEN: "bad",
        HealthState.SIGNING_IN: "accent",
        "syncing": "accent",
    }.get(state, "faint")


def health_words(state: str) -> str:
    """How an account is, in a word or two."""
    words: Mapping[str, str] = {
        HealthState.OK: QCoreApplication.translate("health", "in step"),
        HealthState.NEEDS_SIGNIN: QCoreApplication.translate("health", "sign in again"),
        HealthState.HELD_BACK: QCoreApplication.translate("health", "held back"),
        HealthState.BROKEN: QCoreApplication.translate("health", "has a problem"),
        HealthState.SIGNING_IN: QCoreApplication.translate("health", "signing in"),
        HealthState.UNREACHABLE: QCoreApplication.translate("health", "not reachable"),
        "syncing": QCoreApplication.translate("health", "first sync"),
        PAUSED: QCoreApplication.translate("health", "paused"),
    }
    return words.get(state, QCoreApplication.translate("health", "waiting"))
