"""No words are cut: labels, buttons, boxes and hints have the room that their words take, in both languages."""

import re

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from tests.ui.walking import place_of, seen, walk
from ui.shell.language import use_language
from ui.theme.theme import Mode, start_theme
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel

PLAIN_BUTTONS = (QPushButton, QToolButton, QCheckBox, QRadioButton, Button)


def is_cut(widget: QWidget) -> bool:
    """Whether its own words need more room than it has; who draws its own words cuts them with dots."""
    if isinstance(widget, QLabel) and not isinstance(widget, CutLabel):
        return _is_label_cut(widget)
    if isinstance(widget, QAbstractButton) and widget.text() and _draws_plainly(widget):
        return widget.width() < widget.sizeHint().width() - 1
    if isinstance(widget, QComboBox) and type(widget).paintEvent is QComboBox.paintEvent:
        return _width(widget, widget.currentText()) > widget.width() - 20
    if isinstance(widget, QLineEdit) and not widget.text():
        return _width(widget, widget.placeholderText()) > widget.width() - 8
    return False


def _is_label_cut(label: QLabel) -> bool:
    room = label.contentsRect()
    if not label.text() or label.textFormat() is Qt.TextFormat.RichText:
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return max(_width(label, line) for line in label.text().splitlines()) > room.width() + 1


def _draws_plainly(button: QAbstractButton) -> bool:
    return any(type(button).paintEvent is each.paintEvent for each in PLAIN_BUTTONS)


def _width(widget: QWidget, words: str) -> int:
    return widget.fontMetrics().horizontalAdvance(re.sub("&(.)", r"\1", words))


def is_covered(widget: QWidget) -> bool:
    """Whether a widget around it cuts off its right or left; what scrolls sideways may."""
    box = QRect(widget.mapTo(widget.window(), QPoint()), widget.size())
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        area = around.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.horizontalScrollBar().isVisible():
            return False
        left = around.mapTo(around.window(), QPoint()).x()
        if box.left() < left or box.right() > left + around.width() - 1:
            return True
        around = around.parentWidget()
    return False


def words_of(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_words_are_cut(
    app: QApplication, open_window: OpenWindow, home_with_mail: SampleHome, language: str, scale: float
) -> None:
    start_theme(app, Mode.LIGHT, scale)
    use_language(app, language)
    faults: dict[str, str] = {}
    for name, window in walk(open_window, home_with_mail):
        for widget in seen(window):
            if not (words := words_of(widget)):
                continue
            how = "cut" if is_cut(widget) else "covered" if is_covered(widget) else ""
            if how:
                faults.setdefault(f"{words!r}: {place_of(widget)} is {how}", name)
    assert not faults, "\n".join(f"{screen}: {words}" for words, screen in faults.items())
