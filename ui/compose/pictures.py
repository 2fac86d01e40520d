"""Pictures inside a letter's text: pasted or dropped there, kept with its files, sent as a part of its HTML."""

import uuid
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QImage

from ui.compose.editor import Editor
from ui.compose.files import Files
from ui.reader.body import read_image
from ui.shell.context import Context
from workspace.connector.payloads import OutgoingAttachment

OURS = "@picture.workspace"
"""At the end of the content ids that are made here; others came with what is answered or forwarded."""
WIDEST = 600
"""Pixels that a picture takes in a letter at most; its bytes are sent whole."""
LARGEST = 10_000_000
ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))


class Pictures(QObject):
    """Of one composer."""

    def __init__(self, context: Context, files: Files, editor: Editor, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._files, self._editor = context, files, editor
        editor.picture_of = self.picture
        editor.image_pasted.connect(self.add)
        files.changed.connect(editor.reload_pictures)

    def add(self, image: QImage) -> None:
        """Put a picture where the cursor is."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        self._add(self.tr("picture.png"), "image/png", bytes(buffer.data().data()), image)

    def add_path(self, path: Path) -> bool:
        """Put a picture file into the text; False where it is none, or too large for that: then it is a file."""
        if path.suffix.lower() not in ENDINGS or not path.is_file() or path.stat().st_size > LARGEST:
            return False
        data = path.read_bytes()
        image = read_image(data, WIDEST)
        if image.isNull():
            return False
        kind = "jpeg" if path.suffix.lower() in (".jpg", ".jpeg") else path.suffix.lower()[1:]
        self._add(path.name, f"image/{kind}", data, image)
        return True

    def picture(self, content_id: str) -> QImage:
        """Of those that go with the letter; null for any other."""
        file = next((each for each in self._files.files if each.content_id == content_id), None)
        if file is None:
            return QImage()
        return read_image(b"".join(self._context.user.blob(file.blob_id)), 2 * WIDEST)

    def left_in(self, html: str) -> Sequence[OutgoingAttachment]:
        """The files without the pictures that the writer took out of the text again."""
        return [each for each in self._files.files if not is_ours(each) or f"cid:{each.content_id}" in html]

    def _add(self, name: str, kind: str, data: bytes, image: QImage) -> None:
        content_id = f"{uuid.uuid4().hex}{OURS}"
        before = len(self._files.files)
        self._files.add_bytes(name, kind, data, content_id)
        if len(self._files.files) > before:
            self._editor.add_picture(content_id, min(round(image.width() / image.devicePixelRatio()), WIDEST))


def is_ours(file: OutgoingAttachment) -> bool:
    """Whether it stands in the text and not among the files."""
    return (file.content_id or "").endswith(OURS)
