"""Finding words in the letter that is written: on its sheet, and in an answer under a conversation."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from ui.compose.composer import Composer
from ui.compose.finder import LetterFinder
from ui.reader.find import FindBar, find_bar
from ui.shell.window import MainWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LINES = "\n".join(f"Line {n}: the Müller order" if n % 40 == 7 else f"Line {n}" for n in range(120))
"""The order is named in the lines 7, 47 and 87."""


def press(key: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key(key), modifiers)


@pytest.fixture
def answer(window: MainWindow, qtbot: QtBot) -> Composer:
    """Under a conversation."""
    window.mail.inbox.step(1)
    window.commands.run("open")
    window.commands.run("reply")
    return begun(window, qtbot)


@pytest.fixture
def letter(window: MainWindow, qtbot: QtBot) -> Composer:
    """On a sheet."""
    window.commands.run("compose")
    return begun(window, qtbot)


def begun(window: MainWindow, qtbot: QtBot) -> Composer:
    qtbot.waitUntil(lambda: bool(window.findChildren(Composer)))
    [composer] = window.findChildren(Composer)
    composer.editor.setPlainText(LINES)
    composer.editor.moveCursor(QTextCursor.MoveOperation.Start)
    composer.editor.setFocus()
    qtbot.waitUntil(lambda: composer.editor.hasFocus() and column_of(composer).verticalScrollBar().maximum() > 1_000)
    return composer


def finding(composer: Composer, words: str) -> FindBar:
    press(Qt.Key.Key_F, CONTROL)
    bar = composer.finding.bar
    assert bar is not None
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, words)
    return bar


def column_of(composer: Composer) -> QScrollArea:
    column = composer.parentWidget()
    while not isinstance(column, QScrollArea):
        assert column is not None
        column = column.parentWidget()
    return column


def is_seen(composer: Composer) -> bool:
    """Whether the caret is in what is seen of the letter."""
    viewport = column_of(composer).viewport()
    return viewport.rect().contains(composer.editor.mapTo(viewport, composer.editor.cursorRect().center()))


@pytest.mark.parametrize("where", ["answer", "letter"])
def test_control_f_finds_in_what_is_written_and_escape_goes_on_writing_there(
    where: str, request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot
) -> None:
    composer: Composer = request.getfixturevalue(where)
    bar = finding(composer, "muller")
    assert bar.said.text() == "1 of 3"
    assert find_bar(window.mail.reader).isHidden()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F3)
    assert bar.said.text() == "3 of 3"
    press(Qt.Key.Key_F3)
    press(Qt.Key.Key_F3, SHIFT)
    press(Qt.Key.Key_Return, SHIFT)
    assert bar.said.text() == "2 of 3"
    assert bar.isVisible()
    press(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert composer.isVisible()
    assert composer.editor.hasFocus()
    assert composer.editor.textCursor().selectedText() == "Müller"
    assert composer.editor.textCursor().block().text().startswith("Line 47")
    assert is_seen(composer)


def test_what_is_found_is_marked_and_follows_what_is_written(letter: Composer, qtbot: QtBot) -> None:
    bar = finding(letter, "order")
    finder = bar.finder
    assert isinstance(finder, LetterFinder)
    qtbot.waitUntil(lambda: [each.cursor.selectedText() for each in letter.editor.extraSelections()] == ["order"])
    letter.editor.moveCursor(QTextCursor.MoveOperation.End)
    letter.editor.insertPlainText("\nAnother order")
    qtbot.waitUntil(lambda: bar.said.text() == "1 of 4")
    bar.field.setText("nowhere")
    assert bar.said.text() == "Nothing found"
    qtbot.waitUntil(lambda: letter.editor.extraSelections() == [])
    press(Qt.Key.Key_Escape)
    assert letter.editor.hasFocus()


def test_escape_in_the_letter_ends_finding_before_it_leaves(letter: Composer) -> None:
    bar = finding(letter, "order")
    letter.editor.setFocus()
    press(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert letter.isVisible()


def test_an_answer_that_is_put_away_leaves_no_bar(answer: Composer, window: MainWindow, qtbot: QtBot) -> None:
    finding(answer, "order")
    answer.discard()
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(FindBar)))


def test_the_conversation_is_searched_where_nobody_writes(answer: Composer, window: MainWindow) -> None:
    finding(answer, "order")
    press(Qt.Key.Key_Escape)
    window.mail.reader.column.setFocus()
    press(Qt.Key.Key_F, CONTROL)
    assert find_bar(window.mail.reader).field.hasFocus()
