"""Walks one window through every screen that is drawn for the contact sheets, one after the other."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.screenshots import SCREENS, settle
from tests.ui.calendar.sample import fill_week
from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from ui.theme.theme import theme
from ui.widgets.sheet import Sheet
from workspace.link.state import EngineState

SHOWN_MS = 30
NOT_WALKED = frozenset({"invitation"})
"""Screens that want a home of their own."""


def filing(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    window.commands.run("file")
    settle(250)


EXTRA: dict[str, Callable[[MainWindow], None]] = {
    "filing": filing,
    **{f"place-{place.value}": partial(lambda place, window: window.show_place(place), place) for place in Place},
}


def walk(open_window: OpenWindow, sample: SampleHome) -> Iterator[tuple[str, MainWindow]]:
    """The name of each screen, while it is shown."""
    window = open_window(fill_week(sample))
    window.resize(theme().px(1440), theme().px(900))
    for name, show in (SCREENS | EXTRA).items():
        if name in NOT_WALKED:
            continue
        window.show_place(Place.INBOX)
        window.status.show_engine(EngineState.RUNNING, "")
        show(window)
        settle(SHOWN_MS)
        yield name, window
        leave(window)


def leave(window: MainWindow) -> None:
    """Close what lies over the window, as a user does who changed their mind."""
    composer = window.mail.reader.composer
    if composer is not None:
        composer.discard()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for sheet in window.findChildren(Sheet):
        sheet.done()
    window.toast.hide()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def seen(window: MainWindow) -> Iterator[QWidget]:
    """The visible widgets of the window."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window and widget.width() > 0:
            yield widget


def place_of(widget: QWidget) -> str:
    """Which widget it is, for a failing test."""
    parents, above = [], widget.parentWidget()
    while above is not None and len(parents) < 4:
        if type(above).__module__.startswith("ui."):
            parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__} in {' in '.join(parents)}"
