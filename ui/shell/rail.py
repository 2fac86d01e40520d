"""The rail: a tile per workplace with its colour, letters and unread badge; below it theme and settings."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.theme.tokens import readable_on
from ui.widgets.buttons import IconButton
from workspace.model.accounts import Workplace
from workspace.model.ids import WorkplaceId

MOST = 99
TILE_BOX = 50


class Tile(QAbstractButton):
    """One workplace; checked while it is the one shown."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.unread = self.chats = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(theme().px(t.RAIL), theme().px(TILE_BOX))
        theme().changed.connect(self.update)
        self.show_unread(0)

    def show_unread(self, unread: int, chats: int = 0) -> None:
        """``chats`` are those with a mention or a direct message, counted apart."""
        self.unread, self.chats = unread, chats
        words = [self.tr("%n unread", "", unread)] if unread else []
        words += [self.tr("%n chats for you", "", chats)] if chats else []
        self.setAccessibleName(". ".join((self.workplace.name, *words)))
        self.setToolTip(self.accessibleName())
        self.update()

    @property
    def badge(self) -> str:
        return f"{MOST}+" if self.unread > MOST else str(self.unread or "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = theme().px
        box = QRectF(0, 0, px(t.TILE), px(t.TILE))
        box.moveCenter(QRectF(self.rect()).center())
        if self.isChecked() or self.hasFocus() or self.underMouse():
            self._paint_ring(painter, box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.workplace.color))
        painter.drawRoundedRect(box, px(t.RADIUS_TILE), px(t.RADIUS_TILE))
        painter.setPen(QColor(readable_on(self.workplace.color)))
        painter.setFont(theme().font(t.TEXT, 600))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.workplace.letters)
        if self.badge:
            self._paint_badge(painter, self.badge, QPointF(box.right() + px(8), box.top() - px(6)))
        if self.chats:
            self._paint_badge(painter, "@", QPointF(box.right() + px(8), box.bottom() - px(10)))

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        colors, px = theme().colors, theme().px
        color = colors.rail_ring if self.isChecked() else colors.rail_text
        painter.setPen(QPen(QColor(color), px(t.RING)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        gap = px(3)
        painter.drawRoundedRect(box.adjusted(-gap, -gap, gap, gap), px(t.RADIUS_TILE) + gap, px(t.RADIUS_TILE) + gap)

    def _paint_badge(self, painter: QPainter, words: str, corner: QPointF) -> None:
        """With its upper right corner there."""
        colors, px = theme().colors, theme().px
        font = theme().font(t.BADGE, 600)
        wide = max(px(16), QFontMetricsF(font).horizontalAdvance(words) + px(8))
        box = QRectF(corner.x() - wide, corner.y(), wide, px(16))
        painter.setPen(QPen(QColor(colors.rail), px(2)))
        painter.setBrush(QColor(colors.badge))
        painter.drawRoundedRect(box, px(8), px(8))
        painter.setPen(QColor(colors.on_badge))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QFrame):
    """``picked`` carries a workplace id; the rest say which button was pressed."""

    picked = Signal(object)
    add_asked = Signal()
    theme_toggled = Signal()
    settings_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName(self.tr("Workplaces"))
        px = theme().px
        self.setFixedWidth(px(t.RAIL))
        self.tiles: list[Tile] = []
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for bar in (self._area.horizontalScrollBar(), self._area.verticalScrollBar()):
            bar.setMaximumSize(QSize(0, 0))
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, px(6), 0, 0)
        self._column.setSpacing(0)
        self._add = self._button("plus", self.tr("Add workplace"))
        self._add.clicked.connect(self.add_asked)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        self._area.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, px(16))
        layout.setSpacing(px(2 * t.STEP))
        layout.addWidget(self._area, 1)
        for icon, name, signal in (
            ("moon", self.tr("Light or dark"), self.theme_toggled),
            ("settings", self.tr("Settings"), self.settings_asked),
        ):
            button = self._button(icon, name)
            button.clicked.connect(signal)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            if icon == "moon":
                self._moon = button
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_workplaces(self, workplaces: Sequence[Workplace]) -> None:
        for tile in self.tiles:
            tile.deleteLater()
        self.tiles = [Tile(workplace, self) for workplace in workplaces]
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda checked=False, i=place: self._on_clicked(i))
            self._column.insertWidget(place, tile)

    def show_unread(self, unread: Mapping[str, int], chats: Mapping[str, int] | None = None) -> None:
        """By workplace: unread conversations of the inbox, and chats with something for the user."""
        for tile in self.tiles:
            here = tile.workplace.workplace_id
            tile.show_unread(unread.get(here, 0), (chats or {}).get(here, 0))

    def show_current(self, workplace_id: WorkplaceId | None) -> None:
        for tile in self.tiles:
            tile.setChecked(tile.workplace.workplace_id == workplace_id)

    def _button(self, icon: str, name: str) -> IconButton:
        return IconButton(icon, name, self, kind="rail", width=t.TILE, height=34)

    def _on_clicked(self, place: int) -> None:
        self.picked.emit(self.tiles[place].workplace.workplace_id)

    def _on_theme_changed(self) -> None:
        self._moon.set_icon("sun" if theme().is_dark else "moon")
