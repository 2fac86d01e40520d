"""Rows of a list as they were painted: one that stays as it is is painted once, then shown again as a picture."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPixmap

from ui.theme.theme import theme

Look = TypeVar("Look", bound=Hashable)
"""All that decides how a row is painted, but for its size and the theme."""


class Pictures(Generic[Look]):
    """``draw`` paints a look into a box, ``ground`` says which colour is below it; the latest ``number`` are kept."""

    def __init__(
        self, draw: Callable[[QPainter, QRectF, Look], object], ground: Callable[[], str], number: int
    ) -> None:
        self._draw, self._ground = draw, ground
        self._picture = lru_cache(number)(self._new_picture)

    def paint(self, painter: QPainter, place: QRect, look: Look) -> None:
        ratio = painter.device().devicePixelRatio()
        if ratio == int(ratio) and painter.paintEngine().type() is QPaintEngine.Type.Raster:
            size, dress = place.size().toTuple(), (theme().is_dark, theme().scale)
            painter.drawPixmap(place.topLeft(), self._picture(look, size, int(ratio), dress))
        else:  # its edges may lie between the screen's dots; and words stay words where no dots are painted
            self._draw(painter, QRectF(place), look)

    def _new_picture(self, look: Look, size: tuple[int, int], ratio: int, dress: tuple[bool, float]) -> QPixmap:
        room = QSize(*size)
        picture = QPixmap(room * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._ground()))
        painter = QPainter(picture)
        self._draw(painter, QRectF(QPointF(), room.toSizeF()), look)
        painter.end()
        return picture
