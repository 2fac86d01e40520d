"""The box in which a chat message is answered: text only, sent with Ctrl+Return."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from workspace.model.items import ItemKey


class ChatBox(QFrame):
    """``sent`` carries the text, once; ``left`` says that the writer wants to do something else."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, item: ItemKey, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.setProperty("kind", "card")
        px = theme().px
        self.field = QPlainTextEdit(self)
        self.field.setPlaceholderText(self.tr("Write a message…"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(px(90))
        foot = QHBoxLayout()
        foot.addWidget(Button(self.tr("Send"), self, kind="primary", key="Ctrl ⏎", on_click=self.send))
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(14), px(16), px(12))
        layout.setSpacing(px(2 * t.STEP))
        layout.addWidget(self.field)
        layout.addLayout(foot)

    def begin(self) -> None:
        self.field.setFocus()

    def send(self) -> None:
        """Nothing is sent while nothing is written."""
        text = self.field.toPlainText().strip()
        if text:
            self.field.clear()
            self.sent.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
