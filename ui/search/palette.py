"""The palette: one field over commands, people, conversations and records, worked with the keyboard alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from ui.search.delegate import EntryDelegate
from ui.search.entries import Entry, EntryModel
from ui.search.finder import Finder, Found
from ui.search.offers import Offers
from ui.shell.keys import key_name
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import frame
from ui.widgets.later import later
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

WIDTH, LIST_HIGH, BELOW = 600, 440, 8
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class PaletteField(QLineEdit):
    """Keeps the focus; the keys that move in the list go to the palette."""

    def __init__(self, palette: "Palette") -> None:
        super().__init__(palette.body)
        self._palette = palette
        self.setProperty("kind", "palette")
        self.setProperty("keeps_return", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._palette.take(event):
            super().keyPressEvent(event)


class EntryList(QListView):
    """As high as its rows, up to a limit; it never takes the focus from the field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "palette")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(EntryDelegate(self))

    def sizeHint(self) -> QSize:
        room = min(self.window().height() - 5 * theme().px(t.TOP), theme().px(LIST_HIGH))
        high, rows = 0, self.model().rowCount()
        for row in range(rows):
            high += self.sizeHintForRow(row)
            if high >= room:  # the others do not count
                break
        return QSize(theme().px(WIDTH) - 2, min(high, room))

    def fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())


class Palette(Sheet):
    """Enter runs the current row, Delete takes a saved search away, Escape closes."""

    edge = 0

    def __init__(self, window: "MainWindow", finder: Finder, text: str = "") -> None:
        self._main, self._finder = window, finder
        super().__init__(window, "", width=WIDTH)
        self.call(self.tr("Search or do"))
        self.title.hide()
        self.offers = Offers(window)
        self.scope = window.scope
        self._found = Found("", self.scope)
        self.field = PaletteField(self)
        self.field.setPlaceholderText(self.tr("A command, a person, a customer, or words of a mail"))
        self.field.setAccessibleName(self.tr("Search or do"))
        self.line = frame("top", self.body)
        self.entries = EntryModel(self)
        self.view = EntryList(self.body)
        self.view.setModel(self.entries)
        self.view.setAccessibleName(self.tr("What was found"))
        self.layout_.setSpacing(0)
        self.layout_.addWidget(self.field)
        self.layout_.addWidget(self.line)
        self.layout_.addWidget(self.view)
        self.layout_.addSpacing(theme().px(BELOW))
        self.line.setFixedHeight(1)
        self.view.clicked.connect(self._on_clicked)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.field.setText(text)
        self.field.textChanged.connect(self._on_typed)
        finder.found.connect(self._on_found)
        self.view.hide()
        self._listing = later(self, 0, self._list)

    @property
    def words(self) -> str:
        return self.field.text().strip()

    def open(self) -> None:
        """The field at once, and what it offers in the next turn: to make and style both takes longer than a frame."""
        super().open()
        self.field.setFocus()
        self.field.selectAll()
        self._listing.start()

    def _list(self) -> None:
        if self.view.isHidden():
            self._on_typed()

    def done(self) -> None:
        self._listing.stop()
        self._finder.found.disconnect(self._on_found)
        self._finder.leave()
        super().done()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._main:
            self._finder.leave()
        return super().eventFilter(watched, event)

    def take(self, event: QKeyEvent) -> bool:
        """A key that was pressed in the field; whether it was for the list."""
        self._list()
        key = Qt.Key(event.key())
        if key in MOVES:
            self.step(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run(self.entries.entry(self.view.currentIndex().row()))
        elif key_name(event) == "Ctrl+K":
            self.dismiss()
        elif key == Qt.Key.Key_Delete and not self.field.hasSelectedText():
            return self._remove()
        else:
            return False
        return True

    def step(self, by: int) -> None:
        """One row up or down goes round, more stop at the end."""
        count, row = self.entries.rowCount(), self.view.currentIndex().row()
        if count:
            self._go((row + by) % count if abs(by) == 1 else max(0, min(row + by, count - 1)))

    def run(self, entry: Entry | None) -> None:
        """Do what a row stands for; the palette is gone before, so that the window is as it was."""
        if entry is None:
            return
        if not entry.stays:
            self.done()
        entry.run()

    def widen(self) -> None:
        """Search in every workplace."""
        self.scope = "*"
        self._ask()

    def _on_typed(self) -> None:
        if self.view.isHidden():
            self._finder.begin(self._main.context.reader)
            self.view.show()
        self._show_entries(is_new=True)
        self._ask()

    def _ask(self) -> None:
        if self.words and not self.words.startswith(">"):
            self._finder.ask(self.words, self.scope)
        else:
            self._finder.drop()
            self._found = Found("", self.scope)

    def _on_found(self, found: Found) -> None:
        self._found = found
        self._show_entries(is_new=False)

    def _show_entries(self, *, is_new: bool) -> None:
        """Commands at once, what the store holds as soon as it is found; the row one went to stays current."""
        kept = None if is_new else self.entries.entry(self.view.currentIndex().row())
        moved = self.view.currentIndex().row() > 0
        self.entries.show_entries(self._offered())
        self.view.fit()
        row = self.entries.row_of(kept.key) if kept is not None and moved else 0
        self._go(max(row, 0))
        if self.isVisible():
            self._place()

    def _offered(self) -> Sequence[Entry]:
        return self.offers.all(self.words, self._found, self)

    def _go(self, row: int) -> None:
        index = self.entries.index(row)
        self.view.setCurrentIndex(index)
        if row == 0:
            self.view.scrollToTop()

    def _remove(self) -> bool:
        entry = self.entries.entry(self.view.currentIndex().row())
        if entry is None or entry.remove is None:
            return False
        entry.remove()
        self._show_entries(is_new=True)
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        self.run(self.entries.entry(index.row()))

    def _tell(self) -> None:
        """The focus stays in the field: what is current is its description."""
        entry = self.entries.entry(self.view.currentIndex().row())
        self.field.setAccessibleDescription(entry.spoken if entry else self.tr("Nothing found"))
        QAccessible.updateAccessibility(QAccessibleEvent(self.field, QAccessible.Event.DescriptionChanged))
