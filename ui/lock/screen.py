"""The screen of a locked window: a field for the PIN or passphrase, and nothing else."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import IconLabel
from ui.widgets.labels import label, restyle

WIDTH = 300


class LockScreen(QWidget):
    """Covers its window; ``tried`` carries what was written."""

    tried = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("kind", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Locked"))
        px = theme().px
        card = QWidget(self)
        card.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(card)
        column.setSpacing(px(3 * t.STEP))
        column.addWidget(IconLabel("lock", 28, card), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label(self.tr("Workspace is locked"), card, kind="title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.field = QLineEdit(card)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(self.tr("PIN or passphrase"))
        self.field.setPlaceholderText(self.field.accessibleName())
        self.field.returnPressed.connect(self._try)
        self.button = Button(self.tr("Unlock"), card, kind="primary", on_click=self._try)
        row = QHBoxLayout()
        row.setSpacing(px(2 * t.STEP))
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        self.said = label("", card, kind="secondary", tone="bad", wrap=True)
        column.addWidget(self.said)
        self.forgotten = Button(self.tr("Forgotten?"), card, kind="link", on_click=self._say_way_in)
        self.way_in = label("", card, kind="secondary", tone="muted", wrap=True)
        column.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.way_in)
        QVBoxLayout(self).addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._left = 0
        self._waiting = QTimer(self)
        self._waiting.setInterval(1000)
        self._waiting.timeout.connect(self._tick)
        window.installEventFilter(self)

    def cover(self) -> None:
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.field.setFocus()

    def refuse(self, wait: int) -> None:
        """It was wrong; the next try may come after so many seconds."""
        self.field.clear()
        self.field.setProperty("wrong", True)
        restyle(self.field)
        self._left = wait
        self._allow(wait == 0)
        self.said.setText(self.tr("That was not it."))
        if wait:
            self._waiting.start()
            self._say_wait()

    def is_waiting(self) -> bool:
        return self._left > 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays here: what lies beneath is hidden."""
        parts = [each for each in (self.field, self.button, self.forgotten) if each.isEnabled()]
        now = next((n for n, each in enumerate(parts) if each.hasFocus()), -1)
        parts[(now + (1 if forward else -1)) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def _try(self) -> None:
        if self.field.text() and not self.is_waiting():
            self._allow(False)
            self.said.clear()
            self.tried.emit(self.field.text())

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._waiting.stop()
            self.said.clear()
            self._allow(True)
        else:
            self._say_wait()

    def _say_wait(self) -> None:
        self.said.setText(self.tr("That was not it. Try again in %n second(s).", "", self._left))

    def _say_way_in(self) -> None:
        words = self.tr(
            "In a terminal of this computer, “workspace lock off” takes the lock off, and this window opens. Only who "
            "is signed in to your system account can do that; nothing is lost."
        )
        self.way_in.setText(words)

    def _allow(self, is_allowed: bool) -> None:
        self.field.setEnabled(is_allowed)
        self.button.setEnabled(is_allowed)
        if is_allowed:
            self.field.setFocus()
