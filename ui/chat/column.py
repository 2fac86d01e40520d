"""The scrolled column of a chat: makes a widget for each block, keeps those that stay, and the place that is seen."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.chat.blocks import Block, Day, News, Said, Saying
from ui.chat.message import Around, MessageRow
from ui.chat.saying import SayingCard
from ui.reader.view import QuietBar
from ui.theme.theme import theme
from ui.widgets.labels import frame, label
from ui.widgets.times import day_heading
from workspace.model.ids import ItemId

NEAR = 200
"""Pixels from an end at which more is fetched."""
LAYOUT_ROUNDS = 3


class Column(QScrollArea):
    """``older_wanted`` and ``newer_wanted``: an end is near. ``made`` carries a message's or saying's new widget."""

    older_wanted = Signal()
    newer_wanted = Signal()

    def __init__(self, on_made: Callable[[QWidget], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._on_made = on_made
        self.around: Around | None = None
        self._widgets: dict[object, QWidget] = {}
        self._is_moving = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(QuietBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Conversation"))
        self._begin()
        self.setWidget(self._sheet)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - theme().px(24)

    @property
    def rows(self) -> list[MessageRow]:
        """The messages from top to bottom."""
        items = (self._page.itemAt(n) for n in range(self._page.count()))
        found = (item.widget() for item in items if item is not None)
        return [widget for widget in found if isinstance(widget, MessageRow)]

    def row_of(self, item_id: ItemId) -> MessageRow | None:
        return next((row for row in self.rows if row.item.item_id == item_id), None)

    def show_blocks(self, blocks: Sequence[Block], around: Around, *, is_other: bool) -> None:
        """Show these from top to bottom; what was seen stays where it was, the end stays the end."""
        was_at_end = self.is_at_end or is_other
        anchor = None if was_at_end else self._anchor()
        self._is_moving = True
        if is_other or around != self.around:
            # Put together unseen and shown at once: each widget shown by itself costs a layout.
            self._begin()
            self._place(blocks, around)
            self._sheet.resize(self.viewport().width(), self._sheet.height())
            self.setWidget(self._sheet)
        else:
            self._place(blocks, around)
        self.around = around
        self._lay_out()
        if was_at_end:
            self.show_end()
        elif anchor is not None:
            key, above = anchor
            if key in self._widgets:
                self.verticalScrollBar().setValue(self._widgets[key].y() - above)
        self._is_moving = False

    def show_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def show_widget(self, key: object) -> None:
        """Bring a block to the upper third."""
        widget = self._widgets.get(key)
        if widget is not None:
            self._lay_out()
            self._is_moving = True
            self.verticalScrollBar().setValue(widget.y() - self.viewport().height() // 3)
            self._is_moving = False

    def _begin(self) -> None:
        """An empty sheet; the one before goes with all that is on it."""
        self._widgets = {}
        self._sheet = QWidget()
        self._page = QVBoxLayout(self._sheet)
        self._page.setContentsMargins(0, theme().px(8), 0, theme().px(12))
        self._page.setSpacing(0)
        self._page.addStretch(1)

    def _place(self, blocks: Sequence[Block], around: Around) -> None:
        wanted = {block.key for block in blocks}
        self._drop({key: widget for key, widget in self._widgets.items() if key not in wanted})
        for place, block in enumerate(blocks):
            widget = self._widgets.get(block.key)
            if widget is None:
                widget = self._widgets[block.key] = self._made(block, around)
            elif isinstance(widget, MessageRow) and isinstance(block, Said):
                widget.show_block(block)
            elif isinstance(widget, SayingCard) and isinstance(block, Saying):
                widget.show_row(block.row)
            # The stretch stands first: few messages stand at the foot.
            if self._page.indexOf(widget) != place + 1:
                self._page.removeWidget(widget)
                self._page.insertWidget(place + 1, widget)
                if self._sheet.isVisible():
                    widget.show()

    def _made(self, block: Block, around: Around) -> QWidget:
        if isinstance(block, Said):
            made: QWidget = MessageRow(around, block, self._sheet)
        elif isinstance(block, Saying):
            made = SayingCard(block.row, self._sheet)
        else:
            return _line(block, self._sheet, self.tr("New"))
        self._on_made(made)
        return made

    def _drop(self, widgets: dict[object, QWidget]) -> None:
        for key, widget in list(widgets.items()):
            self._page.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
            del self._widgets[key]

    def _anchor(self) -> tuple[object, int] | None:
        """The first message that is seen, and how far below the top edge it stands."""
        top = self.verticalScrollBar().value()
        rows = ((key, widget) for key, widget in self._widgets.items() if isinstance(widget, MessageRow))
        seen = [(widget.y(), key) for key, widget in rows if widget.y() + widget.height() > top]
        if not seen:
            return None
        y, key = min(seen, key=lambda each: each[0])
        return key, y - top

    def _lay_out(self) -> None:
        for _ in range(LAYOUT_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._page.activate()
        room = self.viewport()
        self._sheet.resize(room.width(), max(self._page.totalHeightForWidth(room.width()), room.height()))

    def _on_scrolled(self, value: int) -> None:
        if self._is_moving or not self.isVisible():
            return
        if value < NEAR:
            self.older_wanted.emit()
        elif value > self.verticalScrollBar().maximum() - NEAR:
            self.newer_wanted.emit()


def _line(block: Day | News, parent: QWidget, news: str) -> QWidget:
    """A line across the column with words in it."""
    px = theme().px
    is_news = isinstance(block, News)
    words = news if isinstance(block, News) else day_heading(block.day, datetime.now(UTC).astimezone().date())
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(px(16), px(10), px(16), px(4))
    row.setSpacing(px(8))
    for _ in range(2):
        line = frame("newsline" if is_news else "dayline", made)
        line.setFixedHeight(1)
        row.addWidget(line, 1)
    row.insertWidget(1, label(words, made, kind="caption", tone="bad" if is_news else ""))
    made.setAccessibleName(words)
    return made
