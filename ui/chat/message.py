"""One chat message: who and when, its text, files, reactions, what stands under it, and what can be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.chat.blocks import Said
from ui.chat.reactions import ReactionRow, reactions_of
from ui.chat.text import rich_text
from ui.chat.words import Words
from ui.models.lines import Names, filed_chip
from ui.reader.attachments import AttachmentRow
from ui.reader.parts import Parts
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import ChipLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.icon import letters_of, paint_tile, person_color
from ui.widgets.labels import frame, restyle
from ui.widgets.roles import plays
from ui.widgets.times import count, short_time
from workspace.store.rows import ItemRow

TILE = 32
REPLY_TILE = 24
SIDE_GAP = 10
INDENT = TILE + SIDE_GAP
EDGE = 3
"""Pixels of the bar at the left, at any text size."""
Hangs = tuple[object, ...]
"""What decides which parts hang under a text."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a message needs to know of where it stands; ``able`` are ``react reply file``."""

    context: Context
    names: Names
    people: tuple[str, ...]
    able: frozenset[str]


class MessageRow(QWidget):
    """``asked`` carries what is wanted (``reply file more react fold``), ``reacted`` an emoji and whether it is added.

    ``entered``: it has the focus now; ``picked``: it was clicked, with these keys held.
    ``said`` carries a sentence, ``link_picked`` an address, ``undo_asked`` a chip.
    """

    asked = Signal(object, object)
    reacted = Signal(object, object, bool)
    entered = Signal(object)
    picked = Signal(object, object)
    said = Signal(object)
    link_hovered = Signal(object)
    link_picked = Signal(object)
    undo_asked = Signal(object)

    def __init__(self, around: Around, block: Said, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self.block = block
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("keeps_return", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plays(self, QAccessible.Role.ListItem)
        self._tools: QWidget | None = None
        self._hangs: Hangs | None = None
        self._hanging: list[QWidget] = []
        self._words = self._made_words()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme().px(2))
        self._column.addWidget(self._words)
        self._fill()

    @property
    def item(self) -> ItemRow:
        return self.block.item

    def show_block(self, block: Said) -> None:
        """The same message, with what is news about it."""
        if block != self.block:
            self.block = block
            self._fill()

    def dress(self) -> None:
        """Say its words in the colours of the theme in use."""
        self._words.setText((self._head() if self.block.has_head else "") + self._rich())

    def show_other(self, around: Around, block: Said) -> None:
        """Another message in the same widget: making one takes many times as long."""
        if around is not self._around:
            self._around, self._hangs = around, None
            self._drop_tools()
        self.block = block
        self._show_tools(False)
        self._fill()

    def mark(self, is_current: bool) -> None:
        """Whether keys and the buttons above mean this message."""
        if bool(self.property("current")) != is_current:
            self.setProperty("current", is_current)
            self.update()

    def choose(self, is_chosen: bool) -> None:
        """Whether it is one of several that something is done with."""
        if bool(self.property("chosen")) != is_chosen:
            self.setProperty("chosen", is_chosen)
            self.setAccessibleDescription(self.tr("chosen") if is_chosen else "")
            self.update()

    # Drawing

    def _fill(self) -> None:
        px, block = theme().px, self.block
        side = EDGE + px(16) + (px(INDENT) if block.is_reply else 0) + px(self._tile_size) + px(SIDE_GAP)
        self._column.setContentsMargins(side, px(8) if block.has_head else px(1), px(16), px(1))
        self.setProperty("mention", "true" if self.item.detail.get("is_mention") else "")
        self._tone("muted" if self._extra("is_system") or self._extra("is_deleted") else "")
        self.dress()
        self._hang()
        self.setAccessibleName(self._spoken())
        self.update()

    def _tone(self, tone: str) -> None:
        """Of the words; the stylesheet looks again only where it changed."""
        if self._words.property("tone") != tone:
            self._words.setProperty("tone", tone)
            if self._words.isVisible():
                restyle(self._words)

    def _hang(self) -> None:
        """Files, reactions, filings and replies under the text; what is as it was stays."""
        item, is_shown = self.item, self.isVisible()
        files = (*item.attachments, *self._links())
        wanted = (item.item_id if files else None, files, tuple(reactions_of(item)), item.filed,
                  self.block.replies, self.block.is_unfolded)  # fmt: skip
        if wanted == self._hangs:
            return
        self._hangs = wanted
        for widget in self._hanging:
            widget.hide()
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._hanging = self._parts(self)
        for widget in self._hanging:
            self._column.addWidget(widget)
            if is_shown:
                widget.show()

    def _parts(self, parent: QWidget) -> list[QWidget]:
        item = self.item
        found: list[QWidget] = []
        if item.attachments or self._links():
            found += self._files(parent)
        if reactions := reactions_of(item):
            row = ReactionRow(reactions, parent, can_react="react" in self._around.able)
            row.toggled.connect(lambda emoji, is_added: self.reacted.emit(self.item, emoji, is_added))
            found.append(row)
        if item.filed:
            found.append(self._filed(parent))
        if self.block.replies is not None:
            found.append(self._fold(parent))
        return found

    @property
    def _tile_size(self) -> int:
        return REPLY_TILE if self.block.is_reply else TILE

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the author's tile beside the first of several messages: a stylesheet's box and a widget take
        many times as long, and a turn of the wheel paints every message that is seen.
        """
        painter = QPainter(self)
        ground, edge = self._ground()
        if ground:
            painter.fillRect(self.rect(), QColor(ground))
        if edge:
            painter.fillRect(0, 0, EDGE, self.height(), QColor(edge))
        if self.block.has_head:
            px, name, size = theme().px, self._author(), theme().px(self._tile_size)
            at = self._words.geometry().topLeft() - QPoint(px(SIDE_GAP) + size, 0)
            letters = letters_of(name)[: 1 if self.block.is_reply else 2]
            paint_tile(painter, QRect(at, QSize(size, size)), letters, person_color(self.item.from_.email or name))

    def _ground(self) -> tuple[str, str]:
        """The colours behind the message and of its left edge; empty where what is behind it shows."""
        colors = theme().colors
        if self.hasFocus() or self.property("chosen"):
            return colors.accent_soft, colors.accent
        is_current, is_mention = self.property("current"), self.property("mention")
        ground = colors.warn_soft if is_mention else colors.background if self.underMouse() else ""
        return ground, colors.accent if is_current else colors.warn if is_mention else ""

    def _head(self) -> str:
        """Name and time, above the text in the same label: a column has many."""
        style = f"color:{theme().colors.muted}; font-size:{theme().px(t.SECONDARY)}px"
        when = f"{self.item.received_at.astimezone():%H:%M}"
        app = " · " + self.tr("app") if self._extra("is_bot") else ""
        return f'<div><b>{escape(self._author())}</b>&nbsp; <span style="{style}">{when}{escape(app)}</span></div>'

    def _made_words(self) -> Words:
        words = Words(self)
        words.linkHovered.connect(lambda href: self.link_hovered.emit(href))
        words.linkActivated.connect(lambda href: self.link_picked.emit(href))
        return words

    def _rich(self) -> str:
        if self._extra("is_deleted"):
            return "<i>" + self.tr("This message was deleted.") + "</i>"
        text = rich_text(self.item, self._around.people)
        if self._extra("is_edited"):
            style = f"color:{theme().colors.muted}; font-size:{theme().px(t.CAPTION)}px"
            edited = self.tr("edited")
            mark = f' <span style="{style}">({edited})</span>'
            # Within the last block, or it would stand in a line of its own.
            text = f"{text.removesuffix('</div>')}{mark}{'</div>' if text.endswith('</div>') else ''}"
        return text

    def _files(self, parent: QWidget) -> list[QWidget]:
        found: list[QWidget] = []
        if self.item.attachments:
            row = AttachmentRow(Parts(self._around.context, self.item, parent), self.item.attachments, parent)
            row.said.connect(self.said)
            found.append(row)
        for name, url in self._links():
            link = Button(name, parent, kind="attachment", icon="link", on_click=partial(self.link_picked.emit, url))
            link.setToolTip(url)
            holder = QWidget(parent)
            flow = FlowLayout(spacing=theme().px(6))
            holder.setLayout(flow)
            flow.addWidget(link)
            found.append(holder)
        return found

    def _links(self) -> list[tuple[str, str]]:
        """Files that lie elsewhere and are opened there."""
        files = self._extra("files")
        rows = files if isinstance(files, Sequence) else ()
        named = [(str(each.get("name")), str(each.get("url"))) for each in rows if isinstance(each, Mapping)]
        # A text that names the address has its own link.
        return [(name, url) for name, url in named if url not in (self.item.html or "")]

    def _filed(self, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        chips = FlowLayout(spacing=theme().px(5))
        row.setLayout(chips)
        for chip in self.item.filed:
            chips.addWidget(ChipLabel(filed_chip(chip, self._around.names), row))
            link = chip.link
            if link and link.startswith(("http://", "https://")):
                open_ = partial(self.link_picked.emit, link)
                chips.addWidget(Button(self.tr("Open"), row, kind="link", on_click=open_))
            if chip.state in ("done", "queued") and (chip.receipt_id or chip.action_id):
                undo = partial(self.undo_asked.emit, chip)
                chips.addWidget(Button(self.tr("Undo"), row, kind="quiet", on_click=undo))
        return row

    def _fold(self, parent: QWidget) -> QWidget:
        """``3 replies · 10:42``: shows and hides what stands under the message."""
        holder = QWidget(parent)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        replies = self.block.replies
        words = ""
        if replies is not None:
            words = self.tr("%n replies", "", replies.count) + f" · {short_time(replies.last_at)}"
            if replies.unread:
                words += " · " + self.tr("{n} new").format(n=count(replies.unread))
        icon = "chevron-down" if self.block.is_unfolded else "chevron-right"
        fold = lambda: self.asked.emit(self.item, "fold")  # noqa: E731
        row.addWidget(Button(words, holder, kind="link", icon=icon, on_click=fold))
        if self.block.is_unfolded and "reply" in self._around.able:
            reply = lambda: self.asked.emit(self.item, "reply")  # noqa: E731
            row.addWidget(Button(self.tr("Reply here"), holder, kind="quiet", on_click=reply))
        row.addStretch()
        return holder

    # What it says

    def _author(self) -> str:
        return self.item.from_.name or self.item.from_.email or self.tr("Unknown")

    def _extra(self, name: str) -> object:
        extra = self.item.detail.get("extra")
        return extra.get(name) if isinstance(extra, Mapping) else None

    def _spoken(self) -> str:
        item = self.item
        chips = ", ".join(filed_chip(chip, self._around.names).text for chip in item.filed)
        parts = (self._author(), f"{item.received_at.astimezone():%H:%M}", item.text or item.snippet, chips)
        return ". ".join(part for part in parts if part)

    # Mouse and keyboard

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setToolTip(f"{self.item.received_at.astimezone():%Y-%m-%d %H:%M:%S}")
        self._show_tools(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_tools(self._is_inside())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.item)
        self._show_tools(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_tools(self.underMouse() or self._is_inside())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The small buttons go once the focus has left them too."""
        if event.type() == QEvent.Type.FocusOut:
            self._show_tools(self.underMouse() or self._is_inside())
        return False

    def _is_inside(self) -> bool:
        here = QApplication.focusWidget()
        return here is self or (here is not None and self._tools is not None and self._tools.isAncestorOf(here))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self.entered.emit(self.item)
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.item, event.modifiers())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(self.item, "more")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools()

    def _show_tools(self, is_shown: bool) -> None:
        if self._tools is None and is_shown:
            self._tools = self._made_tools()
        if self._tools is not None:
            self._tools.setVisible(is_shown)
            self._place_tools()
            self._tools.raise_()

    def _drop_tools(self) -> None:
        if self._tools is not None:
            self._tools.hide()
            self._tools.deleteLater()
            self._tools = None

    def _place_tools(self) -> None:
        if self._tools is not None:
            self._tools.adjustSize()
            self._tools.move(self.width() - self._tools.width() - theme().px(12), 0)

    def _made_tools(self) -> QWidget:
        """Small buttons over the corner of the message that the mouse or the focus is on."""
        tools = frame("tools", self)
        row = QHBoxLayout(tools)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for name, icon, words in (
            ("react", "smile", self.tr("Add a reaction")),
            ("reply", "reply", self.tr("Reply")),
            ("file", "file", self.tr("File to CRM")),
            ("more", "more", self.tr("More")),
        ):
            if name in (*self._around.able, "more"):
                press = partial(self._on_tool, name)
                button = IconButton(icon, words, tools, width=26, height=24, on_click=press)
                button.installEventFilter(self)
                row.addWidget(button)
        return tools

    def _on_tool(self, name: str) -> None:
        self.asked.emit(self.item, name)
