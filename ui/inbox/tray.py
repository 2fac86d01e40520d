"""What can be done about the picked line of the unfiled tray: try again, file it by hand, or drop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.models.lines import reason
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import frame, label
from workspace.store.rows import AttemptRow


class TrayBar(QWidget):
    """Each signal carries the :class:`AttemptRow` it is about."""

    retried = Signal(object)
    filed = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self._attempt: AttemptRow | None = None
        strip = frame("strip", self)
        self._reason = label("", strip, tone="muted", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(2 * t.STEP))
        retry = Button(self.tr("Retry"), strip, kind="primary", small=True, on_click=lambda: self._say(self.retried))
        self._file = Button(self.tr("File…"), strip, small=True, on_click=lambda: self._say(self.filed))
        drop = Button(self.tr("Drop"), strip, kind="danger", small=True, on_click=lambda: self._say(self.dropped))
        for button in (retry, self._file, drop):
            buttons.addWidget(button)
        buttons.addStretch()
        inner = QVBoxLayout(strip)
        inner.setContentsMargins(px(14), px(10), px(14), px(12))
        inner.setSpacing(px(2 * t.STEP))
        inner.addWidget(self._reason)
        inner.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(strip)
        self.hide()

    def show_attempt(self, attempt: AttemptRow | None) -> None:
        self._attempt = attempt
        self.setVisible(attempt is not None)
        if attempt is not None:
            self._reason.setText(reason(attempt))
            self._file.setVisible(attempt.item is not None)

    def _say(self, signal: object) -> None:
        if self._attempt is not None:
            signal.emit(self._attempt)  # type: ignore[attr-defined]
