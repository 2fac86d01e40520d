"""Icons, dots and letter tiles as widgets."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import font_of, theme
from ui.theme.tokens import readable_on


class IconLabel(QWidget):
    """A line icon in the ``muted`` colour, or in that of the given token."""

    def __init__(self, icon: str, size: int, parent: QWidget, *, token: str = "faint") -> None:
        super().__init__(parent)
        self._icon, self._token = icon, token
        self.setFixedSize(theme().px(size), theme().px(size))
        theme().changed.connect(self.update)

    def set_icon(self, icon: str, token: str = "") -> None:
        self._icon = icon
        self._token = token or self._token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, self._icon, getattr(theme().colors, self._token), QRectF(self.rect()))


class Dot(QWidget):
    """A dot in a token's colour: how an account is."""

    def __init__(self, parent: QWidget, token: str = "faint", name: str = "") -> None:
        super().__init__(parent)
        self._token = token
        self.setAccessibleName(name)
        self.setFixedSize(theme().px(t.DOT), theme().px(t.DOT))
        theme().changed.connect(self.update)

    def set_token(self, token: str, name: str = "") -> None:
        self._token = token
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme().colors, self._token)))
        painter.drawEllipse(self.rect())


class LetterTile(QWidget):
    """One or two letters on a colour: a person, a company, a connector without an icon."""

    def __init__(self, letters: str, color: str, size: int, parent: QWidget, *, radius: int | None = None) -> None:
        super().__init__(parent)
        self._letters, self._color = letters, color
        self._radius = size // 2 if radius is None else radius
        self.setFixedSize(theme().px(size), theme().px(size))

    def show_letters(self, letters: str, color: str) -> None:
        self._letters, self._color = letters, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_tile(QPainter(self), self.rect(), self._letters, self._color, theme().px(self._radius))


def paint_tile(painter: QPainter, box: QRect, letters: str, color: str, radius: int | None = None) -> None:
    """One or two letters on a colour, round where no radius is given."""
    round_ = box.width() // 2 if radius is None else radius
    density = painter.device().devicePixelRatioF()
    painter.drawPixmap(box.topLeft(), _tile(letters, color, box.width(), round_, theme().px(t.SECONDARY), density))


@lru_cache(maxsize=512)
def _tile(letters: str, color: str, size: int, radius: int, letter_size: int, density: float) -> QPixmap:
    """A square of so many pixels; a list paints the same ones again with every turn of the wheel."""
    picture = QPixmap(QSizeF(size * density, size * density).toSize())
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    box = QRect(0, 0, size, size)
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QColor(readable_on(color)))
    painter.setFont(font_of(letter_size, 600))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)
    painter.end()
    return picture


def person_color(key: str) -> str:
    """The same colour for the same person, always."""
    return t.PEOPLE_COLORS[sum(key.lower().encode()) % len(t.PEOPLE_COLORS)]


def letters_of(name: str) -> str:
    """Initials for a tile: two letters of Latin names, two syllables of Korean ones."""
    words = [word for word in name.replace("@", " ").replace(".", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    if not words[0].isascii() or len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[1][0]).upper()
