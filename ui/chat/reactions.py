"""Reactions under a message: a chip each with its count, and a small picker."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.chat.emojis import found, name_of
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.times import count
from workspace.store.reactions import MINE
from workspace.store.rows import ItemRow

COLUMNS = 8


def reactions_of(item: ItemRow) -> list[tuple[str, int, bool]]:
    """Emoji, how many, and whether one of them is the user's."""
    extra, stored = item.detail.get("extra"), item.detail.get("reactions")
    mine = extra.get(MINE, ()) if isinstance(extra, Mapping) else ()
    rows = stored if isinstance(stored, Sequence) else ()
    return [(str(emoji), int(number), emoji in mine) for emoji, number in rows]


class ReactionRow(QWidget):
    """``toggled`` carries an emoji and whether it is to be added."""

    toggled = Signal(object, bool)

    def __init__(self, reactions: Sequence[tuple[str, int, bool]], parent: QWidget, *, can_react: bool) -> None:
        super().__init__(parent)
        chips = FlowLayout(spacing=theme().px(t.STEP))
        self.setLayout(chips)
        self.chips: list[Button] = []
        for emoji, number, is_mine in reactions:
            chip = Button(f"{emoji} {count(number)}", self, kind="reacted" if is_mine else "reaction")
            chip.setAccessibleName(self._spoken(emoji, number, is_mine))
            chip.setToolTip(chip.accessibleName())
            chip.setEnabled(can_react)
            chip.clicked.connect(partial(self._on_clicked, emoji, not is_mine))
            chips.addWidget(chip)
            self.chips.append(chip)

    def _spoken(self, emoji: str, number: int, is_mine: bool) -> str:
        words = self.tr("{emoji}, {n}, yours too") if is_mine else self.tr("{emoji}, {n}")
        return words.format(emoji=name_of(emoji), n=number)

    def _on_clicked(self, emoji: str, is_added: bool) -> None:
        self.toggled.emit(emoji, is_added)


class EmojiPicker(QFrame):
    """Common emoji and a search by name, over the window until the focus leaves it; ``picked`` carries the one."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popover")
        self.setAccessibleName(self.tr("Add a reaction"))
        px = theme().px
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find an emoji by name"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._pick_first)
        self._grid = QGridLayout()
        self._grid.setSpacing(px(2))
        self.buttons: list[Button] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.addWidget(self.search)
        layout.addLayout(self._grid)
        self._fill("")

    def open_at(self, place: QPoint) -> None:
        """With its upper left corner there, or as near as the window has room."""
        self.adjustSize()
        room = self.window().rect()
        self.move(
            max(0, min(place.x(), room.width() - self.width())), max(0, min(place.y(), room.height() - self.height()))
        )
        self.show()
        self.raise_()
        self.search.setFocus()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self.isAncestorOf(now):
            self._leave()

    def _leave(self) -> None:
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]
        self.hide()
        self.deleteLater()

    def _fill(self, words: str) -> None:
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, emoji in enumerate(found(words)):
            button = Button(emoji, self, kind="emoji", on_click=partial(self._pick, emoji))
            button.setAccessibleName(name_of(emoji))
            button.setToolTip(name_of(emoji))
            self._grid.addWidget(button, number // COLUMNS, number % COLUMNS)
            button.show()
            self.buttons.append(button)

    def _pick_first(self) -> None:
        if self.buttons:
            self.buttons[0].click()

    def _pick(self, emoji: str) -> None:
        self._leave()
        self.picked.emit(emoji)
