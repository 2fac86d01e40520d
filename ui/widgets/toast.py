"""The toast: says what was just done, with Undo for as long as it can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import frame, label, short

SHOWN_MS = 5_000
ABOVE = 60
"""So much room is left below it, where one writes to a chat and deals with several conversations."""


class Toast(QWidget):
    """One line at the bottom of the window; a new one replaces the one before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        px = theme().px
        box = self._box = frame("toast", self)
        self._words = label("", box)
        self._button = Button("", box, kind="toast", on_click=self._on_clicked)
        # A click leaves the keyboard where it was: the button goes with it.
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        inner = self._inner = QHBoxLayout(box)
        inner.setSpacing(px(3 * t.STEP))
        inner.addWidget(self._words)
        inner.addWidget(self._button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(box)
        parent.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(
        self,
        words: str,
        *,
        button: str = "",
        on_click: Callable[[], object] | None = None,
        seconds: float = SHOWN_MS / 1000,
    ) -> None:
        words = short(words)
        self._words.setText(words)
        self._button.say(button)
        self._button.setVisible(bool(button))
        px = theme().px
        self._inner.setContentsMargins(px(16), px(10), px(10 if button else 16), px(10))
        self._then = on_click
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(round(seconds * 1000))

    def press(self) -> None:
        """What a click on the button does; nothing when the toast is gone."""
        if self.isVisible():
            self._on_clicked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        for layout in (self._box.layout(), self.layout()):
            if layout is not None:
                layout.activate()  # else it keeps the width of the words before
        self.adjustSize()
        room = self._window.rect()
        self.move(
            room.center().x() - self.width() // 2,
            room.bottom() - self.height() - theme().px(t.STATUS + ABOVE),
        )

    def _on_clicked(self) -> None:
        self.hide()
        then, self._then = self._then, None
        if then is not None:
            then()
