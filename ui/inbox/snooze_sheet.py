"""The sheet that asks for the day and hour a snoozed conversation returns."""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.moment import MomentFields
from ui.widgets.sheet import Sheet
from ui.widgets.times import long_time

YEARS = 5
"""A conversation returns within so many."""


class SnoozeSheet(Sheet):
    """``picked`` carries an aware time that is to come."""

    picked = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=380)
        self.call(self.tr("Snooze until"))
        self.fields = MomentFields(YEARS, self.body)
        self.day, self.hour = self.fields.day, self.fields.hour
        self.words = label("", self.body, tone="muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        self.snooze = Button(self.tr("Snooze"), self.body, kind="primary", on_click=self._on_picked)
        row.addStretch()
        row.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        row.addWidget(self.snooze)
        self.layout_.addWidget(self.fields)
        self.layout_.addWidget(self.words)
        self.layout_.addLayout(row)
        self.fields.changed.connect(self._show)
        self._show()

    @property
    def at(self) -> datetime:
        return self.fields.at

    def _show(self) -> None:
        is_coming = self.at > datetime.now(UTC)
        self.snooze.setEnabled(is_coming)
        returns = self.tr("Returns {time}, or before with something new.").format(time=long_time(self.at))
        self.words.setText(returns if is_coming else self.tr("That time is past."))

    def _on_picked(self) -> None:
        if self.at > datetime.now(UTC):
            at = self.at
            self.done()
            self.picked.emit(at)
