"""A list model that holds a window of rows, asks for the next page when the view nears the end,
and on a reload moves only the rows that changed, so that selection and scrolling stay.

However far somebody has scrolled, a reload asks for what is seen, and near the top for the first page; all other rows
are old until they are seen again.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
from ui.shell.mishaps import attempt

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
SHOWN = Qt.ItemDataRole.UserRole + 1
CHOSEN = Qt.ItemDataRole.UserRole + 2
SEEN = [Qt.ItemDataRole.DisplayRole, LINE, SHOWN, Qt.ItemDataRole.AccessibleTextRole]
"""What is told of a line that stays as high as it was; of one that does not, everything."""
FIRST, PAGE = 24, 60
"""A list that is shown anew asks for what is seen and a little more; then for so many at once."""
FAR = 3 * PAGE
"""From this row on nobody sees what comes in at the top."""
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


@dataclass(frozen=True, slots=True)
class Part:
    """What was fetched below a row, with its lines; less than the limit means that nothing follows."""

    after: Any
    rows: list[Any]
    lines: list[Line]
    limit: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a reload found: everything, or the first page and what is seen; ``turn`` is how the model was then."""

    turn: int
    parts: tuple[Part, ...]
    is_whole: bool


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
        self._turn = 0

    def show_listing(self, listing: Listing, first: Part | None = None) -> None:
        """Start again with other rows; ``first`` is their :func:`first_part` where it was read before."""
        self.beginResetModel()
        self._turn += 1
        self._listing = listing
        part = first or first_part(listing)
        self._rows, self._lines, self._old = part.rows, part.lines, set()
        self._has_more = listing.is_paged and len(part.rows) == FIRST
        self.endResetModel()

    def reload(self, first: int = 0, last: int = 0) -> None:
        """Ask again for the rows that are seen, ``first`` to ``last``, and near the top for the first page; apply the
        differences.
        """
        self.apply(self.asked(first, last)())

    def asked(self, first: int = 0, last: int = 0) -> Callable[[], Renewal]:
        """What a reload asks of the store; it may be asked in another thread, and what it found be applied here."""
        turn, listing = self._turn, self._listing
        if not listing.is_placed or len(self._rows) <= 2 * PAGE:
            # Where all are here, those that came push none out.
            number = max(FIRST, len(self._rows)) if self._has_more else len(self._rows) + PAGE
            return lambda: Renewal(turn, (_part(listing, None, number),), is_whole=True)
        first = min(first, len(self._rows) - 1)
        after, number = self._rows[first - 1] if first else None, max(PAGE, last - first + 1)

        def ask() -> Renewal:
            # What comes in above would have all of a long list laid out anew: it is read where one goes back up.
            head = (_part(listing, None, PAGE),) if first < FAR else ()
            # The first page may have what is seen.
            seen = (_part(listing, after, number),) if last >= PAGE else ()
            return Renewal(turn, (*head, *seen), is_whole=False)

        return ask

    def apply(self, renewal: Renewal) -> bool:
        """Move only what differs. False, and nothing is done, where other rows came in since it was asked for."""
        if renewal.turn != self._turn:
            return False
        self.about_to_reload.emit()
        self._turn += 1
        if renewal.is_whole:
            [part] = renewal.parts
            self._has_more = self._listing.is_paged and len(part.rows) == part.limit
            self._replace(0, len(self._rows), part.rows, part.lines)
            self._old = set()
        else:
            self._old = {line.key for line in self._lines}
            for part in renewal.parts:
                self._put(part)
        self.reloaded.emit()
        return True

    def freshen(self, first: int, last: int) -> None:
        """Ask again for rows that come into sight if a reload left them old."""
        if self._old and any(line.key in self._old for line in self._lines[first : last + 1]):
            self.about_to_reload.emit()
            self._turn += 1
            after = self._rows[first - 1] if first else None
            self._put(_part(self._listing, after, max(last - first + 1, PAGE)))
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
        return attempt(lambda: self._listing.finish(self.row_at(index), line)) or line

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        number = max(PAGE, len(self._rows) // DEEPER)
        part = attempt(lambda: _part(self._listing, self._rows[-1] if self._rows else None, number))
        self._turn += 1
        self._has_more = part is not None and len(part.rows) == number
        if part is not None and part.rows:
            self._forget({line.key for line in part.lines}, len(self._rows), len(self._rows))
            self._insert(len(self._rows), part.rows, part.lines)

    def _find(self, row: Any) -> int:
        """Where a row stands, or would stand."""
        place = self._listing.place
        return bisect_left(self._rows, -place(row), key=lambda each: -place(each))

    def _below(self, row: Any) -> int:
        """Where rows below that one begin, be it here or not; the top for None."""
        if row is None:
            return 0
        at, place = self._find(row), self._listing.place
        return at + (at < len(self._rows) and place(self._rows[at]) == place(row))

    def _put(self, part: Part) -> None:
        """Put rows where the rows of their span were."""
        first = self._below(part.after)
        if len(part.rows) == part.limit:
            last = max(first, self._below(part.rows[-1]))
        else:
            last, self._has_more = len(self._rows), False
        keys = {line.key for line in part.lines}
        first, last = self._forget(keys, first, last)
        self._replace(first, last, part.rows, part.lines)
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
            if (before := self._lines[at]) != line:
                self._lines[at] = line
                self.dataChanged.emit(self.index(at), self.index(at), SEEN if line.shape == before.shape else [])
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


def first_part(listing: Listing) -> Part:
    """What a list that is shown anew begins with; it may be read in another thread."""
    return _part(listing, None, FIRST)


def _part(listing: Listing, after: Any, limit: int) -> Part:
    rows = list(listing.fetch(after, limit))
    lines, before = [], after
    for row in rows:
        lines.append(listing.say(row, before))
        before = row
    return Part(after, rows, lines, limit)
