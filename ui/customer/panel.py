"""The customer panel: who it is, and one timeline over every channel."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.shell.context import Context
from ui.theme.theme import theme
from ui.widgets.labels import CutLabel, label
from ui.widgets.times import short_time


class CustomerPanel(QFrame):
    """Shows whoever has one of the given addresses."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._context = context
        self._body: QWidget | None = None
        self._layout = QVBoxLayout(self)
        px = theme().px
        self._layout.setContentsMargins(px(16) + 1, px(16), px(16), px(16))
        self.show_for([])

    def show_for(self, emails: Sequence[str]) -> None:
        if self._body is not None:
            self._body.deleteLater()
        self._body = QWidget(self)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        records = self._context.reader.records_by_email(list(emails)) if emails else []
        if not records:
            rows.addWidget(label(self.tr("No customer"), self._body, kind="heading"))
        for record in records:
            rows.addWidget(CutLabel(record.name, self._body, kind="heading"))
        for line in self._context.reader.timeline(list(emails)) if emails else []:
            words = f"{short_time(line.at)}  {line.title}"
            rows.addWidget(CutLabel(words, self._body, tone="muted"))
        rows.addStretch()
        self._layout.addWidget(self._body)
