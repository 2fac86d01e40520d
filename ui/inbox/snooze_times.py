"""When a snoozed conversation may return: the times that are offered, in this computer's time zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from ui.widgets.moment import EVENING, MORNING, moment

LATER = timedelta(hours=3)
MONDAY, SATURDAY = 0, 5


@dataclass(frozen=True, slots=True)
class SnoozeTime:
    """A time with its words; ``at`` is aware."""

    words: str
    at: datetime


def tr(text: str) -> str:
    return QCoreApplication.translate("snooze", text)


def snooze_times(now: datetime) -> list[SnoozeTime]:
    """What is offered at that moment: the next first, none twice, none that is past."""
    here = now.astimezone()
    later = (here + LATER).replace(minute=0, second=0, microsecond=0)
    today = here.date()
    found = []
    if later.date() == today and later.time() < EVENING:
        found.append(SnoozeTime(tr("Later today"), later))
    if here.time() < EVENING:
        found.append(SnoozeTime(tr("This evening"), moment(today, EVENING)))
    tomorrow = today + timedelta(days=1)
    found.append(SnoozeTime(tr("Tomorrow"), moment(tomorrow, MORNING)))
    saturday, monday = _next(today, SATURDAY), _next(today, MONDAY)
    if tomorrow < saturday < monday:
        found.append(SnoozeTime(tr("This weekend"), moment(saturday, MORNING)))
    if monday > tomorrow:
        found.append(SnoozeTime(tr("Next week"), moment(monday, MORNING)))
    return found


def _next(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
