"""Fixtures of the window's tests: a home written by the real store, and the window on it, without an engine."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.still import still
from tests.ui.sample_home import SampleHome
from ui.models.observer import Observer
from ui.shell.context import Context
from ui.shell.language import use_language
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme

OpenWindow = Callable[[SampleHome], MainWindow]


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> QApplication:
    """The application in the light theme and English; without one a picture ends the process."""
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


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample home, written once; tests get copies."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
        made = SampleHome(tmp_path_factory.mktemp("sample") / "home").fill()
    made.close()
    return made.home.path


@pytest.fixture(scope="session")
def still_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same at the moment at which pictures are taken."""
    with pytest.MonkeyPatch.context() as environment, still():
        environment.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
        made = SampleHome(tmp_path_factory.mktemp("still") / "home").fill()
        made.close()
    return made.home.path


@pytest.fixture
def home_with_mail(filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleHome]:
    """Two workplaces with mail, chat, events, customers and filings."""
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
    shutil.copytree(filled_home, tmp_path / "filled")
    made = SampleHome(tmp_path / "filled")
    yield made
    made.close()


@pytest.fixture
def context_of(app: QApplication) -> Iterator[Callable[[SampleHome], Context]]:
    """A context on a home, as the shell makes it; the bell is heard by nobody."""
    observers: list[Observer] = []

    def make(sample: SampleHome) -> Context:
        observer = Observer(sample.reader, app)
        observer.start()
        observers.append(observer)
        return Context(sample.user, sample.reader, sample.vault, observer, lambda: None)

    yield make
    for observer in observers:
        observer.stop()
        observer.deleteLater()


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
        window.context.observer.stop()
        window.close()
    # Without a loop nobody carries out what was deferred, and every later test would restyle this window too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(open_window: OpenWindow, home_with_mail: SampleHome) -> MainWindow:
    """The main window on a home with mail."""
    return open_window(home_with_mail)
