"""Asks whether a change is meant for one event or for the whole series."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet


class SeriesSheet(Sheet):
    """Calls ``then`` with whether the whole series was meant; Escape changes nothing."""

    def __init__(self, title: str, then: Callable[[bool], object], window: QWidget) -> None:
        super().__init__(window, title, width=420)
        self._then = then
        words = self.tr("This event is one of a series.")
        self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self.one = Button(self.tr("Only this one"), self.body, kind="primary", on_click=lambda: self._on_chosen(False))
        self.all = Button(self.tr("The whole series"), self.body, on_click=lambda: self._on_chosen(True))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, kind="ghost", on_click=self.done))
        self.foot.addWidget(self.all)
        self.foot.addWidget(self.one)

    def _on_chosen(self, is_series: bool) -> None:
        self.done()
        self._then(is_series)
