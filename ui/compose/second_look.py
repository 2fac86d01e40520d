"""What a letter asks before it leaves, in a strip above its buttons."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.filing.rows import Strip
from ui.widgets.sheet import Sheet


class SecondLook:
    """One at a time, in a layout above its ``foot``."""

    def __init__(self, letter: QWidget, layout: QVBoxLayout, foot: QWidget) -> None:
        self._letter, self._layout, self._foot = letter, layout, foot
        self._strip: Strip | None = None

    @property
    def words(self) -> str:
        """Empty while nothing is asked."""
        return self._strip.words.text() if self._strip is not None else ""

    def ask(self, words: str, *answers: tuple[str, Callable[[], object]]) -> None:
        """In place of what was asked before; in a sheet it is scrolled to."""
        self.drop()
        self._strip = Strip("note", words, self._letter)
        for name, press in answers:
            self._strip.add_link(name, press)
        self._layout.insertWidget(self._layout.indexOf(self._foot), self._strip)
        self._strip.show()
        sheet = self._letter.property("sheet")
        if isinstance(sheet, Sheet):
            sheet.reveal(self._strip)

    def drop(self) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
