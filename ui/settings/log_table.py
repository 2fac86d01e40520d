"""The log of what left this computer, as a table shows it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.reader.sizes import file_size
from ui.widgets.times import count, short_date
from workspace.model.departures import IMAGES, LEAVE, LOOK_UP, PARTS, RECEIVE, SIGN_IN, Departure

Index = QModelIndex | QPersistentModelIndex
DAY, ACCOUNT, HOST, PURPOSE, TIMES, SENT = range(6)


class LogTable(QAbstractTableModel):
    """One row a day, account, host and purpose."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Departure] = []
        self._names: Mapping[str, str] = {}
        self._words = {
            RECEIVE: self.tr("Receiving"),
            LOOK_UP: self.tr("Looking up"),
            PARTS: self.tr("Attachments"),
            SIGN_IN: self.tr("Signing in"),
            IMAGES: self.tr("Pictures in mails"),
            LEAVE: self.tr("Unsubscribing"),
            "send": self.tr("Sending"),
            "reply": self.tr("Sending"),
            "post": self.tr("Sending"),
            "file": self.tr("Filing"),
            "unfile": self.tr("Taking a filing back"),
        }
        self._heads = [
            self.tr("Day"),
            self.tr("Account"),
            self.tr("To"),
            self.tr("What for"),
            self.tr("Connections"),
            self.tr("Sent"),
        ]

    def show_rows(self, rows: Sequence[Departure], names: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.rows, self._names = list(rows), names
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._cell(self.rows[index.row()], index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return _side(section)
        return None

    def purpose_words(self, purpose: str) -> str:
        """Every other deed is a change to what lies at the service."""
        return self._words.get(purpose) or self.tr("Changing")

    def _cell(self, row: Departure, column: int) -> str:
        if column == DAY:
            return short_date(date.fromisoformat(row.day), datetime.now().astimezone().date())
        if column == ACCOUNT:
            return self._names.get(row.account_id) or (self.tr("removed account") if row.account_id else "–")
        if column == HOST:
            return row.host
        if column == PURPOSE:
            return self.purpose_words(row.purpose)
        return count(row.times) if column == TIMES else file_size(row.bytes) or "–"


def _side(column: int) -> Qt.AlignmentFlag:
    """Numbers stand at the right."""
    side = Qt.AlignmentFlag.AlignRight if column in (TIMES, SENT) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
