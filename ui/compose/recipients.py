"""A field for recipients: each is a chip, and what is typed behind them is completed from contacts and mail."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QMenu, QWidget

from ui.compose.address_book import AddressBook
from ui.compose.address_line import AddressLine
from ui.compose.addresses import Recipient, divided, recipients
from ui.compose.chip_mouse import ChipMouse
from ui.theme.theme import theme
from ui.widgets.labels import restyle

OFFER_ROOM = 380
"""How wide the list of suggestions is at least."""
SPOKEN = 5
"""So many recipients are told to a screen reader when it comes to the field."""


class AddressField(ChipMouse):
    """``changed`` says that the user changed it; ``is_right`` marks it where it holds what is no address.

    ``others`` are the fields beside it by their names: recipients can be moved there, and ``moved`` carries the field.
    """

    changed = Signal()
    moved = Signal(object)

    def __init__(self, book: AddressBook, name: str, parent: QWidget, *, is_boxed: bool = False) -> None:
        super().__init__(AddressLine(name, parent), parent, is_boxed=is_boxed)
        self.setAccessibleName(name)
        self.setAcceptDrops(True)
        self._book = book
        self._past: list[tuple[list[Recipient], str]] = []
        self._before = self._placeholder = ""
        self.others: dict[str, AddressField] = {}
        self._words = QStringListModel(self)
        self.completer_ = QCompleter(self._words, self)
        self.completer_.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer_.setWidget(self.line)
        self.completer_.activated.connect(self.take)
        self.crossed.connect(self.remove)
        self.opened.connect(self.write_again)
        self.brought.connect(self.add)
        self.line.takes_key = self._takes_key
        self.line.keeps_tab = self._keeps_tab
        self.line.leaves_menu = lambda: bool(self.chosen())
        for signal in (self.chips.rowsInserted, self.chips.rowsRemoved, self.chips.modelReset):
            signal.connect(self._show_placeholder)
        self.line.textEdited.connect(self._on_edited)
        self.line.left.connect(self._on_left)
        self.line.entered.connect(self._on_entered)

    def text(self) -> str:
        """Everybody in it with what is being typed, as a letter keeps them."""
        typed = self.line.text().strip().strip(",;").strip()
        return ", ".join([*(each.words for each in self.chips.people), *([typed] if typed else [])])

    def setText(self, words: str) -> None:
        """These recipients and no others."""
        self._past.clear()
        self._type("")
        self.chips.show(recipients(words))

    def setPlaceholderText(self, words: str) -> None:
        """What stands here while nobody does."""
        self._placeholder = words
        self._show_placeholder()

    def take(self, words: str) -> None:
        """Put a suggestion in the place of what was typed."""
        self._hide_popup()
        self._remember()
        self._type("")
        self.chips.add(recipients(words))
        self._tell()

    def add(self, people: Iterable[Recipient]) -> None:
        """Further recipients, where they are not there."""
        self._remember()
        self.chips.add(people)
        self._tell()

    def take_typed(self) -> None:
        """What is typed becomes chips."""
        if self.line.is_composing or not self.line.text().strip():
            return
        before, typed = self.text(), self.line.text()
        self._remember()
        self._type("")
        self.chips.add(self._named(typed))
        if self.text() != before:
            self._tell()

    @property
    def is_empty(self) -> bool:
        """Whether a letter would go to nobody in it."""
        return not any(each.email for each in self.everybody())

    def everybody(self) -> list[Recipient]:
        """With what is being typed."""
        return [*self.chips.people, *recipients(self.line.text())]

    def wrong(self) -> str:
        """The first words in it that are no address; empty where all are."""
        return next((each.words for each in self.everybody() if not each.email), "")

    def is_right(self) -> bool:
        wrong = self.wrong()
        self.mark(wrong)
        return not wrong

    def mark(self, wrong: str) -> None:
        """Show that something in it is wrong; empty takes the mark away."""
        if bool(self.property("wrong")) != bool(wrong):
            self.setProperty("wrong", bool(wrong))
            restyle(self)

    # What is done with chips

    def remove(self, rows: list[int]) -> None:
        """Take these out; the keyboard goes to the one that follows."""
        self._remember()
        self.unchoose()
        self.chips.remove(rows)
        self._tell()

    def write_again(self, row: int) -> None:
        """Make it text again."""
        self.take_typed()
        words = self.chips.people[row].words
        self.remove([row])
        self._type(words)
        self.line.setFocus()
        self.line.selectAll()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(", ".join(self.chips.people[row].copied for row in self.chosen()))

    def move_to(self, other: "AddressField") -> None:
        people = [self.chips.people[row] for row in self.chosen()]
        self.remove(self.chosen())
        other.add(people)
        self.moved.emit(other)

    def chip_menu(self) -> QMenu:
        """What can be done with the chosen chips."""
        menu, rows = QMenu(self), self.chosen()
        menu.setAccessibleName(self.tr("Recipient"))
        if len(rows) == 1:
            menu.addAction(self.tr("Edit")).triggered.connect(lambda: self.write_again(rows[0]))
        words = self.tr("Copy address") if len(rows) == 1 else self.tr("Copy addresses")
        menu.addAction(words).triggered.connect(self.copy)
        for name, other in self.others.items():
            words = self.tr("Move to {field}").format(field=name)
            menu.addAction(words).triggered.connect(lambda checked=False, other=other: self.move_to(other))
        menu.addSeparator()
        menu.addAction(self.tr("Remove")).triggered.connect(lambda: self.remove(self.chosen()))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.chip_at(self.viewport().mapFromGlobal(event.globalPos()))
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key and self.chosen():
            box = self.visualRect(self.chips.index(self.chosen()[0]))
            self.chip_menu().popup(self.viewport().mapToGlobal(box.bottomLeft()))
        elif row >= 0 and not by_key:
            if row not in self.chosen():
                self.choose(row)
            self.chip_menu().popup(event.globalPos())
        else:
            event.ignore()

    # What is typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the line does not take is the letter's: a list would move in itself."""
        event.ignore()

    def _takes_key(self, event: QKeyEvent) -> bool:
        if self.chosen():
            return self._walks(event)
        key, line = event.key(), self.line
        is_at_start = line.cursorPosition() == 0 and not line.hasSelectedText()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Backspace) and is_at_start and self.chips.people:
            self.choose(len(self.chips.people) - 1)
            return True
        if event.matches(QKeySequence.StandardKey.Undo) and not line.isUndoAvailable():
            return self._undo()
        if event.matches(QKeySequence.StandardKey.SelectAll) and not line.text() and self.chips.people:
            self.selectAll()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return bool(line.text().strip()) and (self._keeps_tab() or self._takes_all())
        return False

    def _walks(self, event: QKeyEvent) -> bool:
        """A key while chips are chosen; anything else goes on in the line."""
        key, last = event.key(), len(self.chips.people) - 1
        is_held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        at = self.selectionModel().currentIndex().row()
        steps = {
            Qt.Key.Key_Left: max(0, at - 1),
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last + 1,
        }
        if key in steps:
            to = steps[Qt.Key(key)]
            self.choose(min(to, last), ranges=is_held) if is_held or to <= last else self.unchoose()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove_chosen(goes_back=key == Qt.Key.Key_Backspace)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and len(self.chosen()) == 1:
            self.write_again(self.chosen()[0])
        elif key == Qt.Key.Key_Escape:
            self.unchoose()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self._remove_chosen(goes_back=False)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.matches(QKeySequence.StandardKey.Undo):
            return self._undo()
        else:
            if event.text() and event.text().isprintable():
                self.unchoose()
            return False
        return True

    def _remove_chosen(self, *, goes_back: bool) -> None:
        rows = self.chosen()
        self.remove(rows)
        left = len(self.chips.people)
        to = rows[0] - 1 if goes_back else rows[0]
        if left and (0 <= to < left) and not (goes_back and rows[0] == left):
            self.choose(to)

    def _keeps_tab(self) -> bool:
        """Half a name is suggested a whole one: take the one that is picked, else the first."""
        words, picked = self._words.stringList(), self._picked()
        if not self._is_offering() or (picked < 0 and all(each.email for each in recipients(self.line.text()))):
            self._hide_popup()  # while it is open, the completer keeps from the line that it was left
            return False
        self.take(words[max(0, picked)])
        return True

    def _takes_all(self) -> bool:
        self._hide_popup()
        self.take_typed()
        return True

    def _on_edited(self, text: str) -> None:
        self.mark("")
        self.unchoose()
        if not self.line.is_composing:
            self._divide(text)
        last = self.line.text()
        self._before = last
        found = self._suggested(last) if len(last.strip()) > 1 else []
        self._words.setStringList(found)
        if found and self.line.hasFocus():
            self._offer()
        else:
            self._hide_popup()
        self.changed.emit()

    def _offer(self) -> None:
        """Below the line, however short that is; what Enter and Tab take is seen."""
        room = min(theme().px(OFFER_ROOM), self.viewport().width())
        left = min(0, self.viewport().width() - room - self.line.x())
        self.completer_.complete(QRect(left, 0, max(room, self.line.width()), self.line.height()))
        popup = self.completer_.popup()
        if popup is not None and not all(each.email for each in recipients(self.line.text())):
            popup.setCurrentIndex(popup.model().index(0, 0))

    def _suggested(self, typed: str) -> list[str]:
        """Nobody who is there already."""
        there = {each.key for each in self.chips.people}
        return [words for words in self._book.suggestions(typed) if there.isdisjoint(e.key for e in recipients(words))]

    def _divide(self, text: str) -> None:
        """What ends in a comma is whole; of what was pasted, also the last that is an address."""
        done, rest = divided(text)
        is_pasted = len(text) - len(self._before) > 1
        if is_pasted and rest and all(each.email for each in recipients(rest)) and not self._before:
            done, rest = f"{done}, {rest}", ""
        if done or rest != text:
            self._remember(self._before)
            self._type(rest)
            self.chips.add(self._named(done))

    def _named(self, typed: str) -> list[Recipient]:
        """With the names that were suggested for addresses typed without one."""
        known = {each.key: each for words in self._words.stringList() for each in recipients(words)}
        return [each if each.name else known.get(each.key, each) for each in recipients(typed)]

    def _on_entered(self) -> None:
        """What a screen reader says of the field beside its name."""
        people = self.chips.people
        words = ", ".join(each.shown for each in people[:SPOKEN])
        self.line.setAccessibleDescription(f"{words} …" if len(people) > SPOKEN else words)
        self.viewport().update()
        self.update()

    def _on_left(self) -> None:
        self._hide_popup()
        self.unchoose()
        self.take_typed()
        self.update()

    # Its parts

    def _show_placeholder(self, *_: object) -> None:
        self.line.setPlaceholderText("" if self.chips.people else self._placeholder)

    def _type(self, words: str) -> None:
        self.line.setText(words)
        self._before = words

    def _tell(self) -> None:
        self.mark("")
        self.changed.emit()

    def _remember(self, typed: str | None = None) -> None:
        self._past.append((list(self.chips.people), self.line.text() if typed is None else typed))

    def _undo(self) -> bool:
        if not self._past:
            return False
        people, typed = self._past.pop()
        self.unchoose()
        self.chips.show(people)
        self._type(typed)
        self._tell()
        return True

    def _is_offering(self) -> bool:
        popup = self.completer_.popup()
        return popup is not None and popup.isVisible()

    def _picked(self) -> int:
        """The row of the suggestion that the arrows went to; -1 while they went to none."""
        popup = self.completer_.popup()
        chosen = popup.selectionModel().selectedIndexes() if popup is not None and popup.isVisible() else []
        return chosen[0].row() if chosen else -1

    def _hide_popup(self) -> None:
        popup = self.completer_.popup()
        if popup is not None:
            popup.hide()
