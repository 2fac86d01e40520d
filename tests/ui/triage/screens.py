"""The inbox with what was decided about conversations, as `tests.screenshots` draws it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ui.inbox.listings import Place
from ui.inbox.snooze_sheet import SnoozeSheet
from ui.shell.window import MainWindow
from workspace.model.ids import ThreadId
from workspace.store import mark_rows
from workspace.store.rows import ThreadRow
from workspace.store.times import now_ms


def marked(window: MainWindow) -> None:
    """One pinned, one muted, one back from its snooze."""
    marks, ids = window.deeds.marks, _threads(window)
    marks.toggle_pin(ids[3])
    marks.toggle_mute(ids[1])
    reader = window.context.reader
    rows, seen_at = reader.thread_marks(ids[5])
    past = now_ms() - 4 * 60_000
    window.context.user.mark(mark_rows.changed(rows, seen_at, is_in_inbox=True, snoozed_until=past))
    _show(window, Place.INBOX)


def snoozed(window: MainWindow) -> None:
    here = datetime.now().astimezone()
    for thread_id, days in zip(_threads(window), (1, 3, 20), strict=False):
        window.deeds.marks.snooze((here + timedelta(days=days)).replace(hour=9, minute=0), thread_id)
    _show(window, Place.SNOOZED)


def nothing_snoozed(window: MainWindow) -> None:
    _show(window, Place.SNOOZED)


def picking_a_day(window: MainWindow) -> None:
    _show(window, Place.INBOX)
    SnoozeSheet(window).open()


def _threads(window: MainWindow) -> list[ThreadId]:
    view = window.mail.inbox.view
    rows = [view.lines.row_at(view.lines.index(n)) for n in range(view.count)]
    return [row.thread_id for row in rows if isinstance(row, ThreadRow)]


def _show(window: MainWindow, place: Place) -> None:
    window.show_place(place)
    window.mail.inbox.step(1)


screens: dict[str, Callable[[MainWindow], None]] = {
    "marked": marked,
    "snoozed": snoozed,
    "snoozed-empty": nothing_snoozed,
    "snooze-day": picking_a_day,
}
