"""What goes along with a filing: attachments with check boxes, and the later replies of the conversation."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui.filing.words import reason_words
from ui.reader.sizes import file_size
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from workspace.filing.preview import preview
from workspace.store.rows import ItemRow


class Said(NamedTuple):
    """The ids of the parts that go, whether later replies do, and whether only from, to and date are written."""

    parts: set[str]
    follow: bool
    header_only: bool


class Along(QWidget):
    """``changed`` after every tick. From, to and date alone cannot be taken back where the admin chose that."""

    changed = Signal()

    def __init__(self, item: ItemRow, limits: Mapping[str, int], is_kept_short: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        seen = preview(item, (), limits=limits)
        flow = FlowLayout(spacing=theme().px(4 * t.STEP), between=theme().px(6))
        notes = []
        fixed = {left.attachment.part_id for left in seen.left_out if not left.is_selectable}
        self._selectable = {part.part_id for part in item.attachments} - fixed
        for going in seen.filing.attachments:
            flow.addWidget(self._box(going.part_id, going.name, is_ticked=True))
        for left in seen.left_out:
            part = left.attachment
            box = self._box(part.part_id, part.name or part.content_type, is_ticked=False)
            box.setEnabled(left.is_selectable)
            flow.addWidget(box)
            reason = reason_words(left.reason)
            box.setToolTip(reason)
            if not left.is_selectable:
                notes.append(f"{part.name or file_size(part.size)}: {reason}")
        self.later = QCheckBox(self.tr("Later replies in this thread"), self)
        self.later.toggled.connect(lambda _: self.changed.emit())
        flow.addWidget(self.later)
        self.short = QCheckBox(self.tr("Only from, to and date"), self)
        self.short.toggled.connect(self._on_short)
        flow.addWidget(self.short)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(t.STEP))
        layout.addLayout(flow)
        for note in notes:
            layout.addWidget(label(note, self, kind="secondary", wrap=True))
        if is_kept_short:
            self.short.setChecked(True)
            self.short.setEnabled(False)
            self.short.setToolTip(self.tr("Your administrator’s rule for this sender or domain."))

    def _on_short(self, is_short: bool) -> None:
        for part_id, box in self.boxes.items():
            box.setEnabled(not is_short and part_id in self._selectable)
        self.changed.emit()

    @property
    def said(self) -> Said:
        parts = {part_id for part_id, box in self.boxes.items() if box.isChecked()}
        return Said(parts, self.later.isChecked(), self.short.isChecked())

    def say(self, said: Said) -> None:
        """What was ticked before all was made anew."""
        for part_id, box in self.boxes.items():
            box.setChecked(part_id in said.parts)
        self.later.setChecked(said.follow)
        self.short.setChecked(said.header_only)

    def _box(self, part_id: str, name: str, *, is_ticked: bool) -> QCheckBox:
        box = QCheckBox(name, self)
        box.setChecked(is_ticked)
        box.toggled.connect(lambda _: self.changed.emit())
        self.boxes[part_id] = box
        return box
