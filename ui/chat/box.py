"""The box in which a chat message is written: Return sends, Shift+Return breaks the line, @ offers who is there."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel
from workspace.store.rows import ItemRow

REST_MS = 800
MOST_LINES = 8
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
        self.field.names.setStringList(list(names))

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
        self.names = QStringListModel(self)
        self.completer = QCompleter(self.names, self)
        self.completer.setWidget(self)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.popup = QListView(self)
        self.completer.setPopup(self.popup)
        self.popup.setAccessibleName(self.tr("People in this conversation"))
        self.completer.activated.connect(self._put)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.popup.isVisible() and self._is_for_popup(event, is_return):
            event.ignore()
            return
        if is_return and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            self._offer()

    def _is_for_popup(self, event: QKeyEvent, is_return: bool) -> bool:
        """The list of names takes these keys first, and hands them on to us."""
        if is_return or event.key() == Qt.Key.Key_Tab:
            index = self.popup.currentIndex()
            picked = index if index.isValid() else self.completer.completionModel().index(0, 0)
            self.popup.hide()
            self._put(str(picked.data() or ""))
            return True
        return event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)

    def _begun(self) -> str | None:
        """What was written of a name after @; None where none is being written."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _MEANT.search(before)
        return found[1] if found else None

    def _offer(self) -> None:
        begun = self._begun()
        if begun is None:
            self.popup.hide()
            return
        self.completer.setCompletionPrefix(begun)
        if self.completer.completionCount() == 0:
            self.popup.hide()
            return
        self.popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        box = self.cursorRect()
        box.setWidth(theme().px(240))
        self.completer.complete(box)

    def _put(self, name: str) -> None:
        begun = self._begun()
        if begun is None or not name:
            return
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun))
        cursor.insertText(f"{name} ")
        self.setTextCursor(cursor)
