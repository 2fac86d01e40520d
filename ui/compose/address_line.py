"""Where an address is typed behind the chips of a field; the field is asked first what a key means."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""The writer comes back to the line."""


class AddressLine(QLineEdit):
    """``entered`` and ``left`` follow the keyboard; a menu or another window does not count as leaving."""

    entered = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bare")
        self.setAccessibleName(name)
        self.setAcceptDrops(False)  # the field takes what is dropped
        self.is_composing = False
        """Whether an input method is still putting a letter together, as for Korean."""
        self.takes_key: Callable[[QKeyEvent], bool] = lambda event: False
        self.keeps_tab: Callable[[], bool] = lambda: False
        self.leaves_menu: Callable[[], bool] = lambda: False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends_letter = self.is_composing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if ends_letter or (not self.is_composing and self.takes_key(event)):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is suggested for half a name before it goes on."""
        if forward and not self.is_composing and self.keeps_tab():
            return True
        return super().focusNextPrevChild(forward)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.is_composing and not self.hasFocus():
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key is for the chips that are chosen."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.leaves_menu():
            event.ignore()
        else:
            super().contextMenuEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.left.emit()
