"""Whether what a message's author coloured can be read where it stands; and made so where it cannot."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextTable,
)

from ui.theme.tokens import contrast

LEAST = 4.5
"""WCAG 2.2, 1.4.3."""
MOST = 4_000
"""Pieces of text that are looked at in one message."""
BLANK = " \t\n\u00a0\u200b\u200c\u2028\ufffc"
"""What shows nothing: blanks, ends of lines, the place of a picture."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look: where it is, its own colour, and the colour behind it."""

    start: int
    end: int
    text: str
    ink: QColor
    ground: QColor

    @property
    def contrast(self) -> float:
        return contrast(self.ink.name(), self.ground.name())


def pieces(document: QTextDocument, ink: QColor, ground: QColor) -> Iterator[Piece]:
    """Every piece that shows letters, in their order; ``ink`` and ``ground`` hold where the author chose none."""
    root = document.rootFrame()
    behind = _laid_over(root.frameFormat().background(), ground)
    yield from islice(_in_frame(root.begin(), ink, behind), MOST)


def _in_frame(at: QTextFrame.iterator, ink: QColor, ground: QColor) -> Iterator[Piece]:
    while not at.atEnd():
        inner, block = at.currentFrame(), at.currentBlock()
        if isinstance(inner, QTextTable):
            behind = _laid_over(inner.frameFormat().background(), ground)
            yield from _in_table(inner, ink, behind)
        elif block.isValid():
            yield from _in_block(block, ink, ground)
        else:
            yield from _in_frame(inner.begin(), ink, _laid_over(inner.frameFormat().background(), ground))
        at += 1


def _in_table(table: QTextTable, ink: QColor, ground: QColor) -> Iterator[Piece]:
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            if (cell.row(), cell.column()) == (row, column):  # one that spans others stands there too
                yield from _in_frame(cell.begin(), ink, _laid_over(cell.format().background(), ground))


def _in_block(block: QTextBlock, ink: QColor, ground: QColor) -> Iterator[Piece]:
    behind = _laid_over(block.blockFormat().background(), ground)
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        text = fragment.text()
        if text.strip(BLANK):
            form, start = fragment.charFormat(), fragment.position()
            own = _laid_over(form.background(), behind)
            yield Piece(start, start + fragment.length(), text, _laid_over(form.foreground(), own, ink), own)
        at += 1


def make_legible(document: QTextDocument, ink: QColor, ground: QColor) -> int:
    """Give each piece that cannot be read a darker or lighter shade of its colour; returns how many."""
    shades = [(each, shade_of(each.ink.rgb(), each.ground.rgb())) for each in pieces(document, ink, ground)]
    wrong = [(each, color) for each, color in shades if color is not None]
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for each, color in wrong:
        shade = QTextCharFormat()
        shade.setForeground(color)
        cursor.setPosition(each.start)
        cursor.setPosition(each.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(shade)
    cursor.endEditBlock()
    return len(wrong)


@lru_cache(4_096)
def shade_of(ink: int, ground: int) -> QColor | None:
    """The colour nearest to ``ink`` that can be read on the ground, None if it can itself: its hue, darker or lighter;
    else black or white. Both as :meth:`QColor.rgb` gives them.
    """
    color, behind = QColor(ink), QColor(ground).name()
    if contrast(color.name(), behind) >= LEAST:
        return None
    black, white = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
    is_dark = contrast(black.name(), behind) >= contrast(white.name(), behind)
    hue, saturation, lightness = color.hslHueF(), color.hslSaturationF(), color.lightnessF()
    for step in range(1, 21):
        to = lightness * (1 - step / 20) if is_dark else lightness + (1 - lightness) * step / 20
        made = QColor.fromHslF(max(hue, 0.0), saturation, to)
        if contrast(made.name(), behind) >= LEAST:
            return made
    return black if is_dark else white


def _laid_over(brush: QBrush, behind: QColor, otherwise: QColor | None = None) -> QColor:
    """What is seen of a brush on a colour; ``otherwise`` (or what is behind) where there is none."""
    if brush.style() is Qt.BrushStyle.NoBrush:
        return otherwise or behind
    color, share = brush.color(), brush.color().alphaF()
    if share >= 1:
        return color
    return QColor.fromRgbF(*(
        share * over + (1 - share) * under
        for over, under in zip(color.getRgbF()[:3], behind.getRgbF()[:3], strict=True)  # type: ignore[index]
    ))  # fmt: skip
