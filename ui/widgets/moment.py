"""A day and an hour that are asked for, and the aware time they mean on this computer."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QTimeEdit, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.times import day_format

MORNING, EVENING = time(9), time(18)


def moment(day: date, hour: time) -> datetime:
    """A day and an hour here, as an aware time."""
    return datetime.combine(day, hour).astimezone()


class MomentFields(QWidget):
    """Tomorrow morning at first, and within so many years; ``changed`` carries nothing."""

    changed = Signal()

    def __init__(self, years: int, parent: QWidget) -> None:
        super().__init__(parent)
        today = datetime.now(UTC).astimezone().date()
        self.day, self.hour = QDateEdit(self), QTimeEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(day_format())
        self.day.setDateRange(_qdate(today), _qdate(today + timedelta(days=365 * years)))
        self.day.setDate(_qdate(today + timedelta(days=1)))
        self.day.setAccessibleName(self.tr("Day"))
        self.hour.setDisplayFormat("HH:mm")
        self.hour.setTime(QTime(MORNING.hour, MORNING.minute))
        self.hour.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hour.setAccessibleName(self.tr("Time"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(self.day, 1)
        row.addWidget(self.hour)
        self.day.dateChanged.connect(lambda _: self.changed.emit())
        self.hour.timeChanged.connect(lambda _: self.changed.emit())

    @property
    def at(self) -> datetime:
        day, hour = self.day.date(), self.hour.time()
        return moment(date(day.year(), day.month(), day.day()), time(hour.hour(), hour.minute()))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
