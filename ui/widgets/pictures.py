"""Rows of a list as they were painted: one that stays as it is is painted once, then shown again as a picture."""

from collections.abc import Callable, Hashable
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget
from shiboken6 import getCppPointer

from ui.theme.theme import theme
from ui.widgets.allowance import allowance

Look = TypeVar("Look", bound=Hashable)
"""All that decides how a row is painted, but for its size and the theme."""


class Pictures(Generic[Look]):
    """``draw`` paints a look into a box, ``ground`` says which colour is below it; the latest ``number`` are kept."""

    def __init__(
        self, draw: Callable[[QPainter, QRectF, Look], object], ground: Callable[[], str], number: int
    ) -> None:
        self._draw, self._ground, self._number = draw, ground, number
        self._kept: dict[Hashable, QPixmap] = {}

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
        """A row of a view; one that was never painted may come a turn or two later."""
        self.paint(painter, option.rect, look, option.widget)

    def paint(self, painter: QPainter, place: QRect, look: Look, view: QWidget | None = None) -> None:
        ratio = painter.device().devicePixelRatio()
        if ratio != int(ratio) or painter.paintEngine().type() is not QPaintEngine.Type.Raster:
            # Its edges may lie between the screen's dots; and words stay words where no dots are painted.
            self._draw(painter, QRectF(place), look)
            return
        key = (look, place.size().toTuple(), int(ratio), theme().is_dark, theme().scale)
        picture = self._kept.pop(key, None)
        if picture is None:
            if isinstance(view, QAbstractItemView) and allowance().is_spent and _is_on_screen(painter, view):
                allowance().wait(view)
                return
            began = perf_counter()
            picture = self._new_picture(look, place.size(), int(ratio))
            allowance().spend(began)
        self._kept[key] = picture
        if len(self._kept) > self._number:
            del self._kept[next(iter(self._kept))]
        painter.drawPixmap(place.topLeft(), picture)

    def _new_picture(self, look: Look, room: QSize, ratio: int) -> QPixmap:
        picture = QPixmap(room * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._ground()))
        painter = QPainter(picture)
        self._draw(painter, QRectF(QPointF(), room.toSizeF()), look)
        painter.end()
        return picture


def _is_on_screen(painter: QPainter, view: QWidget) -> bool:
    """And not in a picture that somebody takes of the view, which is not painted again."""
    if not view.isVisible():
        return False
    screen, device = view.window().backingStore().paintDevice(), painter.paintEngine().paintDevice()
    return bool(getCppPointer(device) == getCppPointer(screen))
