"""The keys that find words in the letter that is written, and the reader's bar for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.compose.editor import Editor
from ui.shell.keys import key_name

if TYPE_CHECKING:
    from ui.reader.find import FindBar

KEYS = {"Ctrl+F": "find", "F3": "find_next", "Shift+F3": "find_previous"}


class Finding(QObject):
    """Of one composer; the bar is made when it is first asked for."""

    def __init__(self, composer: QWidget, editor: Editor, foot: QWidget) -> None:
        super().__init__(composer)
        self._composer, self._editor, self._foot = composer, editor, foot
        self.bar: FindBar | None = None
        editor.setProperty("keeps", tuple(KEYS))
        composer.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_key(key_name(event))

    def _on_key(self, name: str) -> bool:
        """Whether the key was meant for it; what it does not take is the letter's."""
        if name == "Escape" and self.bar is not None and self.bar.isVisible():
            self.bar.close()
            return True
        if name not in KEYS:
            return False
        self.bar = self.bar or self._made()
        self.bar.run(KEYS[name])
        return True

    def _made(self) -> "FindBar":
        """It stays in sight: over the conversation that is answered, in the foot of a letter's own sheet."""
        from ui.compose.finder import LetterFinder
        from ui.reader.find import FindBar

        column, above = self._column()
        is_on_sheet = self._composer.property("sheet") is not None
        around = self._foot if is_on_sheet else above
        name = QCoreApplication.translate("FindBar", "Find in this letter")
        made = FindBar(name, LetterFinder(self._editor, column), around, home=self._editor, keeps=tuple(KEYS))
        layout = around.layout()
        if is_on_sheet:
            made.setProperty("kind", "")  # the foot's own ground
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0 if is_on_sheet else layout.indexOf(column), made)
        self._composer.destroyed.connect(made.deleteLater)
        return made

    def _column(self) -> tuple[QScrollArea, QWidget]:
        """What the letter scrolls in, and what that stands in."""
        at: QWidget = self._composer
        while (around := at.parentWidget()) is not None:
            if isinstance(at, QScrollArea):
                return at, around
            at = around
        raise LookupError("a letter is written where it scrolls")
