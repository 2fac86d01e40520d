"""The shadow of a card, painted once as a small picture whose sides are drawn out to any size."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from ui.theme import tokens as t
from ui.theme.theme import theme

STEPS = 16


def shadow_box(card: QRect) -> QRect:
    """What the shadow of a card takes up: a little lower than the card."""
    return card.translated(0, theme().px(8)).adjusted(-STEPS, -STEPS, STEPS, STEPS)


def paint_shadow(painter: QPainter, card: QRect) -> None:
    """Around a card with the round corners of a sheet; nothing where the middle of the card hides it."""
    radius = theme().px(t.RADIUS_SHEET)
    picture = _picture(radius, theme().colors.shadow, painter.device().devicePixelRatio())
    corner, box = _corner(radius), shadow_box(card)
    for column, (x, width) in enumerate(_parts(box.x(), box.width(), corner)):
        for row, (y, height) in enumerate(_parts(box.y(), box.height(), corner)):
            if (column, row) != (1, 1):
                painter.drawPixmap(QRect(x, y, width, height), picture, _source(column, row, corner, picture))


def _parts(start: int, length: int, corner: int) -> tuple[tuple[int, int], ...]:
    """Corner, side, corner."""
    return (start, corner), (start + corner, length - 2 * corner), (start + length - corner, corner)


def _source(column: int, row: int, corner: int, picture: QPixmap) -> QRect:
    sizes = (corner, 4, corner)
    ratio = picture.devicePixelRatio()
    x, y = (sum(sizes[:at]) for at in (column, row))
    return QRect(round(x * ratio), round(y * ratio), round(sizes[column] * ratio), round(sizes[row] * ratio))


def _corner(radius: int) -> int:
    """A multiple of four: whole pixels of the screen at 125 and 150 % too."""
    return -4 * (-(radius + 2 * STEPS) // 4)


@lru_cache(maxsize=4)
def _picture(radius: int, color: tuple[int, int, int, int], ratio: float) -> QPixmap:
    """Four corners and the beginning of each side."""
    size = 2 * _corner(radius) + 4
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    red, green, blue, alpha = color
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(red, green, blue, max(1, alpha // STEPS)))
    for step in range(STEPS):
        edge = STEPS - step
        painter.drawRoundedRect(QRectF(edge, edge, size - 2 * edge, size - 2 * edge), radius + step, radius + step)
    painter.end()
    return picture
