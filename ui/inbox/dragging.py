"""Conversations that are dragged out of the list: what goes along, and what is seen of it under the pointer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import short
from workspace.model.ids import AccountId, ThreadId
from workspace.model.kinds import Kind
from workspace.store.rows import HitRow, ThreadRow

FORMAT = "application/x-workspace-conversations"
CARD, LONGEST, AWAY = 36, 260, 12
"""The height of the card under the pointer, its greatest width, and how far from the pointer it hangs, in pixels."""


@dataclass(frozen=True, slots=True)
class Dragged:
    """One conversation on its way."""

    thread_id: ThreadId
    account_id: AccountId
    kind: Kind


def dragged(rows: Sequence[object]) -> list[Dragged]:
    """The conversations of the store's rows, each once; what is none is left out."""
    found: dict[ThreadId, Dragged] = {}
    for row in rows:
        if isinstance(row, ThreadRow):
            found.setdefault(row.thread_id, Dragged(row.thread_id, row.account_id, row.kind))
        elif isinstance(row, HitRow) and row.thread_id is not None:
            found.setdefault(row.thread_id, Dragged(row.thread_id, row.key.account_id, row.key.kind))
    return list(found.values())


def packed(conversations: Sequence[Dragged]) -> QMimeData:
    """As they travel."""
    mime = QMimeData()
    each = [(one.thread_id, one.account_id, one.kind) for one in conversations]
    mime.setData(FORMAT, json.dumps(each).encode())
    return mime


def unpacked(mime: QMimeData) -> list[Dragged]:
    """Nothing where something else is dragged."""
    if not mime.hasFormat(FORMAT):
        return []
    each: list[tuple[Any, ...]] = json.loads(bytes(mime.data(FORMAT).data()))
    return [Dragged(ThreadId(thread_id), AccountId(account_id), Kind(kind)) for thread_id, account_id, kind in each]


def drag(conversations: Sequence[Dragged], title: str, source: QWidget) -> None:
    """Let them be dropped somewhere; returns when they were, or when Escape was pressed."""
    made = QDrag(source)
    made.setMimeData(packed(conversations))
    made.setPixmap(card(title if len(conversations) == 1 else words(len(conversations)), len(conversations), source))
    made.setHotSpot(QPoint(-theme().px(AWAY), -theme().px(AWAY) // 2))
    made.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)


def words(number: int) -> str:
    return QCoreApplication.translate("dragging", "%n conversations", "", number)


def card(text: str, number: int, source: QWidget) -> QPixmap:
    """A card with these words, on a second one where it is several."""
    px, colors = theme().px, theme().colors
    font = theme().font(t.TEXT, 600)
    shown = QFontMetricsF(font).elidedText(short(text), Qt.TextElideMode.ElideRight, px(LONGEST))
    under = px(4) if number > 1 else 0
    icon, gap = px(t.ICON), px(8)
    wide = 2 * px(12) + icon + gap + QFontMetricsF(font).horizontalAdvance(shown) + 1
    ratio = source.devicePixelRatioF()
    pixmap = QPixmap(round((wide + under + 2) * ratio), round((px(CARD) + under + 2) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colors.accent), 1))
    painter.setBrush(QColor(colors.raised))
    box = QRectF(1, 1, wide, px(CARD) - 1)
    for away in (under, 0) if under else (0,):
        painter.drawRoundedRect(box.translated(away, away), px(t.RADIUS_FIELD), px(t.RADIUS_FIELD))
    picture = theme().icons.icon("mail", colors.accent, icon)
    picture.paint(painter, round(box.left() + px(12)), round(box.center().y() - icon / 2), icon, icon)
    painter.setPen(QColor(colors.text))
    painter.setFont(font)
    painter.drawText(box.adjusted(px(12) + icon + gap, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.end()
    return pixmap
