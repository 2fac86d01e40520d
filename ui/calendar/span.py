"""Which days each view shows, and how they are called in the window's language."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate, QLocale

from ui.widgets.times import KOREAN

AGENDA_DAYS = 60
WEEKS_OF_MONTH = 6


class Mode(StrEnum):
    """The views of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, in this computer's time zone."""

    first: date
    days: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def start(self) -> datetime:
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        return midnight(self.first + timedelta(days=self.days))

    def dates(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(self.days)]


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return datetime.combine(day, time.min).astimezone()


def here(moment: datetime) -> datetime:
    """A moment in this computer's time zone."""
    return moment.astimezone()


def week_of(day: date, locale: QLocale | None = None) -> date:
    """The first day of the week: Sunday in Korea and the United States, Monday in most of Europe."""
    begins = (locale or QLocale()).firstDayOfWeek().value
    return day - timedelta(days=(day.isoweekday() - begins) % 7)


def span_of(mode: Mode, day: date, locale: QLocale | None = None) -> Span:
    """What a view shows when it is to show this day; a month in whole weeks, always as many."""
    if mode is Mode.DAY:
        return Span(day, 1)
    if mode is Mode.WEEK:
        return Span(week_of(day, locale), 7)
    if mode is Mode.MONTH:
        return Span(week_of(day.replace(day=1), locale), 7 * WEEKS_OF_MONTH)
    return Span(day, AGENDA_DAYS)


def step(mode: Mode, day: date, by: int) -> date:
    """The day that stands for the next (1) or previous (-1) day, week, month or list."""
    if mode is Mode.MONTH:
        months = day.year * 12 + day.month - 1 + by
        return date(months // 12, months % 12 + 1, 1)
    return day + timedelta(days=by * {Mode.DAY: 1, Mode.WEEK: 7}.get(mode, AGENDA_DAYS))


def heading(mode: Mode, day: date, locale: QLocale | None = None) -> str:
    """November 2026 or 2026년 11월; with the day where one is shown."""
    locale = locale or QLocale()
    is_korean = locale.language() is KOREAN
    if mode is Mode.DAY:
        pattern = "yyyy년 M월 d일 dddd" if is_korean else "dddd, d MMMM yyyy"
        return said(day, pattern, locale)
    shown = span_of(mode, day, locale)
    middle = day if mode is Mode.MONTH else shown.first + timedelta(days=min(shown.days, 7) // 2)
    return said(middle, "yyyy년 M월" if is_korean else "MMMM yyyy", locale)


def headings(mode: Mode, day: date, locale: QLocale | None = None) -> tuple[str, ...]:
    """:func:`heading`, and what is said instead where there is less and less room for it: at last the month alone."""
    locale = locale or QLocale()
    is_korean = locale.language() is KOREAN
    shown = span_of(mode, day, locale)
    middle = day if mode in (Mode.DAY, Mode.MONTH) else shown.first + timedelta(days=min(shown.days, 7) // 2)
    shorter = ("M월 d일" if is_korean else "d MMM",) if mode is Mode.DAY else () if is_korean else ("MMM yyyy",)
    rest = (said(middle, pattern, locale) for pattern in (*shorter, "M월" if is_korean else "MMM"))
    return (heading(mode, day, locale), *rest)


def day_words(day: date, locale: QLocale | None = None) -> str:
    """월 16 or Mon 16."""
    locale = locale or QLocale()
    return f"{locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)} {day.day}"


def said(day: date, pattern: str, locale: QLocale | None = None) -> str:
    return (locale or QLocale()).toString(QDate(day.year, day.month, day.day), pattern)
