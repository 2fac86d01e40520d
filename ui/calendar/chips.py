"""The workplaces above the calendar: a chip for each, or one button with a menu where there are too many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import short
from ui.widgets.painted import words_width
from ui.widgets.pictures import Pictures
from workspace.model.accounts import Workplace
from workspace.model.ids import WorkplaceId

WIDEST = 120
GAP = 6


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
        words = self._said(is_short=is_short)
        self.setFixedSize(self.wide(is_short=is_short), theme().px(t.LINE_CHIP) + 2)
        if words != self._words:
            self._words = words
            self.update()

    def wide(self, *, is_short: bool) -> int:
        """How wide it is when it says that."""
        px = theme().px
        return round(min(words_width(self._said(is_short=is_short), t.CAPTION), px(WIDEST))) + px(20)

    def _said(self, *, is_short: bool) -> str:
        return short(self.workplace.letters if is_short else self.workplace.name)

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


class ManyMenu(QMenu):
    """Stays open while one after the other is chosen with the mouse or the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggle():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._toggle():
            super().keyPressEvent(event)

    def _toggle(self) -> bool:
        action = self.activeAction()
        if action is not None:
            action.toggle()
        return action is not None


class WorkplaceChips(QWidget):
    """``shown_changed`` carries the ids of the workplaces that are shown now."""

    shown_changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(GAP))
        self.menu_button = Button("", self, kind="quiet", on_click=self._open_menu)
        self.menu_button.hide()
        self._row.addWidget(self.menu_button)
        self.chips: list[WorkplaceChip] = []

    def show_workplaces(self, workplaces: Sequence[Workplace], shown: Collection[WorkplaceId]) -> bool:
        """Returns whether they are others than before."""
        are_others = [chip.workplace for chip in self.chips] != list(workplaces)
        if are_others:
            for chip in self.chips:
                self._row.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.chips = [WorkplaceChip(each, self) for each in workplaces]
            for chip in self.chips:
                self._row.addWidget(chip)
                chip.clicked.connect(self._tell)
        for chip in self.chips:
            chip.setChecked(chip.workplace.workplace_id in shown)
        self._say()
        return are_others

    @property
    def least(self) -> int:
        """How wide it is at least: as chips with letters or as the button, whichever is less."""
        return min(self._wide(is_short=True), self.menu_button.sizeHint().width())

    def fold(self, room: int, *, has_names: bool) -> None:
        """Names, else letters, else the button: the first that has room."""
        is_short = not has_names or self._wide(is_short=False) > room
        is_menu = is_short and self._wide(is_short=True) > room
        for chip in self.chips:
            chip.fold(is_short=is_short)
            chip.setVisible(not is_menu)
        self.menu_button.setVisible(is_menu)
        self.setFixedWidth(self.menu_button.sizeHint().width() if is_menu else self._wide(is_short=is_short))

    def _wide(self, *, is_short: bool) -> int:
        gaps = theme().px(GAP) * max(0, len(self.chips) - 1)
        return sum(chip.wide(is_short=is_short) for chip in self.chips) + gaps

    def _open_menu(self) -> None:
        menu = ManyMenu(self)
        menu.setAccessibleName(self.tr("Workplaces"))
        for chip in self.chips:
            action = menu.addAction(short(chip.workplace.name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(chip.isChecked())
            action.toggled.connect(lambda is_shown, chip=chip: self._on_picked(chip, is_shown))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def _on_picked(self, chip: WorkplaceChip, is_shown: bool) -> None:
        chip.setChecked(is_shown)
        self._tell()

    def _tell(self) -> None:
        self._say()
        self.shown_changed.emit([chip.workplace.workplace_id for chip in self.chips if chip.isChecked()])

    def _say(self) -> None:
        shown = sum(chip.isChecked() for chip in self.chips)
        words = self.tr("Workplaces {shown}/{all}").format(shown=shown, all=len(self.chips))
        self.menu_button.say(words)
        if not self.menu_button.isHidden():
            self.setFixedWidth(self.menu_button.sizeHint().width())
