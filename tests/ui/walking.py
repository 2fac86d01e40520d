"""Opens a window on every screen that is drawn for the contact sheets: one home and one window for each, so that
what one screen did is not seen in the next.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.screenshots import Stage, is_looking, settle, stages
from tests.still import still
from tests.ui.calendar.sample import fill_week
from tests.ui.sample_home import SampleHome
from ui.models.observer import Observer
from ui.shell.context import Context
from ui.shell.language import use_language
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme
from ui.widgets.sheet import Sheet
from workspace.link.state import EngineState

SHOWN_MS, LAID_OUT_MS = 30, 300
STAGES: dict[str, Stage] = stages()


@dataclass(frozen=True, slots=True)
class View:
    """How a screen is opened: the language, the text size, the theme and the window's pixels."""

    language: str = "en"
    scale: float = 1.0
    mode: Mode = Mode.LIGHT
    width: int = 1440
    height: int = 900


@contextmanager
def shown(app: QApplication, template: Path, folder: Path, name: str, view: View) -> Iterator[MainWindow]:
    """The window while it shows a screen, at the same moment every day.

    ``template`` is a home that was filled at that moment, ``folder`` a place for the copy.
    """
    with still():
        yield from _shown(app, template, folder, name, view)


def _shown(app: QApplication, template: Path, folder: Path, name: str, view: View) -> Iterator[MainWindow]:
    start_theme(app, view.mode, view.scale)
    use_language(app, view.language)
    stage, place = STAGES[name], folder / f"{name}-{view.language}-{view.scale}"
    if stage.is_filled:
        shutil.copytree(template, place)
    sample = SampleHome(place)
    if stage.is_filled:
        fill_week(sample)  # which day a week begins with is the language's
    stage.prepare(sample)
    observer = Observer(sample.reader, app)
    window = MainWindow(Context(sample.user, sample.reader, sample.vault, observer, lambda: None))
    try:
        window.status.show_engine(EngineState.RUNNING)
        window.resize(view.width, view.height)
        window.show()
        window.activateWindow()
        settle()
        stage.show(window, sample)
        settle(SHOWN_MS)
        while is_looking(window):
            settle()
        yield window
    finally:
        for menu in window.findChildren(QMenu):
            menu.close()
        observer.stop()
        window.close()
        window.deleteLater()
        observer.deleteLater()
        settle(0)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        sample.close()
        shutil.rmtree(place)


def top(window: MainWindow) -> QWidget:
    """What takes the keys: the sheet that lies over the window, or the window."""
    sheets = [each for each in window.findChildren(QWidget) if each.isVisible() and _lies_over(each, window)]
    return sheets[-1] if sheets else window


def _lies_over(widget: QWidget, window: MainWindow) -> bool:
    return isinstance(widget, Sheet) or (widget.parent() is window and widget.size() == window.size())


def seen(root: QWidget) -> list[QWidget]:
    """The visible widgets in it, in no order."""
    window = root.window()
    return [
        each
        for each in root.findChildren(QWidget)
        if each.isVisible() and each.window() is window and not each.visibleRegion().isEmpty()
    ]


def place_of(widget: QWidget) -> str:
    """Which widget it is, for a failing test."""
    parents, above = [], widget.parentWidget()
    while above is not None and len(parents) < 4:
        if type(above).__module__.startswith("ui."):
            parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__} in {' in '.join(parents)}"


def lasting(find: Callable[[QWidget], Iterable[str]], window: MainWindow) -> list[str]:
    """The faults that are still there once everything has found its place."""
    found = list(find(top(window)))
    if found:
        settle(LAID_OUT_MS)
        found = list(find(top(window)))
    return found
