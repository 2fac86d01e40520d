"""The rail: a tile per workplace with its colour, letters and unread badge; below it focus, theme and settings."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.inbox.dragging import Dragged, unpacked
from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.theme.tokens import readable_on
from ui.widgets.buttons import IconButton
from workspace.model.accounts import Workplace
from workspace.model.ids import WorkplaceId

MOST = 99
TILE_BOX = 50
TILE_ICON = 20
ICONS = (
    "mail", "chat", "calendar", "customers", "company", "contact", "deal", "case", "lead", "folder", "document", "star",
)  # fmt: skip
"""Pictures that may stand on a tile in place of its letters."""
Allows = Callable[[WorkplaceId, Sequence[Dragged]], bool]


class Tile(QAbstractButton):
    """One workplace; checked while it is the one shown.

    ``dragged`` carries the pointer's place on the screen, ``dropped`` says that it was let go, ``nudged`` carries -1
    for up and 1 for down, ``menu_asked`` where its menu is to open. ``landed`` carries conversations that were dropped
    on it, which ``allows`` decides.
    """

    dragged = Signal(QPoint)
    dropped = Signal()
    nudged = Signal(object)
    menu_asked = Signal(QPoint)
    landed = Signal(object)

    def __init__(self, workplace: Workplace, allows: Allows, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.workplace = workplace
        self.unread = self.chats = 0
        self._pressed_at: QPoint | None = None
        self._is_dragged = self._is_target = False
        self._allows = allows
        self.setAcceptDrops(True)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(theme().px(t.RAIL), theme().px(TILE_BOX))
        theme().changed.connect(self.update)
        self.show_unread(0)

    def show_unread(self, unread: int, chats: int = 0) -> None:
        """``chats`` are those with a mention or a direct message, counted apart."""
        if (unread, chats) == (self.unread, self.chats) and self.accessibleName():
            return
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
        if self._is_target or self.isChecked() or self.hasFocus() or self.underMouse():
            self._paint_ring(painter, box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.workplace.color))
        painter.drawRoundedRect(box, px(t.RADIUS_TILE), px(t.RADIUS_TILE))
        paint_sign(painter, self.workplace, box)
        if self.badge:
            self._paint_badge(painter, self.badge, QPointF(box.right() + px(8), box.top() - px(6)))
        if self.chats:
            self._paint_badge(painter, "@", QPointF(box.right() + px(8), box.bottom() - px(10)))

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        colors, px = theme().colors, theme().px
        ink = colors.rail_ring if self.isChecked() else colors.rail_text
        color = colors.accent if self._is_target or self.hasFocus() else ink
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.globalPosition().toPoint()
        if self._pressed_at is None:
            return
        if not self._is_dragged:
            far = (here - self._pressed_at).manhattanLength()
            self._is_dragged = far >= QApplication.startDragDistance()
        if self._is_dragged:
            self.dragged.emit(here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._is_dragged, self._pressed_at = self._is_dragged, False, None
        if was_dragged:
            self.setDown(False)
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.nudged.emit(step)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._is_target = self._allows(self.workplace.workplace_id, unpacked(event.mimeData()))
        event.setAccepted(self._is_target)
        self.update()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(self._is_target)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._is_target = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_target = False
        self.update()
        event.accept()
        self.landed.emit(unpacked(event.mimeData()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


def paint_sign(painter: QPainter, workplace: Workplace, box: QRectF) -> None:
    """The picture of a workplace, or its letters, in what can be read on its colour."""
    ink = readable_on(workplace.color)
    if workplace.icon in ICONS:
        room = QRectF(0, 0, theme().px(TILE_ICON), theme().px(TILE_ICON))
        room.moveCenter(box.center())
        draw_icon(painter, workplace.icon, ink, room)
        return
    painter.setPen(QColor(ink))
    painter.setFont(theme().font(t.TEXT, 600))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, workplace.letters)


class Rail(QFrame):
    """``picked`` carries a workplace id, ``menu_asked`` one and a place on the screen, ``ordered`` all of them in their
    new order, ``landed`` one and the conversations that were dropped on its tile; the rest say which button was
    pressed. ``allows`` says whether conversations may be dropped on a tile.
    """

    picked = Signal(object)
    menu_asked = Signal(object, QPoint)
    ordered = Signal(object)
    landed = Signal(object, object)
    add_asked = Signal()
    focus_asked = Signal()
    theme_toggled = Signal()
    settings_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName(self.tr("Workplaces"))
        px = theme().px
        self.setFixedWidth(px(t.RAIL))
        self.tiles: list[Tile] = []
        self.allows: Allows = lambda workplace_id, conversations: False
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = self._holder = QWidget()
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
        self.focus = self._button("focus", self.tr("Focus: hold notifications"))
        self._moon = self._button("moon", self.tr("Light or dark"))
        self._gear = self._button("gear", self.tr("Settings"))
        for button, signal in (
            (self.focus, self.focus_asked),
            (self._moon, self.theme_toggled),
            (self._gear, self.settings_asked),
        ):
            button.clicked.connect(signal)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_workplaces(self, workplaces: Sequence[Workplace]) -> None:
        for tile in self.tiles:
            tile.deleteLater()
        self.tiles = [Tile(workplace, lambda to, what: self.allows(to, what), self) for workplace in workplaces]
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda checked=False, tile=tile: self.picked.emit(tile.workplace.workplace_id))
            tile.menu_asked.connect(lambda at, tile=tile: self.menu_asked.emit(tile.workplace.workplace_id, at))
            tile.dragged.connect(lambda at, tile=tile: self._drag(tile, at))
            tile.dropped.connect(self._tell_order)
            tile.landed.connect(lambda what, tile=tile: self.landed.emit(tile.workplace.workplace_id, what))
            tile.nudged.connect(lambda by, tile=tile: self.nudge(tile.workplace.workplace_id, by))
            self._column.insertWidget(place, tile)
        for before, after in pairwise(self.tiles):
            QWidget.setTabOrder(before, after)

    def nudge(self, workplace_id: WorkplaceId | None, by: int) -> None:
        """Move a tile up (-1) or down (1)."""
        tile = self.tile(workplace_id)
        if tile is not None and self._put(tile, self.tiles.index(tile) + by):
            self._tell_order()

    def tile(self, workplace_id: WorkplaceId | None) -> Tile | None:
        return next((tile for tile in self.tiles if tile.workplace.workplace_id == workplace_id), None)

    def _drag(self, tile: Tile, at: QPoint) -> None:
        self._put(tile, self._holder.mapFromGlobal(at).y() // max(1, tile.height()))

    def _put(self, tile: Tile, place: int) -> bool:
        """Where it is seen; what is kept changes once it is let go."""
        place = max(0, min(place, len(self.tiles) - 1))
        if self.tiles.index(tile) == place:
            return False
        self.tiles.remove(tile)
        self.tiles.insert(place, tile)
        self._column.removeWidget(tile)
        self._column.insertWidget(place, tile)
        self._bring_in_sight(tile)
        return True

    def _bring_in_sight(self, tile: Tile) -> None:
        """Where there are more tiles than have room; once all that is done in this turn is done."""
        QTimer.singleShot(0, tile, lambda: self._scroll_to(tile))

    def _scroll_to(self, tile: Tile) -> None:
        self._column.activate()  # else it may not stand yet where it will
        self._holder.resize(self._holder.size().expandedTo(self._column.minimumSize()))
        self._area.ensureWidgetVisible(tile, 0, 0)

    def _tell_order(self) -> None:
        self.ordered.emit([tile.workplace.workplace_id for tile in self.tiles])

    def show_unread(self, numbers: Callable[[str], tuple[int, int]]) -> None:
        """Of each workplace: unread conversations of the inbox, and chats with something for the user."""
        for tile in self.tiles:
            tile.show_unread(*numbers(tile.workplace.workplace_id))

    def show_current(self, workplace_id: WorkplaceId | None) -> None:
        for tile in self.tiles:
            is_current = tile.workplace.workplace_id == workplace_id
            if is_current and not tile.isChecked():
                self._bring_in_sight(tile)
            tile.setChecked(is_current)

    def _button(self, icon: str, name: str) -> IconButton:
        return IconButton(icon, name, self, kind="rail", width=t.TILE, height=34)

    def _on_theme_changed(self) -> None:
        self._moon.set_icon("sun" if theme().is_dark else "moon")
