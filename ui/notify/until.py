"""How focus is said, in the status line too: light enough for the first paint."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from ui.widgets.times import short_date
from workspace.store.user.focus import OPEN_END


def tr(text: str) -> str:
    return QCoreApplication.translate("notify", text)


def focus_words(until: datetime, now: datetime | None = None) -> str:
    """Focus until 11:00, or until a day with its time; only Focus where it has no end."""
    if until >= OPEN_END:
        return tr("Focus is on")
    here, today = until.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    day = "" if here.date() == today else f"{short_date(here.date(), today)} "
    return tr("Focus until {time}").format(time=f"{day}{here:%H:%M}")
