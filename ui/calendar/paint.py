"""How one event is drawn: its workplace's colour at the left, softly behind it; dashed while it waits for an answer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.calendar.entries import Entry, tr
from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme
from ui.widgets.labels import short

SOFT_LIGHT, SOFT_DARK = 0.09, 0.26
"""How much of a workplace's colour is behind its events."""
READABLE = 4.5
NARROW = 96
"""Pixels of width below which the mark of a clash stands at the foot and leaves the line to the title."""


def soft(color: str) -> QColor:
    """A workplace's colour as a ground that text can be read on."""
    ground, ink = QColor(theme().colors.surface), QColor(color)
    part = SOFT_DARK if theme().is_dark else SOFT_LIGHT
    mixed = [g + (i - g) * part for g, i in zip(_rgb(ground), _rgb(ink), strict=True)]
    return QColor.fromRgbF(*mixed)


def quiet(entry: Entry) -> str:
    """The ink of what stands below the title: muted where that can be read on the event's ground."""
    colors = theme().colors
    is_readable = t.contrast(colors.muted, ground(entry).name()) >= READABLE
    return colors.muted if is_readable else colors.text


def ground(entry: Entry) -> QColor:
    """What an event is drawn on: no colour while it waits for an answer, red where it clashes."""
    colors = theme().colors
    if entry.is_open or entry.answer == "TENTATIVE" or entry.is_off:
        return QColor(colors.surface)
    return QColor(colors.bad_soft) if entry.overlaps else soft(entry.color)


def _rgb(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()


def paint_entry(painter: QPainter, entry: Entry, box: QRectF, *, is_picked: bool, is_line: bool = False) -> None:
    """Draw an event into a box; as one line in a month or a lane."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, entry, box, is_picked)
    px = theme().px
    left = px(8)
    # A quarter of an hour is lower than a line with its margins: there the line stands in the middle.
    above = px(2) if is_line else min(px(3), (box.height() - px(16)) / 2)
    room = box.adjusted(left, above, -px(4), -px(1))
    first = QRectF(room.left(), room.top(), room.width(), px(16))
    if entry.overlaps:
        side = px(12)
        is_narrow = box.width() < px(NARROW) and not is_line
        top = box.bottom() - side - px(3) if is_narrow else room.top() + px(2)
        mark = QRectF(room.right() - side, top, side, side)
        draw_icon(painter, "alert", theme().colors.bad, mark)
        first.setRight(room.right() if is_narrow else mark.left() - px(3))
    painter.setClipRect(box)
    if is_line:
        _paint_line(painter, entry, first)
    else:
        _paint_words(painter, entry, first, room)
    painter.restore()


def _paint_ground(painter: QPainter, entry: Entry, box: QRectF, is_picked: bool) -> None:
    px, colors = theme().px, theme().colors
    radius = px(t.RADIUS_CHIP)
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    is_dashed = entry.is_open or entry.answer == "TENTATIVE"
    painter.fillPath(shape, ground(entry))
    painter.save()
    painter.setClipPath(shape)
    high = box.height() / len(entry.colors)
    for n, color in enumerate(entry.colors):
        painter.fillRect(QRectF(box.left(), box.top() + n * high, px(3), high), QColor(color))
    painter.restore()
    if is_picked:
        painter.setPen(QPen(QColor(colors.accent), px(2)))
    elif is_dashed or entry.is_off or entry.is_pending:
        painter.setPen(QPen(QColor(entry.color), 1, Qt.PenStyle.DashLine))
    else:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_line(painter: QPainter, entry: Entry, room: QRectF) -> None:
    title = short(entry.title)
    words = title if entry.is_whole_days else f"{entry.starts:%H:%M} {title}"
    _paint_text(painter, words, room, entry, is_strong=entry.is_whole_days)


def _paint_words(painter: QPainter, entry: Entry, first: QRectF, room: QRectF) -> None:
    """The title, and below it as many of the other lines as there is room for."""
    px = theme().px
    high, title = px(14), short(entry.title)
    lines = int((room.height() - px(16)) // high)
    if lines < 1:
        _paint_text(painter, f"{title}, {entry.starts:%H:%M}", first, entry, is_strong=True)
        return
    _paint_text(painter, title, first, entry, is_strong=True)
    painter.setPen(QColor(quiet(entry)))
    painter.setFont(theme().font(t.CAPTION))
    for n, words in enumerate(_below(entry, QFontMetricsF(painter.font()), room.width(), lines)):
        line = QRectF(room.left(), room.top() + px(16) + n * high, room.width(), high)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _below(entry: Entry, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """At most so many lines: a place may be cut, the hour and the remark are said whole or not at all."""
    when, said = when_and_where(entry), remark(entry)
    together = " · ".join(part for part in (when, said) if part)
    if most == 1 and metrics.horizontalAdvance(together) <= width:
        return [together]
    has_room = metrics.horizontalAdvance(f"{entry.starts:%H:%M}") <= width
    first = [metrics.elidedText(when, Qt.TextElideMode.ElideRight, width)] if has_room else []
    rest = _wrapped(said, metrics, width)
    return [*first, *rest] if len(first) + len(rest) <= most else first


def _wrapped(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Words in lines of that width; none where a single one is wider."""
    lines: list[str] = []
    for word in text.split():
        if metrics.horizontalAdvance(word) > width:
            return []
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _paint_text(painter: QPainter, words: str, room: QRectF, entry: Entry, *, is_strong: bool) -> None:
    font = theme().font(t.CAPTION, 600 if is_strong else 400)
    font.setStrikeOut(entry.is_off)
    painter.setFont(font)
    painter.setPen(QColor(theme().colors.muted if entry.is_off else theme().colors.text))
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    line = QRectF(room.left(), room.top(), room.width(), theme().px(16))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def when_and_where(entry: Entry) -> str:
    return " · ".join(part for part in (f"{entry.starts:%H:%M}", short(entry.place)) if part)


def remark(entry: Entry) -> str:
    """What is special about an event, in a few words."""
    if entry.is_cancelled:
        return tr("cancelled")
    if entry.is_open:
        return tr("waits for your answer")
    if entry.overlaps:
        return tr("overlaps {title}").format(title=short(entry.overlaps[0]))
    if entry.is_pending:
        return tr("on its way")
    return tr("filed") if any(chip.state == "done" for chip in entry.row.filed) else ""


def spoken(entry: Entry) -> str:
    """For a screen reader."""
    day = f"{entry.first:%Y-%m-%d}"
    parts = (entry.title, day, entry.times, entry.place, remark(entry), *entry.workplaces, *entry.accounts)
    return ". ".join(short(part) for part in parts if part)
