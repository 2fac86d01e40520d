"""How an event is drawn: whole words on a ground they can be read on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from tests.ui.calendar.conftest import Titled
from ui.calendar.entries import Entry
from ui.calendar.paint import ground, paint_entry, quiet
from ui.theme import tokens as t
from ui.theme.theme import Mode, theme


def rows_of_ink(entry: Entry, high: float) -> int:
    """How many rows of pixels the words of an event take that is drawn that high."""
    picture = QImage(200, 60, QImage.Format.Format_RGB32)
    picture.fill(theme().colors.surface)
    with QPainter(picture) as painter:
        paint_entry(painter, entry, QRectF(0, 20, 200, high), is_picked=False)
    words = range(8, picture.width())
    return sum(any(picture.pixelColor(x, y).lightness() < 128 for x in words) for y in range(picture.height()))


def test_the_words_of_a_quarter_of_an_hour_are_not_cut(titled: Titled) -> None:
    stand_up = titled("Weekly queue review")
    assert 0 < rows_of_ink(stand_up, 14) == rows_of_ink(stand_up, 24)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_stands_on_a_workplaces_colour_can_be_read(titled: Titled, mode: str) -> None:
    theme().set_mode(Mode(mode))
    for color in (*t.PEOPLE_COLORS, "#FFD400", "#00FFFF"):
        entry = replace(titled("Carrier desk sync"), color=color)
        for ink in (quiet(entry), theme().colors.text):
            assert t.contrast(ink, ground(entry).name()) >= 4.5
    theme().set_mode(Mode.LIGHT)
