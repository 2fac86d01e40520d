"""The menu of times a conversation is snoozed to, and the commands snooze, mute and pin."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu

from ui.inbox.snooze_times import snooze_times
from ui.widgets.times import coming_time
from workspace.model.ids import ThreadId

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("snooze", text)


def add_commands(window: "MainWindow") -> None:
    """Register what a key does to what is chosen or open, mail or chat."""
    marks = window.deeds.marks
    for name, words, key, run in (
        ("snooze", tr("Snooze…"), "h", lambda thread_id: open_snooze(window, [thread_id])),
        ("mute", tr("Mute or unmute"), "m", marks.toggle_mute),
        ("pin", tr("Pin or unpin"), "b", marks.toggle_pin),
    ):
        window.commands.add(
            name, words, QCoreApplication.translate("commands", "Conversation"), (key,), _on_open(window, name, run)
        )


def _on_open(window: "MainWindow", name: str, run: Callable[[ThreadId], object]) -> Callable[[], None]:
    def act() -> None:
        window.mail.settle()
        if window.bulk.is_on:
            window.bulk.run(name)
        elif window.mail.thread_id is not None and window.pages.currentWidget() is window.mail:
            run(window.mail.thread_id)

    return act


def open_snooze(window: "MainWindow", thread_ids: Sequence[ThreadId]) -> None:
    """Ask until when, beside the line it is about."""
    if not thread_ids:
        return
    view = window.mail.inbox.view
    menu = snooze_menu(window, thread_ids)
    menu.aboutToHide.connect(menu.deleteLater)
    here = view.visualRect(view.currentIndex())
    spot = here.bottomLeft() if here.isValid() and view.viewport().rect().intersects(here) else QPoint()
    menu.popup(view.viewport().mapToGlobal(spot))
    menu.setActiveAction(menu.actions()[0])


def snooze_menu(window: "MainWindow", thread_ids: Sequence[ThreadId]) -> QMenu:
    """The times that are offered now, a day of one's own, and the way back for what is snoozed."""
    marks, ids, now = window.deeds.marks, tuple(thread_ids), datetime.now(UTC)
    menu = QMenu(window)
    menu.setAccessibleName(tr("Snooze until"))
    for each in snooze_times(now):
        action = menu.addAction(f"{each.words}\t{coming_time(each.at, now)}")
        action.triggered.connect(lambda checked=False, at=each.at: marks.snooze(at, *ids))
    menu.addSeparator()
    menu.addAction(tr("Pick a day and hour…")).triggered.connect(lambda: _pick(window, ids))
    if any("snoozed" in window.context.reader.views_of(each) for each in ids):
        menu.addAction(tr("Back to the inbox now")).triggered.connect(lambda: marks.wake(*ids))
    return menu


def _pick(window: "MainWindow", thread_ids: tuple[ThreadId, ...]) -> None:
    from ui.inbox.snooze_sheet import SnoozeSheet

    sheet = SnoozeSheet(window)
    sheet.picked.connect(lambda at: window.deeds.marks.snooze(at, *thread_ids))
    sheet.open()
