"""Chips: the small rounded words below a conversation and in headers, painted in rows and as labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.widgets.painted import paint_words, words_width

SHORTEST = 48
"""A chip that is cut is at least this wide, in pixels at the normal text size."""


@dataclass(frozen=True, slots=True)
class Chip:
    """What a chip says. ``tone`` is plain, accent, ok, warn or bad; ``icon`` stands before the words.

    One that ``gives_way`` is cut first where a row is too narrow for all that have a tone.
    """

    text: str
    tone: str = "plain"
    icon: str = ""
    gives_way: bool = False


def chip_colors(tone: str) -> tuple[str, str]:
    """Ink and ground of a tone in the current theme."""
    c = theme().colors
    return {
        "accent": (c.accent, c.accent_soft),
        "ok": (c.ok, c.ok_soft),
        "warn": (c.warn, c.warn_soft),
        "bad": (c.bad, c.bad_soft),
    }.get(tone, (c.muted, c.background))


def chip_width(chip: Chip) -> float:
    px = theme().px
    words = words_width(chip.text, t.CAPTION)
    icon = px(12) + (px(4) if chip.text else 0) if chip.icon else 0
    return words + icon + 2 * px(7)


def width_in(chip: Chip, room: float) -> float:
    """How wide a chip is where there is so much room: whole, cut, or 0 where it is left out."""
    whole = chip_width(chip)
    if whole <= room:
        return whole
    return room if room >= theme().px(SHORTEST) else 0


def row_widths(chips: Sequence[Chip], room: float, gap: float) -> list[float]:
    """How wide each chip of a row is, 0 where it is left out."""
    found = []
    for n, chip in enumerate(chips):
        kept = sum(gap + chip_width(each) for each in chips[n + 1 :] if each.tone != "plain") if chip.gives_way else 0
        width = width_in(chip, min(room, max(room - kept, theme().px(SHORTEST))))
        found.append(width)
        room -= width + gap if width else 0
    return found


def paint_chip(painter: QPainter, chip: Chip, left: float, top: float, room: float) -> float:
    """Draw a chip, its words cut to the room; returns its width, 0 where it does not fit."""
    px = theme().px
    width = width_in(chip, room)
    if not width:
        return 0
    ink, ground = chip_colors(chip.tone)
    box = QRectF(left, top, width, px(t.LINE_CHIP)).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(theme().colors.line if chip.tone == "plain" else ground), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, px(t.RADIUS_CHIP), px(t.RADIUS_CHIP))
    words = box.adjusted(px(7), 0, -px(7) + 1, 0)
    if chip.icon:
        side = px(12)
        draw_icon(painter, chip.icon, ink, QRectF(words.left(), box.center().y() - side / 2, side, side))
        words.setLeft(words.left() + side + px(4))
    paint_words(painter, chip.text, words.adjusted(0, 0, 1, 0), ink, t.CAPTION)
    return width


class ChipLabel(QWidget):
    """A chip as a widget."""

    def __init__(self, chip: Chip, parent: QWidget) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(chip.text)
        theme().changed.connect(self.update)

    def show_chip(self, chip: Chip) -> None:
        self._chip = chip
        self.setAccessibleName(chip.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._chip)) + 1, theme().px(t.LINE_CHIP) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, self._chip, 0, 0, self.width())
