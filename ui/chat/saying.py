"""A chat message of the user's that the service has not shown yet: on its way, or stuck with what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.chat.message import INDENT
from ui.models.lines import tr as line_words
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.messages import message
from workspace.store.rows import SayingRow


class SayingCard(QFrame):
    """``retried`` and ``dropped`` carry the action id."""

    retried = Signal(object)
    dropped = Signal(object)

    def __init__(self, row: SayingRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        px = theme().px
        self.setProperty("kind", "message")
        self._layout = QVBoxLayout(self)
        left = px(16) + px(INDENT) * (2 if row.root_remote_id else 1)
        self._layout.setContentsMargins(left, px(4), px(16), px(4))
        self._layout.setSpacing(px(2))
        text = label(row.text, self, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(text)
        self._foot: QWidget | None = None
        self.show_row(row)

    @property
    def words(self) -> str:
        return self._state.text()

    def show_row(self, row: SayingRow) -> None:
        """The same message, however far it is now."""
        self.row = row
        if self._foot is not None:
            self._foot.hide()
            self._foot.deleteLater()
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(theme().px(8))
        is_stuck = row.state in ("failed", "unsure")
        self._state = label(self._said(), self._foot, kind="" if is_stuck else "secondary", wrap=True)
        self._state.setProperty("tone", {"failed": "bad", "unsure": "warn"}.get(row.state, ""))
        foot.addWidget(self._state, 1 if is_stuck else 0)
        if is_stuck:
            retry, drop = self.tr("Send again"), self.tr("Drop")
            foot.addWidget(Button(retry, self._foot, kind="link", on_click=lambda: self.retried.emit(row.action_id)))
            foot.addWidget(Button(drop, self._foot, kind="quiet", on_click=lambda: self.dropped.emit(row.action_id)))
        elif row.state == "queued":
            stop = self.tr("Do not send")
            foot.addWidget(Button(stop, self._foot, kind="quiet", on_click=lambda: self.dropped.emit(row.action_id)))
        foot.addStretch()
        self._layout.addWidget(self._foot)
        self._foot.show()
        self.setAccessibleName(f"{row.text}. {self.words}")

    def _said(self) -> str:
        row = self.row
        if row.state == "unsure" and not row.error_key:
            return message("unsure", {})
        if row.state in ("failed", "unsure"):
            return message(row.error_key, row.error_params) if row.error_key else line_words("failed")
        if row.state == "done":
            return self.tr("Sent")
        return self.tr("Sending…")
