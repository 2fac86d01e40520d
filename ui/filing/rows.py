"""The rows of the filing sheet: a candidate to tick, a strip that says something, a section with its caption."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.filing.words import reason_words, strength_chip, tr
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.labels import CutLabel, label, restyle
from workspace.filing.match import Candidate


class CandidateRow(QFrame):
    """A record with a check box. ``toggled`` carries the candidate and whether it is ticked."""

    toggled = Signal(object, bool)

    def __init__(self, candidate: Candidate, crm: str, is_ticked: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.candidate = candidate
        px = theme().px
        record = candidate.record
        reason = reason_words(candidate.reason)
        self.box = QCheckBox(self)
        self.box.setFixedWidth(px(t.ICON) + 2)
        self.box.setChecked(is_ticked)
        self.box.setEnabled(record.can_write)
        self.box.setAccessibleName(f"{record.name}, {crm}. {reason}")
        self.box.toggled.connect(self._on_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(9), px(12), px(9))
        row.setSpacing(px(10))
        row.addWidget(self.box)
        row.addLayout(self._words(reason, crm), 1)
        row.addWidget(ChipLabel(Chip(*strength_chip(candidate)), self))
        if record.can_write:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._dress()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.box.isEnabled():
            self.box.toggle()
        event.accept()

    def _words(self, reason: str, crm: str) -> QVBoxLayout:
        record = self.candidate.record
        head = QHBoxLayout()
        head.setSpacing(theme().px(t.STEP))
        head.addWidget(label(record.name, self, kind="strong"))
        head.addWidget(CutLabel(f"· {crm}", self), 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(head)
        said = reason if record.can_write else self.tr("You may not write to it")
        words.addWidget(CutLabel(said, self, tone="muted"))
        return words

    def _on_toggled(self, is_ticked: bool) -> None:
        self._dress()
        self.toggled.emit(self.candidate, is_ticked)

    def _dress(self) -> None:
        self.setProperty("kind", "chosen" if self.box.isChecked() else "choice")
        restyle(self)


class Strip(QFrame):
    """A sentence on a coloured ground, a link behind it, several below it; ``kind`` is note, alarm or good."""

    def __init__(self, kind: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        px = theme().px
        tone = {"note": "warn", "alarm": "bad", "good": "ok"}.get(kind, "")
        self.words = label(words, self, wrap=True, tone=tone)
        self.links: list[Button] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(px(12), px(8), px(10), px(8))
        self._rows.setSpacing(px(t.STEP))
        self._row = QHBoxLayout()
        self._row.setSpacing(px(2 * t.STEP))
        self._row.addWidget(self.words, 1)
        self._rows.addLayout(self._row)

    def add_link(self, words: str, press: Callable[[], object]) -> Button:
        made = Button(words, self, kind="link", on_click=press)
        self.links.append(made)
        if len(self.links) == 2:
            self._row = QHBoxLayout()
            self._row.setSpacing(theme().px(2 * t.STEP))
            self._row.addStretch()
            self._rows.addLayout(self._row)
            self._row.addWidget(self.links[0])
        self._row.addWidget(made)
        return made


def work_box(candidate: Candidate, crm: str, is_ticked: bool, parent: QWidget) -> QCheckBox:
    """A deal or case to tick; ``crm`` is said where several have some."""
    box = QCheckBox(" · ".join(part for part in (candidate.record.name, crm) if part), parent)
    box.setToolTip(reason_words(candidate.reason))
    box.setChecked(is_ticked)
    box.setEnabled(candidate.record.can_write)
    return box


def section(words: str, parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """A caption with room under it."""
    made = QWidget(parent)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, theme().px(t.STEP), 0, 0)
    layout.setSpacing(theme().px(6))
    layout.addWidget(label(words, made, kind="caption"))
    return made, layout


def no_crm(on_add: Callable[[], None], parent: QWidget) -> QWidget:
    """What stands in the sheet while there is nothing to file to."""
    part = QWidget(parent)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    words = tr("There is no CRM yet. The built-in one needs no subscription and keeps its data on this computer.")
    column.addWidget(label(words, part, wrap=True))
    add = Button(tr("Add the built-in CRM"), part, kind="primary", on_click=on_add)
    column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
    return part
