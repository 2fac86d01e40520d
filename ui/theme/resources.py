"""Where icons, fonts and translations lie, from a checkout and in the frozen program."""

from pathlib import Path

from workspace import RESOURCES


def icon_path(name: str) -> Path:
    return RESOURCES / "icons" / f"{name}.svg"


def font_paths() -> list[Path]:
    return sorted((RESOURCES / "fonts").glob("*.otf"))


def translation_path(language: str) -> Path:
    return RESOURCES / "translations" / f"workspace_{language}.qm"
