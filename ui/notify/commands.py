"""The commands of notifications: focus, and the history. What they show is imported when they run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.notify.choices import KIND
from ui.shell.deeds import Deed
from workspace.model.ids import WorkplaceId

if TYPE_CHECKING:
    from ui.shell.window import MainWindow
    from workspace.store.user.notices import NoticeRow


def tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def add_commands(window: "MainWindow") -> None:
    """Register them in a window."""
    group = tr("Window")
    window.commands.add("focus", tr("Focus: hold notifications…"), group, ("d",), lambda: _focus(window))
    window.commands.add("notices", tr("Notifications"), group, ("n",), lambda: _notices(window))
    words = tr("Notification settings…")
    window.commands.add("notify_settings", words, group, (), lambda: _settings(window))
    window.commands.add("mute_workplace", tr("Mute this workplace, or hear it again"), group, (), lambda: _mute(window))
    window.status.focus_asked.connect(lambda: _focus(window))


def _mute(window: "MainWindow") -> None:
    from ui.notify.muting import toggle_mute

    toggle_mute(window, WorkplaceId(window.scope))


def _focus(window: "MainWindow") -> None:
    from ui.notify.focus import FocusSheet

    sheet = FocusSheet(window.context, window)
    sheet.changed.connect(window.status.reload)
    sheet.said.connect(window.toast.say)
    sheet.open()


def _notices(window: "MainWindow") -> None:
    from ui.notify.acting import show
    from ui.notify.history import HistorySheet

    sheet = HistorySheet(window.context, window)
    sheet.picked.connect(lambda item: show(window, item))
    sheet.cleared.connect(lambda words, rows: _say_cleared(window, words, rows))
    sheet.settings_asked.connect(lambda: _settings(window))
    sheet.open()


def _say_cleared(window: "MainWindow", words: str, rows: "Sequence[NoticeRow]") -> None:
    def undo() -> bool:
        window.context.user.restore_notices(rows)
        window.context.observer.tell(KIND)
        return True

    window.deeds.performed.emit(Deed(words, undo))


def _settings(window: "MainWindow") -> None:
    from ui.notify.page import NotifySheet

    NotifySheet(window.context, window, workplace_id=window.scope).open()
