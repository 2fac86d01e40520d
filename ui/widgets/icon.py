"""Icons, dots and letter tiles as widgets."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
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
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_ = box.width() // 2 if radius is None else radius
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(box, round_, round_)
    painter.setPen(QColor(readable_on(color)))
    painter.setFont(theme().font(t.SECONDARY, 600))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)


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
