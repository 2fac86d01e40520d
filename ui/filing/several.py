"""The sheet that files several messages at once: one line and one result for each, one progress bar for all.

Only what the match is sure of is filed; where a person has to choose, the line says so and opens the sheet for one.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.filing.filed import tell, withdraw_all
from ui.filing.selection import Selection, ground_of
from ui.filing.several_line import Line, Looked, looked_up
from ui.filing.several_words import filing_words, found_words, looking_words
from ui.filing.stack import Stack
from ui.models.beside import Beside
from ui.models.observer import News
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.ground import Ground
from ui.widgets.labels import label
from ui.widgets.later import later
from ui.widgets.sheet import Sheet
from ui.widgets.times import count
from ui.widgets.turns import Turns
from workspace.model.actions import Action
from workspace.model.ids import ActionId, ItemId
from workspace.store.rows import AttemptRow, ItemRow

Known = tuple[Mapping[ItemId, ItemRow], Mapping[ActionId, AttemptRow]]
BATCH, FEW = 30, 3
"""Messages that are looked up or queued together; so few are queued without waiting."""
PROGRESS_MS = 80
LIST_HEIGHT, LINE_HEIGHT, AROUND = 340, 43, 240
"""Pixels that the lines take before they are scrolled, that one is expected to take, and that are around them."""


class SeveralSheet(Sheet):
    """``filed`` carries the ids of the actions that were queued and of how many messages, once.

    ``choose_asked`` carries the item id to choose for, ``undo_asked`` the action ids to take back. Messages are looked
    up and queued in batches beside the window: the sheet can be left meanwhile, which leaves the rest unfiled.
    """

    filed = Signal(object, object)
    choose_asked = Signal(object)
    undo_asked = Signal(object)

    def __init__(
        self,
        context: Context,
        item_ids: Iterable[ItemId],
        number: int,
        queue: Callable[[Sequence[Selection]], list[list[Action]]],
        beside: Beside,
        window: QWidget,
    ) -> None:
        super().__init__(window, "", width=t.WIDE_SHEET)
        self.call(self.tr("File %n messages to CRM", "", number))
        self._context, self._queue = context, queue
        self._left = iter(item_ids)
        self._is_looking, self._looked = True, 0
        self._number = number
        self._beside = beside
        self._again: list[Line] = []
        self._by_hand: list[Line] = []
        self._is_reading = self._reads_again = False
        self.lines: list[Line] = []
        self._going: list[Line] = []
        self._to_queue: list[Line] = []
        self.is_filing = self._is_queueing = self._has_asked = False
        self._add_list()
        self._add_progress()
        self._add_buttons()
        self._looking = Turns(self)
        self._showing = Turns(self)
        self._queueing = Turns(self)
        self._progress = later(self, PROGRESS_MS, self._show_state)
        self._begun: deque[Line] = deque()
        self._then: Callable[[], None] = self._end_queueing
        self._is_left = threading.Event()
        self._show_state()
        self._look_up_next()
        context.observer.changed.connect(self._on_changed)

    @property
    def ready(self) -> list[Line]:
        return [line for line in self.lines if line.is_ready]

    def file(self) -> None:
        """File what is sure and ticked, once."""
        if self.is_filing or not self.file_button.isEnabled():
            return
        self.is_filing = True
        self._to_queue = self.ready
        self._going += self._to_queue
        self._show_state()
        self.close_button.setFocus()
        if len(self._to_queue) <= FEW:
            batch = self._taken()
            for line, actions in zip(batch, self._queue([s for each in batch if (s := each.selection)]), strict=True):
                line.begin([action.action_id for action in actions])
            self._end_queueing()
        else:
            self._queue_next()

    def stop(self) -> None:
        """Leave unfiled what has not been begun."""
        if self._waits_for_batch(self.stop):
            return
        self._end_queueing()
        left = [action_id for line in self._going if not line.is_settled for action_id in line.action_ids]
        self._beside.run(lambda: withdraw_all(self._context, left), lambda _: tell(self._context))

    def done(self) -> None:
        self._is_left.set()
        for turns in (self._looking, self._queueing, self._showing):
            turns.stop()
        super().done()

    def dismiss(self) -> None:
        if self._waits_for_batch(self.dismiss):
            self.hide()
            return
        self._end_queueing()
        super().dismiss()

    def come_back(self) -> None:
        """A person chose for a line, or did not; what they changed may hold for other lines too."""
        self.open()
        self._again = self._by_hand = [line for line in self.lines if line.state == "open"]
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:  # the stores are about to be closed
            self._is_left.set()
            for turns in (self._looking, self._queueing, self._showing):
                turns.stop()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton) and focus is not self.file_button:
            focus.click()
        elif not event.isAutoRepeat():
            self.file()

    # Its parts

    def _add_list(self) -> None:
        self._ground = Ground(self.body)
        self._on_ground = QVBoxLayout(self._ground)
        self._on_ground.setContentsMargins(0, 0, 0, 0)
        self._on_ground.setSpacing(theme().px(2 * t.STEP))
        self.layout_.addWidget(self._ground)
        self._scroll_lines = QScrollArea(self._ground)
        self._scroll_lines.setWidgetResizable(True)
        self._scroll_lines.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll_lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll_lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = Stack(self._number)
        self._scroll_lines.setWidget(self._inside)
        self._fit_list(self._number * theme().px(LINE_HEIGHT))

    def _add_progress(self) -> None:
        self.summary = label("", self._ground, kind="secondary")
        self.bar = QProgressBar(self._ground)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        for part in (self._scroll_lines, self.summary, self.bar):
            self._on_ground.addWidget(part)

    def _fit_list(self, height: int) -> None:
        px = theme().px
        room = max(px(3 * LINE_HEIGHT), self._window.height() - px(AROUND))
        self._scroll_lines.setFixedHeight(min(height, px(LIST_HEIGHT), room))

    def _add_buttons(self) -> None:
        self.undo_button = Button(self.tr("Undo all"), self.body, kind="ghost", on_click=self._on_undo)
        self.stop_button = Button(self.tr("Stop"), self.body, on_click=self.stop)
        self.close_button = Button(self.tr("Cancel"), self.body, on_click=self.dismiss)
        self.file_button = Button(self.tr("File"), self.body, kind="primary", key="⏎", on_click=self.file)
        self.foot.addWidget(self.undo_button)
        self.foot.addStretch()
        for button in (self.stop_button, self.close_button, self.file_button):
            self.foot.addWidget(button)

    # Turn by turn

    def _look_up_next(self) -> None:
        if not self._is_left.is_set():
            self._beside.run(self._look_up_batch, self._on_looked_up)

    def _look_up_batch(self) -> tuple[list[Looked], int]:
        """The next messages, beside the window, and how many were looked for."""
        ids = list(islice(self._left, BATCH))
        ground = ground_of(self._context) if ids else None
        items = [self._context.reader.item(item_id) for item_id in ids if not self._is_left.is_set()]
        return [looked_up(self._context, item, ground) for item in items if item is not None], len(ids)

    def _on_looked_up(self, found: tuple[list[Looked], int]) -> None:
        if not isValid(self) or self._is_left.is_set():
            return
        looked, number = found
        self._looked += number
        is_last = number < BATCH or self._looked >= self._number
        self._looking.start(self._show_looked(looked, is_last))

    def _show_looked(self, looked: Iterable[Looked], is_last: bool) -> Iterator[None]:
        for n, each in enumerate(looked):
            if n:
                yield
            line = Line(each.item, self._inside)
            line.asked.connect(self._on_choose)
            line.retried.connect(self._on_retry)
            line.show_looked(each)
            line.ticked.connect(self._show_state)
            self.lines.append(line)
            self._inside.add(line)
            self._show_soon()
        if not is_last:
            self._look_up_next()
            return
        self._is_looking = False
        self._inside.settle()
        self._fit_list(self._inside.minimumHeight())
        self._show_state()
        if self.ready:
            self.file_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_soon(self) -> None:
        """The progress, a few times a second: showing it costs more than a line."""
        if not self._progress.isActive():
            self._progress.start()

    def _taken(self) -> list[Line]:
        """The next lines to be queued."""
        batch, self._to_queue = self._to_queue[:BATCH], self._to_queue[BATCH:]
        return [line for line in batch if line.selection is not None]

    def _queue_next(self) -> None:
        batch = self._taken()
        selections = [line.selection for line in batch if line.selection is not None]
        self._is_queueing = True
        self._beside.run(lambda: self._queue(selections), lambda actions: self._on_queued(batch, actions))

    def _on_queued(self, batch: Sequence[Line], actions: Sequence[Sequence[Action]]) -> None:
        self._is_queueing = False
        if not isValid(self):
            return
        for line, each in zip(batch, actions, strict=True):
            line.action_ids = [action.action_id for action in each]
        if not self._begun:
            self._queueing.start(self._show_begun())
        self._begun += batch
        if self._to_queue:
            self._queue_next()
            return
        then, self._then = self._then, self._end_queueing
        then()

    def _show_begun(self) -> Iterator[None]:
        while self._begun:
            line = self._begun.popleft()
            if line.state == "ready":
                line.begin(line.action_ids)
                self._show_soon()
            yield

    def _waits_for_batch(self, then: Callable[[], None]) -> bool:
        """Queue no more; what is being queued just now comes to an end before anything else is done."""
        self._to_queue = []
        if self._is_queueing:
            self._then = then
        return self._is_queueing

    def _end_queueing(self) -> None:
        """Tell of what was queued; what was not goes nowhere."""
        if not self.is_filing:
            return
        self.is_filing = False
        self._going = [line for line in self._going if line.action_ids]
        self._show_state()
        self.filed.emit(self._action_ids(), len(self._going))

    def _action_ids(self) -> list[ActionId]:
        return [action_id for line in self._going for action_id in line.action_ids]

    # What becomes of it

    def _on_changed(self, news: News) -> None:
        if (self._going or self._has_asked) and news.touches("filed", "actions", "done"):
            self._follow()

    def _follow(self) -> None:
        """What has become of the lines: read beside the window, shown a few a turn."""
        self._reads_again = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            ids = [line.item.item_id for line in self.lines]
            self._beside.run(lambda: self._read(ids), self._on_read)

    def _read(self, item_ids: Sequence[ItemId]) -> Known:
        reader = self._context.reader
        items = {item.item_id: item for item in reader.items_by_id(item_ids)}
        return items, {row.action_id: row for row in reader.attempts()}

    def _on_read(self, known: Known) -> None:
        self._is_reading = False
        if not isValid(self):
            return
        if self._reads_again:
            self._follow()
        else:
            self._showing.start(self._show_lines(*known))

    def _show_lines(self, items: Mapping[ItemId, ItemRow], attempts: Mapping[ActionId, AttemptRow]) -> Iterator[None]:
        for line in list(self.lines):
            item = items.get(line.item.item_id)
            if item is not None:
                self._show_line(line, item, attempts)
                yield
        again, self._again = self._again, []
        for line in again:
            if line.state == "open":
                line.look_up(self._context)
                yield
        self._show_state()

    def _show_line(self, line: Line, item: ItemRow, attempts: Mapping[ActionId, AttemptRow]) -> None:
        if not line.action_ids and item.filed and (line.state == "open" or line in self._by_hand):
            line.begin([chip.action_id for chip in item.filed if chip.action_id])
            self._going.append(line)
        if line.action_ids and line not in self._to_queue:
            line.follow(item, attempts)

    def _show_state(self) -> None:
        number, ready = len(self.lines), len(self.ready)
        settled = sum(line.is_settled for line in self._going)
        is_looking, is_under_way = self._is_looking, settled < len(self._going)
        has_begun = bool(self._going)
        if is_looking or not has_begun:
            self._show_progress(number, self._number)
        else:
            self._show_progress(settled, len(self._going))
        self.summary.setText(self._words())
        if is_looking and self.lines:  # the buttons say so when all is known
            return
        self.undo_button.setVisible(has_begun and any(line.state != "stopped" for line in self._going))
        self.stop_button.setVisible(has_begun and is_under_way)
        self.close_button.say(self.tr("Close") if has_begun else self.tr("Cancel"))
        self.file_button.setVisible(bool(ready) or not has_begun)
        self.file_button.setEnabled(bool(ready) and not is_looking and not self.is_filing)
        self.file_button.say(self.tr("File {n}").format(n=count(ready)) if ready else self.tr("File"))

    def _words(self) -> str:
        if self._is_looking:
            return looking_words(len(self.lines), self._number)
        return filing_words(self._going) if self._going else found_words(self.lines)

    def _show_progress(self, n: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(n)

    def _on_retry(self, action_ids: Sequence[ActionId]) -> None:
        for action_id in action_ids:
            self._context.user.retry(action_id)
        tell(self._context)

    def _on_undo(self) -> None:
        if not self._waits_for_batch(self._on_undo):
            self._end_queueing()
            self.undo_asked.emit(self._action_ids())

    def _on_choose(self, item_id: object) -> None:
        self._has_asked = True
        self.hide()
        self.choose_asked.emit(item_id)
