"""Line icons from ``resources/icons``, drawn in a token's colour and kept."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme.resources import icon_path


@cache
def _source(name: str) -> str:
    return icon_path(name).read_text("utf-8")


def draw_icon(painter: QPainter, name: str, color: str, box: QRectF) -> None:
    """Paint an icon into a box of the painter's device."""
    ratio = painter.device().devicePixelRatio()
    drawn = _drawn(name, color, round(box.width() * ratio), round(box.height() * ratio))
    painter.drawPixmap(box.toRect(), drawn)


@lru_cache(1_000)
def _drawn(name: str, color: str, wide: int, high: int) -> QPixmap:
    """An icon in pixels of the screen: to draw it from its lines takes ten times as long."""
    pixmap = QPixmap(wide, high)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_svg(painter, _source(name), color, QRectF(pixmap.rect()))
    painter.end()
    return pixmap


def draw_svg(painter: QPainter, source: str, color: str, box: QRectF) -> None:
    """Paint an SVG's text; what it draws in ``currentColor`` gets the colour."""
    QSvgRenderer(QByteArray(colored(source, color).encode())).render(painter, box)


def colored(source: str, color: str) -> str:
    return source.replace("currentColor", color)


class IconShelf:
    """Keeps each icon once per colour and size."""

    def __init__(self) -> None:
        self._icons: dict[tuple[str, str, int], QIcon] = {}

    def icon(self, name: str, color: str, size: int) -> QIcon:
        key = (name, color, size)
        if key not in self._icons:
            self._icons[key] = self._drawn(name, color, size)
        return self._icons[key]

    def _drawn(self, name: str, color: str, size: int) -> QIcon:
        icon = QIcon()
        for ratio in (1, 2):
            pixmap = QPixmap(size * ratio, size * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            draw_icon(painter, name, color, QRectF(pixmap.rect()))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            icon.addPixmap(pixmap)
        return icon
