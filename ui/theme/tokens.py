"""Every colour and size of the window. No other module writes one down; everything is drawn from here."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as ``#RRGGBB``. ``faint`` is never for text that must be read."""

    name: str
    background: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    rail: str
    rail_text: str
    rail_hover: str
    rail_ring: str
    badge: str
    on_badge: str
    found: str
    scrim: tuple[int, int, int, int]
    shadow: tuple[int, int, int, int]
    paper: str = "#FFFFFF"
    """Behind HTML that brings its own colours, in both themes."""


LIGHT = Tokens(
    name="light",
    background="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E4E7EC",
    text="#16191D",
    muted="#636D82",
    faint="#98A2B3",
    accent="#3B5BDB",
    accent_soft="#EDF1FF",
    on_accent="#FFFFFF",
    ok="#1B7E45",
    ok_soft="#E7F6EC",
    warn="#AA5A07",
    warn_soft="#FFF3E0",
    bad="#C0272D",
    bad_soft="#FDECEC",
    rail="#1B2130",
    rail_text="#AEB6C7",
    rail_hover="#2B3346",
    rail_ring="#FFFFFF",
    badge="#D13438",
    on_badge="#FFFFFF",
    found="#FFE68C",
    scrim=(10, 14, 22, 90),
    shadow=(16, 24, 40, 46),
)
DARK = Tokens(
    name="dark",
    background="#14171C",
    surface="#1A1E25",
    raised="#222731",
    line="#2B313C",
    text="#E7EAF0",
    muted="#98A1B2",
    faint="#6B7484",
    accent="#7C96FF",
    accent_soft="#232C4A",
    on_accent="#0E1220",
    ok="#5BC98A",
    ok_soft="#173324",
    warn="#F0A955",
    warn_soft="#3A2A14",
    bad="#FF7B7B",
    bad_soft="#3D1D1F",
    rail="#0E1116",
    rail_text="#98A1B2",
    rail_hover="#1F242D",
    rail_ring="#FFFFFF",
    badge="#D13438",
    on_badge="#FFFFFF",
    found="#3F320A",
    scrim=(10, 14, 22, 140),
    shadow=(0, 0, 0, 140),
)

PEOPLE_COLORS = ("#7A5AF8", "#0A7D5C", "#3B5BDB", "#96610F", "#C0272D", "#0F6CBD", "#611F69")
"""Behind the letters of a person or company without a picture."""

# Pixels at 100 % text size.
STEP = 4
RADIUS_CHIP, RADIUS_FIELD, RADIUS_CARD, RADIUS_SHEET, RADIUS_TILE = 5, 8, 10, 14, 11
TEXT, SECONDARY, CAPTION, HEADING, TITLE, DISPLAY, BADGE = 13, 12, 11, 15, 19, 24, 10
LINE_TEXT, LINE_CHIP = 18, 20
ICON = 16
FILE_TILE, THUMB = 40, 28
"""The height of a file's chip with a small picture, and that picture's."""
FILE_WIDTH = 80
"""So wide a file's chip is at least, however short the room."""
DOT = 8
RAIL, SIDEBAR, LIST, CUSTOMER = 60, 220, 372, 316
TOP, STATUS, NAV, BUTTON, SMALL_BUTTON, FIELD, TAB = 52, 26, 30, 32, 28, 34, 24
TILE, RING = 38, 2
SHEET_WIDTH, WIDE_SHEET, SHEET_TOP = 560, 760, 92
FOLD_CUSTOMER, FOLD_READER = 1100, 820
"""Below these window widths the customer panel folds away, and list and reader take turns."""


def luminance(color: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    rgb = QColor(color)
    red, green, blue = (linear(part) for part in (rgb.redF(), rgb.greenF(), rgb.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def readable_on(color: str) -> str:
    """White where it can be read on a colour that a user picked, else black."""
    return "#FFFFFF" if contrast("#FFFFFF", color) >= 4.5 else "#000000"
