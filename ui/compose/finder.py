"""Finds words in the letter that is written."""

from bisect import bisect_left

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.compose.editor import Editor
from ui.reader.marks import Marks, chosen_words, scroll_to, selection
from ui.reader.places import places, searchable
from ui.theme.theme import theme
from ui.widgets.later import later


class LetterFinder(QObject):
    """As :class:`~ui.reader.finder.Finder`, in one text that is all there; it follows what is written meanwhile."""

    changed = Signal()
    is_under_way = False

    def __init__(self, editor: Editor, column: QScrollArea) -> None:
        super().__init__(editor)
        self._editor, self._column = editor, column
        self._is_on = False
        self._words = ""
        self._places: list[int] = []
        self._now = -1
        self._from = 0
        self.marks = Marks(column)
        self._again = later(self, 0, self._on_written)
        self._mark = later(self, 0, self._mark_all)
        editor.textChanged.connect(self._on_text_changed)
        column.verticalScrollBar().valueChanged.connect(self._on_moved)
        theme().changed.connect(self._on_moved)

    def start(self) -> None:
        self._is_on = True
        self._from = self._editor.textCursor().selectionStart()

    def stop(self) -> QWidget | None:
        """The caret is where it was found; there writing goes on."""
        self._is_on = False
        self._again.stop()
        self._mark.stop()
        self.marks.clear(self._editor)
        if self._now < 0:
            return None
        self._editor.setTextCursor(selection(self._editor, self._places[self._now], len(self._words)))
        self._now = -1
        return self._editor

    def look_for(self, words: str) -> None:
        if self._is_on:
            self._from = self._places[self._now] if self._now >= 0 else self._from
            self._words = searchable(words) if words.strip() else ""
            self._search()
            self._show()

    def step(self, by: int) -> None:
        if self._is_on and self._places:
            self._now = (self._now + by) % len(self._places)
            self._show()

    def counted(self) -> tuple[int, int]:
        return self._now + 1, len(self._places)

    def selected(self) -> str:
        return chosen_words(self._editor)

    def _search(self) -> None:
        """The one that is meant is the first from where it is looked for, else the first of all."""
        text = searchable(self._editor.document().toRawText())
        self._places = [place for some in places(text, self._words) for place in some] if self._words else []
        at = bisect_left(self._places, self._from)
        self._now = (at if at < len(self._places) else 0) if self._places else -1

    def _on_text_changed(self) -> None:
        if self._is_on:
            self._again.start()

    def _on_moved(self) -> None:
        if self._is_on:
            self._mark.start()

    def _on_written(self) -> None:
        self._from = self._places[self._now] if self._now >= 0 else self._from
        self.marks.forget(self._editor)
        self._search()
        self._tell()

    def _show(self) -> None:
        if self._now >= 0:
            place = selection(self._editor, self._places[self._now], len(self._words))
            scroll_to(self._editor, self._editor.cursorRect(place), self._column)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self._mark.start()

    def _mark_all(self) -> None:
        if self._is_on:
            self.marks.show(self._editor, self._places, len(self._words), self._now)
