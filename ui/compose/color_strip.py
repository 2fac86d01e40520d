"""The colour of the workplace that a letter leaves from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme


class ColorStrip(QWidget):
    """The workplace's colour along the top of the letter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color = ""
        self.setFixedHeight(theme().px(t.STEP))

    def show_color(self, color: str) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._color or theme().colors.line))
        radius = theme().px(t.RADIUS_CARD)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, 0, radius), radius, radius)
