"""A picture or a text out of a message's attachments, shown on a sheet: fetched when it is wanted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QWidget

from ui.reader.body import read_image
from ui.reader.parts import Parts
from ui.reader.sizes import file_size
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.model.items import Attachment

if TYPE_CHECKING:
    from ui.reader.attachments import AttachmentRow

SHOWN = 200_000
"""Bytes of a text that are shown; the file has them all."""
HEIGHT = 460


class PreviewSheet(Sheet):
    """Left and right go through the attachments that can be shown."""

    def __init__(
        self, row: "AttachmentRow", parts: Parts, shown: Sequence[Attachment], at: int, window: QWidget
    ) -> None:
        super().__init__(window, "", width=t.WIDE_SHEET)
        self._row, self._parts, self._shown, self._at = row, parts, shown, at
        px = theme().px
        self.facts = label("", self.body, kind="secondary")
        self.stack = QStackedWidget(self.body)
        self.stack.setFixedHeight(px(HEIGHT))
        self.picture = QLabel(self.stack)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text = QPlainTextEdit(self.stack)
        self.text.setReadOnly(True)
        self.words = label("", self.stack, tone="muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for each in (self.picture, self.text, self.words):
            self.stack.addWidget(each)
        self.layout_.addWidget(self.facts)
        self.layout_.addWidget(self.stack)
        self._fill_foot()
        parts.arrived.connect(self._on_arrived)
        parts.failed.connect(self._on_failed)
        self.go(0)

    def go(self, by: int) -> None:
        """To another attachment, around the ends."""
        self._at = (self._at + by) % len(self._shown)
        part = self._part
        self.call(part.name or self.tr("Unnamed file"))
        size = file_size(part.size)
        place = self.tr("{n} of {total}").format(n=self._at + 1, total=len(self._shown))
        self.facts.setText(" · ".join(each for each in (place if len(self._shown) > 1 else "", size) if each))
        data = self._parts.read(part.part_id)
        if data is not None:
            self._show(part, data)
        else:
            self._say(self.tr("Fetching…"))
            self._parts.fetch(part.part_id)

    def done(self) -> None:
        self._parts.arrived.disconnect(self._on_arrived)
        self._parts.failed.disconnect(self._on_failed)
        super().done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and len(self._shown) > 1:
            self.go(step)
            event.accept()
        else:
            super().keyPressEvent(event)

    @property
    def _part(self) -> Attachment:
        return self._shown[self._at]

    def _fill_foot(self) -> None:
        if len(self._shown) > 1:
            self.foot.addWidget(
                IconButton("chevron-left", self.tr("Previous file"), self.body, on_click=lambda: self.go(-1))
            )
            self.foot.addWidget(
                IconButton("chevron-right", self.tr("Next file"), self.body, on_click=lambda: self.go(1))
            )
        self.foot.addStretch()
        for words, press in (
            (self.tr("Open"), lambda: self._row.open(self._part)),
            (self.tr("Save as…"), lambda: self._row.save(self._part)),
            (self.tr("Close"), self.done),
        ):
            self.foot.addWidget(Button(words, self.body, on_click=press))

    def _show(self, part: Attachment, data: bytes) -> None:
        if part.content_type.lower().startswith("image/"):
            self._show_picture(part, data)
        else:
            self._show_text(part, data)

    def _show_picture(self, part: Attachment, data: bytes) -> None:
        px = theme().px
        ratio = self.devicePixelRatioF()
        image = read_image(data, round(px(t.WIDE_SHEET - 40) * ratio))
        if image.isNull():
            self._say(self.tr("This picture cannot be shown. Save it to open it elsewhere."))
            return
        room = QSize(px(t.WIDE_SHEET - 40), px(HEIGHT)) * ratio
        if image.width() > room.width() or image.height() > room.height():
            image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.setAccessibleName(self.tr("Picture: {name}").format(name=part.name))
        self.stack.setCurrentWidget(self.picture)

    def _show_text(self, part: Attachment, data: bytes) -> None:
        from workspace.mail import charset

        text = charset.decode(data[:SHOWN])[0]
        if len(data) > SHOWN:
            text += "\n\n" + self.tr("… (the rest is in the file)")
        self.text.setPlainText(text)
        self.text.setAccessibleName(self.tr("Text: {name}").format(name=part.name))
        self.stack.setCurrentWidget(self.text)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.stack.setCurrentWidget(self.words)

    def _on_arrived(self, part_id: str) -> None:
        if part_id == self._part.part_id:
            self.go(0)

    def _on_failed(self, part_id: str, words: str) -> None:
        if part_id == self._part.part_id:
            self._say(words)
