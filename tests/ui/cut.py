"""Words that have less room than they take, in a screen as it is shown: faults as sentences."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from tests.ui.walking import place_of, seen
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel

PLAIN = (
    QPushButton.paintEvent,
    QToolButton.paintEvent,
    QCheckBox.paintEvent,
    QRadioButton.paintEvent,
    Button.paintEvent,
)
ARROW, PADDING, SLACK = 20, 8, 2


def cut_faults(root: QWidget) -> Iterator[str]:
    """Words that end without dots, or that something around them hides."""
    for widget in seen(root):
        words = words_of(widget)
        if not words:
            continue
        if is_cut(widget):
            yield f"{words[:80]!r} is cut: {place_of(widget)}"
        elif is_covered(widget):
            yield f"{words[:80]!r} is covered: {place_of(widget)}"


def outside_faults(root: QWidget) -> Iterator[str]:
    """What lies beyond the window's edges and cannot be scrolled to."""
    window = root.window()
    for widget in seen(root):
        box = QRect(widget.mapTo(window, QPoint()), widget.size())
        if not window.rect().contains(box) and not _scrolls(widget):
            yield f"{place_of(widget)} reaches {box.getRect()} in a window of {window.size().toTuple()}"


def words_of(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText() if not widget.text() else ""
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def is_cut(widget: QWidget) -> bool:
    """Whether its words need more room than it has; what draws its own words cuts them with dots."""
    if isinstance(widget, CutLabel):
        return False
    if isinstance(widget, QLabel):
        return _is_label_cut(widget)
    if isinstance(widget, QAbstractButton):
        return type(widget).paintEvent in PLAIN and widget.width() < widget.sizeHint().width() - SLACK
    if isinstance(widget, QComboBox):
        return type(widget).paintEvent is QComboBox.paintEvent and _width(widget) > widget.width() - ARROW
    return isinstance(widget, QLineEdit) and _width(widget) > widget.width() - PADDING


def _is_label_cut(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.textFormat() is Qt.TextFormat.RichText:
        return False
    if label.wordWrap():
        lines = label.fontMetrics().boundingRect(0, 0, room.width(), 100_000, Qt.TextFlag.TextWordWrap, label.text())
        return lines.height() > label.height() + 1 or lines.width() > room.width() + 1
    return max(_advance(label.fontMetrics(), line) for line in label.text().splitlines()) > room.width() + 1


def _width(widget: QWidget) -> int:
    return _advance(widget.fontMetrics(), words_of(widget))


def _advance(metrics: QFontMetrics, words: str) -> int:
    return metrics.horizontalAdvance(re.sub("&(.)", r"\1", words))


def is_covered(widget: QWidget) -> bool:
    """Whether a widget around it cuts off its right or left; what scrolls sideways may."""
    box = QRect(widget.mapTo(widget.window(), QPoint()), widget.size())
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        area = around.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.horizontalScrollBar().isVisible():
            return False
        left = around.mapTo(around.window(), QPoint()).x()
        if box.left() < left - SLACK or box.right() > left + around.width() - 1 + SLACK:
            return True
        around = around.parentWidget()
    return False


def _scrolls(widget: QWidget) -> bool:
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QAbstractScrollArea):
            return True
        around = around.parentWidget()
    return False
