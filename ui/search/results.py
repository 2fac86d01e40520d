"""What the list search found, page by page, looked for beside the window."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.inbox.listings import Place, Where
from ui.models.lines import Line, Names, hit_line, record_line
from ui.models.paged import PAGE, Listing
from ui.search.asking import Asker
from ui.search.words import search_words
from ui.shell.context import Context
from workspace.connector.manifest import manifests
from workspace.mail.query import Trouble
from workspace.model.ids import ItemId
from workspace.store.reader import Reader
from workspace.store.reading.coverage import Coverage
from workspace.store.reading.thread_rows import NEWEST
from workspace.store.rows import HitRow, RecordRow

AHEAD = 4 * PAGE
"""Rows that are looked for beyond those that are seen: few stay till they have read more."""
RECORDS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """Rows below an item, or from the newest on; ``elsewhere`` are items that a service found for the query."""

    where: Where
    number: int
    before: ItemId | None = None
    elsewhere: frozenset[ItemId] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """``texts`` are the words around the hits; ``below`` is where the next rows are looked for, None at the end."""

    rows: Sequence[HitRow | RecordRow]
    texts: Mapping[ItemId, str]
    below: ItemId | None = None
    troubles: Sequence[Trouble] = ()
    coverage: Coverage | None = None


def answer(reader: Reader, wanted: Wanted) -> Answer:
    """Takes as long as it takes; :meth:`Reader.stop` ends it."""
    where = wanted.where
    if where.place is Place.CUSTOMERS:
        return Answer(reader.find_records(where.query, RECORDS, where.scope), {})
    hits, below = reader.search_page(where.query, where.scope, wanted.number, wanted.before)
    rows = _with_elsewhere(reader, wanted, hits, below or 0)
    texts = reader.hit_texts([row.item_id for row in rows], where.query)
    if wanted.before is not None:
        return Answer(rows, texts, below)
    manifests()  # which services can be searched: read here, where nobody waits for it
    troubles, coverage = reader.search_troubles(where.query), reader.coverage_of(where.scope)
    return Answer(rows, texts, below, troubles, coverage)


def _with_elsewhere(reader: Reader, wanted: Wanted, hits: list[HitRow], lowest: int) -> list[HitRow]:
    """A service may find what our words do not: it stands among the others, at its time."""
    others = wanted.elsewhere - {row.item_id for row in hits}
    highest = NEWEST if wanted.before is None else wanted.before
    there = reader.hits(each for each in others if lowest <= each < highest) if others else []
    return sorted([*hits, *there], key=lambda row: -row.item_id)


class Results(QObject):
    """``found`` follows when the first page for other words is here, ``grown`` when more is, ``renewed`` when the rows
    were looked for again.
    """

    found = Signal()
    grown = Signal()
    renewed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._screen, self._is_watching = context, parent, False
        self._asker = Asker(self, answer)
        self._asker.answered.connect(self._on_answered)
        self._shown: Where | None = None
        self._asked: Where | None = None
        self._names: Names = {}
        self._rows: list[HitRow | RecordRow] = []
        self._texts: dict[ItemId, str] = {}
        self._elsewhere: frozenset[ItemId] = frozenset()
        self._below: ItemId | None = None
        self.troubles: Sequence[Trouble] = ()
        self.coverage: Coverage | None = None

    @property
    def is_searching(self) -> bool:
        """Whether the rows are still those of other words."""
        return self._asked is not None and self._asked != self._shown

    @property
    def words(self) -> str:
        """What is wrong with the query, else how much it searches."""
        return self.tr("Searching…") if self.is_searching else search_words(self.troubles, self.coverage)

    def ask(self, where: Where) -> None:
        """Look for something; what was found before stays until then."""
        if not self._is_watching:
            self._is_watching = True
            self._screen.window().installEventFilter(self)
        self._asker.begin(self._context.reader)
        self._asked, self._elsewhere = where, frozenset()
        self._asker.ask(Wanted(where, PAGE))

    def renew(self) -> None:
        """Look again: the cache has changed. What is being looked for now sees that by itself."""
        if self._asked is None or self.is_searching:
            return
        self._asker.ask(Wanted(self._asked, max(PAGE, len(self._rows)), elsewhere=self._elsewhere))

    def add_elsewhere(self, item_ids: frozenset[ItemId]) -> None:
        """Items that a service found for the same words."""
        self._elsewhere |= item_ids
        self.renew()

    def stop(self) -> None:
        """Nobody searches any more."""
        self._asked, self._shown = None, None
        self._asker.drop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            # The store may be about to be closed.
            self._asker.leave()
        elif event.type() == QEvent.Type.Show and self._asked is not None:
            self._asker.begin(self._context.reader)
            self.renew()
        return super().eventFilter(watched, event)

    def listing(self) -> Listing:
        """The rows that are here; coming near their end has more looked for."""
        names = self._names
        if self._shown is not None and self._shown.place is Place.CUSTOMERS:
            return Listing(self._fetch, lambda row, before: record_line(row, names), is_paged=False)
        return Listing(
            self._fetch,
            lambda row, before: hit_line(row, names),
            place=lambda row: int(row.item_id),
            finish=self._finish,
        )

    def _fetch(self, after: HitRow | RecordRow | None, limit: int) -> Sequence[HitRow | RecordRow]:
        if self._shown is not None and self._shown.place is Place.CUSTOMERS:
            return [] if after else self._rows
        first = 0 if after is None else bisect_right(self._rows, -after.item_id, key=lambda row: -row.item_id)
        if first + limit + PAGE > len(self._rows):
            self._look_ahead()
        return self._rows[first : first + limit]

    def _look_ahead(self) -> None:
        if self._below is not None and self._asked is not None and not self._asker.is_busy:
            self._asker.ask(Wanted(self._asked, AHEAD, self._below, self._elsewhere))

    def _finish(self, row: HitRow, line: Line) -> Line:
        # A line that would grow now would move all below it.
        text = self._texts.get(row.item_id, "")
        return replace(line, snippet=text) if text and line.snippet else line

    def _on_answered(self, wanted: Wanted, answer: Answer) -> None:
        if wanted.where != self._asked:
            return
        self._below = answer.below
        if wanted.before is not None:
            self._rows += answer.rows
            self._texts.update(answer.texts)
            self.grown.emit()
            return
        self._rows, self._texts = list(answer.rows), dict(answer.texts)
        self.troubles, self.coverage, self._names = answer.troubles, answer.coverage, self._context.names()
        is_new, self._shown = self._shown != wanted.where, wanted.where
        (self.found if is_new else self.renewed).emit()
