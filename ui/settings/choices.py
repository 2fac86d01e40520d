"""What the user chose for the window, kept in the user's file."""

from typing import Any

from ui.theme.theme import SCALES, Mode
from workspace.store.user import UserStore

LANGUAGES = [("en", "English"), ("ko", "한국어")]


class Choices:
    """Reads and keeps single choices; wrong stored values count as not chosen."""

    def __init__(self, user: UserStore) -> None:
        self._user = user

    @property
    def mode(self) -> Mode:
        stored = self._get("theme", "")
        return Mode(stored) if stored in set(Mode) else Mode.SYSTEM

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._set("theme", mode.value)

    @property
    def language(self) -> str:
        """``en``, ``ko``, or empty to follow the system."""
        stored = self._get("language", "")
        return stored if stored in dict(LANGUAGES) else ""

    @language.setter
    def language(self, language: str) -> None:
        self._set("language", language)

    @property
    def scale(self) -> float:
        stored = self._get("scale", 1.0)
        return stored if stored in SCALES else 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._set("scale", scale)

    @property
    def columns(self) -> dict[str, list[int]]:
        """The widths of each splitter's columns in pixels at 100 % text size, by the splitter's name."""
        stored = self._get("widths", {})
        return stored if isinstance(stored, dict) else {}

    @columns.setter
    def columns(self, columns: dict[str, list[int]]) -> None:
        self._set("widths", columns)

    @property
    def size(self) -> tuple[int, int]:
        stored = self._get("size", [])
        return (stored[0], stored[1]) if isinstance(stored, list) and len(stored) == 2 else (1440, 900)

    @size.setter
    def size(self, size: tuple[int, int]) -> None:
        self._set("size", list(size))

    @property
    def workplace(self) -> str:
        """The workplace that was shown last."""
        return str(self._get("workplace", ""))

    @workplace.setter
    def workplace(self, workplace_id: str) -> None:
        self._set("workplace", workplace_id)

    def _get(self, name: str, default: Any) -> Any:
        return self._user.setting(f"window.{name}", default)

    def _set(self, name: str, value: object) -> None:
        self._user.set_setting(f"window.{name}", value)
