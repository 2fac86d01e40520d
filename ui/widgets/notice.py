"""What a screen shows instead of a list: empty, loading, offline or an error, with one next step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import IconLabel
from ui.widgets.labels import label

LONG = 360
"""How long the progress bar gets, at 100 %: in a window of its own it would go from edge to edge."""


class Notice(QWidget):
    """An icon, a title, a sentence, perhaps a progress bar, and one button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self._icon = IconLabel("inbox", 28, self)
        self._title = label("", self, kind="heading")
        self._text = label("", self, tone="muted", wrap=True)
        self._progress = QProgressBar(self)
        self._button = Button("", self, on_click=self._on_clicked)
        self._next: Callable[[], object] | None = None
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._progress.setTextVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(32), px(24), px(32), px(24))
        layout.setSpacing(px(2 * t.STEP))
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        bar = QHBoxLayout()
        bar.addStretch()
        bar.addWidget(self._progress, LONG)
        bar.addStretch()
        self._progress.setMaximumWidth(px(LONG))
        layout.addLayout(bar)
        layout.addSpacing(px(t.STEP))
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(
        self,
        icon: str,
        title: str,
        text: str = "",
        *,
        button: str = "",
        on_click: Callable[[], object] | None = None,
        progress: tuple[int, int] | None = None,
    ) -> None:
        """``progress`` is (done, total); a total of 0 shows that something moves."""
        self._icon.set_icon(icon)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.say(button)
        self._button.setVisible(bool(button))
        self._next = on_click
        self._progress.setVisible(progress is not None)
        if progress is not None:
            self._progress.setRange(0, progress[1])
            self._progress.setValue(progress[0])
        self.setAccessibleName(f"{title}. {text}")

    def take_focus(self) -> None:
        """For what it stands in place of: to its button, else to itself, where keys mean what they mean in a list."""
        (self._button if self._button.isVisible() else self).setFocus()

    @property
    def words(self) -> str:
        """All that is said, for tests and screen readers."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def press(self) -> None:
        self._on_clicked()

    def _on_clicked(self) -> None:
        if self._next is not None:
            self._next()
