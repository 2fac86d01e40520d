"""Chips under the mouse: chosen, removed, edited, and dragged to another field."""

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ui.compose.addresses import recipients
from ui.compose.chip_list import ChipList

CHIPS = "application/x-workspace-recipients"
"""What is dragged between fields; other programs get the addresses as text."""
_MODIFIER = Qt.KeyboardModifier


class ChipMouse(ChipList):
    """``crossed`` carries the rows to take out, ``opened`` the row to edit, ``brought`` recipients that were dropped;
    ``dragged`` says that chips begin to move, so that every field they may go to is shown.
    """

    crossed = Signal(object)
    opened = Signal(object)
    brought = Signal(object)
    dragged = Signal()
    _pressed: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, row = event.position().toPoint(), self.chip_at(event.position().toPoint())
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = None
        if row < 0:
            self.unchoose()
        elif event.button() == Qt.MouseButton.LeftButton and self.is_on_cross(at, row):
            self.crossed.emit([row])
        elif event.button() == Qt.MouseButton.LeftButton:
            held = event.modifiers()
            adds, ranges = bool(held & _MODIFIER.ControlModifier), bool(held & _MODIFIER.ShiftModifier)
            if adds or ranges or row not in self.chosen():
                self.choose(row, adds=adds, ranges=ranges)
            self._pressed = at
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, row = event.position().toPoint(), self.chip_at(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if row < 0 else Qt.CursorShape.ArrowCursor)
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.chip_at(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row)
        event.accept()

    def carried(self) -> QMimeData:
        """The chosen chips, to be dropped elsewhere."""
        people, data = [self.chips.people[row] for row in self.chosen()], QMimeData()
        data.setData(CHIPS, ", ".join(each.words for each in people).encode())
        data.setText(", ".join(each.copied for each in people))
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Addresses come here; files go on to the letter below."""
        data = event.mimeData()
        if data.hasFormat(CHIPS) or (data.hasText() and not data.hasUrls() and "@" in data.text()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """What comes from another field leaves that one, unless Ctrl is held."""
        source, data = event.source(), event.mimeData()
        event.acceptProposedAction()
        if source is self:
            return
        words = bytes(data.data(CHIPS).data()).decode() if data.hasFormat(CHIPS) else data.text()
        if isinstance(source, ChipMouse) and not event.modifiers() & _MODIFIER.ControlModifier:
            source.crossed.emit(source.chosen())
        self.brought.emit(recipients(words))

    def _drag(self) -> None:
        drag = QDrag(self)
        drag.setMimeData(self.carried())
        drag.setPixmap(self.picture(self.chosen()[0]))
        self.dragged.emit()
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)
