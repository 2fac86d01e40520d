"""The sheet that asks for the day and hour a snoozed conversation returns."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QTimeEdit, QWidget

from ui.inbox.snooze_times import MORNING, moment
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
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
        today = datetime.now(UTC).astimezone().date()
        self.day, self.hour = QDateEdit(self.body), QTimeEdit(self.body)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setDateRange(_qdate(today), _qdate(today + timedelta(days=365 * YEARS)))
        self.day.setDate(_qdate(today + timedelta(days=1)))
        self.day.setAccessibleName(self.tr("Day"))
        self.hour.setDisplayFormat("HH:mm")
        self.hour.setTime(QTime(MORNING.hour, MORNING.minute))
        self.hour.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hour.setAccessibleName(self.tr("Time"))
        self.words = label("", self.body, tone="muted", wrap=True)
        fields, row = QHBoxLayout(), QHBoxLayout()
        for line in (fields, row):
            line.setSpacing(theme().px(2 * t.STEP))
        fields.addWidget(self.day, 1)
        fields.addWidget(self.hour)
        self.snooze = Button(self.tr("Snooze"), self.body, kind="primary", on_click=self._on_picked)
        row.addStretch()
        row.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        row.addWidget(self.snooze)
        self.layout_.addLayout(fields)
        self.layout_.addWidget(self.words)
        self.layout_.addLayout(row)
        self.day.dateChanged.connect(self._show)
        self.hour.timeChanged.connect(self._show)
        self._show()

    @property
    def at(self) -> datetime:
        day, hour = self.day.date(), self.hour.time()
        return moment(date(day.year(), day.month(), day.day()), time(hour.hour(), hour.minute()))

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


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
