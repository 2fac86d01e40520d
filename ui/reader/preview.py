"""A message's attachments, shown on a sheet one after the other: each fetched when it is wanted, read beside."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from ui.reader.file_view import FileView
from ui.reader.kinds import FileKind, is_runnable, kind_of
from ui.reader.parts import Parts
from ui.reader.readable import Readable, read_file
from ui.reader.sizes import file_size
from ui.reader.thumbs import Thumbs
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.model.items import Attachment

if TYPE_CHECKING:
    from ui.reader.attachments import AttachmentRow

HEIGHT = 620
BESIDE = 260
"""What the sheet needs of a window's height beside what it shows."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PreviewSheet(Sheet):
    """Left and right go through the attachments; Space closes it, as it opened it."""

    def __init__(
        self, row: "AttachmentRow", parts: Parts, shown: Sequence[Attachment], at: int, window: QWidget
    ) -> None:
        super().__init__(window, "", width=t.WIDE_SHEET)
        self._row, self._shown, self._at = row, shown, at
        self._parts = parts.another(self)
        self._turn = 0
        self.facts = label("", self.body, kind="secondary")
        self.view = FileView(self.body)
        least = theme().px(HEIGHT // 2)
        self.view.setFixedHeight(min(theme().px(HEIGHT), max(least, window.height() - theme().px(BESIDE))))
        self.view.pages.counted.connect(self._on_counted)
        self.layout_.addWidget(self.facts)
        self.layout_.addWidget(self.view)
        self._fill_foot()
        self._parts.arrived.connect(self._on_arrived)
        self._parts.failed.connect(self._on_failed)
        for each in self.findChildren(QWidget):
            each.installEventFilter(self)
        self.go(0)

    def go(self, by: int) -> None:
        """To another attachment, around the ends."""
        self._at = (self._at + by) % len(self._shown)
        part = self._part
        self.call(part.name or self.tr("Unnamed file"))
        self._show_facts()
        self.open_.setVisible(not is_runnable(part))
        if kind_of(part) is FileKind.OTHER:
            self.view.say(self.tr("There is no preview for this kind of file."))
            return
        self.view.say(self.tr("Reading…"))
        self._turn += 1
        room = round(theme().px(t.WIDE_SHEET - 40) * self.devicePixelRatioF())
        Thumbs.of(self.window()).beside.run(partial(read_part, self._parts, part, room), self._teller(self._turn))

    def done(self) -> None:
        self._turn += 1
        self.view.pages.stop()
        super().done()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(self, event):
            super().keyPressEvent(event)

    @property
    def _part(self) -> Attachment:
        return self._shown[self._at]

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Before a text or a button takes it."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key in STEPS and len(self._shown) > 1:
            self.go(STEPS[key])
            return True
        if key == Qt.Key.Key_Space and not isinstance(watched, QAbstractButton):
            self.done()
            return True
        return False

    def _fill_foot(self) -> None:
        if len(self._shown) > 1:
            for icon, words, by in (
                ("chevron-left", self.tr("Previous file"), -1),
                ("chevron-right", self.tr("Next file"), 1),
            ):
                self.foot.addWidget(IconButton(icon, words, self.body, on_click=partial(self.go, by)))
        self.foot.addStretch()
        self.open_ = Button(self.tr("Open"), self.body, on_click=lambda: self._on_row("open"))
        self.foot.addWidget(self.open_)
        self.foot.addWidget(Button(self.tr("Save as…"), self.body, on_click=lambda: self._on_row("save")))
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))

    def _on_row(self, deed: str) -> None:
        """Open or save it; the message may have been shown anew meanwhile, and its row gone."""
        if not isValid(self._row):
            self.done()
        elif deed == "open":
            self._row.open(self._part)
        else:
            self._row.save(self._part)

    def _show_facts(self, pages: int = 0) -> None:
        place = self.tr("{n} of {total}").format(n=self._at + 1, total=len(self._shown))
        count = self.tr("%n page(s)", "", pages) if pages else ""
        facts = (place if len(self._shown) > 1 else "", file_size(self._part.size), count)
        self.facts.setText(" · ".join(each for each in facts if each))

    def _teller(self, turn: int) -> Callable[[bytes | Readable | None], None]:
        """Heard by nobody once another file is wanted, or none."""

        def tell(found: bytes | Readable | None) -> None:
            if isValid(self) and turn == self._turn:
                self._on_read(found)

        return tell

    def _on_read(self, found: bytes | Readable | None) -> None:
        part = self._part
        if found is None:
            self.view.say(self.tr("Fetching…"))
            self._parts.fetch(part.part_id)
        elif isinstance(found, Readable):
            self.view.show_file(found, part.name)
        else:
            self.view.show_pages(found, part.name)
        self._listen()

    def _listen(self) -> None:
        """What was made meanwhile gives up its arrows too."""
        for each in self.view.findChildren(QWidget):
            each.removeEventFilter(self)
            each.installEventFilter(self)

    def _on_counted(self, pages: int) -> None:
        self._show_facts(pages)

    def _on_arrived(self, part_id: str) -> None:
        if part_id == self._part.part_id:
            self.go(0)

    def _on_failed(self, part_id: str, words: str) -> None:
        if part_id == self._part.part_id:
            self.view.say(words)


def read_part(parts: Parts, part: Attachment, room: int) -> bytes | Readable | None:
    """Beside the window: what a file says, the bytes of what another process draws, None while it is not here."""
    data = parts.read(part.part_id)
    kind = kind_of(part)
    return data if data is None or kind is FileKind.PAGES else read_file(kind, data, room)
