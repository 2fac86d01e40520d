"""The rows of the sidebar: places with their counts, and accounts with their health."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from ui.models.paged import LINE, Index
from workspace.model.kinds import HealthState


@dataclass(frozen=True, slots=True)
class NavRow:
    """``kind`` is place, heading, account or page; ``token`` colours a dot, ``link`` is what a click mends."""

    kind: str
    key: str
    text: str
    icon: str = ""
    number: str = ""
    token: str = ""
    link: str = ""
    health: str = ""


class NavModel(QAbstractListModel):
    """Replaced as a whole: it is short, and the view finds its selection by key."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[NavRow] = []

    def show_rows(self, rows: Sequence[NavRow]) -> None:
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for place, row in enumerate(rows):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def row_at(self, index: Index) -> NavRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, kind: str, key: str) -> QModelIndex:
        for place, row in enumerate(self._rows):
            if (row.kind, row.key) == (kind, key):
                return self.index(place)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or row.kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == LINE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (row.text, row.number, row.health, row.link) if part)
        return None


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
    }
    return words.get(state, QCoreApplication.translate("health", "waiting"))
