"""Where icons, fonts and translations lie, from a checkout and in the frozen program."""

from pathlib import Path

from workspace import RESOURCES


def icon_path(name: str) -> Path:
    return RESOURCES / "icons" / f"{name}.svg"


def colored_icon(name: str, color: str) -> str:
    """The file of an icon in a colour, for the stylesheet, which takes images as files only."""
    return (RESOURCES / "icons" / "colored" / f"{name}-{color.lstrip('#')}.svg").as_posix()


def font_paths() -> list[Path]:
    return sorted((RESOURCES / "fonts").glob("*.otf"))


def translation_path(language: str) -> Path:
    return RESOURCES / "translations" / f"workspace_{language}.qm"
