"""The field that takes the next key that is pressed, as what it is and not as text."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shell.keys import key_name
from ui.widgets.labels import restyle


class KeyField(QLineEdit):
    """``pressed_key`` carries a key's name as :func:`key_name` says it. Escape gives up, Tab goes on as everywhere."""

    pressed_key = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("keeps_return", True)
        self.setPlaceholderText(self.tr("Press the new key"))
        self.setAccessibleName(self.tr("New key"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # A key may come as a letter that an input method would keep to itself.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def mark(self, is_wrong: bool) -> None:
        self.setProperty("wrong", is_wrong)
        restyle(self)

    def event(self, event: QEvent) -> bool:
        """Every key comes here, also those that are shortcuts elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.given_up.emit()
        elif name := key_name(event):
            self.pressed_key.emit(name)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clear()
        self.mark(False)
