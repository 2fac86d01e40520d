"""Days with their hours: the day and the week view."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.calendar.arrange import Slice, bars, by_day, hours, slices
from ui.calendar.canvas import FEW, Box, Canvas
from ui.calendar.entries import Entry, tr
from ui.calendar.span import Span, day_words, midnight
from ui.theme import tokens as t
from ui.theme.theme import theme
from workspace.model.items import ItemKey

HOUR, GUTTER, LANE, HEAD = 64, 56, 20, 40
SNAP_MINUTES = 15
FIRST_SHOWN = 8
MOST_LANES = 5
NOW_MS = 30_000


def column(width: float, days: int, number: int) -> tuple[float, float]:
    """Left and right edge of a day's column."""
    left = theme().px(GUTTER)
    each = (width - left) / days
    return left + number * each, left + (number + 1) * each


class HoursCanvas(Canvas):
    """The grid of hours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Hours"), parent)
        self.setFixedHeight(24 * theme().px(HOUR) + 1)
        self._sliced: tuple[Sequence[Entry], list[tuple[int, Slice]]] = ([], [])
        self._now = QTimer(self)
        self._now.setInterval(NOW_MS)
        self._now.timeout.connect(self.update)
        self._now.start()

    def arrange(self) -> None:
        self.setFixedHeight(24 * theme().px(HOUR) + 1)
        super().arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _placed(self) -> list[Box]:
        return [
            Box(part.entry, self._area(number, part.begin, part.end, part.column, part.columns))
            for number, part in self._slices()
        ]

    def _slices(self) -> list[tuple[int, Slice]]:
        """The parts of the events with their days, the same at every width."""
        of, made = self._sliced
        if of is not self.entries:
            timed = by_day((each for each in self.entries if not each.is_whole_days), self.span)
            days = enumerate(self.span.dates())
            made = [(number, part) for number, day in days for part in slices(timed[number], day)]
            self._sliced = self.entries, made
        return made

    def _area(self, number: int, begin: float, end: float, place: int = 0, places: int = 1) -> QRectF:
        px = theme().px
        left, right = column(self.width(), self.span.days, number)
        room = right - left - px(8)
        high = px(HOUR)
        return QRectF(
            left + px(3) + place * room / places, begin * high + 1, room / places - px(1), (end - begin) * high - px(2)
        )

    def _moment_at(self, point: QPointF) -> datetime:
        left = theme().px(GUTTER)
        each = max(1.0, (self.width() - left) / self.span.days)
        number = max(0, min(int((point.x() - left) / each), self.span.days - 1))
        minutes = max(0, min(int(point.y() / theme().px(HOUR) * 60), 24 * 60 - SNAP_MINUTES))
        snapped = minutes - minutes % SNAP_MINUTES
        # By the clock on the wall: a day of 23 hours has its 9:00 at the same place.
        return (midnight(self.span.dates()[number]).replace(tzinfo=None) + timedelta(minutes=snapped)).astimezone()

    def _ghost(self, entry: Entry) -> list[QRectF]:
        days = [(n, day) for n, day in enumerate(self.span.dates()) if entry.first <= day <= entry.last]
        return [self._area(n, *hours(entry, day)) for n, day in days]

    def _draw_ground(self, painter: QPainter) -> None:
        colors, px = theme().colors, theme().px
        painter.setPen(QColor(colors.line))
        for hour in range(25):
            y = hour * px(HOUR)
            painter.drawLine(QLineF(px(GUTTER) if hour else 0, y, self.width(), y))
        for number in range(self.span.days):
            left = column(self.width(), self.span.days, number)[0]
            painter.drawLine(QLineF(left, 0, left, self.height()))
        painter.setPen(QColor(colors.muted))
        painter.setFont(theme().font(t.CAPTION))
        for hour in range(24):
            room = QRectF(0, hour * px(HOUR) + px(4), px(GUTTER) - px(8), px(16))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, f"{hour:02}:00")

    def _paint_front(self, painter: QPainter) -> None:
        """Where the day has come to."""
        now = datetime.now().astimezone()
        if now.date() not in self.span.dates():
            return
        left, right = column(self.width(), self.span.days, (now.date() - self.span.first).days)
        y = (now.hour + now.minute / 60) * theme().px(HOUR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().colors.bad), theme().px(2)))
        painter.setBrush(QColor(theme().colors.bad))
        painter.drawLine(QLineF(left, y, right, y))
        painter.drawEllipse(QPointF(left, y), theme().px(4), theme().px(4))
        painter.restore()


class LaneCanvas(Canvas):
    """The head of the days, and what lasts a whole day or longer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Whole days"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._bars = bars([], date.min, 1)

    def arrange(self) -> None:
        whole = [each for each in self.entries if each.is_whole_days]
        self._bars = bars(whole, self.span.first, self.span.days)
        lanes = min(MOST_LANES, max((bar.lane + 1 for bar in self._bars), default=0))
        self.setFixedHeight(theme().px(HEAD) + lanes * theme().px(LANE + 2) + (theme().px(4) if lanes else 0))
        super().arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        super().arrange()

    def _placed(self) -> list[Box]:
        return [
            Box(bar.entry, self._area(bar.first, bar.last, bar.lane), is_line=True)
            for bar in self._bars
            if bar.lane < MOST_LANES
        ]

    def _is_much(self) -> bool:
        return len(self._bars) > FEW

    def _area(self, first: int, last: int, lane: int) -> QRectF:
        px = theme().px
        left, right = column(self.width(), self.span.days, first)[0], column(self.width(), self.span.days, last)[1]
        return QRectF(left + px(3), px(HEAD) + lane * px(LANE + 2), right - left - px(8), px(LANE))

    def _moment_at(self, point: QPointF) -> datetime:
        left = theme().px(GUTTER)
        each = max(1.0, (self.width() - left) / self.span.days)
        number = max(0, min(int((point.x() - left) / each), self.span.days - 1))
        return midnight(self.span.dates()[number])

    def _ghost(self, entry: Entry) -> list[QRectF]:
        begin, end = (entry.first - self.span.first).days, (entry.last - self.span.first).days
        return [self._area(max(0, begin), min(self.span.days - 1, end), 0)] if begin < self.span.days else []

    def _make(self, drag: object) -> None:
        first, last = sorted((self._moment_at(drag.pressed), self._moment_at(drag.at)))  # type: ignore[attr-defined]
        self.drawn.emit(first, midnight(last.date() + timedelta(days=1)), True)

    def _draw_ground(self, painter: QPainter) -> None:
        colors, px = theme().colors, theme().px
        painter.setPen(QColor(colors.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        for number, day in enumerate(self.span.dates()):
            left, right = column(self.width(), self.span.days, number)
            painter.setPen(QColor(colors.line))
            painter.drawLine(QLineF(left, 0, left, self.height()))
            self._paint_day(painter, day, QRectF(left + px(8), 0, right - left - px(8), px(HEAD)))

    def _paint_day(self, painter: QPainter, day: date, room: QRectF) -> None:
        px, colors = theme().px, theme().colors
        painter.setFont(theme().font(t.SECONDARY, 600))
        words = day_words(day)
        if day != datetime.now().astimezone().date():
            painter.setPen(QColor(colors.text))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            return
        wide = painter.fontMetrics().horizontalAdvance(words) + px(16)
        pill = QRectF(room.left() - px(4), room.center().y() - px(10), wide, px(20))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent))
        painter.drawRoundedRect(pill, px(10), px(10))
        painter.setPen(QColor(colors.on_accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


class HoursView(QWidget):
    """Lane and hours of one or seven days, as one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lane = LaneCanvas(self)
        self.grid = HoursCanvas(self)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.grid)
        self._shown: Span | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.lane)
        layout.addWidget(self._scroll, 1)
        self.setFocusProxy(self.grid)

    @property
    def canvases(self) -> tuple[Canvas, ...]:
        return self.lane, self.grid

    def show_entries(self, span: Span, entries: list[Entry]) -> None:
        for canvas in self.canvases:
            canvas.show_entries(span, entries)
        if span != self._shown:
            self._shown = span
            self.scroll_to_hour(self._first_hour(entries))

    def show_picked(self, key: ItemKey | None) -> None:
        for canvas in self.canvases:
            canvas.show_picked(key)
        if key is None:
            return
        area = next((box.area for box in self.grid.boxes if box.entry.key == key), None)
        if area is not None:
            self._scroll.ensureVisible(round(area.left()), round(area.top()), 0, theme().px(HOUR))

    def scroll_to_hour(self, hour: float) -> None:
        QTimer.singleShot(0, lambda: self._scroll.verticalScrollBar().setValue(round(hour * theme().px(HOUR))))

    def reveal_hour(self, hour: int) -> None:
        """Scroll as little as shows it, after what a new span scrolls to."""
        top, tall = round(hour * theme().px(HOUR)), theme().px(HOUR)
        QTimer.singleShot(0, lambda: self._scroll.ensureVisible(0, top + tall // 2, 0, tall))

    def _first_hour(self, entries: list[Entry]) -> float:
        """Eight in the morning, or before the first event where that is earlier."""
        starts = [
            each.starts.hour for each in entries if not each.is_whole_days and each.first in self.grid.span.dates()
        ]
        return max(0, min([FIRST_SHOWN, *starts]))
