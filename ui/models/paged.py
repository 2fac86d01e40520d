"""A list model that holds a window of rows, asks for the next page when the view nears the end,
and on a reload moves only the rows that changed, so that selection and scrolling stay.

However far somebody has scrolled, a reload asks for the first page and for what is seen; rows between are old until
they are seen again.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
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

from ui.models.lines import Line, spoken

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
SHOWN = Qt.ItemDataRole.UserRole + 1
CHOSEN = Qt.ItemDataRole.UserRole + 2
PAGE = 60
DEEPER = 16
"""Lists of rows of unlike heights are laid out anew with every page: who scrolls far gets a sixteenth more at once."""


class Listing:
    """What a list shows: how to fetch rows after a row, and how to say one.

    ``fetch(after, limit)`` returns rows in order, from the first when ``after`` is None; ``say(row, before)`` makes
    the line, knowing the row above. ``is_paged`` is False when ``fetch`` always returns everything. ``place`` is what
    rows are in descending order of; without it a reload asks for every row that is here. ``finish(row, line)`` adds
    what only a line in sight needs, without changing its height.
    """

    def __init__(
        self,
        fetch: Callable[[Any, int], Sequence[Any]],
        say: Callable[[Any, Any], Line],
        *,
        is_paged: bool = True,
        place: Callable[[Any], int] | None = None,
        finish: Callable[[Any, Line], Line] | None = None,
    ) -> None:
        self.fetch, self.say, self.is_paged = fetch, say, is_paged
        self.is_placed, self.place = place is not None, place or _nowhere
        self.finish = finish or _as_said


def _nowhere(row: object) -> int:
    return 0


def _as_said(row: object, line: Line) -> Line:
    return line


EMPTY = Listing(lambda after, limit: [], lambda row, before: Line(row, "", "", ""), is_paged=False)


class PagedModel(QAbstractListModel):
    """The rows of a :class:`Listing` as far as they were asked for; ``LINE`` gives the line, ``SHOWN`` finishes it,
    ``CHOSEN`` says whether it is one of several that something is to be done with.
    """

    about_to_reload = Signal()
    reloaded = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listing = EMPTY
        self._rows: list[Any] = []
        self._lines: list[Line] = []
        self._has_more = False
        self._old: set[object] = set()
        self._chosen: frozenset[object] = frozenset()

    def show_listing(self, listing: Listing) -> None:
        """Start again with other rows."""
        self.beginResetModel()
        self._listing = listing
        self._rows, self._has_more = self._fetched(PAGE)
        self._lines = self._said(self._rows)
        self._old = set()
        self.endResetModel()

    def reload(self, first: int = 0, last: int = 0) -> None:
        """Ask again for the first page and the rows that are seen, ``first`` to ``last``, and apply the differences."""
        self.about_to_reload.emit()
        if not self._listing.is_placed or len(self._rows) <= 2 * PAGE:
            rows, self._has_more = self._fetched(max(PAGE, len(self._rows)))
            self._replace(0, len(self._rows), rows, self._said(rows))
            self._old = set()
        else:
            self._old = {line.key for line in self._lines}
            seen = self._rows[min(first, len(self._rows) - 1)]
            self._renew(0, PAGE)
            at = self._find(seen)
            if at + last - first >= PAGE:  # else the first page has them
                self._renew(at, last - first + 1)
        self.reloaded.emit()

    def freshen(self, first: int, last: int) -> None:
        """Ask again for rows that come into sight if a reload left them old."""
        if self._old and any(line.key in self._old for line in self._lines[first : last + 1]):
            self.about_to_reload.emit()
            self._renew(first, last - first + 1)
            self.reloaded.emit()

    def expect_more(self) -> None:
        """The last page was the last only because the next was not there yet."""
        self._has_more = self._listing.is_paged

    def row_at(self, index: Index) -> Any:
        """The store's row behind an index, None for an invalid one."""
        return self._rows[index.row()] if index.isValid() else None

    def line_at(self, index: Index) -> Line | None:
        return self._lines[index.row()] if index.isValid() else None

    def keys(self, is_wanted: Callable[[Any], bool]) -> list[object]:
        """The keys of the rows that are wanted, as they stand."""
        return [line.key for row, line in zip(self._rows, self._lines, strict=True) if is_wanted(row)]

    def chosen_rows(self) -> list[Any]:
        """The store's rows of what is chosen, as they stand."""
        chosen = self._chosen
        return [row for row, line in zip(self._rows, self._lines, strict=True) if line.key in chosen] if chosen else []

    def show_chosen(self, keys: Iterable[object]) -> None:
        """Mark these lines as chosen, and no others."""
        before, self._chosen = self._chosen, frozenset(keys)
        if before != self._chosen and self._lines:
            roles = [CHOSEN, Qt.ItemDataRole.AccessibleTextRole]
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1), roles)

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
        if role == SHOWN:
            return self._finished(index, line)
        if role == CHOSEN:
            return line.key in self._chosen
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._finished(index, line), is_chosen=line.key in self._chosen)
        return None

    def _finished(self, index: Index, line: Line) -> Line:
        return self._listing.finish(self.row_at(index), line)

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        after = self._rows[-1] if self._rows else None
        number = max(PAGE, len(self._rows) // DEEPER)
        rows = list(self._listing.fetch(after, number))
        self._has_more = len(rows) == number
        if not rows:
            return
        lines = self._said(rows, after)
        self._forget({line.key for line in lines}, len(self._rows), len(self._rows))
        self._insert(len(self._rows), rows, lines)

    def _fetched(self, limit: int) -> tuple[list[Any], bool]:
        rows = list(self._listing.fetch(None, limit))
        return rows, self._listing.is_paged and len(rows) == limit

    def _said(self, rows: Sequence[Any], before: Any = None) -> list[Line]:
        lines = []
        for row in rows:
            lines.append(self._listing.say(row, before))
            before = row
        return lines

    def _find(self, row: Any) -> int:
        """Where a row stands, or would stand."""
        place = self._listing.place
        return bisect_left(self._rows, -place(row), key=lambda each: -place(each))

    def _renew(self, first: int, number: int) -> None:
        """Fetch rows from a place in the list on, and put them where the rows of their span were."""
        after = self._rows[first - 1] if first and self._rows else None
        rows = list(self._listing.fetch(after, max(number, PAGE)))
        last = first + len(rows)
        if len(rows) == max(number, PAGE):
            last = max(first, self._find(rows[-1]))
            place = self._listing.place
            last += last < len(self._rows) and place(self._rows[last]) == place(rows[-1])
        else:
            last, self._has_more = len(self._rows), False
        lines = self._said(rows, after)
        keys = {line.key for line in lines}
        first, last = self._forget(keys, first, last)
        self._replace(first, last, rows, lines)
        self._old -= keys

    def _forget(self, keys: set[object], first: int, last: int) -> tuple[int, int]:
        """Take out rows outside a span that are to stand in it, and return where the span is now."""
        for at in reversed(range(len(self._lines))):
            if not first <= at < last and self._lines[at].key in keys:
                self._remove(at, at + 1)
                if at < first:
                    first, last = first - 1, last - 1
        return first, last

    def _replace(self, first: int, last: int, rows: list[Any], lines: list[Line]) -> None:
        """Make a span of the list these rows, moving only what differs."""
        old = [line.key for line in self._lines[first:last]]
        new = [line.key for line in lines]
        if old != new:
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            for tag, start, end, new_start, new_end in reversed(matcher.get_opcodes()):
                if tag in ("delete", "replace"):
                    self._remove(first + start, first + end)
                if tag in ("insert", "replace"):
                    self._insert(first + start, rows[new_start:new_end], lines[new_start:new_end])
        for at, line in enumerate(lines, first):
            if self._lines[at] != line:
                self._lines[at] = line
                self.dataChanged.emit(self.index(at), self.index(at))
        self._rows[first : first + len(rows)] = rows

    def _remove(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last - 1)
        del self._rows[first:last], self._lines[first:last]
        self.endRemoveRows()

    def _insert(self, at: int, rows: list[Any], lines: list[Line]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        self._lines[at:at] = lines
        self.endInsertRows()
