"""Labels: words in the theme's sizes and tones, cut with an ellipsis where the room is short."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QSizePolicy, QStyle, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme

LONGEST = 200
BREAK = "\u200b"
UNBROKEN = 24
"""Letters in a row without a place where a line may end."""


def short(text: str) -> str:
    """A text as far as one line can show it: measuring hundreds of thousands of letters takes seconds."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def breakable(text: str) -> str:
    """A text whose long words, as addresses of the web are, may go on in the next line: a label is as wide as its
    longest word.
    """
    return re.sub(rf"\S{{{UNBROKEN}}}(?=\S)", rf"\g<0>{BREAK}", text)


class Selectable(QLabel):
    """Words in several lines that can be chosen and copied; wherever a long one is broken, the copy is whole."""

    def __init__(self, text: str, parent: QWidget, *, kind: str = "", by_keys: bool = False) -> None:
        super().__init__(breakable(text), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(True)
        keys = Qt.TextInteractionFlag.TextSelectableByKeyboard if by_keys else Qt.TextInteractionFlag.NoTextInteraction
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | keys)

    def setText(self, text: str) -> None:
        super().setText(breakable(text))

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selectedText().replace(BREAK, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Copy text"), self.copy).setEnabled(self.hasSelectedText())
        menu.addAction(self.tr("Select all"), lambda: self.setSelection(0, len(self.text())))
        menu.exec(event.globalPos())
        menu.deleteLater()


def label(text: str, parent: QWidget, *, kind: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label; ``kind`` is display, title, heading, strong, secondary, caption or key."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def field_label(text: str, parent: QWidget) -> QLabel:
    """A label that stands in the middle of the field beside it, which a form layout puts a little higher."""
    made = label(text, parent)
    made.setMinimumHeight(theme().px(t.FIELD))
    return made


def frame(kind: str, parent: QWidget) -> QFrame:
    """A frame that the stylesheet draws by its kind."""
    made = QFrame(parent)
    made.setProperty("kind", kind)
    return made


class CutLabel(QLabel):
    """A label of one line that ends in an ellipsis instead of widening its column."""

    def __init__(self, text: str, parent: QWidget, *, kind: str = "", tone: str = "") -> None:
        super().__init__(short(text), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(short(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        self.setToolTip(self.text() if shown != self.text() else "")


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look again after a dynamic property changed."""
    style: QStyle = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
