"""The scrolled column of a chat: makes a widget for each block, keeps those that stay, and the place that is seen."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import perf_counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from ui.chat.blocks import Block, Day, News, Said, Saying
from ui.chat.message import Around, MessageRow
from ui.chat.saying import SayingCard
from ui.chat.stack import Stack
from ui.reader.view import QuietBar
from ui.theme.theme import theme
from ui.widgets.labels import frame, label
from ui.widgets.later import later
from ui.widgets.times import day_heading
from workspace.model.ids import ItemId

NEAR = 200
"""Pixels from an end at which more is fetched."""
OPENING, SLICE = 10, 1
"""So many blocks are made at once at most and at least, as far as there is time."""
SLICE_SECONDS = 0.005
SPARE = 60
"""Messages that are not shown any more are kept for others: to fill one takes a tenth of making one."""


class Column(QScrollArea):
    """``older_wanted`` and ``newer_wanted``: an end is near. ``on_made`` gets a message's or
    saying's new widget, ``on_shown`` one that shows a message it did not show before.

    What is seen is made first; the rest follows slice by slice while the window stays usable.
    """

    older_wanted = Signal()
    newer_wanted = Signal()

    def __init__(
        self, on_made: Callable[[QWidget], None], on_shown: Callable[[MessageRow], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._on_made, self._on_shown = on_made, on_shown
        self.around: Around | None = None
        self._blocks: list[Block] = []
        self._widgets: dict[object, QWidget] = {}
        self._is_moving = False
        self._is_end_kept = True
        self._spare: list[MessageRow] = []
        self._begun_at: object = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(QuietBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Conversation"))
        self._rest = later(self, 0, self._go_on)
        self._reveal = later(self, 0, self._show_filled)
        self._stack = Stack()
        self._stack.grown.connect(self._on_grown)
        self.setWidget(self._stack)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme().changed.connect(self._on_theme_changed)

    @property
    def is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - theme().px(24)

    @property
    def rows(self) -> list[MessageRow]:
        """The messages from top to bottom, as far as they are made."""
        return [widget for widget in self._shown() if isinstance(widget, MessageRow)]

    @property
    def is_whole(self) -> bool:
        """Whether everything is made and can be seen."""
        return self._is_made() and self.viewport().updatesEnabled()

    def _is_made(self) -> bool:
        return len(self._widgets) == len(self._blocks)

    def row_of(self, item_id: ItemId) -> MessageRow | None:
        found = (self._widgets.get(("said", item_id, is_reply)) for is_reply in (False, True))
        return next((row for row in found if isinstance(row, MessageRow)), None)

    def show_blocks(self, blocks: Sequence[Block], around: Around, *, is_other: bool, at: object = None) -> None:
        """Show these from top to bottom: what was seen stays where it was, the end stays the end.

        Another conversation begins at its end, or at the block with the key ``at``.
        """
        self._is_end_kept = at is None if is_other else self.is_at_end
        self._begun_at = at
        first = None if is_other else self._anchor()
        anchor = None if self._is_end_kept else first
        is_new = is_other or around != self.around
        if is_new:
            # What was seen stays in sight until what is to be seen is there: one picture in place of many.
            self.viewport().setUpdatesEnabled(False)
            self._begin()
        if around != self.around:  # the same one tells a message that what hangs under it can stay
            self.around = around
        self._blocks = list(blocks)
        self._update()
        self._make(*((SLICE, anchor, 0.0) if is_new else (self._needed_at_once(first), anchor)))

    def show_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def show_widget(self, key: object) -> None:
        """Bring a block to the upper third."""
        if key in self._widgets:
            self._is_moving = True
            self._is_end_kept = False
            self.verticalScrollBar().setValue(self._widgets[key].y() - self.viewport().height() // 3)
            self._is_moving = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from message to message, which the view does."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(None if self._is_end_kept else self._anchor())
        self._rest.start()

    def _begin(self) -> None:
        """Nothing is shown."""
        self._stack.hide()  # or the focus would go from one to the next
        for widget in self._widgets.values():
            self._release(widget)
        self._widgets = {}
        self._stack.show()

    def _shown(self) -> list[QWidget]:
        return [self._widgets[block.key] for block in self._blocks if block.key in self._widgets]

    def _update(self) -> None:
        """Drop what is gone, and show what is news about the others."""
        wanted = {block.key: block for block in self._blocks}
        for key in [key for key in self._widgets if key not in wanted]:
            self._release(self._widgets.pop(key))
        width = self.viewport().width()
        for key, widget in self._widgets.items():
            block = wanted[key]
            if isinstance(widget, MessageRow) and isinstance(block, Said) and block != widget.block:
                widget.show_block(block)
                self._stack.measure(widget, width)
            elif isinstance(widget, SayingCard) and isinstance(block, Saying):
                widget.show_row(block.row)
                self._stack.measure(widget, width)

    def _needed_at_once(self, first: tuple[object, int] | None) -> int:
        """A slice where something is missing from the first message that is seen on; what stands above can wait."""
        begin = next((n for n, block in enumerate(self._blocks) if first and block.key == first[0]), 0)
        return SLICE if any(block.key not in self._widgets for block in self._blocks[begin:]) else 0

    def _make(self, least: int, anchor: tuple[object, int] | None, seconds: float = SLICE_SECONDS) -> None:
        """Make what is missing as far as there is time, ``least`` in any case, the nearest to what is seen first."""
        places = [n for n, block in enumerate(self._blocks) if block.key not in self._widgets]
        middle = self._middle(anchor)
        # What stands below what is looked for is seen rather than what stands above.
        places.sort(key=lambda n: n - middle if n >= middle else 2 * (middle - n))
        width, until, made = self.viewport().width(), perf_counter() + seconds, 0
        seen_from = self._seen_from()
        is_in_sight = not least
        for n in places[:OPENING] if least else ():
            if made >= least and perf_counter() > until:
                break
            block = self._blocks[n]
            self._widgets[block.key] = self._made(block, width)
            is_in_sight |= n >= seen_from
            made += 1
        if not self.viewport().updatesEnabled() and self._is_filled():
            self._reveal.start()
        elif len(places) > made:
            self._rest.start()
        # What comes above what is seen is put there when all of it is made: it would be painted anew each time.
        if self._is_made() or (is_in_sight and self.viewport().updatesEnabled()):
            self._arrange(anchor)

    def _show_filled(self) -> None:
        """What is to be seen is there; to paint all of it for the first time takes a turn of its own."""
        self.viewport().setUpdatesEnabled(True)
        self._arrange(self._own_anchor())
        self._rest.start()

    def _seen_from(self) -> int:
        """The number of the first block that is seen."""
        first = self._anchor()
        return next((n for n, block in enumerate(self._blocks) if first and block.key == first[0]), 0)

    def _is_filled(self) -> bool:
        return self._is_made() or self._stack.filled >= 2 * self.viewport().height()

    def _middle(self, anchor: tuple[object, int] | None) -> int:
        key = anchor[0] if anchor else self._begun_at
        return next((n for n, block in enumerate(self._blocks) if block.key == key), len(self._blocks))

    def _go_on(self) -> None:
        """The next slice: what is not made yet, then what was measured for another width."""
        anchor = self._own_anchor()
        if not self._is_made():
            self._make(SLICE, anchor)
            if not self._reveal.isActive():
                self._rest.start()  # some may have been made before the column had its width
            return
        width, top = self.viewport().width(), self.verticalScrollBar().value()
        stale = sorted(self._stack.stale(width), key=lambda row: abs(row.y() - top))
        for row in stale[: 4 * SLICE]:
            self._stack.measure(row, width)
        if stale:
            self._arrange(anchor)
            self._rest.start()

    def _arrange(self, anchor: tuple[object, int] | None) -> None:
        room, was_moving = self.viewport(), self._is_moving
        self._is_moving = True
        self._stack.arrange(self._shown(), room.width(), room.height())
        if self._is_end_kept:
            self.show_end()
        elif anchor is not None and anchor[0] in self._widgets:
            self.verticalScrollBar().setValue(self._widgets[anchor[0]].y() - anchor[1])
        elif self._begun_at in self._widgets:
            self.verticalScrollBar().setValue(self._widgets[self._begun_at].y() - room.height() // 3)
        self._is_moving = was_moving

    def _on_grown(self) -> None:
        self._arrange(None if self._is_end_kept else self._anchor())

    def _made(self, block: Block, width: int) -> QWidget:
        """The widget of a block, in place and measured."""
        if isinstance(block, Said) and self.around is not None:
            made: QWidget = self._message(block, self.around)
        elif isinstance(block, Saying):
            made = SayingCard(block.row, self._stack)
            self._on_made(made)
        else:
            made = _line(block, self._stack, self.tr("New"))  # type: ignore[arg-type]
        self._stack.add(made, width)
        return made

    def _message(self, block: Said, around: Around) -> MessageRow:
        """One that is not needed any more, else a new one."""
        if self._spare:
            row = self._spare.pop()
            row.show_other(around, block)
        else:
            row = MessageRow(around, block, self._stack)
            self._on_made(row)
        self._on_shown(row)
        return row

    def _release(self, widget: QWidget) -> None:
        if isinstance(widget, MessageRow) and len(self._spare) < SPARE:
            self._stack.release(widget)
            self._spare.append(widget)
        else:
            self._stack.drop(widget)

    def _own_anchor(self) -> tuple[object, int] | None:
        """None where the end is kept, or the block that it began at."""
        return None if self._is_end_kept or self._begun_at in self._widgets else self._anchor()

    def _anchor(self) -> tuple[object, int] | None:
        """The first message that is seen, and how far below the top edge it stands."""
        top = self.verticalScrollBar().value()
        rows = (block.key for block in self._blocks if isinstance(block, Said) and block.key in self._widgets)
        for key in rows:
            widget = self._widgets[key]
            if widget.y() + widget.height() > top:
                return key, widget.y() - top
        return None

    def _on_theme_changed(self) -> None:
        """Colours stand in the words too: mentions, times, code."""
        for row in self.rows:
            row.dress()

    def _on_scrolled(self, value: int) -> None:
        is_opening = not self.viewport().updatesEnabled()
        if self._is_moving or is_opening or not self.isVisible():
            return
        self._is_end_kept, self._begun_at = self.is_at_end, None
        if not self.is_whole:
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
