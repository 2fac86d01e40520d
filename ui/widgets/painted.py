"""Words as the delegates paint them: cut to their room and laid out once, however often they are painted."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from ui.theme import tokens as t
from ui.theme.theme import font_of, theme
from ui.widgets.labels import short

NORMAL = QFont.Weight.Normal.value


def paint_words(
    painter: QPainter, words: str, box: QRectF, color: str, size: float = t.TEXT, weight: int = NORMAL
) -> float:
    """One line from the left edge of a box, in its middle from top to bottom; returns how wide it became."""
    pixels = theme().px(size)
    laid_out = _laid_out(words, pixels, weight, int(box.width()))
    painter.setFont(font_of(pixels, weight))
    painter.setPen(QColor(color))
    room = laid_out.size()
    painter.drawStaticText(QPointF(box.left(), box.top() + (box.height() - room.height()) / 2), laid_out)
    return room.width()


def words_width(words: str, size: float = t.TEXT, weight: int = NORMAL) -> float:
    """How wide a line of words would be where there is room for all of it."""
    return _width(words, theme().px(size), weight)


@lru_cache(2_000)
def _width(words: str, pixels: int, weight: int) -> float:
    return QFontMetricsF(font_of(pixels, weight)).horizontalAdvance(short(words))


@lru_cache(4_000)
def _laid_out(words: str, pixels: int, weight: int, room: int) -> QStaticText:
    """Measuring and shaping a line takes far longer than painting it."""
    font, flat = font_of(pixels, weight), " ".join(short(words).split())
    made = QStaticText(QFontMetricsF(font).elidedText(flat, Qt.TextElideMode.ElideRight, room))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(QTransform(), font)
    return made
