"""The box under a conversation that becomes the composer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme.theme import theme
from ui.widgets.labels import label
from ui.widgets.roles import plays


class ReplyBox(QFrame):
    """``asked`` on a click, Return or Space."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setProperty("keeps_return", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        plays(self, QAccessible.Role.Button)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(self.tr("Write a reply…"))
        px = theme().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(14), px(16), px(30))
        layout.addWidget(label(self.tr("Write a reply…"), self, tone="muted"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)
