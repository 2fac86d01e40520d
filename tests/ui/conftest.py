"""Fixtures of the window's tests: a home written by the real store, and the window on it, without an engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SampleHome
from ui.models.observer import Observer
from ui.shell.context import Context
from ui.shell.language import use_language
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme

OpenWindow = Callable[[SampleHome], MainWindow]


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application in the light theme and English."""
    start_theme(qapp, Mode.LIGHT, 1.0)
    use_language(qapp, "en")
    return qapp


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleHome]:
    """A home without workplaces and accounts."""
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
    made = SampleHome(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def home_with_mail(empty_home: SampleHome) -> SampleHome:
    """Two workplaces with mail, chat, events, customers and filings."""
    return empty_home.fill()


@pytest.fixture
def context_of(app: QApplication) -> Callable[[SampleHome], Context]:
    """A context on a home, as the shell makes it; the bell is heard by nobody."""

    def make(sample: SampleHome) -> Context:
        observer = Observer(sample.reader, app)
        observer.start()
        return Context(sample.user, sample.reader, sample.vault, observer, lambda: None)

    return make


@pytest.fixture
def open_window(qtbot: QtBot, context_of: Callable[[SampleHome], Context]) -> Iterator[OpenWindow]:
    """Opens the main window on a home."""
    opened: list[MainWindow] = []

    def make(sample: SampleHome) -> MainWindow:
        window = MainWindow(context_of(sample))
        window.resize(1440, 900)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.close()
        window.context.observer.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow, home_with_mail: SampleHome) -> MainWindow:
    """The main window on a home with mail."""
    return open_window(home_with_mail)
