"""Where a file is saved is asked once, and it gets the ending that it is looked for by."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.saving import ask_where


def answer(name: str) -> None:
    """Write a name into the dialog that is about to open, and save."""

    def write() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, name)
        dialog.accept()

    QTimer.singleShot(0, write)


@pytest.mark.parametrize(("written", "named"), [("team", "team.toml"), ("team.toml", "team.toml"), ("a.txt", "a.txt")])
def test_a_name_without_an_ending_gets_that_of_the_proposed_one(
    app: QApplication, qtbot: QtBot, tmp_path: Path, written: str, named: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answer(written)
    assert ask_where(window, "Export", str(tmp_path / "Support.toml"), "Templates (*.toml)") == tmp_path / named


def test_nothing_is_named_where_the_question_is_given_up(app: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def give_up() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.reject()

    QTimer.singleShot(0, give_up)
    assert ask_where(window, "Export", str(tmp_path / "Support.toml")) is None
