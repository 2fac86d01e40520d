"""Buttons: text buttons with their shortcut, icon buttons and links; all with a name for a screen reader."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QToolButton, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme


class Button(QPushButton):
    """A push button; ``kind`` is primary, ghost, danger, tab, link, warnlink, quiet or plain, ``key`` its shortcut."""

    def __init__(
        self,
        text: str,
        parent: QWidget,
        *,
        kind: str = "plain",
        key: str = "",
        icon: str = "",
        small: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key = key
        self._icon = icon
        self.setProperty("kind", kind)
        if small:
            self.setProperty("size", "small")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if on_click is not None:
            self.clicked.connect(lambda checked=False: on_click())
        if icon:
            theme().changed.connect(self._dress)
            self._dress()

    def say(self, text: str) -> None:
        """Change the words, for the screen reader too."""
        self.setText(text)
        self.setAccessibleName(text)

    def show_picture(self, picture: QPixmap, size: int) -> None:
        """In the place of its icon, so many pixels high."""
        self._icon = ""
        self.setIcon(QIcon(picture))
        self.setIconSize(QSize(size, size))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint + QSize(self._key_width() + theme().px(8), 0) if self._key else hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._key else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._key:
            super().paintEvent(event)
            return
        # Never setText here: that asks for a layout, whose paint would ask again, without end.
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._padded()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_key()

    def _padded(self) -> str:
        """The words with blanks behind them where the key is drawn: the style centres the text."""
        blank = self.fontMetrics().horizontalAdvance(" ") or 1
        return self.text() + " " * ((self._key_width() + theme().px(8)) // blank)

    def _key_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._key) + theme().px(12)

    def _paint_key(self) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = px(18)
        box = QRectF(
            self.width() - px(10) - self._key_width(),
            (self.height() - height) / 2,
            self._key_width(),
            height,
        )
        ink = QColor(self.palette().buttonText().color())
        if self.property("kind") == "primary":
            ink = QColor(theme().colors.on_accent)
        painter.setFont(theme().font(t.CAPTION, 500))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
        ink.setAlphaF(0.45)
        painter.setPen(QPen(ink, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))

    def _dress(self) -> None:
        if not self._icon:
            return
        colors = theme().colors
        color = colors.on_accent if self.property("kind") == "primary" else colors.muted
        self.setIcon(theme().icon(self._icon, color))
        self.setIconSize(QSize(theme().px(t.ICON), theme().px(t.ICON)))


class CutButton(Button):
    """A push button that loses the middle of its words instead of widening its column."""

    def __init__(self, text: str, parent: QWidget, *, kind: str, icon: str, on_click: Callable[[], object]) -> None:
        super().__init__(text, parent, kind=kind, icon=icon, on_click=on_click)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(t.FILE_WIDTH)), hint.height())

    def shown_words(self) -> str:
        """Whole where it has the room it wants: widths are rounded, and words that fit by a fraction would be cut."""
        short_by = self.sizeHint().width() - self.width()
        if short_by <= 0:
            return self.text()
        metrics = self.fontMetrics()
        room = max(0, metrics.horizontalAdvance(self.text()) - short_by)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown_words()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class IconButton(QToolButton):
    """A square button with a line icon; its tip is also its name for a screen reader."""

    def __init__(
        self,
        icon: str,
        name: str,
        parent: QWidget,
        *,
        kind: str = "",
        width: int = 30,
        height: int = 30,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setProperty("kind", kind)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(theme().px(width), theme().px(height))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if on_click is not None:
            self.clicked.connect(lambda checked=False: on_click())
        theme().changed.connect(self._dress)
        self._dress()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self._dress()

    def _dress(self) -> None:
        colors = theme().colors
        size = theme().px(18 if self.property("kind") == "rail" else t.ICON)
        color = colors.rail_text if self.property("kind") == "rail" else colors.muted
        self.setIcon(theme().icons.icon(self._icon, color, size))
        self.setIconSize(QSize(size, size))
