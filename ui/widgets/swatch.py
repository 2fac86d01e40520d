"""A colour to pick."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme

NAMES = dict(
    zip(
        t.PEOPLE_COLORS,
        (
            QT_TRANSLATE_NOOP("swatch", "Violet"),
            QT_TRANSLATE_NOOP("swatch", "Green"),
            QT_TRANSLATE_NOOP("swatch", "Blue"),
            QT_TRANSLATE_NOOP("swatch", "Ochre"),
            QT_TRANSLATE_NOOP("swatch", "Red"),
            QT_TRANSLATE_NOOP("swatch", "Sky blue"),
            QT_TRANSLATE_NOOP("swatch", "Plum"),
        ),
        strict=True,
    )
)


class Swatch(QAbstractButton):
    """A round checkable button in its colour."""

    def __init__(self, color: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.color = color
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = NAMES.get(color.upper())
        words = (
            QCoreApplication.translate("swatch", str(name)) if name else self.tr("Colour {color}").format(color=color)
        )
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFixedSize(theme().px(t.SMALL_BUTTON), theme().px(t.SMALL_BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.color))
        box = QRectF(self.rect())
        painter.drawEllipse(box.adjusted(px(4), px(4), -px(4), -px(4)))
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            colors = theme().colors
            painter.setPen(QPen(QColor(colors.accent if self.hasFocus() else colors.text), 3 if self.hasFocus() else 2))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
