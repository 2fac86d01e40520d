"""The search field: results replace the list while one types; Escape gives the list back."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.icon import IconLabel
from ui.widgets.labels import label

PAUSE_MS = 30
HIGH = 26
"""Pixels of the button in the field."""


class SearchField(QLineEdit):
    """``searched`` carries the words a moment after the last key, none for no search; ``left`` gives up the focus,
    ``menu_asked`` wants the saved searches, ``mend_asked`` (Right at the end) what was meant by a mistyped operator.
    """

    searched = Signal(object)
    left = Signal()
    entered = Signal()
    menu_asked = Signal()
    mend_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setProperty("keeps_return", True)
        self.setPlaceholderText(self.tr("Search everything"))
        self.setAccessibleName(self.tr("Search everything"))
        self._look = IconLabel("search", t.ICON, self, token="muted")
        self._look.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint = label(self.tr("Ctrl K"), self, kind="key")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        name = self.tr("Saved searches")
        self._star = IconButton("star", name, self, width=HIGH, height=HIGH, on_click=self.menu_asked.emit)
        self._star.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(self._on_text_changed)
        px = theme().px
        self.setTextMargins(px(t.ICON + 8), 0, px(HIGH), 0)

    def begin(self) -> None:
        self.setFocus()
        self.selectAll()

    def clear_quietly(self) -> None:
        """Empty it without a search: the list was changed already."""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._hint.show()
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.menu_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        else:
            if event.key() == Qt.Key.Key_Right and self.cursorPosition() == len(self.text()):
                self.mend_asked.emit()
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint: QSize = self._hint.sizeHint()
        middle = (self.height() - hint.height()) // 2
        star = self.width() - self._star.width() - theme().px(4)
        self._star.move(star, (self.height() - self._star.height()) // 2)
        self._hint.move(star - hint.width() - theme().px(2), middle)
        self._look.move(theme().px(10), (self.height() - self._look.height()) // 2)

    def _on_text_changed(self, text: str) -> None:
        self._hint.setVisible(not text)
        self._pause.start()
