"""A list model that holds a window of rows, asks for the next page when the view nears the end,
and on a reload moves only the rows that changed, so that selection and scrolling stay.
"""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.models.lines import Line

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
PAGE = 60


class Listing:
    """What a list shows: how to fetch rows after a row, and how to say one.

    ``fetch(after, limit)`` returns rows in order, from the first when ``after`` is None; ``say(row, before)`` makes
    the line, knowing the row above. ``is_paged`` is False when ``fetch`` always returns everything.
    """

    def __init__(
        self,
        fetch: Callable[[Any, int], Sequence[Any]],
        say: Callable[[Any, Any], Line],
        *,
        is_paged: bool = True,
    ) -> None:
        self.fetch, self.say, self.is_paged = fetch, say, is_paged


EMPTY = Listing(lambda after, limit: [], lambda row, before: Line(row, "", "", ""), is_paged=False)


class PagedModel(QAbstractListModel):
    """The rows of a :class:`Listing` as far as they were asked for; ``UserRole`` gives the :class:`Line`."""

    about_to_reload = Signal()
    reloaded = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listing = EMPTY
        self._rows: list[Any] = []
        self._lines: list[Line] = []
        self._has_more = False

    def show_listing(self, listing: Listing) -> None:
        """Start again with other rows."""
        self.beginResetModel()
        self._listing = listing
        self._rows, self._has_more = self._fetched(PAGE)
        self._lines = self._said(self._rows)
        self.endResetModel()

    def reload(self) -> None:
        """Ask again for as many rows as are here, and apply the differences."""
        self.about_to_reload.emit()
        rows, self._has_more = self._fetched(max(PAGE, len(self._rows)))
        self._apply(rows, self._said(rows))
        self.reloaded.emit()

    def row_at(self, index: Index) -> Any:
        """The store's row behind an index, None for an invalid one."""
        return self._rows[index.row()] if index.isValid() else None

    def line_at(self, index: Index) -> Line | None:
        return self._lines[index.row()] if index.isValid() else None

    def index_of(self, key: object) -> QModelIndex:
        """Where the line with that key is; invalid when it is not in the window."""
        for row, line in enumerate(self._lines):
            if line.key == key:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line_at(index)
        if line is None:
            return None
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        after = self._rows[-1] if self._rows else None
        rows = list(self._listing.fetch(after, PAGE))
        self._has_more = len(rows) == PAGE
        if not rows:
            return
        lines = self._said(rows, after)
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows += rows
        self._lines += lines
        self.endInsertRows()

    def _fetched(self, limit: int) -> tuple[list[Any], bool]:
        rows = list(self._listing.fetch(None, limit))
        return rows, self._listing.is_paged and len(rows) == limit

    def _said(self, rows: Sequence[Any], before: Any = None) -> list[Line]:
        lines = []
        for row in rows:
            lines.append(self._listing.say(row, before))
            before = row
        return lines

    def _apply(self, rows: list[Any], lines: list[Line]) -> None:
        old = [line.key for line in self._lines]
        new = [line.key for line in lines]
        if old != new:
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            for tag, first, last, new_first, new_last in reversed(matcher.get_opcodes()):
                if tag in ("delete", "replace"):
                    self._remove(first, last)
                if tag in ("insert", "replace"):
                    self._insert(first, rows[new_first:new_last], lines[new_first:new_last])
        for row, line in enumerate(lines):
            if self._lines[row] != line:
                self._lines[row] = line
                self.dataChanged.emit(self.index(row), self.index(row))
        self._rows = rows

    def _remove(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last - 1)
        del self._rows[first:last], self._lines[first:last]
        self.endRemoveRows()

    def _insert(self, at: int, rows: list[Any], lines: list[Line]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        self._lines[at:at] = lines
        self.endInsertRows()
