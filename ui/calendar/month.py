"""The month: six weeks of days, each with as many of its events as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.calendar.arrange import Bar, bars, by_day
from ui.calendar.canvas import Box, Canvas, Drag
from ui.calendar.entries import Entry, tr
from ui.calendar.span import Span, midnight, said
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.times import count

HEAD, NUMBER, LINE = 26, 22, 19


@dataclass(frozen=True, slots=True)
class More:
    """So many events of a day found no room; pressing it shows the day."""

    day: date
    count: int
    area: QRectF


class MonthCanvas(Canvas):
    """Weeks in rows. ``day`` is one of the month that is meant; the others are drawn paler."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Month"), parent)
        self.day = date.min
        self._more: list[More] = []
        self._barred: tuple[Sequence[Entry], list[list[Bar]]] = ([], [])

    @property
    def more(self) -> list[More]:
        """The days with events that find no room."""
        _ = self.boxes
        return self._more

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @property
    def weeks(self) -> int:
        return max(1, self.span.days // 7)

    def _cell(self, week: int, weekday: int) -> QRectF:
        head = theme().px(HEAD)
        wide, high = self.width() / 7, (self.height() - head) / self.weeks
        return QRectF(weekday * wide, head + week * high, wide, high)

    def _placed(self) -> list[Box]:
        self._more = []
        if self.span.days < 7:
            return []
        return [box for week, placed in enumerate(self._bars()) for box in self._week(week, placed)]

    def _bars(self) -> list[list[Bar]]:
        """The lanes of each week, the same at every size."""
        of, made = self._barred
        if of is not self.entries:
            days = by_day(self.entries, self.span)
            weeks = [chain(*days[7 * week : 7 * week + 7]) for week in range(self.weeks)]
            once = [{id(each): each for each in found}.values() for found in weeks]  # several days of one are one bar
            made = [bars(found, self.span.first + timedelta(days=7 * week), 7) for week, found in enumerate(once)]
            self._barred = self.entries, made
        return made

    def _week(self, week: int, placed: list[Bar]) -> list[Box]:
        px = theme().px
        first = self.span.first + timedelta(days=7 * week)
        cell = self._cell(week, 0)
        room = int((cell.height() - px(NUMBER)) // px(LINE))
        hidden = self._hidden(placed, room)
        for weekday, number in hidden.items():
            area = self._line(week, weekday, weekday, max(0, room - 1))
            self._more.append(More(first + timedelta(days=weekday), number, area))
        return [
            Box(bar.entry, self._line(week, bar.first, bar.last, bar.lane), is_line=True)
            for bar in placed
            if _fits(bar, room, hidden)
        ]

    def _hidden(self, placed: list[Bar], room: int) -> dict[int, int]:
        """By weekday, how many events do not fit; the last line of such a day says so."""
        hidden: dict[int, int] = {}
        for weekday in range(7):
            here = [bar for bar in placed if bar.first <= weekday <= bar.last]
            if any(bar.lane >= room for bar in here):
                hidden[weekday] = sum(1 for bar in here if bar.lane >= room - 1)
        return hidden

    def _line(self, week: int, first: int, last: int, lane: int) -> QRectF:
        px = theme().px
        left, right = self._cell(week, first), self._cell(week, last)
        top = left.top() + px(NUMBER) + lane * px(LINE)
        return QRectF(left.left() + px(3), top, right.right() - left.left() - px(6), px(LINE) - px(2))

    def _moment_at(self, point: QPointF) -> datetime:
        head = theme().px(HEAD)
        weekday = max(0, min(int(point.x() / max(1.0, self.width() / 7)), 6))
        high = max(1.0, (self.height() - head) / self.weeks)
        week = max(0, min(int((point.y() - head) / high), self.weeks - 1))
        return midnight(self.span.first + timedelta(days=7 * week + weekday))

    def _ghost(self, entry: Entry) -> list[QRectF]:
        days = [n for n, day in enumerate(self.span.dates()) if entry.first <= day <= entry.last]
        return [self._cell(n // 7, n % 7).adjusted(1, 1, -1, -1) for n in days]

    def _make(self, drag: Drag) -> None:
        first, last = sorted((self._moment_at(drag.pressed), self._moment_at(drag.at)))
        self.drawn.emit(first, midnight(last.date() + timedelta(days=1)), True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        more = next((each for each in self.more if each.area.contains(event.position())), None)
        if more is not None:
            self.day_asked.emit(more.day)
        else:
            super().mousePressEvent(event)

    def _draw_ground(self, painter: QPainter) -> None:
        if self.span.days < 7:
            return
        self._paint_head(painter)
        for number, day in enumerate(self.span.dates()):
            self._paint_day(painter, day, self._cell(number // 7, number % 7))
        painter.setFont(theme().font(t.CAPTION))
        painter.setPen(QColor(theme().colors.muted))
        for each in self.more:
            words = tr("{n} more").format(n=count(each.count))
            room = each.area.adjusted(theme().px(8), 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_head(self, painter: QPainter) -> None:
        painter.setFont(theme().font(t.CAPTION, 600))
        painter.setPen(QColor(theme().colors.muted))
        for weekday in range(7):
            cell = self._cell(0, weekday)
            room = QRectF(cell.left() + theme().px(8), 0, cell.width(), theme().px(HEAD))
            words = said(self.span.first + timedelta(days=weekday), "ddd")
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        px, colors = theme().px, theme().colors
        is_other = (day.year, day.month) != (self.day.year, self.day.month)
        if is_other:
            painter.fillRect(cell, QColor(colors.background))
        painter.setPen(QColor(colors.line))
        painter.drawLine(QLineF(cell.left(), cell.top(), cell.right(), cell.top()))
        painter.drawLine(QLineF(cell.left(), cell.top(), cell.left(), cell.bottom()))
        room = QRectF(cell.left() + px(5), cell.top() + px(2), px(22), px(18))
        painter.setFont(theme().font(t.CAPTION, 600))
        if day == datetime.now().astimezone().date():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawRoundedRect(room, px(9), px(9))
            painter.setPen(QColor(colors.on_accent))
        else:
            painter.setPen(QColor(colors.muted if is_other else colors.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def show_month(self, day: date, span: Span, entries: list[Entry]) -> None:
        self.day = day
        self.show_entries(span, entries)


def _fits(bar: Bar, room: int, hidden: dict[int, int]) -> bool:
    """A bar keeps its line unless a day that it crosses needs the last one to say how many more there are."""
    if bar.lane < room - 1:
        return True
    return bar.lane < room and not any(weekday in hidden for weekday in range(bar.first, bar.last + 1))
