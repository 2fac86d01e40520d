"""The fixtures that the tests of reader, composer, filing sheet and customer panel share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import KEY, SampleHome
from ui.theme.theme import Mode, start_theme


@pytest.fixture
def home(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleHome]:
    monkeypatch.setenv("WORKSPACE_HOME_KEY", KEY.hex())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    start_theme(app, Mode.LIGHT)
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
