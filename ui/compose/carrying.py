"""The attachments of a forwarded mail on their way into the letter: fetched where they are missing."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.compose.files import Files
from ui.reader.parts import Parts
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from workspace.model.items import Attachment
from workspace.store.rows import ItemRow


class Carrying(QWidget):
    """``changed`` after every attachment that arrived or was given up; ``is_open`` while some are missing."""

    changed = Signal()

    def __init__(self, context: Context, files: Files, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._files = context, files
        self._missing: dict[str, Attachment] = {}
        self._total = 0
        self.item: ItemRow | None = None
        self._parts: Parts | None = None
        self._words = label("", self, kind="secondary")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(self._words, 1)
        row.addWidget(Button(self.tr("Leave them out"), self, kind="link", on_click=self.stop))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        self.hide()

    @property
    def is_open(self) -> bool:
        return bool(self._missing)

    @property
    def missing(self) -> tuple[str, ...]:
        """The part ids of those that are still missing."""
        return tuple(self._missing)

    def carry(self, item: ItemRow, only: Collection[str] | None = None) -> None:
        """Take its attachments along, or only these parts."""
        self.item = item
        self._parts = Parts(self._context, item, self)
        self._parts.arrived.connect(self._on_arrived)
        self._parts.failed.connect(self._on_failed)
        wanted = [part for part in item.attachments if only is None or part.part_id in only]
        self._total = len(wanted)
        for part in wanted:
            if not self._take(part):
                self._missing[part.part_id] = part
        for part_id in list(self._missing):
            self._parts.fetch(part_id)
        self._show()

    def stop(self) -> None:
        """Go without those that are still missing."""
        for part_id in self._missing:
            if self._parts is not None:
                self._parts.stop(part_id)
        self._missing.clear()
        self._show()

    def _take(self, part: Attachment) -> bool:
        data = self._parts.read(part.part_id) if self._parts is not None else None
        if data is None:
            return False
        content_id = (part.content_id or "").strip("<>") if part.is_inline else ""
        self._files.add_bytes(part.name or part.part_id, part.content_type, data, content_id or None)
        return True

    def _on_arrived(self, part_id: str) -> None:
        part = self._missing.pop(part_id, None)
        if part is not None:
            self._take(part)
        self._show()

    def _on_failed(self, part_id: str, words: str) -> None:
        part = self._missing.pop(part_id, None)
        if part is not None:
            name = part.name or part_id
            self._files.said.emit(self.tr("{name} could not be fetched: {reason}").format(name=name, reason=words))
        self._show()

    def _show(self) -> None:
        done = self._total - len(self._missing)
        self._words.setText(self.tr("Fetching attachments: {n} of {total}").format(n=done, total=self._total))
        self._bar.setRange(0, self._total)
        self._bar.setValue(done)
        self.setVisible(self.is_open)
        self.changed.emit()
