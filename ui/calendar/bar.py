"""What stands above the calendar: where one is, how to get elsewhere, which view, and which workplaces are shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.calendar.span import Mode, headings
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel, short
from ui.widgets.painted import words_width
from ui.widgets.pictures import Pictures
from workspace.model.accounts import Workplace
from workspace.model.ids import WorkplaceId

WIDEST = 120
WITH_NAMES, WITH_WORDS = 820, 620


class WorkplaceChip(QAbstractButton):
    """Shows or hides the events of a workplace, in its colour."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Show {workplace}").format(workplace=workplace.name))
        self.setToolTip(workplace.name)
        self._words = ""
        self.fold(is_short=False)

    def fold(self, *, is_short: bool) -> None:
        """Say the name, or where there is no room for it the letters of the workplace's tile."""
        px = theme().px
        words = short(self.workplace.letters if is_short else self.workplace.name)
        self.setFixedSize(round(min(words_width(words, t.CAPTION), px(WIDEST))) + px(20), px(t.LINE_CHIP) + 2)
        if words != self._words:
            self._words = words
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = ChipLook(self._words, self.workplace.color, is_shown=self.isChecked(), has_focus=self.hasFocus())
        _pictures.paint(QPainter(self), self.rect(), look)


@dataclass(frozen=True, slots=True)
class ChipLook:
    """How the chip of a workplace is painted."""

    words: str
    color: str
    is_shown: bool
    has_focus: bool


def _draw_chip(painter: QPainter, room: QRectF, look: ChipLook) -> None:
    px, colors = theme().px, theme().colors
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = room.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(colors.accent if look.has_focus else colors.line), 1))
    painter.setBrush(QColor(colors.background if look.is_shown else colors.surface))
    painter.drawRoundedRect(box, px(t.RADIUS_CHIP), px(t.RADIUS_CHIP))
    if look.is_shown:
        painter.fillRect(QRectF(1, 1, px(3), room.height() - 2), QColor(look.color))
    font = theme().font(t.CAPTION)
    font.setStrikeOut(not look.is_shown)
    painter.setFont(font)
    painter.setPen(QColor(colors.muted))
    words = box.adjusted(px(9), 0, -px(6), 0)
    shown = QFontMetricsF(font).elidedText(look.words, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


_pictures = Pictures(_draw_chip, lambda: theme().colors.surface, 200)


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
        self._chips = QHBoxLayout()
        self._chips.setSpacing(px(6))
        layout.addLayout(self._chips)
        self.chips: list[WorkplaceChip] = []
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
        """In a narrow window the names on the chips go first, then the words of the button and the chips."""
        px = theme().px
        for chip in self.chips:
            chip.fold(is_short=self.width() < px(WITH_NAMES))
            chip.setVisible(len(self.chips) > 1 and self.width() >= px(WITH_WORDS))
        self.new.setText(self.tr("Event") if self.width() >= px(WITH_WORDS) else "")
        for mode, button in self.modes.items():
            button.setText(self._words[mode])
        if self._room() < self._wide(self._headings[-1]):
            for mode, button in self.modes.items():
                button.setText(self._words[mode][:1])
                button.setToolTip(self._words[mode])
        room = self._room()
        self.title.setText(next((each for each in self._headings if self._wide(each) <= room), self._headings[-1]))

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
        if [chip.workplace for chip in self.chips] != list(workplaces):
            for chip in self.chips:
                self._chips.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.chips = [WorkplaceChip(each, self) for each in workplaces]
            for chip in self.chips:
                self._chips.addWidget(chip)
                chip.clicked.connect(self._on_chip)
            # Tab goes from left to right, also to what was made later.
            for before, after in pairwise([self.modes[Mode.AGENDA], *self.chips, self.new]):
                QWidget.setTabOrder(before, after)
            self._fold()
        for chip in self.chips:
            chip.setChecked(chip.workplace.workplace_id in shown)

    def _on_chip(self) -> None:
        self.shown_changed.emit([chip.workplace.workplace_id for chip in self.chips if chip.isChecked()])
