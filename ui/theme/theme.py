"""The theme in use: which tokens, at which text size; applied to the whole application at once."""

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import tokens as t
from ui.theme.icons import IconShelf
from ui.theme.resources import colored_icon, font_paths
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Tokens

FAMILIES = [
    "Inter",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "sans-serif",
]
"""Inter ships with the program; Korean comes from the system."""
SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Mode(StrEnum):
    """What the user chose: follow the system, or always one theme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, sizes, fonts and icons for everything that draws. ``changed`` means: draw again."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM, scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self.mode = mode
        self.scale = scale
        self.icons = IconShelf()
        for path in font_paths():
            QFontDatabase.addApplicationFont(str(path))
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self.colors: Tokens = LIGHT
        """Of the mode, asked for with every word that is painted."""
        self.apply()

    @property
    def is_dark(self) -> bool:
        if self.mode is Mode.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode is Mode.DARK

    def px(self, size: float) -> int:
        """A size of the tokens in pixels at the user's text size."""
        return max(1, round(size * self.scale))

    def font(self, size: float = t.TEXT, weight: int = QFont.Weight.Normal) -> QFont:
        return QFont(font_of(self.px(size), int(weight)))

    def icon(self, name: str, color: str = "") -> QIcon:
        """An icon of ``resources/icons`` in a token's colour (``muted`` if none is said)."""
        return self.icons.icon(name, color or self.colors.muted, self.px(t.ICON))

    def set_mode(self, mode: Mode) -> None:
        self.mode = mode
        self.apply()

    def set_scale(self, scale: float) -> None:
        self.scale = scale
        self.apply()

    def toggle(self) -> Mode:
        """From dark to light or back, whatever the system says; returns the new choice."""
        self.set_mode(Mode.LIGHT if self.is_dark else Mode.DARK)
        return self.mode

    def apply(self) -> None:
        self.colors = DARK if self.is_dark else LIGHT
        made = stylesheet(self.colors, self.px, colored_icon)
        if made == self._app.styleSheet():
            return  # Qt would polish every widget again
        self._app.setFont(self.font())
        self._app.setPalette(palette(self.colors))
        # Qt polishes a widget once when a sheet comes or goes, but when one follows another once for every ancestor.
        self._app.setStyleSheet("")
        self._app.setStyleSheet(made)
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self.mode is Mode.SYSTEM:
            self.apply()


@lru_cache(100)
def font_of(pixels: int, weight: int) -> QFont:
    """A font so many pixels high; not to be changed: everybody gets the same."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def palette(c: Tokens) -> QPalette:
    """What Fusion draws by itself (check boxes, arrows, selections) in the tokens' colours."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, color in (
        (role.Window, c.background),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.background),
        (role.Text, c.text),
        (role.PlaceholderText, c.muted),
        (role.Button, c.raised),
        (role.ButtonText, c.text),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Accent, c.accent),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent),
        (role.ToolTipBase, c.raised),
        (role.ToolTipText, c.text),
        (role.Mid, c.line),
    ):
        made.setColor(where, QColor(color))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.muted))
    return made


_current: list[Theme] = []


def start_theme(app: QApplication, mode: Mode = Mode.SYSTEM, scale: float = 1.0) -> Theme:
    """Make the application's one theme, or set the one there is."""
    if not _current:
        _current.append(Theme(app, mode, scale))
    else:
        _current[0].mode, _current[0].scale = mode, scale
        _current[0].apply()
    return _current[0]


def theme() -> Theme:
    """The theme everything is drawn with; raises ``IndexError`` before :func:`start_theme`."""
    return _current[0]
