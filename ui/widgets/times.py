"""Times as people read them in lists, in the window's language and this computer's time zone."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

KOREAN = QLocale.Language.Korean


def short_time(at: datetime, now: datetime | None = None, locale: QLocale | None = None) -> str:
    """09:42 today, a weekday within the last six days, else day and month, else the whole date."""
    locale = locale or QLocale()
    here, today = at.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    day = here.date()
    if day == today:
        return here.strftime("%H:%M")
    if timedelta() < today - day < timedelta(days=7):
        return locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    return short_date(day, today, locale)


def short_date(day: date, today: date, locale: QLocale | None = None) -> str:
    """14 Nov or 11월 14일; with the year when it is another one."""
    locale = locale or QLocale()
    is_korean = locale.language() is KOREAN
    if day.year == today.year:
        pattern = "M월 d일" if is_korean else "d MMM"
    else:
        pattern = "yyyy. M. d." if is_korean else "d MMM yyyy"
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def day_heading(day: date, today: date, locale: QLocale | None = None) -> str:
    """The heading of a day in an agenda."""
    locale = locale or QLocale()
    pattern = "M월 d일 dddd" if locale.language() is KOREAN else "dddd, d MMMM"
    words = locale.toString(QDate(day.year, day.month, day.day), pattern)
    if day == today:
        return QCoreApplication.translate("times", "Today · {date}").format(date=words)
    return words


def long_time(at: datetime, now: datetime | None = None, locale: QLocale | None = None) -> str:
    """Today 09:42, or the date with the time: for the head of a mail."""
    here = at.astimezone()
    today = (now or datetime.now(UTC)).astimezone().date()
    if here.date() == today:
        return QCoreApplication.translate("times", "today {time}").format(time=f"{here:%H:%M}")
    return f"{short_date(here.date(), today, locale)} {here:%H:%M}"


def coming_time(at: datetime, now: datetime | None = None, locale: QLocale | None = None) -> str:
    """18:00 today, Mon 09:00 within the next six days, else the date with the time: when something will happen."""
    locale = locale or QLocale()
    here, today = at.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    days, time = (here.date() - today).days, f"{here:%H:%M}"
    if days == 0:
        return time
    if 0 < days < 7:
        return f"{locale.dayName(here.isoweekday(), QLocale.FormatType.ShortFormat)} {time}"
    return f"{short_date(here.date(), today, locale)} {time}"


def day_format(locale: QLocale | None = None) -> str:
    """How the locale writes a whole date in figures, with all four digits of the year: for fields of a date."""
    pattern = (locale or QLocale()).dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def age(seconds: float) -> str:
    """12 s, 4 min, 3 h, 2 d: how old data is."""
    if seconds < 60:
        return QCoreApplication.translate("times", "{n} s").format(n=max(0, int(seconds)))
    if seconds < 3600:
        return QCoreApplication.translate("times", "{n} min").format(n=int(seconds // 60))
    if seconds < 86400:
        return QCoreApplication.translate("times", "{n} h").format(n=int(seconds // 3600))
    return QCoreApplication.translate("times", "{n} d").format(n=int(seconds // 86400))


def count(number: int) -> str:
    """A number with the locale's separators."""
    return QLocale().toString(number)
