"""The card of a first sync: how far it is, and that one can work meanwhile."""

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from ui.theme.theme import theme
from ui.widgets.labels import label
from ui.widgets.times import count


class SyncCard(QFrame):
    """Counts up; gone when the account is in step."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        px = theme().px
        title = self.tr("First sync · {account}").format(account=name)
        self._words = label("", self, tone="muted")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(12), px(12), px(12))
        layout.setSpacing(px(6))
        layout.addWidget(label(title, self, kind="caption"))
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addWidget(label(self.tr("You can work meanwhile."), self, tone="muted"))

    def show_progress(self, pulled: int, total: int) -> None:
        self._words.setText(
            self.tr("{pulled} of {total}, newest first").format(pulled=count(pulled), total=count(total))
            if total
            else self.tr("Connecting…")
        )
        self._bar.setRange(0, total)
        self._bar.setValue(pulled)
