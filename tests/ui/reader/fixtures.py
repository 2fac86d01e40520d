"""The fixtures that the tests of reader, composer, filing sheet and customer panel share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import KEY, SampleHome
from ui.shell.language import use_language
from ui.theme.theme import Mode, start_theme
from workspace.store.home import DATABASES, Home
from workspace.store.open import bring_up_to_date


@pytest.fixture(scope="session")
def empty_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three files without content, made once."""
    home = Home(tmp_path_factory.mktemp("empty") / "home")
    for name in DATABASES:
        bring_up_to_date(home, KEY, name)
    return home.path


@pytest.fixture
def home(empty_files: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleHome]:
    shutil.copytree(empty_files, tmp_path / "home")
    monkeypatch.setenv("WORKSPACE_HOME_KEY", KEY.hex())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    start_theme(app, Mode.LIGHT)
    use_language(app, "en")
    made = SampleHome(tmp_path / "home", app)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window of the size that the designs have."""
    made = QWidget()
    made.setProperty("kind", "window")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    made.resize(760, 860)
    qtbot.addWidget(made)
    made.show()
    return made
