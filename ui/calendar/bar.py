"""What stands above the calendar: where one is, how to get elsewhere, which view, and which workplaces are shown."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.calendar.chips import WorkplaceChips
from ui.calendar.span import Mode, headings
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel
from workspace.model.accounts import Workplace
from workspace.model.ids import WorkplaceId

WITH_NAMES, WITH_WORDS = 820, 620


class CalendarBar(QFrame):
    """``stepped`` carries -1, 0 (today) or 1; ``mode_picked`` a :class:`Mode`; ``shown_changed`` workplace ids."""

    stepped = Signal(object)
    mode_picked = Signal(object)
    shown_changed = Signal(object)
    new_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("kind", "top")
        self.setFixedHeight(px(t.TOP))
        self.title = CutLabel("", self, kind="heading")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._words = {
            Mode.DAY: self.tr("Day"),
            Mode.WEEK: self.tr("Week"),
            Mode.MONTH: self.tr("Month"),
            Mode.AGENDA: self.tr("Agenda"),
        }
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(px(18), 0, px(16), 0)
        layout.setSpacing(px(2 * t.STEP))
        layout.addWidget(self.title)
        layout.addWidget(Button(self.tr("Today"), self, small=True, on_click=lambda: self.stepped.emit(0)))
        for icon, name, by in (("chevron-left", self.tr("Before"), -1), ("chevron-right", self.tr("After"), 1)):
            layout.addWidget(IconButton(icon, name, self, on_click=partial(self.stepped.emit, by)))
        self.modes = self._add_modes(layout)
        layout.addStretch(1)
        self._headings: tuple[str, ...] = ("",)
        self.workplaces = WorkplaceChips(self)
        self.workplaces.shown_changed.connect(self.shown_changed)
        layout.addWidget(self.workplaces)
        self.new = Button(self.tr("Event"), self, kind="primary", icon="plus", on_click=self.new_asked.emit)
        layout.addWidget(self.new)

    def _add_modes(self, layout: QHBoxLayout) -> dict[Mode, Button]:
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme().px(t.STEP) // 2)
        layout.addLayout(row)
        made = {}
        for mode, words in self._words.items():
            button = Button(words, self, kind="tab", on_click=partial(self.mode_picked.emit, mode))
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button)
            made[mode] = button
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """In a narrow window the names of the workplaces go first, then the words of buttons, last the workplaces."""
        px, least = theme().px, self._wide(self._headings[-1])
        has_words = self.width() >= px(WITH_WORDS)
        self.new.setText(self.tr("Event") if has_words else "")
        has_several = len(self.workplaces.chips) > 1
        self.workplaces.setVisible(has_several)
        self.workplaces.setFixedWidth(0)
        self._name_modes(is_short=False)
        if self._room() < least + has_several * self.workplaces.least:
            self._name_modes(is_short=True)
        self.workplaces.setVisible(has_several and self._room() >= least + self.workplaces.least)
        self.workplaces.fold(self._room() - least, has_names=self.width() >= px(WITH_NAMES))
        room = self._room()
        self.title.setText(next((each for each in self._headings if self._wide(each) <= room), self._headings[-1]))

    def _name_modes(self, *, is_short: bool) -> None:
        for mode, button in self.modes.items():
            button.setText(self._words[mode][:1] if is_short else self._words[mode])
            button.setToolTip(self._words[mode] if is_short else "")

    def _room(self) -> int:
        """What the others leave for the title."""
        self._layout.invalidate()
        self._layout.activate()  # the row of the views knows its new words only then
        return self.width() - self._layout.totalMinimumSize().width()

    def _wide(self, words: str) -> int:
        return self.title.fontMetrics().horizontalAdvance(words) + 1

    def show_where(self, mode: Mode, day: date) -> None:
        words = headings(mode, day)
        self.modes[mode].setChecked(True)
        if words != self._headings:
            self._headings = words
            self._fold()

    def show_workplaces(self, workplaces: Sequence[Workplace], shown: Collection[WorkplaceId]) -> None:
        if self.workplaces.show_workplaces(workplaces, shown):
            # Tab goes from left to right, also to what was made later.
            row = [self.modes[Mode.AGENDA], self.workplaces.menu_button, *self.workplaces.chips, self.new]
            for before, after in pairwise(row):
                QWidget.setTabOrder(before, after)
            self._fold()
