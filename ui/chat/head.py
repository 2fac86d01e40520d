"""What stands above a chat: what it is called, how old what is shown is, and how to read it again or open it there."""

from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.chat.says import chat_name
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel, frame
from ui.widgets.times import age
from workspace.store.rows import ChatRow

YOUNG_SECONDS = 60
TICK_MS = 20_000


class ChatHead(QWidget):
    """``refresh_asked``, ``open_asked`` (at the service), ``jump_asked`` (to the first new message)."""

    refresh_asked = Signal()
    open_asked = Signal()
    jump_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self._chat: ChatRow | None = None
        self._is_reading = False
        line = frame("top", self)
        self.title = CutLabel("", line, kind="heading")
        self.age = CutLabel("", line, kind="secondary")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.age)
        self.jump = Button(self.tr("To what is new"), line, kind="link", on_click=self.jump_asked.emit)
        self.open = IconButton("link", "", line, on_click=self.open_asked.emit)
        self.refresh = IconButton("refresh", self.tr("Read again now"), line, on_click=self.refresh_asked.emit)
        row = QHBoxLayout(line)
        row.setContentsMargins(px(18), px(8), px(14), px(8))
        row.addLayout(words, 1)
        for part in (self.jump, self.open, self.refresh):
            row.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(line)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.say_age)
        self._tick.start()

    def show_chat(self, chat: ChatRow, service: str, *, has_link: bool, has_news_above: bool) -> None:
        if self._chat is not None and chat.pulled_at != self._chat.pulled_at:
            self._is_reading = False
        self._chat = chat
        self.title.setText(chat_name(chat))
        self.open.setVisible(has_link)
        self.open.setToolTip(self.tr("Open in {service}").format(service=service))
        self.open.setAccessibleName(self.open.toolTip())
        self.jump.setVisible(has_news_above)
        self.say_age()

    def begin_reading(self) -> None:
        """The service was asked; until it answers, that is said."""
        self._is_reading = True
        self.say_age()

    def end_reading(self) -> None:
        self._is_reading = False
        self.say_age()

    def say_age(self) -> None:
        """``as of 5 min ago`` where it is older than a minute: some services may be read only when somebody looks."""
        chat = self._chat
        if self._is_reading:
            words = self.tr("Reading…")
        elif chat is None or chat.pulled_at is None:
            words = self.tr("Not read to its end yet")
        else:
            seconds = (datetime.now(UTC) - chat.pulled_at).total_seconds()
            words = (
                self.tr("as of {age} ago").format(age=age(seconds))
                if seconds >= YOUNG_SECONDS
                else self.tr("up to date")
            )
        self.age.setText(words)
