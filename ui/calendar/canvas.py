"""What the drawn views of the calendar share: picking, opening, dragging and the keyboard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.calendar.entries import Entry
from ui.calendar.paint import paint_entry, spoken
from ui.calendar.span import Span
from ui.theme.theme import theme
from ui.widgets.roles import plays
from ui.widgets.turns import Turns
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb

EDGE = 6
"""Pixels at the end of an event that change its length instead of moving it."""
FEW = 24
"""So many events are drawn at once; more are drawn in several turns, while what was seen before stays."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where an entry was drawn."""

    entry: Entry
    area: QRectF
    is_line: bool = False


@dataclass(slots=True)
class Drag:
    """An event, or an empty stretch (``entry`` None), under a pressed button."""

    entry: Entry | None
    pressed: QPointF
    at: QPointF
    is_length: bool = False
    is_moving: bool = False


class Canvas(QWidget):
    """``picked`` carries an :class:`Entry` or None, ``opened`` one to go into; ``stepped`` -1 or 1 for the next span.

    ``moved`` carries an entry and its new start and end; ``drawn`` start, end and whether whole days were meant: a new
    event is wanted there. ``day_asked`` carries a day to show alone.

    What stands there is drawn into a picture once; what is picked, dragged and focused is painted over it.
    """

    picked = Signal(object)
    opened = Signal(object)
    moved = Signal(object, object, object)
    drawn = Signal(object, object, bool)
    stepped = Signal(object)
    day_asked = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plays(self, QAccessible.Role.Canvas)
        self.setProperty("keeps_return", True)
        self.setMouseTracking(True)
        self.span = Span(date.min, 1)
        self.entries: list[Entry] = []
        self._boxes: list[Box] | None = None
        self._seen: list[Box] = []
        """Where everything stands in the picture."""
        self.key: ItemKey | None = None
        self.drag: Drag | None = None
        self._picture = QPixmap()
        self._is_stale = True
        self._drawn_on = date.min
        self._turns = Turns(self)
        theme().changed.connect(self.arrange)

    def show_entries(self, span: Span, entries: Sequence[Entry]) -> None:
        """What is shown already stays as it was drawn."""
        if (span, entries) == (self.span, self.entries):
            return
        self.span, self.entries = span, list(entries)
        self.drag = None
        self.arrange()

    def arrange(self) -> None:
        """Everything may stand elsewhere now."""
        self._boxes = None
        self._is_stale = True
        self.update()

    @property
    def boxes(self) -> list[Box]:
        """Where everything stands; worked out when it is asked for: sizes and entries come one after the other."""
        if self._boxes is None:
            self._boxes = self._placed()
        return self._boxes

    @property
    def is_drawing(self) -> bool:
        """Whether more is to be seen than is yet."""
        return self._turns.is_busy

    def show_picked(self, key: ItemKey | None) -> None:
        self.key = key
        entry = next((each for each in self.entries if each.key == key), None) if key else None
        self.setAccessibleDescription(spoken(entry) if entry else "")
        if entry is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    # What each view says

    def _placed(self) -> list[Box]:
        return []

    def _is_much(self) -> bool:
        """More than is drawn at once, as far as can be told before anything has its place."""
        return len(self.entries) > FEW

    def _moment_at(self, point: QPointF) -> datetime:
        """The start that a point stands for; a day's midnight where there are no hours."""
        return self.span.start

    def _ghost(self, entry: Entry) -> list[QRectF]:
        """Where a dragged event would come to lie."""
        return []

    # Painting

    def _draw_ground(self, painter: QPainter) -> None:
        """What is there without any event."""

    def _paint_front(self, painter: QPainter) -> None:
        """What changes by itself."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_stale or self._drawn_on != datetime.now().astimezone().date():
            self._draw()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme().colors.surface))
        painter.drawPixmap(0, 0, self._picture)
        self._paint_front(painter)
        self._paint_boxes(painter, QRectF(event.rect()))

    def _draw(self) -> None:
        self._is_stale, self._drawn_on = False, datetime.now().astimezone().date()
        self._turns.stop()
        if self._is_much():
            self._turns.start(self._drawing())
        else:
            for _ in self._drawing():
                pass

    def _drawing(self) -> Iterator[None]:
        """The picture, event by event, once it is known where they stand."""
        boxes = self.boxes
        yield
        ratio = self.devicePixelRatioF()
        picture = QPixmap((self.size().toSizeF() * ratio).toSize())
        if picture.isNull():
            return
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(theme().colors.surface))
        painter = QPainter(picture)
        try:
            self._draw_ground(painter)
            yield
            for box in boxes:
                paint_entry(painter, box.entry, box.area, is_picked=False, is_line=box.is_line)
                yield
        finally:
            painter.end()
        self._picture, self._seen = picture, boxes
        self.update()

    def _paint_boxes(self, painter: QPainter, area: QRectF) -> None:
        for box in self._seen if self.key else ():
            if box.entry.key == self.key and box.area.intersects(area):
                paint_entry(painter, box.entry, box.area, is_picked=True, is_line=box.is_line)
        if self.drag is not None and self.drag.is_moving and self.drag.entry is not None:
            for shape in self._ghost(self._dragged(self.drag.entry, self.drag)):
                ground = QColor(theme().colors.accent)
                ground.setAlphaF(0.18)
                painter.fillRect(shape, ground)
                painter.setPen(QColor(theme().colors.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(shape)
        if self.hasFocus():
            painter.setPen(QColor(theme().colors.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.visibleRegion().boundingRect().adjusted(0, 0, -1, -1))

    # Mouse

    def entry_at(self, point: QPointF) -> Entry | None:
        box = self._box_at(point)
        return box.entry if box else None

    def _box_at(self, point: QPointF) -> Box | None:
        return next((box for box in reversed(self.boxes) if box.area.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        box = self._box_at(event.position())
        is_length = bool(box and not box.is_line and box.area.bottom() - event.position().y() < theme().px(EDGE))
        self.drag = Drag(box.entry if box else None, event.position(), event.position(), is_length)
        if box is None:
            self.picked.emit(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self.drag
        if drag is None:
            self._show_cursor(event.position())
            return
        drag.at = event.position()
        far = (drag.at - drag.pressed).manhattanLength() >= QApplication.startDragDistance()
        may = drag.entry is None or drag.entry.can(Verb.CHANGE_EVENT)
        drag.is_moving = drag.is_moving or (far and may)
        if drag.is_moving:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self.drag = self.drag, None
        self.update()
        if drag is None:
            return
        if not drag.is_moving:
            if drag.entry is not None:
                self.opened.emit(drag.entry)
            return
        if drag.entry is None:
            self._make(drag)
            return
        wanted = self._dragged(drag.entry, drag)
        if (wanted.starts, wanted.ends) != (drag.entry.starts, drag.entry.ends):
            self.moved.emit(drag.entry, wanted.starts, wanted.ends)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.entry_at(event.position()) is None:
            self._make(Drag(None, event.position(), event.position()))

    def _make(self, drag: Drag) -> None:
        """A new event from where the button was pressed to where it was let go."""
        first, last = sorted((self._moment_at(drag.pressed), self._moment_at(drag.at)))
        self.drawn.emit(first, max(last, first + timedelta(hours=1)), False)

    def _dragged(self, entry: Entry, drag: Drag) -> Entry:
        """The event as it would be if it were let go now."""
        shift = self._moment_at(drag.at) - self._moment_at(drag.pressed)
        if drag.is_length:
            return replace(entry, ends=max(entry.starts + timedelta(minutes=15), entry.ends + shift))
        return replace(entry, starts=_shifted(entry.starts, shift), ends=_shifted(entry.ends, shift))

    def _show_cursor(self, point: QPointF) -> None:
        box = self._box_at(point)
        if box is None:
            self.unsetCursor()
        elif not box.is_line and box.entry.can(Verb.CHANGE_EVENT) and box.area.bottom() - point.y() < theme().px(EDGE):
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            entry = self.entry_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), spoken(entry) if entry else "", self)
            return True
        return super().event(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.pick_next(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            entry = next((each for each in self.entries if each.key == self.key), None)
            if entry is not None:
                self.opened.emit(entry)
        else:
            super().keyPressEvent(event)

    def pick_next(self, by: int) -> None:
        """The next or previous event by its start; the first of today where none is picked."""
        order = sorted(self.entries, key=lambda each: (each.starts, each.title))
        if not order:
            return
        at = next((n for n, each in enumerate(order) if each.key == self.key), None)
        if at is None:
            now = datetime.now().astimezone()
            at = next((n for n, each in enumerate(order) if each.ends > now), 0)
        else:
            at = max(0, min(at + by, len(order) - 1))
        self.picked.emit(order[at])


def _shifted(moment: datetime, shift: timedelta) -> datetime:
    """So much later by the clock on the wall, also across a change of summer time."""
    return (moment.replace(tzinfo=None) + shift).astimezone()
