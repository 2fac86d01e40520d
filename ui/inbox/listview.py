"""The list itself: one view over the windowed model that keeps selection and place while news arrives.

A line can be dragged away; where it is one of several chosen, all of them go along.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from ui.inbox.delegate import LineDelegate
from ui.inbox.dragging import Dragged, drag, dragged
from ui.models.chosen import Chosen
from ui.models.paged import EMPTY, PAGE, Index, Listing, PagedModel, Part, Renewal
from ui.theme.theme import theme
from ui.widgets.later import later
from ui.widgets.rows import RowView
from workspace.model.kinds import Kind
from workspace.store.rows import ThreadRow

SCREENFUL = 30
SCROLL_MS = 40
"""After the last step of a scroll, rows that came into sight and are old are asked for again."""
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
MOVES = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
    Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}
"""With Shift they choose all lines up to where they go."""


class LineView(RowView):
    """``picked`` carries the store's row that became current; ``opened`` one that was entered or double-clicked.

    ``left`` follows when the current line is no longer in the list: it carries the row that took its place, or None.
    ``chosen_changed``: other lines are chosen for what is done with several at once. The current line is not
    one of them by itself; ``may_choose`` says which of the store's rows can be.
    """

    picked = Signal(object)
    opened = Signal(object)
    left = Signal(object)
    chosen_changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._kept: object = None
        self._kept_row = -1
        self._anchor: tuple[object, int] | None = None
        self._is_reloading = False
        self._pressed_on = QPersistentModelIndex()
        self._grip: QPoint | None = None
        self._chosen: Chosen[object] = Chosen()
        self.may_choose: Callable[[Any], bool] = lambda row: False
        self._come: Callable[[], object] | None = None
        self.lines = PagedModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self.lines, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(self.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.about_to_reload.connect(self._on_about_to_reload)
        self.lines.reloaded.connect(self._on_reloaded)
        self._settling = later(self, 0, self._settle)
        self._scrolled = later(self, SCROLL_MS, self._freshen)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled.start())
        self.doubleClicked.connect(lambda index: self.opened.emit(self.lines.row_at(index)))
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_listing(self, listing: Listing, first: Part | None = None) -> None:
        """``first`` is how it begins, where that was read before."""
        self._come = None
        self._put(listing, first)
        self.setUpdatesEnabled(True)

    def expect(self, come: Callable[[], object]) -> None:
        """Hold no lines until :meth:`show_listing`, with those that were here still in sight. ``come`` shows the others
        at once: a key that means lines does not mean these.
        """
        self.setUpdatesEnabled(False)
        self._put(EMPTY)
        self._come = come

    @property
    def is_expecting(self) -> bool:
        return self._come is not None

    def come(self) -> None:
        """Show at once what is expected, if anything is."""
        if self._come is not None:
            self._come()

    def _put(self, listing: Listing, first: Part | None = None) -> None:
        self._is_reloading = True
        self.lines.show_listing(listing, first)
        self.end_choosing()
        self._is_reloading = False
        self.scrollToTop()

    def reload(self) -> None:
        """Ask again for the rows that are seen, and for the first ones."""
        self.lines.reload(*self._seen())

    def asked(self) -> Callable[[], Renewal]:
        """What :meth:`reload` asks of the store, to be asked in another thread; its result goes to ``lines.apply``."""
        return self.lines.asked(*self._seen())

    def expect_more(self) -> None:
        """There are rows below the last one after all."""
        self.lines.expect_more()
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum():
            self.lines.fetchMore(QModelIndex())

    def _seen(self) -> tuple[int, int]:
        """The first and last row in sight."""
        box = self.viewport().rect()
        first, last = self.indexAt(box.topLeft()).row(), self.indexAt(box.bottomLeft()).row()
        return max(0, first), last if last >= 0 else max(0, self.count - 1) if first <= 0 else first + SCREENFUL

    def _freshen(self) -> None:
        if self._is_reloading:
            return
        first, last = self._seen()
        self.lines.freshen(first, last)
        if last + SCREENFUL > self.count:
            self.lines.fetchMore(QModelIndex())

    @property
    def row(self) -> object:
        """The store's row that is current, None where there is none."""
        return self.lines.row_at(self.currentIndex())

    @property
    def count(self) -> int:
        return self.lines.rowCount()

    def step(self, by: int) -> None:
        """To the next or previous line; the first where none is current."""
        self.come()
        at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        if at >= self.count and self.lines.canFetchMore(QModelIndex()):
            self.lines.fetchMore(QModelIndex())
        if self.count:
            self.setCurrentIndex(self.lines.index(max(0, min(at, self.count - 1))))

    def pick(self, key: object) -> bool:
        """Make the line with that key current; False where it is not here."""
        index = self.lines.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_reloading and current.isValid():
            self.picked.emit(self.lines.row_at(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here picks nothing by itself: what is picked counts as read soon."""
        had_current, was_reloading = self.currentIndex().isValid(), self._is_reloading
        self._is_reloading = True
        super().focusInEvent(event)
        if not had_current:
            self.selectionModel().clearCurrentIndex()
        self._is_reloading = was_reloading

    def paintEvent(self, event: QPaintEvent) -> None:
        """The current line shows the focus; without one the list does."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme().colors.accent))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    # Several lines

    @property
    def is_choosing(self) -> bool:
        return bool(self._chosen.ids)

    @property
    def chosen_rows(self) -> list[Any]:
        """The store's rows of the chosen lines, as they stand."""
        return self.lines.chosen_rows()

    def toggle_current(self) -> None:
        """Choose the current line, or no longer; the first where none is current."""
        self.come()
        if not self.currentIndex().isValid():
            self.step(1)
        line, order = self.lines.line_at(self.currentIndex()), self._choosable()
        if line is not None and line.key in order:
            self._chosen.toggle(line.key, order)
            self._show_chosen()

    def choose_all(self) -> None:
        """Everything that is loaded, a page at least."""
        self.come()
        if self.count < PAGE:
            self.lines.fetchMore(QModelIndex())
        self._chosen.ids = self._choosable()
        self._show_chosen()

    def end_choosing(self) -> None:
        self._chosen.clear()
        self._show_chosen()

    def _choosable(self) -> list[object]:
        return self.lines.keys(self.may_choose)

    def _choose(self, index: Index, modifiers: Qt.KeyboardModifier) -> None:
        """Choose with a line, which becomes current: what is chosen is known before that is told."""
        line, current = self.lines.line_at(index), self.lines.line_at(self.currentIndex())
        order = self._choosable()
        if line is not None and line.key in order:
            if not self._chosen.ids:
                self._chosen.begin = current.key if current and current.key in order else line.key
            self._chosen.pick(line.key, order, modifiers)
            self._show_chosen()
        self.setCurrentIndex(index)

    def _show_chosen(self) -> None:
        self.lines.show_chosen(self._chosen.ids)
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.come()
        action = MOVES.get(Qt.Key(event.key()))
        if action is not None and event.modifiers() & SHIFT:
            self._choose(self.moveCursor(action, Qt.KeyboardModifier.NoModifier), SHIFT)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index, modifiers = self.indexAt(event.position().toPoint()), event.modifiers() & (SHIFT | CONTROL)
        is_on_line = index.isValid() and event.button() == Qt.MouseButton.LeftButton
        if is_on_line and modifiers:
            self._pressed_on = QPersistentModelIndex()
            self._choose(index, modifiers)
            return
        # What is chosen stays so until it is known whether all of it is dragged.
        if is_on_line and not self._is_chosen(index):
            self.end_choosing()
        self._grip = event.position().toPoint() if is_on_line else None
        self._pressed_on = QPersistentModelIndex(self.currentIndex())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        far = (event.position().toPoint() - self._grip).manhattanLength()
        if far >= QApplication.startDragDistance():
            index, self._grip = self.indexAt(self._grip), None
            self._pressed_on = QPersistentModelIndex()
            if conversations := self.draggable(index):
                line = self.lines.line_at(index)
                drag(conversations, line.title if line else "", self)

    def draggable(self, index: Index) -> list[Dragged]:
        """The conversations that go along with a line: all that are chosen where it is one of them."""
        rows = self.chosen_rows if self._is_chosen(index) else [self.lines.row_at(index)]
        return dragged([row for row in rows if self.may_choose(row) or _is_chat(row)])

    def _is_chosen(self, index: Index) -> bool:
        line = self.lines.line_at(index)
        return line is not None and line.key in self._chosen.ids

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._grip is not None and self.is_choosing:
            self.end_choosing()
        self._grip = None
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._pressed_on == index:
            self.picked.emit(self.lines.row_at(index))

    def _on_about_to_reload(self) -> None:
        self._is_reloading = True
        line = self.lines.line_at(self.currentIndex())
        self._kept = line.key if line else None
        self._kept_row = self.currentIndex().row()
        top = self.indexAt(self.viewport().rect().topLeft())
        first = self.lines.line_at(top)
        at_top = self.verticalScrollBar().value() == 0
        self._anchor = None if first is None or at_top else (first.key, self.visualRect(top).top())

    def _on_reloaded(self) -> None:
        index = self.lines.index_of(self._kept) if self._kept is not None else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
        self._restore_anchor()
        if self._chosen.ids:
            self._chosen.keep(self._choosable())
            self._show_chosen()
        is_lost = self._kept is not None and not index.isValid()
        if is_lost:
            self._go_to_neighbour()
        self._is_reloading = False
        if is_lost:
            self.left.emit(self.row)

    def _go_to_neighbour(self) -> None:
        """The current line left the list: the one that took its place is next."""
        if self.count:
            self._settling.start()
        row = min(self._kept_row, self.count - 1)
        self.setCurrentIndex(self.lines.index(row) if row >= 0 else QModelIndex())

    def _settle(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _restore_anchor(self) -> None:
        if self._anchor is None:
            return
        index = self.lines.index_of(self._anchor[0])
        if index.isValid():
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(index).top() - self._anchor[1])


def _is_chat(row: object) -> bool:
    return isinstance(row, ThreadRow) and row.kind is Kind.CHAT
