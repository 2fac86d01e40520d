"""The card of a first sync: how far it is, how long it will take, and that one can work meanwhile."""

import math
import time
from collections import deque

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.times import count

WINDOW_SECONDS, LEAST_SECONDS = 120, 5
"""The speed is that of the last two minutes, and said after a few seconds."""


class Pace:
    """How fast something goes, from what was seen of it."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def see(self, done: int, at: float) -> None:
        """``at`` in seconds of any steady clock; going back starts anew."""
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((at, done))
        while at - self._seen[0][0] > WINDOW_SECONDS and len(self._seen) > 2:
            self._seen.popleft()

    def seconds_left(self, total: int) -> float | None:
        """None while nothing can be said."""
        if not self._seen:
            return None
        (first_at, first), (last_at, last) = self._seen[0], self._seen[-1]
        if last <= first or last_at - first_at < LEAST_SECONDS:
            return None
        return (total - last) * (last_at - first_at) / (last - first)


def time_left(seconds: float) -> str:
    """In words that do not pretend to be exact."""
    if seconds <= 60:
        return QCoreApplication.translate("SyncCard", "less than a minute left")
    minutes, hours = math.ceil(seconds / 60), math.ceil(seconds / 3600)
    if seconds <= 3600:
        return QCoreApplication.translate("SyncCard", "about %n minutes left", "", minutes)
    return QCoreApplication.translate("SyncCard", "about %n hours left", "", hours)


class SyncCard(QFrame):
    """Counts up; gone when the account is in step. ``pause_asked`` carries whether it is to pause."""

    pause_asked = Signal(bool)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._pace, self._is_paused = Pace(), False
        px = theme().px
        title = self.tr("First sync · {account}").format(account=name)
        self._words = label("", self, tone="muted")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self.pause = Button(self.tr("Pause"), self, kind="link", on_click=self._on_pressed)
        top = QHBoxLayout()
        top.addWidget(label(title, self, kind="caption"), 1)
        top.addWidget(self.pause)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(12), px(12), px(12))
        layout.setSpacing(px(6))
        layout.addLayout(top)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addWidget(label(self.tr("You can work meanwhile."), self, tone="muted"))

    @property
    def words(self) -> str:
        return self._words.text()

    def show_progress(self, pulled: int, total: int, *, is_paused: bool = False, at: float | None = None) -> None:
        """``at`` in seconds of a steady clock, now where none is given."""
        self._pace = Pace() if is_paused else self._pace
        self._is_paused = is_paused
        if not is_paused:
            self._pace.see(pulled, time.monotonic() if at is None else at)
        self.pause.say(self.tr("Resume") if is_paused else self.tr("Pause"))
        self._words.setText(self._said(pulled, total))
        self._bar.setRange(0, total or (1 if is_paused else 0))
        self._bar.setValue(pulled)

    def _said(self, pulled: int, total: int) -> str:
        if not total:
            return self.tr("Paused") if self._is_paused else self.tr("Connecting…")
        words = self.tr("{pulled} of {total}, newest first").format(pulled=count(pulled), total=count(total))
        left = self._pace.seconds_left(total)
        if self._is_paused:
            return f"{words} · {self.tr('Paused')}"
        return f"{words} · {time_left(left)}" if left is not None else words

    def _on_pressed(self) -> None:
        self.pause_asked.emit(not self._is_paused)
