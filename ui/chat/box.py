"""The box in which a chat message is written: Return sends, Shift+Return breaks the line, @ offers who is there."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel
from workspace.store.rows import ItemRow

REST_MS = 800
MOST_LINES = 8
MOST_NAMES = 6
_MEANT = re.compile(r"(?:^|[\s(])@([^\s@][^@\n]{0,40}|)$")


class ChatBox(QFrame):
    """``sent`` carries the text, once; ``rested``: the writer paused; ``left``: wants to do something else."""

    sent = Signal(object)
    rested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self.answered: ItemRow | None = None
        px = theme().px
        self.field = Field(self)
        self.field.entered.connect(self.send)
        self.field.left.connect(self._on_escape)
        self.field.textChanged.connect(self._on_changed)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.rested)
        self.button = Button(self.tr("Send"), self, kind="primary", key="⏎", on_click=self.send)
        row = QHBoxLayout()
        row.setSpacing(px(2 * t.STEP))
        row.addWidget(self.field, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(10), px(16), px(12))
        layout.setSpacing(px(6))
        layout.addWidget(self._made_note())
        layout.addLayout(row)
        self._on_changed()

    @property
    def text(self) -> str:
        return self.field.toPlainText().strip()

    def begin(self, text: str, answered: ItemRow | None, where: str) -> None:
        """What was written before; ``where`` is what the conversation is called."""
        self.field.blockSignals(True)
        self.field.setPlainText(text)
        self.field.blockSignals(False)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setPlaceholderText(self.tr("Message to {name}").format(name=where))
        self.field.setAccessibleName(self.field.placeholderText())
        self.answer(answered)
        self._on_changed()
        self._rest.stop()

    def answer(self, item: ItemRow | None) -> None:
        """Say under which message it will stand; None for the conversation itself."""
        self.answered = item
        self._note.setVisible(item is not None)
        if item is not None:
            who = item.from_.name or item.from_.email
            words = self.tr("Reply to {name}: {text}").format(name=who, text=item.snippet)
            self._words.setText(words)

    def offer(self, names: Sequence[str]) -> None:
        """Who can be meant with @."""
        self.field.names = tuple(names)

    def stop(self) -> None:
        """What is written is kept already."""
        self._rest.stop()

    def send(self) -> None:
        """Nothing is sent while nothing is written."""
        text = self.text
        if text and self.isEnabled():
            self._rest.stop()
            self.field.blockSignals(True)
            self.field.clear()
            self.field.blockSignals(False)
            self._on_changed()
            self._rest.stop()
            self.sent.emit(text)

    def _made_note(self) -> QWidget:
        self._note = QWidget(self)
        row = QHBoxLayout(self._note)
        row.setContentsMargins(0, 0, 0, 0)
        self._words = CutLabel("", self._note, kind="secondary")
        row.addWidget(self._words, 1)
        stop = self.tr("Not as a reply")
        row.addWidget(IconButton("close", stop, self._note, width=22, height=22, on_click=lambda: self.answer(None)))
        self._note.hide()
        return self._note

    def _on_escape(self) -> None:
        if self.answered is not None:
            self.answer(None)
        else:
            self.left.emit()

    def _on_changed(self) -> None:
        self.button.setEnabled(bool(self.text))
        lines = min(max(self.field.document().size().height(), 1), MOST_LINES)
        self.field.setFixedHeight(round(lines * self.field.fontMetrics().lineSpacing()) + theme().px(16))
        self._rest.start()


class Field(QPlainTextEdit):
    """``entered``: Return; ``left``: Escape while no names are offered."""

    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme().px(6))
        self.names: tuple[str, ...] = ()
        self._offered = QStringListModel(self)
        self.popup = QListView(self)
        self.popup.setModel(self._offered)
        self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.popup.setAccessibleName(self.tr("People in this conversation"))
        self.popup.clicked.connect(lambda index: self._put(str(index.data())))
        self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.popup.isVisible() and self._steer(event, is_return):
            return
        if is_return and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            self._offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.popup.hide()

    def _steer(self, event: QKeyEvent, is_return: bool) -> bool:
        """Whether a key is for the names that are offered."""
        here = self.popup.currentIndex().row()
        if is_return or event.key() == Qt.Key.Key_Tab:
            self._put(str(self.popup.currentIndex().data()))
        elif event.key() == Qt.Key.Key_Escape:
            self.popup.hide()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.popup.setCurrentIndex(self._offered.index((here + step) % self._offered.rowCount()))
        else:
            return False
        return True

    def _begun(self) -> str | None:
        """What was written of a name after @; None where none is being written."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _MEANT.search(before)
        return found[1] if found else None

    def _offer(self) -> None:
        begun = self._begun()
        words = (begun or "").lower()
        fitting = [name for name in self.names if any(part.startswith(words) for part in _starts(name))]
        self._offered.setStringList(fitting[:MOST_NAMES] if begun is not None else [])
        self.popup.setVisible(self._offered.rowCount() > 0)
        if self.popup.isVisible():
            self.popup.setCurrentIndex(self._offered.index(0))
            self._place_popup()

    def _place_popup(self) -> None:
        """Above the line that is written, within the window."""
        window, px = self.window(), theme().px
        self.popup.setParent(window)
        high = self.popup.sizeHintForRow(0) * self._offered.rowCount() + px(8)
        place = self.mapTo(window, self.cursorRect().topLeft())
        self.popup.setGeometry(place.x(), max(place.y() - high, 0), px(240), high)
        self.popup.show()
        self.popup.raise_()

    def _put(self, name: str) -> None:
        begun = self._begun()
        self.popup.hide()
        if begun is None or not name:
            return
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun))
        cursor.insertText(f"{name} ")
        self.setTextCursor(cursor)


def _starts(name: str) -> list[str]:
    """The whole name and each of its words, as they may be begun."""
    lower = name.lower()
    return [lower, *lower.split()]
