"""The look: contrast computed from the tokens, one place for colours, and what the user may set."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.icons import colored
from ui.theme.resources import RESOURCES, colored_icon, icon_path
from ui.theme.stylesheet import stylesheet
from ui.theme.theme import Mode, start_theme, theme
from ui.theme.tokens import DARK, LIGHT, PEOPLE_COLORS, Tokens, contrast, readable_on
from workspace.store.user.workplaces import COLORS

UI = Path(__file__).resolve().parents[2] / "ui"
READABLE = 4.5
PAIRS = [
    *[("text", ground) for ground in ("background", "surface", "raised", "accent_soft")],
    *[("muted", ground) for ground in ("background", "surface", "raised", "accent_soft")],
    *[("accent", ground) for ground in ("background", "surface", "raised", "accent_soft")],
    *[(tone, f"{tone}_soft") for tone in ("ok", "warn", "bad")],
    *[(tone, "surface") for tone in ("ok", "warn", "bad")],
    *[("text", f"{tone}_soft") for tone in ("ok", "warn", "bad")],
    *[(tone, ground) for tone in ("ok", "warn", "bad") for ground in ("background", "raised")],
    ("text", "line"),
    ("rail_text", "rail_hover"),
    ("on_accent", "accent"),
    ("surface", "text"),
    ("rail_text", "rail"),
    ("on_badge", "badge"),
    ("text", "found"),
    ("accent", "found"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_on_their_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= READABLE


@pytest.mark.parametrize("color", [*PEOPLE_COLORS, *COLORS, "#FFFF00", "#000000", "#FFFFFF"])
def test_letters_can_be_read_on_any_tile(color: str) -> None:
    assert contrast(readable_on(color), color) >= READABLE


def test_no_colour_is_written_outside_the_tokens() -> None:
    colored = [
        f"{path.relative_to(UI)}: {found}"
        for path in UI.rglob("*.py")
        if path.name != "tokens.py"
        for found in re.findall(r"#[0-9A-Fa-f]{6}\b|rgba?\(\d", path.read_text("utf-8"))
    ]
    assert colored == []


def test_no_widget_has_a_stylesheet_of_its_own() -> None:
    setters = [
        path.relative_to(UI).as_posix() for path in UI.rglob("*.py") if "setStyleSheet(" in path.read_text("utf-8")
    ]
    assert setters == ["theme/theme.py"]


def test_the_pictures_of_the_stylesheet_are_icons_in_the_colours_of_the_tokens(app: QApplication) -> None:
    wanted: dict[str, str] = {}

    def note(name: str, color: str) -> str:
        wanted[colored_icon(name, color)] = colored(icon_path(name).read_text("utf-8"), color)
        return ""

    for tokens in (LIGHT, DARK):
        stylesheet(tokens, theme().px, note)
    there = (RESOURCES / "icons" / "colored").iterdir()
    assert {path.as_posix(): path.read_text("utf-8") for path in there} == wanted


def test_switching_the_theme_changes_palette_and_stylesheet(app: QApplication) -> None:
    assert app.palette().color(QPalette.ColorRole.Window).name() == LIGHT.background.lower()
    theme().set_mode(Mode.DARK)
    assert app.palette().color(QPalette.ColorRole.Window).name() == DARK.background.lower()
    assert DARK.surface in app.styleSheet()
    assert LIGHT.accent not in app.styleSheet()


def test_toggling_leaves_the_system_behind(app: QApplication) -> None:
    theme().set_mode(Mode.SYSTEM)
    was_dark = theme().is_dark
    theme().toggle()
    assert theme().is_dark is not was_dark
    assert theme().mode is not Mode.SYSTEM


def test_the_text_size_scales_every_size(app: QApplication) -> None:
    def sizes(scale: float) -> list[int]:
        start_theme(app, Mode.LIGHT, scale)
        made = stylesheet(LIGHT, theme().px, colored_icon)
        return [int(size) for size in re.findall(r"(\d+)px", made)]

    normal, large = sizes(1.0), sizes(1.5)
    assert len(normal) == len(large)
    lines = [(one, other) for one, other in zip(normal, large, strict=True) if one > 3]
    assert all(1.3 * one <= other <= 1.7 * one for one, other in lines)


def test_the_window_speaks_inter(app: QApplication) -> None:
    assert QFontInfo(theme().font()).family() == "Inter"
    assert (RESOURCES / "fonts" / "OFL.txt").exists()


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda p: p.stem)
def test_an_icon_draws_something(app: QApplication, path: Path) -> None:
    image = theme().icon(path.stem, LIGHT.text).pixmap(32, 32).toImage()
    inked = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 128
    ]
    assert len(inked) > 4
