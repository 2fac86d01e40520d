"""The keys of the calendar; they hold while it is shown, before those of the whole window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.calendar.span import Mode

if TYPE_CHECKING:
    from ui.calendar.screen import CalendarScreen
    from ui.shell.commands import Commands

PAGE = "calendar"


def tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


def add_calendar_commands(commands: "Commands", screen: Callable[[], "CalendarScreen"]) -> None:
    """Register what a key does in the calendar."""
    group = tr("Calendar")

    def add(name: str, words: str, keys: tuple[str, ...], run: Callable[[], object]) -> None:
        commands.add(f"calendar_{name}", words, group, keys, run, page=PAGE)

    add("today", tr("Today"), ("t",), lambda: screen().go(0))
    for mode, words, key in (
        (Mode.DAY, tr("Day"), "d"),
        (Mode.WEEK, tr("Week"), "w"),
        (Mode.MONTH, tr("Month"), "m"),
        (Mode.AGENDA, tr("Agenda"), "a"),
    ):
        add(mode.value, words, (key,), partial(_show, screen, mode))
    add("next_span", tr("Next day, week or month"), ("]",), lambda: screen().go(1))
    add("previous_span", tr("Previous day, week or month"), ("[",), lambda: screen().go(-1))
    add("next", tr("Next event"), ("j",), lambda: screen().step(1))
    add("previous", tr("Previous event"), ("k",), lambda: screen().step(-1))
    add("open", tr("Open"), ("Return",), lambda: screen().open_picked())
    add("new", tr("New event"), ("n",), lambda: screen().begin_new())
    add("edit", tr("Change event"), ("e",), lambda: screen().run("edit"))
    add("delete", tr("Delete event"), ("#", "Delete"), lambda: screen().run("delete"))
    for name, words, key in (
        ("ACCEPTED", tr("Accept invitation"), "y"),
        ("TENTATIVE", tr("Perhaps come"), "p"),
        ("DECLINED", tr("Decline invitation"), "z"),
    ):
        add(name.lower(), words, (key,), partial(_run, screen, name))
    add("file", tr("File to CRM"), ("f",), lambda: screen().run("file"))
    add("close", tr("Close"), ("Escape",), lambda: screen().close_details())


def _run(screen: Callable[[], "CalendarScreen"], name: str) -> None:
    screen().run(name)


def _show(screen: Callable[[], "CalendarScreen"], mode: Mode) -> None:
    screen().show_mode(mode)
